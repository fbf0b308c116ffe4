"""`python -m tests.unit.services.report_receiver.asking_program URL FOLDER`: pulls reports until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from composer_app.domain.queries import ReportQuery
from composer_app.services.report_receiver.process import ReceiverProcess
from tests.unit.services.report_receiver.common import source_at


def main() -> None:
    url, folder = sys.argv[1:]
    receiver = ReceiverProcess()
    received = receiver.receive(source_at(url), ReportQuery(), Path(folder))
    print(receiver.process_id, flush=True)
    received.result()
    print("received", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
