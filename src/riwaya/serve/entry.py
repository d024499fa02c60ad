"""Where the console script enters: everything else is imported under its guard, so that Ctrl-C at any moment ends in one line."""

from __future__ import annotations

import sys

_STOPPED = "riwaya: stopped; what was already written is kept: run the same command again to go on\n"


def main() -> None:
    """Run the command line."""
    try:
        from riwaya.serve import cli, out
    except KeyboardInterrupt:
        sys.stderr.write(_STOPPED)
        sys.exit(130)
    try:
        cli.main()
    except (KeyboardInterrupt, SystemExit) as end:
        interrupted = isinstance(end, KeyboardInterrupt) or end.code == out.INTERRUPTED
        if interrupted and not out.interruption_told:
            sys.stderr.write(_STOPPED)
        if isinstance(end, KeyboardInterrupt):
            sys.exit(out.INTERRUPTED)
        raise
