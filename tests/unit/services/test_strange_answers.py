"""Whatever comes back: nothing breaks, every byte is kept, and what is kept can be shown."""

from __future__ import annotations

import contextlib
import gzip
import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from composer_app.api.endpoints.logs import parse_logs
from composer_app.api.endpoints.reports import parse_reports
from composer_app.api.endpoints.send_answer import parse_send_answer
from composer_app.api.errors import BadReply
from composer_app.api.item_splitting import list_items
from composer_app.api.session import ApiSession
from composer_app.api.timeouts import Timeouts
from composer_app.api.vendor_error_envelopes import read_complaint
from composer_app.archive.archive import Archive
from composer_app.archive.report_store import digest_of
from composer_app.domain.account import Generation
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import ArchiveFilter, ReportQuery, SortKey, TimeRange
from composer_app.domain.submission import SubmissionState
from composer_app.services.profile import Profile
from tests.examples import examples
from tests.faulty_server import Exchange, FaultyServer, answers, shows_page, writes
from tests.proofs.strange_answers import BODIES
from tests.unit.services.house import House

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FUZZ = settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
generations = st.sampled_from(Generation)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    opened = Archive.open(Profile(tmp_path_factory.mktemp("strange")).archive)
    yield opened
    opened.close()


def left_of(archive: Archive, answer: int) -> tuple[bytes | None, set[bytes]]:
    """The bytes of an answer, if they are still in the spool; and what is known by its digest, whatever its layout."""
    with closing(sqlite3.connect(archive.database.path)) as db:
        (body,) = db.execute("SELECT body FROM answer WHERE number = ?", (answer,)).fetchone()
        return body, {row[0] for row in db.execute("SELECT digest FROM report")}


def show_everything(archive: Archive) -> None:
    """As the pages do it."""
    everything = ArchiveFilter(account_id=SANDBOX_ACCOUNT)
    for sort in (SortKey.SENT, SortKey.PRICE, SortKey.STATUS):
        rows = archive.messages.ids(everything, sort, descending=True, limit=50)
        archive.messages.rows(rows)
        archive.reports.rows(archive.reports.ids(everything, SortKey.DONE, descending=True, limit=50))
    for row in rows:
        archive.messages.details(row)
    archive.messages.count_by_outcome(everything)


@FUZZ
@given(BODIES, generations, st.booleans())
def test_strange_reports(archive: Archive, body: bytes, generation: Generation, is_complete: bool) -> None:
    answer = archive.answers.store(SANDBOX_ACCOUNT, "reports", "", body, is_complete, NOW)
    parsed = parse_reports(generation, body, is_complete=is_complete)

    archive.reports.ingest(answer, parsed.reports, parsed.problem, NOW)
    archive.reports.ingest(answer, parsed.reports, parsed.problem, NOW)

    kept, known = left_of(archive, answer)
    assert set(map(digest_of, parsed.reports)) <= known
    if kept is None:
        assert [report.raw for report in parsed.reports] == list(list_items(body, is_complete=True).items)
    else:
        assert kept == body
    show_everything(archive)


@FUZZ
@given(BODIES, generations, st.booleans())
def test_strange_logs(archive: Archive, body: bytes, generation: Generation, is_complete: bool) -> None:
    parsed = parse_logs(generation, body, is_complete=is_complete)

    archive.logs.ingest(SANDBOX_ACCOUNT, parsed.entries, NOW, TimeRange(NOW, NOW))
    archive.logs.ingest(SANDBOX_ACCOUNT, parsed.entries, NOW, TimeRange(NOW, NOW))

    show_everything(archive)


@FUZZ
@given(BODIES)
def test_strange_answers_to_a_send(body: bytes) -> None:
    read_complaint(body)
    with contextlib.suppress(BadReply):
        assert parse_send_answer(200, body).raw == body


def test_a_body_without_end_is_bounded_and_what_came_is_kept(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    defaults = ApiSession.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "limits", Timeouts(answer_bytes=300_000))
    report = b'{"messageId":"m-1","to":"ana@example.com","status":{"groupId":3}}'

    async def endless(exchange: Exchange) -> None:
        await exchange.write(b'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{"results":[' + report)
        while True:
            await exchange.write(b',{"odd":"%s"}' % (b"x" * 10_000))

    server.plays("GET", "/email/1/reports", endless)

    pulled = house.value(house.sync.pull_reports(house.account, ReportQuery()))

    (answer,) = house.archive(lambda archive: archive.answers.unread())
    body = house.archive(lambda archive: archive.answers.body(answer.id))
    assert (pulled.new, answer.is_complete) == (1, False)
    assert 300_000 < len(body) < 1_500_000
    assert body.startswith(b'{"results":[' + report + b',{"odd":"xxx')


ITEM = b'{"messageId":"m-1","to":"ana@example.com","status":{"groupId":3,"groupName":"DELIVERED"}}'
RESULTS = b'{"results":[' + ITEM + b"]}"
WARNING = b"<br />\n<b>Warning</b>:  {0} is odd in <b>/srv/relay/rest.php</b> on line <b>103</b><br />\n"


