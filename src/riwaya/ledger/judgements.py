"""Judgements: what people say of the records, kept beside them and never inside them.

Nothing is changed or taken away: a judgement that is undone stays, and the undoing stands after it. A judgement is about the words of
a text (document, kind, span, surface), not about a run, so reading again does not lose it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text, func, insert, select

from riwaya.errors import UsageError
from riwaya.ids import content_id
from riwaya.ledger.engine import lock, same_order
from riwaya.ledger.store import Ledger

Record = Mapping[str, Any]

KINDS: Final = ("mentions", "times", "quantities", "speech", "events", "framing", "repairs")
"""Kinds of records that can be judged one by one; `link` judges that a mention is an entity, `incident` which accounts belong together."""
VERDICTS: Final = ("accept", "correct", "reject", "split", "add", "together", "apart")

metadata = MetaData()
judgement = Table(
    "judgement",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("number", Integer, nullable=False),  # order, from 0
    Column("kind", String(16), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("document", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("surface", Text),
    Column("value", Text, nullable=False),  # JSON: the corrected or added record, or the documents judged
    Column("who", Text, nullable=False),
    Column("made", String(40), nullable=False),  # ISO, as told by the caller
    Column("why", Text, nullable=False),
    Column("undoes", String(64)),
    Index("ix_judgement_document", "document"),
    Index("ix_judgement_kind", "kind"),
    Index("ix_judgement_number", "number", unique=True),
)
same_order(metadata)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement, or the undoing of one (`undoes`); `standing` where it has not been undone."""

    id: str
    number: int
    kind: str
    verdict: str
    document: str
    start: int | None
    end: int | None
    surface: str | None
    value: Any
    who: str
    made: str
    why: str
    undoes: str | None
    standing: bool = True

    def to_json(self) -> dict[str, Any]:
        """As the interface gives it."""
        return {name: getattr(self, name) for name in self.__slots__}


