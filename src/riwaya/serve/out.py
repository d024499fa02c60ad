"""Standard output and standard error: lines that either arrive whole or end the run with one clear line.

JSON is always UTF-8, whatever the locale says. What fails on the way out (a full disk, a reader that went away) is told
apart from what failed in the work.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import stat
import sys
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final, ParamSpec

import typer
from rich.console import Console
from rich.text import Text

from riwaya.errors import RiwayaError, UsageError
from riwaya.serve.display import safe

FAILED: Final = 1
MISUSED: Final = 2
INTERRUPTED: Final = 130

interruption_told = False
"""Whether this run has said already that it was stopped."""

P = ParamSpec("P")


def stdout() -> Console:
    """A console on standard output that takes source text literally: no markup, no highlighting, no emoji codes."""
    return Console(markup=False, highlight=False, emoji=False, soft_wrap=False)


def stderr() -> Console:
    """The same on standard error."""
    return Console(stderr=True, markup=False, highlight=False, emoji=False, soft_wrap=True)


def complain(line: str) -> None:
    """One line on standard error, with nothing in it that could steer the terminal."""
    stderr().print(Text(f"riwaya: {safe(line)}"))


def json_line(record: Mapping[str, Any]) -> None:
    """One JSON object and a line feed on standard output."""
    text = json.dumps(record, ensure_ascii=False, separators=(", ", ": "))
    # Half a surrogate pair has no UTF-8; \udXXX is both Python's escape for it and JSON's.
    data = text.encode("utf-8", "backslashreplace") + b"\n"
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data.decode("utf-8"))
    else:
        stream.write(data)


def to_a_file() -> bool:
    """Whether standard output goes to a file on disk, and not to a terminal or a pipe that may end in one."""
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def flush() -> None:
    """Write out what waits in the buffer, so that a full disk is met here and not at exit."""
    sys.stdout.flush()


def guarded(work: Callable[P, int | None]) -> Callable[P, None]:
    """A command that ends with an exit code and one line on standard error, never with a traceback.

    Codes: 0 done, 1 the work failed (wholly or for some documents), 2 wrong use, 130 stopped by Ctrl-C.
    """

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = work(*args, **kwargs) or 0
            flush()
        except UsageError as error:
            complain(str(error))
            code = MISUSED
        except RiwayaError as error:
            complain(str(error))
            code = FAILED
        except KeyboardInterrupt:
            global interruption_told
            interruption_told = True
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # impatience must not break what is being closed
            complain("stopped; what was already written is kept: run the same command again to go on")
            code = INTERRUPTED
        except BrokenPipeError:
            _drop_stdout()  # the reader (`head`, a closed pager) has seen enough: not a failure
            code = 0
        except OSError as error:
            complain(_os_line(error))
            _drop_stdout()
            code = FAILED
        except MemoryError:
            complain("out of memory; read fewer or smaller files at once, or use --workers 1")
            code = FAILED
        except Exception as error:  # a defect of ours: still one line, and the way to see more
            if os.environ.get("RIWAYA_TRACEBACK"):
                raise
            what = " ".join(f"{type(error).__name__}: {error}".split())
            complain(f"Riwaya failed ({what[:200]}); please report it with what RIWAYA_TRACEBACK=1 shows")
            code = FAILED
        raise typer.Exit(code)

    return run


def _os_line(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{where or 'output: '}no room left on the disk; free some space and run again: what was already written is kept"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{where}not allowed ({error.strerror}); check the rights of the file and of its folder"
    return f"{where}{error.strerror or error}; check the path and the disk"


def _drop_stdout() -> None:
    """Send what is still in the buffer nowhere: the interpreter would fail on it again at exit."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
    except (OSError, ValueError):
        pass
