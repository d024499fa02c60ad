"""What can be wrong with a lexicon file, named by file, line and remedy, before anything is read with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from riwaya.errors import RulesError
from riwaya.fold import fold
from riwaya.rules import Entry, data_files, expand, read_lexicon

__all__ = ["Problem", "check_file", "check_files"]

_PERSIAN = {"ی": "ي", "ک": "ك", "ە": "ه", "ہ": "ه"}  # letters that look the same and never match
_DIRECTION = frozenset("\u200b\u200c\u200d\u200e\u200f\u061c\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a data file."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}; {self.remedy}"


def check_files() -> Iterator[Problem]:
    """All problems of the characters, ids and forms of the package's own lexicons."""
    for file in data_files("lexicons"):
        yield from check_file(file.name, file.read_text(encoding="utf-8"))


def check_file(name: str, content: str) -> Iterator[Problem]:
    """The problems of one lexicon file with the given content.

    >>> head = "id,lemma,pos,note,source\\n"
    >>> [str(problem) for problem in check_file("x.csv", head + "a,کلمة,name,,own\\n")]
    ['x.csv:2: holds U+06A9, which looks like ك and never matches it; write ك']
    """
    yield from _check_characters(name, content)
    try:
        entries = read_lexicon(name, content)
    except RulesError as error:
        place, _, line = (error.where or name).rpartition(":")
        yield Problem(place or name, int(line) if line.isdigit() else 1, error.what, error.remedy or "")
        return
    yield from _check_rows(name, entries)


def _check_characters(name: str, content: str) -> Iterator[Problem]:
    for number, line in enumerate(content.splitlines(), 1):
        if unicodedata.normalize("NFC", line) != line:
            yield Problem(name, number, "is not in Unicode normal form C", "save the file as NFC")
        for char in dict.fromkeys(line):
            code = f"U+{ord(char):04X}"
            if char in _PERSIAN:
                yield Problem(
                    name, number, f"holds {code}, which looks like {_PERSIAN[char]} and never matches it", f"write {_PERSIAN[char]}"
                )
            elif char in _DIRECTION:
                yield Problem(name, number, f"holds the invisible mark {code}", "delete it")
            elif "\ufb50" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefe":
                yield Problem(name, number, f"holds the presentation form {code}", "write the plain letters")


def _check_rows(name: str, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    ids: dict[str, int] = {}
    folded: dict[tuple[str, ...], int] = {}
    for number, entry in enumerate(entries, 2):
        if not entry.id:
            yield Problem(name, number, "has no id", "give it one that is not used yet")
        elif entry.id in ids:
            yield Problem(name, number, f"has the id {entry.id!r} of line {ids[entry.id]}", "give it one that is not used yet")
        ids.setdefault(entry.id, number)
        if not entry["source"]:
            yield Problem(name, number, "has no source", "say where it is from (own, a book, a page)")
        distinct = {key: value for key, value in entry.fields.items() if key not in ("id", "note", "source", "examples", "not")}
        key = tuple(fold(part) for item in sorted(distinct.items()) for part in item)
        if key in folded:
            yield Problem(name, number, f"is the same as line {folded[key]} after folding", "delete one of the two")
        folded.setdefault(key, number)
        yield from _check_forms(name, number, entry)


def _check_forms(name: str, number: int, entry: Entry) -> Iterator[Problem]:
    try:
        spellings = {spelling for spelling, _ in expand(entry)}
    except RulesError as error:
        yield Problem(name, number, error.what, error.remedy or "")
        return
    if not spellings:
        yield Problem(name, number, f"{entry.lemma!r} gives no form that could ever be found", "write the lemma in Arabic or Latin letters")
    own = [fold(one) for one in (entry.lemma, *entry.variants("forms"))]
    if len(set(own)) < len(own):
        yield Problem(name, number, "lists a form twice after folding", "delete one of the two")