def raw(body: bytes, *headers: bytes, length: int | None = None) -> bytes:
    length = len(body) if length is None else length
    return b"\r\n".join([b"HTTP/1.1 200 OK", b"Content-Length: %d" % length, *headers, b"", body])


READ_ALL_THE_SAME = {
    "a mark before": raw(b"\xef\xbb\xbf" + RESULTS),
    "UTF-16": raw(RESULTS.decode().encode("utf-16")),
    "a comment before": raw(b"<!-- av scanned -->" + RESULTS),
    "a comment behind": raw(RESULTS + b"\n<!-- 0.02 s -->"),
    "a warning, as a page": raw(WARNING + RESULTS, b"Content-Type: text/html; charset=UTF-8"),
    "in a page": raw(b"<html><body><pre>%s</pre></body></html>" % RESULTS, b"Content-Type: text/html"),
    "in an escaped page": raw(b"<pre>%s</pre>" % RESULTS.replace(b'"', b"&quot;"), b"Content-Type: text/html"),
    "a page by its label": raw(RESULTS, b"Content-Type: text/html"),
    "a label of compression": raw(RESULTS, b"Content-Encoding: gzip"),
    "x-gzip": raw(gzip.compress(RESULTS), b"Content-Encoding: x-gzip"),
    "gzip without a label": raw(gzip.compress(RESULTS)),
    "gzip under another label": raw(gzip.compress(RESULTS), b"Content-Encoding: br"),
    "deflate": raw(zlib.compress(RESULTS), b"Content-Encoding: deflate"),
    "raw deflate": raw(zlib.compress(RESULTS)[2:-4], b"Content-Encoding: deflate"),
    "a wrong length": raw(RESULTS, length=len(RESULTS) - 5),
    "until the end of the connection": b"HTTP/1.1 200 OK\r\n\r\n" + RESULTS,
}


@pytest.mark.parametrize("answer", READ_ALL_THE_SAME.values(), ids=READ_ALL_THE_SAME)
def test_reports_with_something_around_them_are_read(house: House, server: FaultyServer, answer: bytes) -> None:
    server.plays("GET", "/email/1/reports", writes(answer), answers({"results": []}))

    pulled = house.value(house.sync.pull_reports(house.account, ReportQuery()))

    assert (pulled.received, pulled.new, pulled.unread) == (1, 1, None)
    assert house.archive(lambda archive: archive.answers.unread()) == ()


@pytest.mark.parametrize(
    ("answer", "body", "problem"),
    [
        (raw(b"<html>Please sign in</html>", b"Content-Type: text/html"), b"<html>Please sign in</html>", "not JSON"),
        (raw(WARNING), WARNING, "not JSON"),
        (raw(b"null"), b"null", "no list of results"),
        (raw(RESULTS[:-5]), RESULTS[:-5], "cut off"),
        (raw(b"\x28\xb5\x2f\xfd\x00\x58", b"Content-Encoding: zstd"), b"\x28\xb5\x2f\xfd\x00\x58", "no text"),
        (b"220 mail.example.com ESMTP\r\n", b"220 mail.example.com ESMTP\r\n", "cut off"),
        (b"HTTP/1.1 200 OK\r\nNo colon\r\n\r\n<!-- -->", b"<!-- -->", "cut off"),
    ],
)
def test_what_holds_no_json_is_kept_with_the_reason(
    house: House, server: FaultyServer, answer: bytes, body: bytes, problem: str
) -> None:
    server.plays("GET", "/email/1/reports", writes(answer))

    house.reported(house.sync.pull_reports(house.account, ReportQuery()))

    (kept,) = house.archive(lambda archive: archive.answers.unread())
    assert (kept.is_read, kept.problem) == (True, problem)
    assert house.archive(lambda archive: archive.answers.body(kept.id)) == body


def test_a_page_in_place_of_reports_is_reported_as_such_and_kept(house: House, server: FaultyServer) -> None:
    server.plays("GET", "/email/1/reports", shows_page(200))

    reported = house.problem(house.sync.pull_reports(house.account, ReportQuery()))

    assert reported.code is ProblemCode.NOT_THIS_API
    assert len(house.archive(lambda archive: archive.answers.unread())) == 1


@pytest.mark.parametrize("around", [b"\xef\xbb\xbf%s", WARNING + b"%s", b"<!-- scanned -->%s<!-- bye -->"])
def test_an_answer_to_a_send_with_something_around_it_is_read(
    house: House, server: FaultyServer, around: bytes
) -> None:
    async def act(exchange: Exchange) -> None:
        await exchange.read_body()
        to, bulk = exchange.request.field("to"), exchange.request.field("bulkId")[0]
        messages = [{"to": one, "messageId": f"{bulk}-{one}", "status": {"groupId": 1}} for one in to]
        said = json.dumps({"bulkId": bulk, "messages": messages}).encode()
        await exchange.answer(200, around.replace(b"%s", said), content_type="text/html")

    server.plays("POST", "/email/3/send", act)
    server.plays("GET", "/email/1/logs", answers({"results": []}))

    assert house.send("ana@example.com").state is SubmissionState.ACCEPTED
