"""Reading the catalogue: lists with filters and counts, and what is known of a publisher or an actor."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from riwaya.ledger import search
from riwaya.ledger.catalogue import actor, document, fact, incident, state, tag
from riwaya.ledger.store import Ledger

Record = Mapping[str, Any]

FACETS: Final = ("place", "area", "type", "side", "publisher", "verdict")
"""What incidents are filed under."""
_FACET_VALUES: Final = 30
_FOUND: Final = 2000
_KEPT: Final = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: words, facets that must all hold, and days."""

    words: str = ""
    facets: Mapping[str, str] | None = None
    since: str | None = None
    until: str | None = None
    order: str = "newest"
    page: int = 1
    size: int = 25


class Lists:
    """The catalogue of a ledger, as pages and the interface ask for it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._counted: dict[tuple[object, ...], tuple[int, dict[str, list[dict[str, Any]]]]] = {}

    # ---- incidents

    def incidents(self, wanted: Wanted) -> dict[str, Any]:
        """One page of incidents with how many there are, and for each facet its values with their counts."""
        with self._ledger._reading() as db:
            where = _conditions(wanted, db)
            columns = [column for column in incident.c if column.name != "body"]
            rows = db.execute(_ordered(select(*columns).where(*where), wanted)).mappings().all()
            total, facets = self._counts(db, wanted, where)
            names = {row["id"]: row for row in rows}
            tags: dict[str, dict[str, list[str]]] = {name: {} for name in names}
            for row in db.execute(select(tag).where(tag.c.incident.in_(list(names))).order_by(tag.c.value)):
                tags[row.incident].setdefault(row.facet, []).append(row.value)
        items = [{**row, "figures": json.loads(row["figures"]), "tags": tags[row["id"]]} for row in rows]
        pages = max(1, -(-total // wanted.size))
        return {"total": total, "page": wanted.page, "pages": pages, "incidents": items, "facets": facets}

    def _counts(self, db: Connection, wanted: Wanted, where: Sequence[ColumnElement[bool]]) -> tuple[int, dict[str, list[dict[str, Any]]]]:
        """How many incidents answer, and for each facet its commonest values; kept until the catalogue is made anew."""
        mark = db.scalar(select(state.c.value).where(state.c.key == "fingerprint"))
        facets = tuple(sorted((name, value) for name, value in (wanted.facets or {}).items() if value))
        key = (mark, wanted.words.strip(), facets, wanted.since, wanted.until)
        if key not in self._counted:
            total = db.scalar(select(func.count()).select_from(incident).where(*where)) or 0
            count = func.count().label("count")
            asked = select(tag.c.facet, tag.c.value, count).group_by(tag.c.facet, tag.c.value)
            if where:
                asked = asked.where(tag.c.incident.in_(select(incident.c.id).where(*where)))
            made: dict[str, list[dict[str, Any]]] = {facet: [] for facet in FACETS}
            for row in db.execute(asked.order_by(count.desc(), tag.c.value)):
                if len(made.setdefault(row.facet, [])) < _FACET_VALUES:
                    made[row.facet].append({"value": row.value, "count": row.count})
            while len(self._counted) >= _KEPT:
                self._counted.pop(next(iter(self._counted)), None)
            self._counted[key] = (total, made)
        return self._counted[key]

    def incident(self, name: str) -> dict[str, Any] | None:
        """One incident (JSON of the contract), None where there is none."""
        with self._ledger._reading() as db:
            body = db.scalar(select(incident.c.body).where(incident.c.id == name))
        return json.loads(body) if body else None

    def newest_incidents(self, name: str, most: int = 5) -> list[dict[str, Any]]:
        """Incidents at the same place, the nearest in time first: for a page's further reading."""
        with self._ledger._reading() as db:
            this = db.execute(select(incident.c.place, incident.c.low).where(incident.c.id == name)).first()
            if this is None or this.place is None:
                return []
            wanted = select(incident.c.id, incident.c.title, incident.c.low).where(incident.c.place == this.place, incident.c.id != name)
            return [dict(row) for row in db.execute(wanted.order_by(incident.c.low.desc().nulls_last()).limit(most)).mappings()]

    # ---- documents

    def documents(self, names: Sequence[str]) -> dict[str, dict[str, Any]]:
        """What the catalogue knows of some documents, by id."""
        with self._ledger._reading() as db:
            rows = db.execute(select(document).where(document.c.id.in_(list(names)))).mappings()
            return {row["id"]: dict(row) for row in rows}

    def search(self, words: str, page: int = 1, size: int = 25) -> dict[str, Any]:
        """Documents that answer a question, the likeliest first."""
        with self._ledger._reading() as db:
            found = search.documents(db, words, _FOUND)
            names = found[(page - 1) * size : page * size]
            rows = {row["id"]: dict(row) for row in db.execute(select(document).where(document.c.id.in_(names))).mappings()}
            groups = search.question(words, db)
        return {
            "total": len(found),
            "page": page,
            "pages": max(1, -(-len(found) // size)),
            "documents": [rows[name] for name in names if name in rows],
            "words": [[" ".join(one) for one in group] for group in groups],
        }

    def texts(self, page: int = 1, size: int = 25) -> dict[str, Any]:
        """All documents, the newest first."""
        with self._ledger._reading() as db:
            total = db.scalar(select(func.count()).select_from(document)) or 0
            wanted = (
                select(document).order_by(document.c.published.desc().nulls_last(), document.c.id).limit(size).offset((page - 1) * size)
            )
            rows = [dict(row) for row in db.execute(wanted).mappings()]
        return {"total": total, "page": page, "pages": max(1, -(-total // size)), "documents": rows}

    # ---- publishers and actors

    def actors(self, *, publishers: bool, words: str = "", page: int = 1, size: int = 50) -> dict[str, Any]:
        """Publishers, or the actors that texts name, those in most documents first."""
        with self._ledger._reading() as db:
            where: list[ColumnElement[bool]] = [actor.c.publisher == 1] if publishers else [actor.c.documents > 0]
            if words.strip():
                key = search.consonants(words)
                like = f"%{words.strip()}%"
                where.append(or_(actor.c.name.ilike(like), actor.c.aliases.ilike(like), *([actor.c.key == key] if key else [])))
            total = db.scalar(select(func.count()).select_from(actor).where(*where)) or 0
            own = select(func.count()).select_from(document).where(document.c.publisher == actor.c.id).scalar_subquery()
            columns = (actor, own.label("published")) if publishers else (actor,)
            order = (own.desc(), actor.c.name) if publishers else (actor.c.documents.desc(), actor.c.name)
            rows = db.execute(select(*columns).where(*where).order_by(*order).limit(size).offset((page - 1) * size)).mappings().all()
        items = [{**row, "aliases": [one for one in row["aliases"].split("|") if one]} for row in rows]
        return {"total": total, "page": page, "pages": max(1, -(-total // size)), "actors": items}

    def actor(self, name: str) -> dict[str, Any] | None:
        """All that the ledger tells of one actor or publisher; None where it knows none of this id."""
        with self._ledger._reading() as db:
            row = db.execute(select(actor).where(actor.c.id == name)).mappings().first()
            if row is None:
                return None
            about = {**row, "aliases": [one for one in row["aliases"].split("|") if one]}
            about["said"] = _counted(db, fact.c.detail, fact.c.kind == "said", fact.c.who == name)
            about["said_by_outlet"] = _with_names(db, fact.c.publisher, fact.c.kind == "said", fact.c.who == name)
            about["did"] = _counted(db, fact.c.detail, fact.c.kind == "did", fact.c.who == name)
            about["suffered"] = _counted(db, fact.c.detail, fact.c.kind == "suffered", fact.c.whom == name)
            about["names"] = _by_outlet(db, fact.c.kind == "named", fact.c.whom == name)
            about["called"] = _by_outlet(db, fact.c.kind == "called", fact.c.whom == name)
            about["calls"] = _counted(db, fact.c.detail, fact.c.kind == "called", fact.c.who == name)
            about["denials"] = _latest(db, fact.c.kind == "said", fact.c.who == name, fact.c.detail == "deny")
            about["statements"] = _latest(db, fact.c.kind == "said", fact.c.who == name)
            about["deeds"] = _latest(db, fact.c.kind == "did", fact.c.who == name)
            if row["publisher"]:
                about["documents_published"] = db.scalar(select(func.count()).select_from(document).where(document.c.publisher == name))
                about["cites"] = _with_names(db, fact.c.who, fact.c.kind == "said", fact.c.publisher == name, fact.c.who != name)
                about["reports"] = _counted(db, fact.c.detail, fact.c.kind.in_(("did", "suffered")), fact.c.publisher == name)
                about["denials_reported"] = _latest(db, fact.c.kind == "said", fact.c.publisher == name, fact.c.detail == "deny")
                newest = (
                    select(document).where(document.c.publisher == name).order_by(document.c.published.desc().nulls_last(), document.c.id)
                )
                about["documents_list"] = [dict(one) for one in db.execute(newest.limit(20)).mappings()]
        return about

    def namings(self, documents: Sequence[str]) -> list[dict[str, Any]]:
        """How each outlet of some documents names and labels each actor: rows of actor, outlet, names and labels."""
        with self._ledger._reading() as db:
            wanted = (
                select(fact.c.whom, actor.c.name, actor.c.kind.label("actor_kind"), document.c.source, fact.c.kind, fact.c.detail,
                       fact.c.document, fact.c.start, fact.c.end)
                .join(document, document.c.id == fact.c.document)
                .join(actor, actor.c.id == fact.c.whom)
                .where(fact.c.document.in_(list(documents)), fact.c.kind.in_(("named", "called")))
                .where(actor.c.kind.in_(("group", "organization")))
                .order_by(actor.c.documents.desc(), actor.c.name, document.c.source, fact.c.number)
            )  # fmt: skip
            rows = db.execute(wanted).mappings().all()
        found: dict[str, dict[str, Any]] = {}
        for row in rows:
            one = found.setdefault(row["whom"], {"id": row["whom"], "name": row["name"], "outlets": {}})
            used = one["outlets"].setdefault(row["source"] or row["document"], [])
            if (row["kind"], row["detail"]) not in {(each["kind"], each["words"]) for each in used}:
                span = {"document": row["document"], "start": row["start"], "end": row["end"]}
                used.append({"kind": row["kind"], "words": row["detail"], **span})
        return sorted(found.values(), key=lambda one: (-len(one["outlets"]), one["name"]))


def _conditions(wanted: Wanted, db: Connection) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.words.strip():
        found = search.matching(db, wanted.words)
        where.append(incident.c.id.in_(select(document.c.incident).where(document.c.id.in_(found))))
    for facet, value in sorted((wanted.facets or {}).items()):
        if value:
            where.append(incident.c.id.in_(select(tag.c.incident).where(tag.c.facet == facet, tag.c.value == value)))
    if wanted.since:
        where.append(incident.c.high >= wanted.since)
    if wanted.until:
        where.append(incident.c.low <= wanted.until)
    return where


def _ordered(asked: Select[Any], wanted: Wanted) -> Select[Any]:
    newest = (incident.c.low.desc().nulls_last(), incident.c.id)
    order = {
        "newest": newest,
        "oldest": (incident.c.low.nulls_first(), incident.c.id),
        "accounts": (incident.c.accounts.desc(), *newest),
        "disputes": (incident.c.disputes.desc(), *newest),
    }.get(wanted.order, newest)
    return asked.order_by(*order).limit(wanted.size).offset((wanted.page - 1) * wanted.size)


def _counted(db: Connection, column: Any, *where: ColumnElement[bool]) -> list[dict[str, Any]]:
    count = func.count().label("count")
    rows = db.execute(select(column.label("value"), count).where(*where).group_by(column).order_by(count.desc(), column).limit(20))
    return [{"value": row.value, "count": row.count} for row in rows]


def _with_names(db: Connection, column: Any, *where: ColumnElement[bool]) -> list[dict[str, Any]]:
    count = func.count().label("count")
    inner = select(column.label("id"), count, func.max(fact.c.manner).label("words")).where(*where, column.is_not(None)).group_by(column)
    few = inner.order_by(count.desc(), column).limit(20).subquery()
    rows = db.execute(select(few, actor.c.name).outerjoin(actor, actor.c.id == few.c.id).order_by(few.c.count.desc(), few.c.id))
    return [{"id": row.id if row.name else None, "value": row.name or row.words, "count": row.count} for row in rows]


def _by_outlet(db: Connection, *where: ColumnElement[bool]) -> list[dict[str, Any]]:
    """Names or labels with who uses them: words, count, and the outlets by how often."""
    count = func.count().label("count")
    grouped = select(fact.c.detail, fact.c.who, count).where(*where).group_by(fact.c.detail, fact.c.who).order_by(count.desc()).limit(200)
    few = grouped.subquery()
    rows = db.execute(select(few, actor.c.name).outerjoin(actor, actor.c.id == few.c.who).order_by(few.c.count.desc(), few.c.detail))
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        one = found.setdefault(row.detail, {"value": row.detail, "count": 0, "by": []})
        one["count"] += row.count
        if row.name:
            one["by"].append({"id": row.who, "name": row.name, "count": row.count})
    return sorted(found.values(), key=lambda one: (-one["count"], one["value"]))[:20]


def _latest(db: Connection, *where: ColumnElement[bool]) -> list[dict[str, Any]]:
    columns = (
        fact.c.document,
        fact.c.detail,
        fact.c.manner,
        fact.c.start,
        fact.c.end,
        fact.c.quote,
        document.c.source,
        document.c.published,
    )
    asked = select(*columns).join(document, document.c.id == fact.c.document).where(*where)
    rows = db.execute(asked.order_by(document.c.published.desc().nulls_last(), fact.c.number).limit(15)).mappings()
    return [dict(row) for row in rows]
