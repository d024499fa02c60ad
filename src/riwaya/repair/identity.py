"""Which documents are the same: by bytes, by text, nearly, or as the same page captured again. Each is told apart, and each is kept.

Near copies by MinHash (Broder 1997) over runs of four folded words, confirmed by the true share of runs; rensa hashes, with a fixed seed.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from riwaya.fold import fold
from riwaya.model import Article

NEAR = 0.6
"""Share of common runs from which two texts are near copies; wire copy with another headline and a cut tail has 0.7 and more."""
_RUN, _PERMUTATIONS, _SEED, _BANDS = 4, 128, 42, 32


@dataclass(frozen=True, slots=True)
class Kin:
    """Two documents and what they are to each other.

    `kind` is ``same-bytes``, ``same-text``, ``recapture`` (one address, another text) or ``near-copy``; `similarity` the share of runs of
    words that the two have in common; `difference` the lines that only one of them has, marked ``-`` and ``+``.
    """

    first: str
    second: str
    kind: str
    similarity: float
    difference: tuple[str, ...] = ()


def kinships(articles: Iterable[Article]) -> list[Kin]:
    """Every pair of documents that are the same in some way, each pair once, under its closest kinship.

    >>> [one.kind for one in kinships([Article("a", "قصف البلدة"), Article("b", "قصف  البلدة ")])]
    ['same-text']
    """
    documents = sorted(articles, key=lambda one: one.id)
    by_id = {one.id: one for one in documents}
    found: dict[tuple[str, str], Kin] = {}
    for kind, key in (("same-bytes", _bytes), ("same-text", _words), ("recapture", _address)):
        for first, second in _alike(documents, key):
            pair = (first.id, second.id)
            if pair not in found and first.id != second.id:
                found[pair] = _kin(first, second, kind)
    for first_id, second_id in _near(documents):
        if (first_id, second_id) not in found:
            kin = _kin(by_id[first_id], by_id[second_id], "near-copy")
            if kin.similarity >= NEAR:
                found[first_id, second_id] = kin
    return [found[pair] for pair in sorted(found)]


def _bytes(one: Article) -> str:
    return one.sha256


def _words(one: Article) -> str:
    return " ".join(fold(one.text).split())


def _address(one: Article) -> str:
    return (one.url or "").split("#")[0].removesuffix("/")


def _alike(documents: list[Article], key: object) -> Iterator[tuple[Article, Article]]:
    groups: dict[str, list[Article]] = {}
    assert callable(key)
    for one in documents:
        value = key(one)
        if value:
            groups.setdefault(value, []).append(one)
    for group in groups.values():
        yield from combinations(group, 2)


def _runs(text: str) -> list[str]:
    words = fold(text).split()
    return sorted({" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))})


def _kin(first: Article, second: Article, kind: str) -> Kin:
    one, other = set(_runs(first.text)), set(_runs(second.text))
    share = len(one & other) / max(1, min(len(one), len(other))) if kind != "same-bytes" else 1.0
    return Kin(
        first.id, second.id, kind, round(share, 3), difference(first.text, second.text) if kind in ("recapture", "near-copy") else ()
    )


def difference(first: str, second: str) -> tuple[str, ...]:
    """The lines that only one of two texts has: ``- `` of the first, ``+ `` of the second.

    >>> difference("قتل ثلاثة\\nونفى الجيش", "قتل خمسة\\nونفى الجيش")
    ('- قتل ثلاثة', '+ قتل خمسة')
    """
    lines = difflib.unified_diff(first.splitlines(), second.splitlines(), n=0, lineterm="")
    return tuple(f"{line[0]} {line[1:]}" for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---"))


def _near(documents: list[Article]) -> Iterator[tuple[str, str]]:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=NEAR, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    for number, one in enumerate(documents):
        sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        sketch.update(_runs(one.text))
        for other in sorted(index.query(sketch)):
            yield documents[other].id, one.id
        index.insert(number, sketch)
