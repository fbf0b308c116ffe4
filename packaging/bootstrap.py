#!/usr/bin/env python3
"""Sets up everything the program needs, then runs, tests, checks or measures it.

    python3 packaging/bootstrap.py run    [options of composer-app]
    python3 packaging/bootstrap.py test   [options of pytest]
    python3 packaging/bootstrap.py test-oldest [options of pytest]
    python3 packaging/bootstrap.py check
    python3 packaging/bootstrap.py measures
    python3 packaging/bootstrap.py bench  [GROUP ...] [--json FILE]

Needs Python 3.11 or newer and nothing else. This file alone stays readable to any older Python,
so that it can say so; the work is done in the folder _setup beside it.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python is told
    sys.stderr.write(
        "Mail Composer needs Python 3.11 or newer. This is Python %d.%d (%s).\n"  # noqa: UP031
        "Install a newer Python and start again with it, for example: python3.11 packaging/bootstrap.py run\n"
        % (sys.version_info[0], sys.version_info[1], sys.executable)
    )
    sys.exit(2)

from _setup.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
