"""Rules for a whole mail, the same for every version of the API."""

from collections.abc import Callable, Sequence

from composer_app.sandbox.mail import limits
from composer_app.sandbox.mail.field_checks import Checks
from composer_app.sandbox.mail.send_request import Mail, Tags

# Says how the request at hand calls a field, e.g. "subject" -> "messages[0].content.subject".
Naming = Callable[[str], str]


def check_mail(checks: Checks, mail: Mail, has_sender: bool, name: Naming) -> None:
    """Notes what the API would refuse in this mail.

    Args:
        has_sender: the request named a sender, well formed or not.
    """
    if mail.template_id is None:
        if not has_sender:
            checks.note(name("from"), "must not be blank")
        if not mail.subject:
            checks.note(name("subject"), f"size must be between 1 and {limits.SUBJECT_CHARS}")
        if not mail.text and not mail.html:
            checks.note(name("text"), "one of text, html and templateId must be given")
    checks.length(name("subject"), mail.subject, limits.SUBJECT_CHARS)
    checks.one_line(name("subject"), mail.subject)
    if mail.amp_html and not mail.html:
        checks.note(name("html"), "must not be blank when ampHtml is given")
    if mail.html and len(mail.html.encode()) > limits.HTML_BYTES:
        checks.note(name("html"), "size must be at most 10 MB")
    _check_files(checks, mail, name)


def check_tags(checks: Checks, tags: Tags, name: Naming, callback_chars: int) -> None:
    """Notes over-long references of the client."""
    checks.length(name("campaignReferenceId"), tags.campaign_reference_id, limits.REFERENCE_CHARS)
    checks.length(name("applicationId"), tags.application_id, limits.REFERENCE_CHARS)
    checks.length(name("entityId"), tags.entity_id, limits.REFERENCE_CHARS)
    checks.length(name("callbackData"), tags.callback_data, callback_chars)


def check_recipient_count(checks: Checks, mails: Sequence[Mail], field: str) -> None:
    """Notes too many recipients in one request: to, cc and bcc together."""
    if sum(mail.recipient_count for mail in mails) > limits.RECIPIENTS:
        checks.note(field, f"to, cc and bcc together must not be more than {limits.RECIPIENTS} recipients")


def _check_files(checks: Checks, mail: Mail, name: Naming) -> None:
    if len(mail.attachments) > limits.ATTACHMENTS:
        checks.note(name("attachment"), f"must not be more than {limits.ATTACHMENTS} files")
    for field, files in (("attachment", mail.attachments), ("inlineImage", mail.inline_images)):
        for file in files:
            if is_refused_file_name(file.file_name):
                checks.note(name(field), f"file type is not allowed: {file.file_name}")
    bodies = sum(len(body.encode()) for body in (mail.text, mail.html, mail.amp_html) if body)
    total = bodies + sum(file.size_bytes for file in (*mail.attachments, *mail.inline_images))
    if total > limits.MESSAGE_BYTES:
        checks.note(name("attachment"), "the whole message must not be larger than 25 MB")


def is_refused_file_name(file_name: str) -> bool:
    """Whether the service takes no files of this type."""
    return "." in file_name and file_name.rpartition(".")[2].strip().lower() in limits.REFUSED_FILE_TYPES
