"""Full-text search that knows Arabic: words are folded and lose what is written onto them; aliases and the other script are found too.

SQLite keeps the words in an FTS5 table; PostgreSQL as `words_postgres` tells, with the same answers in the same order.
The stem is light (Larkey, Ballesteros and Connell 2007), the same for texts and questions, and never shown.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, column, text

from riwaya import rules
from riwaya.fold import fold
from riwaya.ledger import words_postgres

_WORD: Final = re.compile(r"[ء-ي]+|[a-z]+|\d+")
_MASKS: Final = re.compile(r"(?<=[ء-ي])[_*.ـ](?=[ء-ي])")  # letters parted to get past a filter: الاحت_لال
_FEWEST: Final = 3  # letters that a stem keeps
_LATIN: Final = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s", "ش": "s", "ص": "s",
    "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
}  # fmt: skip
"""Consonants as the transliterations of names in the press agree on them, digraphs already shortened (sh, kh, th, dh, gh)."""
_DIGRAPHS: Final = (("sh", "s"), ("kh", "k"), ("th", "t"), ("dh", "d"), ("gh", "g"), ("ch", "s"), ("ck", "k"), ("ph", "f"))
_WEIGHED: Final = 5000  # documents
_MOST: Final = 40  # alternatives of one word


def stem(word: str) -> str:
    """A folded word without conjunction, particle and article.

    >>> stem("وبالقصف"), stem("للحسكه"), stem("قسد"), stem("وزير")
    ('قصف', 'حسكه', 'قسد', 'وزير')
    """
    for prefix in ("وبال", "فبال", "وكال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال"):
        if word.startswith(prefix) and len(word) - len(prefix) >= _FEWEST:
            return word[len(prefix) :]
    if word[:1] in ("و", "ف", "ب", "ل", "ك") and len(word) > _FEWEST + 1:
        return word[1:]
    return word


def stems(words: str) -> list[str]:
    """Stems of a text, in order."""
    return [stem(one) for one in _WORD.findall(fold(_MASKS.sub("", words)))]


def document_words(about: Mapping[str, Any], words: str) -> str:
    """What is kept of a document: its title, publisher and author are searched with its text."""
    return " ".join(stems(" ".join([*(str(about.get(name) or "") for name in ("title", "source", "author")), words])))


def consonants(name: str) -> str:
    """The consonants of a name in Latin letters, equal for a name and its transliterations more often than not.

    >>> consonants("الحسكة"), consonants("Al-Hasakah"), consonants("Hasaka")
    ('hsk', 'hsk', 'hsk')
    """
    found = []
    for word in _WORD.findall(fold(name)):
        if word in ("al", "el", "ال"):
            continue
        bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
        if "a" <= bare[0] <= "z":
            for pair, one in _DIGRAPHS:
                bare = bare.replace(pair, one)
            bare = bare.replace("q", "k").replace("c", "k").replace("p", "b").replace("v", "f")
            made = "".join(one for one in bare if one not in "aeiouyw")
            made = made[:-1] if len(made) > 2 and bare.endswith("h") else made
        else:
            bare = bare[:-1] if len(bare) > 3 and bare.endswith("ه") else bare
            made = "".join(_LATIN.get(one, "") for one in bare)
        found.append(re.sub(r"(.)\1", r"\1", made))
    return " ".join(one for one in found if one)


def warm() -> None:
    """Load the names now rather than while the first reader waits."""
    _aliases()
    _by_consonants()


def clear(db: Connection) -> None:
    """Forget all words, making the table where there is none."""
    if db.dialect.name != "sqlite":
        words_postgres.clear(db)
        return
    db.execute(text("DROP TABLE IF EXISTS shown_words"))
    db.execute(text('CREATE VIRTUAL TABLE shown_words USING fts5(document UNINDEXED, words, tokenize = "unicode61 remove_diacritics 0")'))


def write(db: Connection, rows: Sequence[Mapping[str, str]]) -> None:
    """Keep the words of some documents."""
    if db.dialect.name != "sqlite":
        words_postgres.write(db, rows)
        return
    db.execute(text("INSERT INTO shown_words (document, words) VALUES (:document, :words)"), list(rows))


def question(asked: str, db: Connection) -> list[list[list[str]]]:
    """A question as alternatives for each of its words: every word must be found, in one of its spellings or names."""
    found: list[list[list[str]]] = []
    whole = stems(asked)
    names = _aliases().get(" ".join(whole))
    if names and len(whole) > 1:
        return [[whole, *names]]
    for word in whole[:12]:
        alternatives = [[word], *_aliases().get(word, ())]
        if word.isascii() and word.isalpha():
            alternatives += _transliterated(word, db)
        unique = list({" ".join(one): one for one in alternatives}.values())
        found.append(unique[:_MOST])
    return found


def documents(db: Connection, asked: str, most: int = 2000) -> list[str]:
    """Documents that answer a question, the likeliest first."""
    # A word that stands everywhere: only so many are weighed, or the reader would wait.
    if db.dialect.name != "sqlite":
        return words_postgres.documents(db, question(asked, db), most, _WEIGHED)
    found, given = _condition(db, asked)
    if not found:
        return []
    # Rounded, so that what is equally likely comes in the order of ids on every engine.
    weighed = f"SELECT document, round(bm25(shown_words), 9) AS weight FROM shown_words WHERE {found} LIMIT {_WEIGHED}"
    return list(db.scalars(text(f"SELECT document FROM ({weighed}) ORDER BY weight, document LIMIT :most"), {**given, "most": most}))


def matching(db: Connection, asked: str) -> Any:
    """The same as a subquery, in no order, for use inside another question."""
    found, given = _condition(db, asked)
    return text(f"SELECT document FROM shown_words WHERE {found or '1 = 0'}").bindparams(**given).columns(column("document"))


def _condition(db: Connection, asked: str) -> tuple[str, dict[str, Any]]:
    """A condition on the table of words with its values; empty where nothing is asked."""
    groups = question(asked, db)
    if not groups:
        return "", {}
    if db.dialect.name == "sqlite":
        match = " AND ".join("(" + " OR ".join(f'"{" ".join(one)}"' for one in group) + ")" for group in groups)
        return "shown_words MATCH :words_asked", {"words_asked": match}
    return words_postgres.condition(groups)


@cache
def _aliases() -> Mapping[str, list[list[str]]]:
    """Names of the lexicons that mean the same: stems of each to the stems of the others."""
    found: dict[str, list[list[str]]] = {}
    tools = rules.load(only=("actors", "places"))
    for entry in (*tools.lexicon("actors"), *tools.lexicon("places")):
        english = re.sub(r"\(.*?\)", " ", entry["english"])
        inside = re.findall(r"\(([A-Za-z-]{2,})\)", entry["english"])
        names = [entry.lemma, *entry.variants("forms"), english, *inside]
        _equal(found, names)
    for row in _gazetteer():
        _equal(found, [row["name_ar"], *row["forms"].split("|"), row["name_en"]])
    return found


def _equal(found: dict[str, list[list[str]]], names: Iterable[str]) -> None:
    keys = {" ".join(one): one for name in names if (one := stems(_plain(name)))}
    for key in keys:
        found.setdefault(key, []).extend(one for other, one in keys.items() if other != key)


def _plain(name: str) -> str:
    """A name without the accents of its transliteration: Dayr az-Zawr for Dayr az Zawr."""
    return "".join(one for one in unicodedata.normalize("NFD", name) if not 0x300 <= ord(one) < 0x370)


def _gazetteer() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for file in rules.data_files("gazetteers"):
        rows.extend(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    return rows


def _transliterated(word: str, db: Connection) -> Iterable[list[str]]:
    """Arabic names of the ledger and of the lexicons with the consonants of a word in Latin letters."""
    key = consonants(word)
    if len(key) < 2:
        return []
    names = list(db.scalars(text("SELECT name FROM shown_actor WHERE key = :key ORDER BY documents DESC LIMIT 10"), {"key": key}))
    return [stems(one) for one in [*names, *_by_consonants().get(key, ())]]


@cache
def _by_consonants() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in rules.load(only=("places",)).lexicon("places"):
        for name in (entry.lemma, *entry.variants("forms")):
            found.setdefault(consonants(name), []).append(name)
    for row in _gazetteer():
        found.setdefault(consonants(row["name_ar"]), []).append(row["name_ar"])
    return found
