"""The Sandbox says that it takes requests."""

from tests.unit.sandbox.running import RunningSandbox


def test_it_is_well_and_answers_no_other_method(fresh: RunningSandbox) -> None:
    assert fresh.client.get("/sandbox/health").json() == {"status": "ok"}
    assert fresh.client.head("/sandbox/health").status_code == 405
