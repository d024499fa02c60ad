"""The words of documents on PostgreSQL, found and ranked as SQLite's FTS5 does it.

PostgreSQL's own text search cuts words by the locale of the database and counts positions only so far; here words are cut already,
so an array with a GIN index finds the documents, and phrases are counted in the text: each word stands between spaces of its own,
`| ا  ب |`, so that no occurrence hides the next. Ranked by BM25 with the constants of FTS5 (Robertson and Zaragoza 2009).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Any, Final

from sqlalchemy import Connection, text

_K1: Final = 1.2
_B: Final = 0.75
_LEAST: Final = 1e-6  # weight of what stands in half of the documents or more


def clear(db: Connection) -> None:
    """Forget all words, making the table where there is none."""
    db.execute(text("DROP TABLE IF EXISTS shown_words"))
    db.execute(
        text(
            'CREATE TABLE shown_words (document TEXT COLLATE "C" PRIMARY KEY, words TEXT COLLATE "C" NOT NULL,'
            " each TEXT[] NOT NULL, size INTEGER NOT NULL)"
        )
    )
    db.execute(text("CREATE INDEX ix_shown_words_each ON shown_words USING gin (each)"))


def write(db: Connection, rows: Sequence[Mapping[str, str]]) -> None:
    """Keep the words of some documents."""
    given = []
    for row in rows:
        words = row["words"].split()
        given.append({"document": row["document"], "words": _spaced(words), "each": sorted(set(words)), "size": len(words)})
    db.execute(text("INSERT INTO shown_words (document, words, each, size) VALUES (:document, :words, :each, :size)"), given)


def condition(groups: Iterable[Sequence[Sequence[str]]]) -> tuple[str, dict[str, Any]]:
    """A condition on the table: one phrase of each group must stand in the words; with the values it names."""
    given: dict[str, Any] = {}
    clauses: list[str] = []
    for group in groups:
        parts = []
        for phrase in group:
            sql, values = _holds(phrase, len(given))
            parts.append(sql)
            given |= values
        clauses.append("(" + " OR ".join(parts) + ")")
    return " AND ".join(clauses), given


def _holds(phrase: Sequence[str], number: int) -> tuple[str, dict[str, Any]]:
    # strpos, not LIKE: it asks no question of how words are escaped.
    sql = f"(each @> CAST(:each_{number} AS TEXT[]) AND strpos(words, :words_{number}) > 0)"
    return sql, {f"each_{number}": list(phrase), f"words_{number}": _spaced(phrase)}


def documents(db: Connection, groups: Sequence[Sequence[Sequence[str]]], most: int, weighed: int) -> list[str]:
    """The first `weighed` documents with one phrase of each group, the likeliest first, at most `most`."""
    found, given = condition(groups)
    if not found:
        return []
    total, average = db.execute(text("SELECT count(*), coalesce(avg(size), 0) FROM shown_words")).one()
    given |= {"most": most, "average": max(float(average), 1.0)}
    weights: list[str] = []
    for number, phrase in enumerate(phrase for group in groups for phrase in group):
        sql, values = _holds(phrase, 0)
        holding = db.scalar(text(f"SELECT count(*) FROM shown_words WHERE {sql}"), values) or 0
        given |= {f"idf_{number}": _weight(int(total), int(holding)), f"phrase_{number}": _spaced(phrase)}
        times = f"((length(words) - length(replace(words, :phrase_{number}, ''))) / length(:phrase_{number}))::float8"
        weights.append(f":idf_{number} * {times} * {_K1 + 1} / ({times} + {_K1} * ({1 - _B} + {_B} * size / :average))")
    few = f"SELECT * FROM shown_words WHERE {found} ORDER BY document LIMIT {weighed}"
    rank = f"round(CAST({' + '.join(weights)} AS numeric), 9)"
    return list(db.scalars(text(f"SELECT document FROM ({few}) few ORDER BY {rank} DESC, document LIMIT :most"), given))


def _spaced(words: Iterable[str]) -> str:
    return "".join(f" {word} " for word in words)


def _weight(total: int, holding: int) -> float:
    weight = log((total - holding + 0.5) / (holding + 0.5))
    return weight if weight > 0 else _LEAST
