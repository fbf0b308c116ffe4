"""Findings and the names that settings keep."""

from __future__ import annotations

from composer_app.domain.checks.finding import CheckFinding, CheckId, Field, Severity


def test_a_finding_leads_to_the_html_unless_it_says_otherwise() -> None:
    assert CheckFinding(CheckId.LINK_EMPTY).field is Field.BODY


def test_names_have_no_comma_since_the_settings_part_them_with_one() -> None:
    assert not any("," in check.value for check in CheckId)
    assert {severity.value for severity in Severity} == {"warning", "note"}
