"""The table of checks: which there are, how severe each is, and the function that finds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from composer_app.domain.checks import (
    accessibility_checks,
    address_checks,
    client_checks,
    image_checks,
    link_checks,
    placeholder_checks,
    size_checks,
    subject_checks,
    text_part_checks,
    unsubscribe_check,
)
from composer_app.domain.checks.checked_mail import CheckedMail
from composer_app.domain.checks.finding import CheckFinding, CheckId, Severity

MOST_FINDINGS = 500
"""Of one check; a mail with more is wrong in one way many times."""


class Rule(NamedTuple):
    """One check."""

    severity: Severity
    find: Callable[[CheckedMail], Iterable[CheckFinding]]


RULES: dict[CheckId, Rule] = {
    CheckId.RECIPIENT_BOUNCED: Rule(Severity.WARNING, address_checks.bounced),
    CheckId.SENDER_NEW: Rule(Severity.WARNING, address_checks.new_sender),
    CheckId.SUBJECT_CAPITALS: Rule(Severity.WARNING, subject_checks.in_capitals),
    CheckId.SUBJECT_MARKS: Rule(Severity.WARNING, subject_checks.many_marks),
    CheckId.SUBJECT_LONG: Rule(Severity.NOTE, subject_checks.too_long),
    CheckId.PLACEHOLDER_VALUE: Rule(Severity.WARNING, placeholder_checks.without_value),
    CheckId.PLACEHOLDER_OPEN: Rule(Severity.WARNING, placeholder_checks.left_open),
    CheckId.LINK_EMPTY: Rule(Severity.WARNING, link_checks.empty),
    CheckId.LINK_WRONG: Rule(Severity.WARNING, link_checks.wrong),
    CheckId.LINK_SCRIPT: Rule(Severity.WARNING, link_checks.script),
    CheckId.LINK_LOCAL: Rule(Severity.WARNING, link_checks.local),
    CheckId.LINK_DISGUISED: Rule(Severity.WARNING, link_checks.disguised),
    CheckId.LINK_SHORTENED: Rule(Severity.WARNING, link_checks.shortened),
    CheckId.LINK_INSECURE: Rule(Severity.NOTE, link_checks.insecure),
    CheckId.LINK_WORDLESS: Rule(Severity.NOTE, link_checks.wordless),
    CheckId.IMAGE_MISSING: Rule(Severity.WARNING, image_checks.missing),
    CheckId.IMAGE_LOCAL: Rule(Severity.WARNING, image_checks.local),
    CheckId.IMAGE_EMBEDDED: Rule(Severity.WARNING, image_checks.embedded),
    CheckId.ONLY_IMAGES: Rule(Severity.WARNING, image_checks.only_images),
    CheckId.IMAGE_WORDLESS: Rule(Severity.NOTE, image_checks.wordless),
    CheckId.TEXT_PART_OLD: Rule(Severity.WARNING, text_part_checks.out_of_date),
    CheckId.HTML_CLIPPED: Rule(Severity.WARNING, size_checks.clipped),
    CheckId.MAIL_BIG: Rule(Severity.WARNING, size_checks.big),
    CheckId.UNSUBSCRIBE: Rule(Severity.NOTE, unsubscribe_check.missing),
    CheckId.CLIENT_SUPPORT: Rule(Severity.NOTE, client_checks.ignored),
    CheckId.LANGUAGE: Rule(Severity.NOTE, accessibility_checks.language),
    CheckId.CONTRAST: Rule(Severity.NOTE, accessibility_checks.weak_contrast),
    CheckId.LAYOUT_TABLE: Rule(Severity.NOTE, accessibility_checks.layout_table),
    CheckId.HEADING_ORDER: Rule(Severity.NOTE, accessibility_checks.heading_order),
}
"""In the order in which findings are shown."""


class CheckResult(NamedTuple):
    """What the checks found.

    Attributes:
        findings: by their check, in the order of `RULES`; within one in the order of the mail.
        links: the number of links.
        placeholders: the number of placeholders, if each has a value.
        recipients: the number of recipients.
        has_text_part: whether a text part goes out with HTML.
    """

    findings: dict[CheckId, tuple[CheckFinding, ...]]
    links: int = 0
    placeholders: int = 0
    recipients: int = 0
    has_text_part: bool = False

    def warnings(self) -> list[CheckId]:
        """The checks to ask about at Send. Placeholders have a question of their own."""
        return [
            check
            for check in self.findings
            if RULES[check].severity is Severity.WARNING and check is not CheckId.PLACEHOLDER_VALUE
        ]


def check_mail(mail: CheckedMail, off: Collection[CheckId] = ()) -> CheckResult | None:
    """Run all checks. None: the mail has changed meanwhile.

    Args:
        off: checks that the user switched off.
    """
    findings: dict[CheckId, tuple[CheckFinding, ...]] = {}
    for check, rule in RULES.items():
        if check in off:
            continue
        if not mail.is_wanted():
            return None
        found: list[CheckFinding] = []
        for finding in rule.find(mail):
            found.append(finding)
            if len(found) == MOST_FINDINGS:
                break
        if found:
            findings[check] = tuple(found)
    return CheckResult(
        findings,
        links=sum("href" in link.tag.attributes for link in mail.source.links),
        placeholders=0 if mail.unresolved else len(mail.placeholders),
        recipients=mail.recipients,
        has_text_part=bool(mail.draft.html.strip()),
    )
