"""Every fault of the Sandbox times every kind of request leads to the state that the table has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proofs.faults import FAULTS, KINDS, expected, outcome
from tests.proofs.sandbox import Sandbox, running_sandbox


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder: Path = tmp_path_factory.mktemp("sandbox")
    with running_sandbox(folder) as running:
        yield running


def test_the_table_is_complete() -> None:
    from composer_app.sandbox.faults.fault import KINDS as SANDBOX_KINDS
    from composer_app.sandbox.faults.fault import REFUSE

    assert set(FAULTS) == {*SANDBOX_KINDS, REFUSE}
    assert set(expected()) == {(fault, kind) for fault in FAULTS for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_state_after(sandbox: Sandbox, fault: str, kind: str) -> None:
    assert outcome(sandbox, fault, kind) == expected()[fault, kind]
