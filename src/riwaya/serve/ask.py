"""`riwaya ask` and `riwaya revisions`: answers from a ledger alone, and what changed in pages that it holds in several texts."""

from __future__ import annotations

from typing import Annotated

import typer

from riwaya import compare, ledger
from riwaya.errors import UsageError
from riwaya.serve.display import Page, Part
from riwaya.serve.incident_page import show_answer
from riwaya.serve.options import Format, FormatOption, LedgerPlace
from riwaya.serve.out import guarded, json_line, stdout


@guarded
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="A question in Arabic or English.", show_default=False)],
    ledger_place: LedgerPlace,
    format: FormatOption = Format.text,
) -> int:
    """Answer a question from the accounts of a ledger, each answer with its sentence; or say that no account tells.

    riwaya ask "كم عدد القتلى في قصف سوق تل قرطاس؟" --ledger accounts.db
    """
    if not question.strip():
        raise UsageError("an empty question", remedy="ask in Arabic or English, in quotation marks")
    with ledger.open(ledger_place, create=False) as book:
        answers = [one.to_json() for one in compare.ask(book, question)]
        names = {name for one in answers for value in one["values"] for name in value["documents"]}
        documents = {name: reading for name in sorted(names) if (reading := book.reading(name)) is not None}
    if format is Format.json:
        for one in answers:
            json_line(one)
        return 0
    page = Page(stdout())
    for one in answers:
        show_answer(page, one, documents)
    if not answers:
        page.text("No account of this ledger tells.")
    return 0


@guarded
def revisions(ledger_place: LedgerPlace, format: FormatOption = Format.text) -> int:
    """Show what changed in pages that the ledger holds in several texts: a toll raised, a source dropped.

    riwaya revisions --ledger accounts.db
    """
    with ledger.open(ledger_place, create=False) as book:
        changes = [one.to_json() for one in compare.revisions(book)]
    page = Page(stdout())
    for one in changes:
        if format is Format.json:
            json_line(one)
            continue
        parts: list[Part] = [one["document"], (f"text {one['version'] + 1}", "dim"), (f"{one['slot']}:", "cyan")]
        page.line(*parts, one["before"] or "nothing", ("→", "dim"), (one["after"] or "nothing", "bold"))
    if not changes and format is Format.text:
        page.text("No page of this ledger changed: each is there in one text.")
    return 0
