"""Puts what `riwaya demo` prints now into the READMEs: the incidents, and of one its accounts, some slots and open questions.

    python -m bench.picture

`tests/test_readme.py` fails when the READMEs show what the program no longer prints; this mends them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise
from typing import Final

from bench.gate import ROOT

COLUMNS: Final = 96
SLOTS: Final = ("by whom", "killed", "denied")
"""Slots that the picture shows, where the incident has them."""
LEFT_OUT: Final = "[…]"


def demo() -> str:
    """The output of `riwaya demo` at the width of the picture."""
    env = {**os.environ, "COLUMNS": str(COLUMNS)}
    return subprocess.run([sys.executable, "-m", "riwaya", "demo"], env=env, check=True, capture_output=True, encoding="utf-8").stdout


def picture(shown: str) -> str:
    """The parts of the output that the READMEs show; what is left out is a line of its own."""
    lines = shown.splitlines()
    starts = [number for number, line in enumerate(lines) if re.match(r"  \S", line) or not line.startswith(" ")]
    keep: list[tuple[int, int]] = []
    slots = lines.index("Slot by slot")
    keep.append((0, slots + 1))
    for start, end in pairwise([number for number in starts if number > slots]):
        if any(lines[start].startswith(f"  {slot} ") for slot in SLOTS):
            keep.append((start, end))
    questions = next((number for number, line in enumerate(lines) if line.startswith("Questions")), None)
    if questions is not None:
        keep.append((questions, next(number for number in range(questions, len(lines)) if not lines[number].strip())))
    made: list[str] = []
    for number, (start, end) in enumerate(keep):
        if number and start > keep[number - 1][1]:
            made.append(LEFT_OUT if lines[start].startswith("  ") else f"{LEFT_OUT}\n")
        made.extend(line.rstrip() for line in lines[start:end])
    return "\n".join(made).strip("\n")


def main() -> int:
    """Rewrite the picture in both READMEs."""
    shown = picture(demo())
    block = f"<!-- demo -->\n```text\n{shown}\n```\n<!-- end -->"
    for name in ("README.md", "README.ar.md"):
        page = ROOT / name
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(r"<!-- demo -->.*?<!-- end -->", lambda _: block, text, flags=re.DOTALL), encoding="utf-8")
        print(f"{name}: {len(shown.splitlines())} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
