"""What the checks say: whole sentences for one finding and for several."""

from __future__ import annotations

import pytest

from composer_app.domain.checks.finding import CheckFinding, CheckId, Field
from composer_app.domain.checks.rules import RULES, CheckResult
from composer_app.ui.texts import checks

NUMBERS = (CheckId.SUBJECT_LONG, CheckId.HTML_CLIPPED, CheckId.MAIL_BIG, CheckId.UNSUBSCRIBE)


def finding(check: CheckId, line: int = 0) -> CheckFinding:
    detail = "120000" if check in NUMBERS else "x" * 60
    return CheckFinding(check, Field.BODY, detail, "other", 1, 2, line)


@pytest.mark.parametrize("check", list(RULES))
def test_each_check_has_words_for_one_finding_and_for_several(check: CheckId) -> None:
    one, two = checks.finding_words([finding(check)]), checks.finding_words([finding(check), finding(check)])
    for words in (one, two):
        assert words
        assert not set("()") & set(words)
        assert not words.endswith(".")
        assert len(words) < 80
    assert checks.finding_tip([finding(check)]).endswith(checks.WORDS[check].advice)
    assert checks.WORDS[check].advice.endswith(".")


def test_a_button_names_the_line() -> None:
    assert checks.finding_button([finding(CheckId.LINK_EMPTY, 1234)]) == "A link has no address, line 1,234"
    assert checks.finding_button([finding(CheckId.SUBJECT_CAPITALS)]) == "The subject is in capitals"


def test_a_tip_lists_so_many_places() -> None:
    lines = checks.finding_tip([finding(CheckId.LINK_EMPTY, n) for n in range(1, 13)]).splitlines()
    assert lines[0] == "Line 1: A link has no address"
    assert lines[-2:] == ["and 4 more", "Write an address into href."]


def test_an_image_without_an_address() -> None:
    assert checks.finding_words([CheckFinding(CheckId.IMAGE_MISSING)]) == "An image has no address"


def test_passed_checks_are_said_unless_one_of_their_kind_found_something() -> None:
    result = CheckResult({}, links=3, placeholders=4, recipients=252, has_text_part=True)
    assert checks.passed_words(result) == ["3 links", "4 placeholders filled for all 252", "Text part up to date"]
    both: dict[CheckId, tuple[CheckFinding, ...]] = {
        one: (finding(one),) for one in (CheckId.LINK_EMPTY, CheckId.TEXT_PART_OLD)
    }
    assert checks.passed_words(result._replace(findings=both)) == ["4 placeholders filled for all 252"]


def test_the_question_lists_the_warnings() -> None:
    warnings = [one for one in RULES if CheckResult({one: (finding(one),)}).warnings()]
    title, text = checks.anyway_question(CheckResult({one: (finding(one),) for one in warnings[:2]}))
    assert title == "Send with 2 warnings?"
    assert text.splitlines()[0].startswith("• The last mail to ")
    _title, text = checks.anyway_question(CheckResult({one: (finding(one),) for one in warnings}))
    assert text.splitlines()[-1] == f"and {len(warnings) - 8} more"


def test_a_feature_that_programs_ignore_is_named_with_how_many_and_which() -> None:
    one = CheckFinding(CheckId.CLIENT_SUPPORT, detail="border-radius", other="GMX, Outlook", line=41)
    assert checks.finding_button([one]) == "2 mail programs ignore border-radius, line 41"
    assert checks.finding_tip([one]).splitlines()[0] == "Line 41: 2 mail programs ignore border-radius: GMX, Outlook"
    assert checks.finding_words([one, one]) == "2 features that mail programs ignore"
