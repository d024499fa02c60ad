"""Nouns that are the count themselves: duals and bare singulars (شخصين, طفل)."""

from __future__ import annotations

from riwaya.annotate.match import Hit
from riwaya.annotate.terms import Terms
from riwaya.fold import fold

_NO_PERSON = frozenset(("إصابة", "جثة", "جثمان", "ضحية"))
"""Nouns that a number may count, but that alone are no person: إصابة is the verbal noun."""
_DUAL_ENDINGS = ("ان", "ين")


def is_dual(terms: Terms, index: int, kind: str) -> Hit | None:
    """The hit of an indefinite noun that can only be a dual: شخصين, مدنيان; not مدنيين, which may be the plural."""
    hits = terms.hits(index, kind)
    duals = [hit for hit in hits if hit.form == "du" and not hit.suffix and not hit.prefix.endswith(("ال", "لل"))]
    if not duals or not terms.norm(index).endswith(_DUAL_ENDINGS):
        return None
    word = terms.norm(index)[len(duals[0].prefix) :]
    if "ي\N{ARABIC SUKUN}ن" in terms.surface(index, index + 1):
        return duals[0]  # مدنيَّيْن: its vowels tell
    if any(fold(form) == word for form in duals[0].entry.variants("forms")):
        return None
    if word.endswith("ين") and any(
        fold(form)[:-2] == word[:-2] for form in duals[0].entry.variants("forms") if fold(form)[-2:] in ("ون", "ين")
    ):
        return None  # also the plural
    return duals[0]


def is_singular(terms: Terms, index: int, kind: str = "person") -> Hit | None:
    """The hit of an indefinite singular noun without a pronoun."""
    for hit in terms.hits(index, kind):
        if hit.entry["unit"] == "kin" or hit.entry.lemma in _NO_PERSON:
            continue
        word = terms.norm(index)[len(hit.prefix) :]
        accusative = hit.form == "pl" and word == fold(hit.entry.lemma) + "ا"
        if (hit.form == "sg" or accusative) and not hit.suffix and hit.prefix in ("", "و", "ف", "ل", "ب", "وب", "ول"):
            return hit
    return None