class Judgements:
    """The judgements of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        ledger._make(metadata)

    def add(
        self, *, kind: str, verdict: str, document: str, who: str, made: str, why: str = "", start: int | None = None,
        end: int | None = None, value: Any = None, undoes: str | None = None,
    ) -> Judgement:  # fmt: skip
        """Keep a judgement.

        Raises UsageError for a kind or verdict that is none, a document the ledger has not, or a span outside its text.
        """
        if verdict not in VERDICTS or kind not in (*KINDS, "link", "incident"):
            raise UsageError(f"{verdict} {kind} is no judgement", remedy=f"verdicts are {', '.join(VERDICTS)}")
        surface = self._surface(document, start, end) if kind != "incident" else None
        told = json.dumps(value, ensure_ascii=False, sort_keys=True)
        with self._ledger._writing() as db:
            lock(db, "judgement")
            number = int(db.scalar(select(func.coalesce(func.max(judgement.c.number), -1))) or 0) + 1
            number = 0 if db.scalar(select(func.count()).select_from(judgement)) == 0 else number
            key = content_id("judgement", number, kind, verdict, document, start, end, told, who, made, why, undoes)
            row = {
                "id": key, "number": number, "kind": kind, "verdict": verdict, "document": document, "start": start, "end": end,
                "surface": surface, "value": told, "who": who, "made": made, "why": why, "undoes": undoes,
            }  # fmt: skip
            db.execute(insert(judgement), row)
        return Judgement(**{**row, "value": value})

    def undo(self, name: str, *, who: str, made: str, why: str = "") -> Judgement:
        """Undo a judgement; undoing an undoing makes it stand again.

        Raises UsageError where there is none of this id, or where it does not stand.
        """
        found = next((one for one in self._all() if one.id == name), None)
        if found is None or not found.standing:
            raise UsageError("there is no standing judgement of this id", where=name, remedy="the list of judgements shows which stand")
        return self.add(
            kind=found.kind, verdict=found.verdict, document=found.document, start=found.start, end=found.end, value=found.value,
            who=who, made=made, why=why, undoes=found.id,
        )  # fmt: skip

    def of(self, document: str) -> list[Judgement]:
        """The judgements on one document, in order, each with whether it stands."""
        return [one for one in self._all(document) if one.undoes is None]

    def all(self) -> list[Judgement]:
        """Every judgement and undoing, in order."""
        return list(self._all())

    def grouping(self) -> list[Judgement]:
        """The judgements and undoings on which accounts belong together, in order."""
        return list(self._all(kind="incident"))

    def _all(self, document: str | None = None, kind: str | None = None) -> Iterator[Judgement]:
        wanted = select(judgement).order_by(judgement.c.number)
        if document is not None:
            wanted = wanted.where(judgement.c.document == document)
        if kind is not None:
            wanted = wanted.where(judgement.c.kind == kind)
        with self._ledger._reading() as db:
            rows = db.execute(wanted).mappings().all()
        standing: dict[str, bool] = {}
        for row in reversed(rows):
            standing.setdefault(row["id"], True)
            if row["undoes"] and standing[row["id"]]:
                standing[row["undoes"]] = False
        for row in rows:
            yield Judgement(**{**row, "value": json.loads(row["value"]), "standing": standing[row["id"]]})

    def _surface(self, document: str, start: int | None, end: int | None) -> str | None:
        reading = self._ledger.reading(document)
        if reading is None:
            raise UsageError("the ledger has no document of this id", where=document, remedy="check the id")
        if start is None or end is None:
            return None
        if not 0 <= start < end <= len(reading["text"]):
            raise UsageError(f"{start}–{end} is not inside the text", where=document, remedy="give a span of the text in code points")
        words: str = reading["text"][start:end]
        return words


def span_of(kind: str, record: Record) -> tuple[int, int] | None:
    """The span a record is known by: its own, the trigger of an event, the cue, source or content of a speech record."""
    span = record
    if kind == "events":
        span = record["trigger"]
    elif kind == "speech":
        span = record.get("cue") or record.get("source") or next(iter(record.get("content") or ()), None) or {}
    return (span["start"], span["end"]) if "start" in span and "end" in span else None


def judged(reading: Record, made: Iterable[Judgement]) -> dict[str, list[dict[str, Any]]]:
    """The records of a reading with what was judged of them: each kind a list of records with `status` and `judgement`.

    `status` is unverified, accepted, corrected, rejected, split or added; of a corrected record the correction is shown, with `before`.
    """
    standing = [one for one in made if one.standing and one.undoes is None]
    text: str = reading["text"]
    last: dict[tuple[str, int | None, int | None], Judgement] = {}
    for one in standing:
        if one.verdict != "add" and (one.start is None or text[one.start : one.end] == one.surface):
            last[one.kind, one.start, one.end] = one
    found: dict[str, list[dict[str, Any]]] = {}
    for kind in KINDS:
        rows = []
        for number, record in enumerate(reading[kind]):
            span = span_of(kind, record)
            verdict = last.get((kind, *span)) if span else None
            row = {**record, "number": number, "status": "unverified", "judgement": None}
            if verdict is not None:
                row |= {"status": _STATUS[verdict.verdict], "judgement": verdict.to_json()}
                if verdict.verdict == "correct" and isinstance(verdict.value, dict):
                    row |= {**verdict.value, "before": dict(record)}
            rows.append(row)
        for one in standing:
            if one.kind == kind and one.verdict == "add" and isinstance(one.value, dict) and text[one.start : one.end] == one.surface:
                rows.append({**one.value, "number": None, "status": "added", "judgement": one.to_json()})
        found[kind] = rows
    return found


_STATUS: Final = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "split": "split", "add": "added"}


def gold(reading: Record, made: Iterable[Judgement]) -> dict[str, Any]:
    """A judged reading as a record of gold: what was rejected is left out, corrections and additions are in."""
    record: dict[str, Any] = {"id": reading["document"]["id"], "source": reading["document"].get("source")}
    record |= {"published": reading["document"].get("published"), "text": reading["text"]}
    for kind, rows in judged(reading, made).items():
        kept = [one for one in rows if one["status"] not in ("rejected", "split")]
        fields = _FIELDS[kind]
        record[kind] = [{name: one[name] for name in fields if name in one} for one in kept]
    numbers = {one.get("id"): number for number, one in enumerate(one for one in reading["speech"])}
    kept_ids = [row.get("id") for row in judged(reading, made)["speech"] if row["status"] not in ("rejected", "split")]
    places = {name: number for number, name in enumerate(kept_ids) if name in numbers}
    for one in record["speech"]:
        one["parent"] = places.get(one.get("parent"))
    for one in (*record["events"], *record["framing"]):
        voice = one.get("voice")
        one["voice"] = voice if voice in ("author", None) else places.get(voice, "author")
    return record


_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "mentions": ("start", "end", "kind"),
    "times": ("start", "end", "value"),
    "quantities": ("start", "end", "low", "high", "bound", "role"),
    "speech": ("source", "source_kind", "cue", "content", "form", "act", "parent"),
    "events": ("trigger", "type", "modality", "voice", "actors", "targets", "place", "time", "instrument"),
    "framing": ("start", "end", "device", "voice"),
    "repairs": ("start", "end", "repaired", "reason"),
}
"""What a record of gold holds, by kind."""


def regroup(groups: Iterable[Iterable[str]], made: Iterable[Judgement]) -> list[list[str]]:
    """Groups of documents as judged: those judged together in one group, those judged apart in groups of their own.

    A later judgement outweighs an earlier one.
    """
    home: dict[str, int] = {}
    found = [list(group) for group in groups]
    for number, group in enumerate(found):
        home.update(dict.fromkeys(group, number))
    for one in made:
        if not one.standing or one.undoes is not None or one.kind != "incident" or not isinstance(one.value, list):
            continue
        documents = [name for name in one.value if name in home]
        if not documents:
            continue
        if one.verdict == "together":
            into = min(home[name] for name in documents)
            for name in documents:
                home[name] = into
        elif one.verdict == "apart":  # those named go together, away from whoever else was there
            away = len(found)
            found.append([])
            for name in documents:
                home[name] = away
    made_groups: dict[int, list[str]] = {}
    for name in sorted(home):
        made_groups.setdefault(home[name], []).append(name)
    return [made_groups[number] for number in sorted(made_groups)]
