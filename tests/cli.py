"""Runs the command line: in this process, where tools once loaded serve all tests, or in one of its own where that is the point."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from riwaya.serve import cli


@dataclass(frozen=True)
class Run:
    """What a command wrote, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def complaints(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()


def riwaya(*arguments: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Run:
    """Run `riwaya` with `arguments` in this process; `env` is added to the environment."""
    out, err = io.BytesIO(), io.BytesIO()
    code = 0
    with ExitStack() as patches:
        patches.enter_context(mock.patch.object(sys, "argv", ["riwaya", *map(str, arguments)]))
        patches.enter_context(mock.patch.dict(os.environ, {"COLUMNS": "100", **(env or {})}))
        for name, data in (("stdout", out), ("stderr", err), ("stdin", io.BytesIO(stdin))):
            patches.enter_context(mock.patch.object(sys, name, io.TextIOWrapper(data, encoding="utf-8")))
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        sys.stdout.flush()
        sys.stderr.flush()
        told = [stream.getvalue().decode("utf-8") for stream in (out, err)]
    return Run(code, *told)


def riwaya_apart(*arguments: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Run:
    """The same in a process of its own, as a person starts it."""
    done = subprocess.run(
        [sys.executable, "-m", "riwaya", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**os.environ, **(env or {})},
        timeout=300,
        check=False,
    )
    return Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
