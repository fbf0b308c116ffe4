"""The table of checks, and running them all."""

from __future__ import annotations

from itertools import count

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.checks.checked_mail import CheckedMail
from composer_app.domain.checks.finding import CheckId, Severity
from composer_app.domain.checks.rules import MOST_FINDINGS, RULES, CheckResult, check_mail
from tests.unit.domain.checks.mails import mail

BAD = '<a href="">x</a><img src="https://example.com/a.png">{{name}}' + "<p>Words and more words for it" * 3


def checked(found: CheckedMail, *off: CheckId) -> CheckResult:
    result = check_mail(found, off)
    assert result is not None
    return result


def test_each_check_has_a_rule() -> None:
    assert set(RULES) == set(CheckId)


def test_findings_come_by_their_check_and_warnings_are_asked_about() -> None:
    result = checked(mail(BAD))
    assert list(result.findings) == [CheckId.PLACEHOLDER_VALUE, CheckId.LINK_EMPTY, CheckId.IMAGE_WORDLESS]
    assert result.warnings() == [CheckId.LINK_EMPTY]
    assert RULES[CheckId.IMAGE_WORDLESS].severity is Severity.NOTE


def test_a_check_can_be_switched_off() -> None:
    assert CheckId.LINK_EMPTY not in checked(mail(BAD), CheckId.LINK_EMPTY).findings


def test_what_is_right_is_counted() -> None:
    result = checked(mail('<a href="https://example.com">x</a><a name="y">', to=("ana@example.com",)))
    assert result == CheckResult({}, links=1, placeholders=0, recipients=1, has_text_part=True)
    assert checked(mail(BAD)).placeholders == 0


def test_a_check_stops_once_the_mail_has_changed() -> None:
    looks = count()
    found = mail(BAD)
    changed = CheckedMail(found.draft, found.text, found.facts, is_wanted=lambda: next(looks) < 3)
    assert check_mail(changed) is None


def test_a_check_names_so_many_places_and_no_more() -> None:
    result = checked(mail('<a href="">x</a>' * (MOST_FINDINGS + 1)))
    assert len(result.findings[CheckId.LINK_EMPTY]) == MOST_FINDINGS


PIECES = st.sampled_from(
    ["<a href=", "<img src=", '"', "'", ">", "</a>", "<table>", "</table>", "{{", "}}", "<p style='color:#ccc;",
     "background:", "<h1>", "<h4>", "https://", "[", "cid:", "\n", "&#x;", "<!--", "<style>", "x", " "]
)  # fmt: skip
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(PIECES | WORDS, max_size=60), WORDS)
def test_no_check_fails_on_any_text(pieces: list[str], subject: str) -> None:
    html = "".join(pieces)
    for findings in checked(mail(html, subject=subject, sender=subject)).findings.values():
        for finding in findings:
            assert 0 <= finding.start <= finding.end <= len(html)
            assert msgspec.to_builtins(finding)
