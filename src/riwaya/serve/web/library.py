"""What the rooms show, as plain data: pages and /api ask the same questions here, so the pages use no private door."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from riwaya import compare, ledger
from riwaya.compare import gather, side_by_side
from riwaya.errors import UsageError
from riwaya.ledger import catalogue, judgements, saved, search
from riwaya.ledger.judgements import Judgements
from riwaya.ledger.lists import Lists, Wanted
from riwaya.ledger.people import People
from riwaya.serve.web.settings import Settings

Record = Mapping[str, Any]

_MAP_DOCUMENTS: Final = 60
_LOOK_AGAIN: Final = 5.0  # seconds


class Missing(UsageError):
    """There is nothing of this id: a page answers 404."""


class Library:
    """A ledger with its catalogue, its judgements and its people."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.ledger = ledger.open(settings.ledger)
        self.lists = Lists(self.ledger)
        self.judgements = Judgements(self.ledger)
        self.people = People(self.ledger)
        self.saved = saved.Searches(self.ledger)
        self._building = threading.Lock()
        self._stale, self._asked = False, 0.0
        search.warm()
        self.refresh()

    def close(self) -> None:
        """Give the ledger back."""
        self.ledger.close()

    # ---- the catalogue

    def refresh(self, *, always: bool = False) -> bool:
        """Make the catalogue anew if texts or judgements on incidents came since; whether it was."""
        with self._building:
            mark = self._mark()
            if not always and catalogue.made_from(self.ledger) == mark:
                return False
            catalogue.build(self.ledger, self._incidents(), mark)
            self._asked = 0.0
            return True

    def stale(self) -> bool:
        """Whether texts came since the catalogue was made; looked up every few seconds only."""
        if time.monotonic() > self._asked + _LOOK_AGAIN:
            self._stale, self._asked = catalogue.made_from(self.ledger) != self._mark(), time.monotonic()
        return self._stale

    def _mark(self) -> str:
        return catalogue.fingerprint(self.ledger, len(self.judgements.grouping()))

    def _incidents(self) -> list[dict[str, Any]]:
        """The incidents of the ledger, grouped as judged where somebody judged."""
        found = [one.to_json() for one in compare.incidents(self.ledger)]
        judged = self.judgements.grouping()
        if not judged:
            return found
        known = {tuple(sorted(one["documents"])): one for one in found}
        made = []
        for group in judgements.regroup([one["documents"] for one in found], judged):
            kept = known.get(tuple(sorted(group)))
            made.append(kept if kept is not None else self._laid_out(group))
        return made

    def _laid_out(self, documents: list[str]) -> dict[str, Any]:
        """The accounts of a group that somebody judged, side by side."""
        readings = (self.ledger.reading(name) for name in sorted(documents))
        return side_by_side.lay_out([gather.report(reading) for reading in readings if reading is not None]).to_json()

    # ---- what pages show

    def desk(self, wanted: Wanted) -> dict[str, Any]:
        """Incidents and facets; where words were asked for, the documents that answer as well."""
        found = self.lists.incidents(wanted)
        if wanted.words.strip():
            answers = self.lists.search(wanted.words, size=8)
            found["documents"] = {"total": answers["total"], "first": answers["documents"], "words": answers["words"]}
        return found

    def incident(self, name: str) -> dict[str, Any]:
        """One incident with its accounts, each value with the span that carries it, candidates of places, namings, judgements.

        Raises Missing.
        """
        found = self.lists.incident(name)
        if found is None:
            raise Missing("there is no incident of this id", where=name, remedy="the desk lists those there are")
        known = self.lists.documents(found["documents"])
        readings = {one: reading for one in found["documents"][:_MAP_DOCUMENTS] if (reading := self.ledger.reading(one)) is not None}
        found["accounts"] = [known[one] for one in found["documents"] if one in known]
        found["accounts"].sort(key=lambda one: (one["published"] or "9", one["id"]))
        for slot in found["slots"]:
            for value in slot["values"]:
                value["at"] = _where(value, readings)
        for question in found.get("unanswered") or []:
            question["at"] = _where({"quote": question.get("quote"), "documents": question.get("documents") or []}, readings)
        found["candidates"] = _candidates(found, readings)
        found["namings"] = self.lists.namings(found["documents"])
        found["nearby"] = self.lists.newest_incidents(name)
        found["judgements"] = [one.to_json() for one in self.judgements.of(name)] + self._grouping(found["documents"])
        return found

    def _grouping(self, documents: list[str]) -> list[dict[str, Any]]:
        rows = (one for one in self.judgements.grouping() if one.undoes is None)
        return [one.to_json() for one in rows if isinstance(one.value, list) and set(one.value) & set(documents)]

    def document(self, name: str) -> dict[str, Any]:
        """One reading with its judgements laid over it.

        Raises Missing.
        """
        reading = self.ledger.reading(name)
        if reading is None:
            raise Missing("there is no document of this id", where=name, remedy="the list of texts shows those there are")
        made = self.judgements.of(name)
        known = self.lists.documents([name]).get(name, {})
        return {
            **reading,
            **judgements.judged(reading, made),
            "incident": known.get("incident"),
            "title": known.get("title") or catalogue.title(reading),
            "publisher": known.get("publisher"),
            "judgements": [one.to_json() for one in made],
        }

    def actor(self, name: str) -> dict[str, Any]:
        """A publisher or actor.

        Raises Missing.
        """
        found = self.lists.actor(name)
        if found is None:
            raise Missing("nobody has this id", where=name, remedy="the lists of publishers and actors show those there are")
        return found

    def gold(self) -> list[dict[str, Any]]:
        """The judged documents as records of gold, by id."""
        names = sorted({one.document for one in self.judgements.all() if one.kind not in ("incident", "link")})
        found = []
        for name in names:
            made = self.judgements.of(name)
            reading = self.ledger.reading(name)
            if reading is not None and any(one.standing for one in made):
                found.append(judgements.gold(reading, made))
        return found

    # ---- judging

    def judge(
        self,
        *,
        kind: str,
        verdict: str,
        document: str,
        who: str,
        why: str,
        start: int | None = None,
        end: int | None = None,
        value: Any = None,
    ) -> dict[str, Any]:
        """Keep a judgement; one on which accounts belong together makes the incidents anew."""
        made = self.judgements.add(
            kind=kind, verdict=verdict, document=document, who=who, made=now(), why=why[:2000], start=start, end=end, value=value
        )
        if kind == "incident":
            self.refresh()
        return made.to_json()

    def undo(self, name: str, *, who: str, why: str = "") -> dict[str, Any]:
        """Undo a judgement."""
        made = self.judgements.undo(name, who=who, made=now(), why=why[:2000])
        if made.kind == "incident":
            self.refresh()
        return made.to_json()


