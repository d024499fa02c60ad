"""`riwaya outlets`: how each publisher of a ledger tells of each actor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from riwaya import ledger
from riwaya.compare.outlets import Hand, Share, hands
from riwaya.serve.display import Page
from riwaya.serve.options import Format, FormatOption, LedgerPlace
from riwaya.serve.out import guarded, json_line, stdout

_SHOWN = 20
_WORDS = 6


@guarded
def outlets(
    ledger_place: LedgerPlace,
    publisher: Annotated[str | None, typer.Option("--publisher", help="Only this publisher.", show_default=False)] = None,
    least: Annotated[int, typer.Option("--least", min=1, help="Leave out actors of fewer documents.")] = 2,
    format: FormatOption = Format.text,
) -> int:
    """Count, for each publisher and actor: the names in the author's own voice, the verbs of saying, how killings are told.

    riwaya outlets --ledger accounts.db --publisher "وكالة أنباء نهران"
    """
    with ledger.open(ledger_place, create=False) as book:
        found = [one for one in hands(book.readings(), publisher) if one.documents >= least]
    if format is Format.json:
        for one in found:
            json_line(one.to_json())
        return 0
    page = Page(stdout())
    if not found:
        page.text("Nothing to count: no publisher of this ledger names an actor in as many documents; try --least 1.")
    for one in found[:_SHOWN]:
        _show(page, one)
    if len(found) > _SHOWN:
        page.text(f"\n{len(found) - _SHOWN:,} more; see all with --format json")
    return 0


def _show(page: Page, one: Hand) -> None:
    page.blank()
    page.line((one.publisher, "bold"), " · ", one.name, f" ({one.documents} documents)")
    for title, counts in (("names", one.names), ("labels", one.labels), ("verbs of saying", one.verbs), ("killings told by", one.killings)):
        if counts:
            page.line((f"{title}: ", "dim"), *_counted(counts), indent=2)
    for title, share in (("said at a distance", one.distanced), ("said firmly", one.firm), ("killings in the active", one.active)):
        if share.of:
            page.line((f"{title}: ", "dim"), _told(share), indent=2)


def _counted(counts: Mapping[str, int]) -> list[str]:
    parts: list[str] = []
    for word, count in list(counts.items())[:_WORDS]:
        parts += [" · "] if parts else []
        parts += [word, f" {count}"]
    return parts


def _told(share: Share) -> str:
    return f"{share.count} of {share.of}, of all others {share.others} of {share.of_others}: {share.verdict}"
