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


def documents(db: Connection, groups: Iterable[Sequence[Sequence[str]]], most: int) -> list[str]:
    """Documents with one phrase of each group, the likeliest first."""
    given: dict[str, Any] = {"most": most}
    clauses: list[str] = []
    weights: list[str] = []
    total = db.execute(text("SELECT count(*), coalesce(avg(size), 0) FROM shown_words")).one()
    given["average"] = max(float(total[1]), 1.0)
    for group in groups:
        parts = []
        for phrase in group:
            name = str(len(weights))
            here = {f"each{name}": list(phrase), f"words{name}": _spaced(phrase)}
            given |= here
            # strpos, not LIKE: it asks no question of how words are escaped.
            found = f"(each @> CAST(:each{name} AS TEXT[]) AND strpos(words, :words{name}) > 0)"
            parts.append(found)
            holding = db.scalar(text(f"SELECT count(*) FROM shown_words WHERE {found}"), here) or 0
            given[f"idf{name}"] = _weight(int(total[0]), int(holding))
            times = f"((length(words) - length(replace(words, :words{name}, ''))) / length(:words{name}))::float8"
            weights.append(f":idf{name} * {times} * {_K1 + 1} / ({times} + {_K1} * ({1 - _B} + {_B} * size / :average))")
        clauses.append("(" + " OR ".join(parts) + ")")
    if not clauses:
        return []
    asked = (
        f"SELECT document FROM shown_words WHERE {' AND '.join(clauses)}"
        f" ORDER BY round(CAST({' + '.join(weights)} AS numeric), 9) DESC, document LIMIT :most"
    )
    return list(db.scalars(text(asked), given))


def _spaced(words: Iterable[str]) -> str:
    return "".join(f" {word} " for word in words)


def _weight(total: int, holding: int) -> float:
    weight = log((total - holding + 0.5) / (holding + 0.5))
    return weight if weight > 0 else _LEAST
