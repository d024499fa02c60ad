"""The words of the interface, in both languages: CSV files under data/interface, one row a phrase."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

LANGUAGES: Final = {"ar": "العربية", "en": "English"}
_FILES: Final = ("ar", "en")


@cache
def phrases(language: str) -> Mapping[str, str]:
    """Phrases of one language by key."""
    content = resources.files("riwaya").joinpath("data", "interface", f"{language}.csv").read_text(encoding="utf-8")
    return {row["key"]: row["text"] for row in csv.DictReader(io.StringIO(content))}


@cache
def _reasons() -> tuple[tuple[re.Pattern[str], str], ...]:
    content = resources.files("riwaya").joinpath("data", "interface", "reasons.csv").read_text(encoding="utf-8")
    return tuple((re.compile(row["pattern"]), row["ar"]) for row in csv.DictReader(io.StringIO(content)))


def say(language: str, key: str, /, **given: object) -> str:
    """A phrase with its places filled; the key itself where the table has none, so that a hole is seen.

    >>> say("en", "count.accounts", number=3)
    '3 accounts'
    """
    number = given.get("number")
    if isinstance(number, int):
        form = _form(language, number)
        key = f"{key}.{form}" if f"{key}.{form}" in phrases(language) else key
    found = phrases(language).get(key)
    return key.rpartition(".")[2].replace("-", " ").replace("_", " ") if found is None else found.format(**given) if given else found


def _form(language: str, number: int) -> str:
    """Plural category (CLDR) of a count."""
    if language == "ar":
        tens = number % 100
        few = "few" if 3 <= tens <= 10 else "many" if 11 <= tens <= 99 else "other"
        return {0: "zero", 1: "one", 2: "two"}.get(number, few)
    return "one" if number == 1 else "other"


def reason(language: str, words: str) -> str:
    """A reason of the comparison in the language of the page; as it came where the table knows no such reason."""
    if language == "en" or not words:
        return words
    parts = []
    for part in words.split("; "):
        for pattern, put in _reasons():
            match = pattern.fullmatch(part)
            if match:
                parts.append(put.format(*(group or "" for group in match.groups())))
                break
        else:
            parts.append(part)
    return "؛ ".join(parts)


def chosen(given: str | None, cookie: str | None, header: str) -> str:
    """The language of a page: as asked, as chosen before, or as the browser prefers."""
    for one in (given, cookie):
        if one in LANGUAGES:
            return str(one)
    for part in header.split(","):
        tag = part.split(";")[0].strip().lower().split("-")[0]
        if tag in LANGUAGES:
            return tag
    return "en"
