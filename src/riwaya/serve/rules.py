"""`riwaya rules`: for those who edit lexicons: are they sound, and what do they find in a sentence?"""

from __future__ import annotations

from typing import Annotated

import typer

from riwaya import rules
from riwaya.serve.display import Page
from riwaya.serve.options import Format, FormatOption
from riwaya.serve.out import guarded, json_line, stdout

app = typer.Typer(no_args_is_help=True, help="Check lexicons, and try them on a sentence.")


@app.command()
@guarded
def check(format: FormatOption = Format.text) -> int:
    """Check every row of every lexicon, and run its examples.

    Each problem names file, line and remedy; the exit code is 1 where there is one.
    """
    problems = [str(problem) for problem in rules.check()]
    if format is Format.json:
        json_line({"problems": problems})
    else:
        for problem in problems:
            stdout().print(problem, soft_wrap=True)
        tools = rules.load()
        stdout().print(f"{len(tools.entries):,} rows checked, {len(problems)} problems")
    return 1 if problems else 0


@app.command("try")
@guarded
def try_(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="An Arabic sentence.", show_default=False)],
    format: FormatOption = Format.text,
) -> int:
    """Show which rows were found in a sentence, and which of them lost to a longer one.

    riwaya rules try "أعلنت وزارة الدفاع مقتل ثلاثة جنود"
    """
    page = Page(stdout())
    for hit in rules.try_(sentence):
        if format is Format.json:
            json_line(hit)
        else:
            page.line(
                (hit["lexicon"], "cyan"),
                hit["surface"],
                ("←", "dim"),
                hit["lemma"],
                (hit["form"], "dim"),
                (hit["id"], "dim"),
                (hit.get("lost_to") or "", "yellow"),
            )
    return 0
