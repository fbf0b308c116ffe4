"""The Sandbox on the data of an earlier version: it knows every mail, and hands out no report twice."""

from __future__ import annotations

from pathlib import Path

from tests.earlier_profile import differences, expected, unpacked
from tests.unit.sandbox.running import RunningSandbox


def test_it_knows_the_mail_of_the_earlier_version(tmp_path: Path) -> None:
    data = unpacked("whole", tmp_path) / "sandbox"
    with RunningSandbox("--data", str(data)) as sandbox:
        messages = sandbox.client.get("/sandbox/messages", params={"limit": 100}).json()
        pulls = [[one["to"] for one in sandbox.results("/email/1/reports")] for _ in range(2)]
        mail = sandbox.client.get(f"/sandbox/messages/{messages[-1]['messageId']}.eml").text

    assert pulls == [["reject@example.com"], []], "the earlier version has pulled the others"
    assert differences(expected("sandbox"), messages) == []
    assert 'filename="statement.pdf"' in mail
