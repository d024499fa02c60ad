"""`riwaya rules`: for those who edit lexicons: are they sound, and what do they find in a sentence?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Final

import typer

from riwaya.annotate import check as checks
from riwaya.annotate import pipeline
from riwaya.annotate.match import Hit
from riwaya.batch import Setup, tools_for
from riwaya.errors import UsageError
from riwaya.model import Article
from riwaya.rules import Tools
from riwaya.serve.display import Page, Part
from riwaya.serve.options import Format, FormatOption, Published, iso_date
from riwaya.serve.out import guarded, json_line, stdout

app = typer.Typer(no_args_is_help=True, help="Check lexicons, and try them on a sentence.")

_KINDS: Final = ("mentions", "times", "quantities", "speech", "events", "framing", "repairs")
_LABEL: Final = {
    "mentions": "kind",
    "times": "value",
    "quantities": "role",
    "speech": "act",
    "events": "type",
    "framing": "device",
    "repairs": "repaired",
}


@app.command()
@guarded
def check(format: FormatOption = Format.text) -> int:
    """Check every row of every lexicon, and run its examples.

    Each problem names file, line and remedy; the exit code is 1 where there is one.
    """
    tools = tools_for(Setup())
    problems = [str(problem) for problem in checks.check(tools)]
    if format is Format.json:
        json_line({"rows": len(tools.entries), "problems": problems})
    else:
        page = Page(stdout())
        for problem in problems:
            page.text(problem)
        page.text(f"{len(tools.entries):,} rows checked, {len(problems):,} problem{'' if len(problems) == 1 else 's'}")
    return 1 if problems else 0


@app.command("try")
@guarded
def try_(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="An Arabic sentence.", show_default=False)],
    published: Published = None,
    format: FormatOption = Format.text,
) -> int:
    """Show which rules fired on a sentence, and which rows were found in it but lost.

    riwaya rules try "أعلنت وزارة الدفاع مقتل ثلاثة جنود"
    """
    if not sentence.strip():
        raise UsageError("an empty sentence", remedy="give one in quotation marks")
    tools = tools_for(Setup())
    day = iso_date(published) or date.today().isoformat()
    reading = pipeline.read(Article("sentence", sentence, published=day), tools).to_json()
    fired = list(_fired(reading))
    lost = list(_lost(sentence, tools, fired))
    if format is Format.json:
        json_line({"sentence": sentence, "fired": fired, "lost": lost})
        return 0
    page = Page(stdout())
    page.line(("Fired", "bold"))
    for one in fired:
        parts: list[Part] = [
            (one["kind"], "cyan"),
            (str(one["label"]), "green"),
            one["surface"],
            ("←", "dim"),
            (one["rule"] or "no rule named", "dim"),
        ]
        page.line(*parts, indent=2)
    page.line(("Found, but lost", "bold"))
    for one in lost:
        page.line(
            (one["lexicon"], "cyan"),
            one["surface"],
            ("←", "dim"),
            one["lemma"],
            (one["form"], "dim"),
            (one["row"], "dim"),
            (one["because"], "yellow"),
            indent=2,
        )
    return 0


def _fired(reading: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    text = reading["text"]
    for kind in _KINDS:
        for record in reading[kind]:
            span = record.get("trigger") or record.get("cue") or (record["content"][0] if kind == "speech" else record)
            yield {
                "kind": kind,
                "label": record.get(_LABEL[kind]),
                "surface": text[span["start"] : span["end"]],
                "start": span["start"],
                "end": span["end"],
                "rule": record.get("rule", ""),
                "confidence": record.get("confidence", 1.0),
            }


def _lost(sentence: str, tools: Tools, fired: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    hits = list(checks.hits_of(sentence, tools))
    for hit in hits:
        if any(one["start"] < hit.end and hit.start < one["end"] and hit.entry.id in one["rule"] for one in fired):
            continue
        yield {
            "lexicon": hit.lexicon,
            "row": hit.entry.id,
            "lemma": hit.entry.lemma,
            "form": hit.form,
            "surface": sentence[hit.start : hit.end],
            "because": _because(hit, hits, fired),
        }


def _because(hit: Hit, hits: list[Hit], fired: list[dict[str, Any]]) -> str:
    for other in hits:
        if other.first <= hit.first and hit.last <= other.last and other.last - other.first > hit.last - hit.first:
            return f"a longer row holds it: {other.lexicon} {other.entry.id}"
    for one in fired:
        if one["start"] < hit.end and hit.start < one["end"]:
            return f"another rule took the words: {one['kind']} {one['rule']}".rstrip()
    return "no rule made a record of it here"
