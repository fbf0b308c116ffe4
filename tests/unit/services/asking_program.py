"""`python -m tests.unit.services.asking_program URL FOLDER`: a program that pulls reports and waits to be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from composer_app.api.session import ApiSession
from composer_app.domain.query import ReportQuery
from composer_app.domain.secret import Secret
from composer_app.services.receiver_process import ReceiverProcess
from tests.unit.services.house import KEY, account_at


def main() -> None:
    url, folder = sys.argv[1:]
    receiver = ReceiverProcess()
    session = ApiSession(account_at(url), url, Secret(KEY))
    received = receiver.receive(session.errand(ReportQuery()), Path(folder))
    print(receiver.process_id, flush=True)
    received.result()
    print("received", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
