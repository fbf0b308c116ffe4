"""Reading addresses."""

import pytest

from composer_app.sandbox.mail.addresses import Mailbox, parse_mailbox

SCRIPTS = [
    "ทดสอบ@ตัวอย่าง.ไทย",
    "परीक्षा@उदाहरण.भारत",
    "சோதனை@உதாரணம்.இந்தியா",
    "পরীক্ষা@উদাহরণ.ভারত",
    "សាកល្បង@ឧទាហរណ៍.ខ្មែរ",
    "စမ်းသပ်@ဥပမာ.mm",
    "ທົດສອບ@ຕົວຢ່າງ.ລາວ",
    "ಪರೀಕ್ಷೆ@ಉದಾಹರಣೆ.ಭಾರತ",
    "测试@例子.中国",
    "اختبار@مثال.إختبار",
    "e\u0301@exemple\u0301.example",
    "क्\u200dष@क्\u200dष.भारत",
]
UNSEEN = ["a@\u200d.example", "a\u200b@example.com", "a@ex\u2060ample.com"]
NAMES = [
    "می\u200cخواهم",
    "क्\u200dष",
    "👩\u200d💻 Ana",
    "Ana\u00a0Li",
    "山田\u3000太郎",
    "\u200fدانا",
    "Love \u2764\ufe0f",
]


@pytest.mark.parametrize(
    ("text", "mailbox"),
    [
        ("ana@example.com", Mailbox("ana@example.com")),
        ("Ana Li <ana@example.com>", Mailbox("ana@example.com", "Ana Li")),
        ('"Li, Ana \\"A\\"" <ana@example.com>', Mailbox("ana@example.com", 'Li, Ana "A"')),
        ("jö@bücher.example", Mailbox("jö@bücher.example")),
        ("o'brien+x=y@sub.example.com", Mailbox("o'brien+x=y@sub.example.com")),
        *((address, Mailbox(address)) for address in SCRIPTS),
        *((f"{name} <a@example.com>", Mailbox("a@example.com", name)) for name in NAMES),
    ],
)
def test_addresses_are_read_with_and_without_a_name(text: str, mailbox: Mailbox) -> None:
    assert parse_mailbox(text) == mailbox


@pytest.mark.parametrize(
    "text",
    [
        "\u0e34@\u0e34.\u0e34",
        "a@b-.example",
        "a@\u200d.example",
        "a\u200b@example.com",
        "a@ex\u2060ample.com",
        "",
        "ana",
        "@example.com",
        "ana@",
        "ana@localhost",
        "a b@example.com",
        ".a@example.com",
        "a@-x.example",
        "a@b..c",
    ],
)
def test_malformed_addresses_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no well-formed address"):
        parse_mailbox(text)


@pytest.mark.parametrize(
    "text",
    [
        "a@example.com, b@example.com",
        "Ana\nBcc: x <a@example.com>",
        "Ana\u2028Li <a@example.com>",
        "A\x00 <a@b.example>",
        "a@@example.com",
        "<>",
        "x" * 65 + "@example.com",
    ],
)
def test_lists_and_line_breaks_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no well-formed address"):
        parse_mailbox(text)
