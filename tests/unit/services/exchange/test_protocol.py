"""Lines between the window and the process of an export."""

from __future__ import annotations

import msgspec
import pytest

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.exchange.export_job import Exported
from composer_app.services.exchange.protocol import Broken, Ended, Progress, Said, line_of, said_in


@pytest.mark.parametrize(
    "said", [Progress(1, 2), Ended(), Ended(Exported(3)), Broken(Problem(ProblemCode.ARCHIVE_FULL, subject="a"))]
)
def test_a_line_is_read_as_it_was_written(said: Said) -> None:
    line = line_of(said)

    assert line.endswith(b"\n")
    assert said_in(line) == said


def test_half_a_line_is_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        said_in(line_of(Progress(1, 2))[:5])