def now() -> str:
    """The time of a judgement, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _where(value: Record, readings: Mapping[str, Record]) -> dict[str, Any] | None:
    """The first document of a value and where its sentence stands there."""
    quote = value.get("quote")
    for name in value.get("documents") or []:
        text = readings[name]["text"] if name in readings else ""
        at = text.find(quote) if quote else -1
        if at >= 0:
            return {"document": name, "start": at, "end": at + len(quote or "")}
    first = next(iter(value.get("documents") or []), None)
    return {"document": first, "start": None, "end": None} if first else None


def _candidates(incident: Record, readings: Mapping[str, Record]) -> list[dict[str, Any]]:
    """Where the incident's place may be: the place each account resolves it to, and what else it could be."""
    names = {value["value"] for slot in incident["slots"] if slot["slot"] == "where" for value in slot["values"]}
    names |= {(incident.get("place") or {}).get("name")}
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for document, reading in readings.items():
        for mention in reading["mentions"]:
            words = reading["text"][mention["start"] : mention["end"]]
            resolved = mention.get("resolved") or {}
            if mention["kind"] not in ("place", "facility") or (words not in names and resolved.get("name") not in names):
                continue
            options = [({**resolved}, True), *((one, False) for one in resolved.get("candidates") or [] if isinstance(one, Mapping))]
            for option, sure in options:
                if option.get("lat") is None or option.get("lon") is None:
                    continue
                label = option.get("name") or words
                key = (label, round(option["lat"], 3), round(option["lon"], 3))
                one = found.setdefault(key, {
                    "label": label, "lat": option["lat"], "lon": option["lon"], "km": option.get("precision_km"), "sure": sure,
                    "documents": [], "method": option.get("method") or resolved.get("method"),
                })  # fmt: skip
                one["sure"] = one["sure"] or sure
                if document not in one["documents"]:
                    one["documents"].append(document)
    return sorted(found.values(), key=lambda one: (not one["sure"], -len(one["documents"]), one["label"]))[:30]
