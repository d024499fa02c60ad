"""Cues as single words: which sort of cue a spelling is, and the shapes of verbal nouns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from riwaya.annotate.match import Hit

NOUN = re.compile(r"(?:^|\|)(?:masdar|sg|pl)")
FINITE = re.compile(r"(?:past|pres)\.")
SUFFIXED = re.compile(r"(?P<stem>.{4,}?)(?:هما|هم|ها|ه)\Z")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at its place. `sort`: finite, participle, masdar, noun, phrase; `cells` the persons the spelling may have."""

    hit: Hit
    sort: str

    @property
    def first(self) -> int:
        return self.hit.first

    @property
    def last(self) -> int:
        return self.hit.last

    @property
    def kind(self) -> str:
        return self.hit.entry["kind"]

    @property
    def entry_lemma(self) -> str:
        return self.hit.entry.lemma

    @property
    def needs(self) -> str:
        return self.hit.entry["needs"]

    @property
    def act(self) -> str:
        return self.hit.entry["act"]

    @property
    def complements(self) -> tuple[str, ...]:
        return self.hit.entry.variants("complement")

    @property
    def past(self) -> bool:
        return "past." in self.hit.form

    @property
    def feminine(self) -> bool | None:
        """Whether the cue speaks of a feminine subject; None where its spelling leaves it open."""
        cells = [cell for cell in self.hit.form.split("|") if cell.startswith(("past.3", "pres.3", "ap"))]
        if not cells:
            return None
        return all(".3f" in cell or cell.endswith((".fs", ".fp")) for cell in cells)


def sort_of(hit: Hit, norm: str) -> str | None:
    """Which sort of cue a hit is, or None where its form cannot report."""
    pos, form = hit.entry.pos, hit.form
    if pos == "phrase":
        return "phrase"
    if pos == "noun":
        return "noun"
    if FINITE.search(form):
        return "finite" if re.search(r"(?:past|pres)\.(?:3|1)", form) else None
    if "ap" in form or "pp" in form:
        if hit.prefix not in ("", "و") or hit.suffix:
            return "masdar" if "masdar" in form else None  # مطالبتها: of form III, spelled like the participle
        # the circumstantial accusative: مضيفاً، مضيفة، مضيفين
        bare = norm.removeprefix("و") if hit.prefix == "و" else norm
        return "participle" if ("ap" in form and (bare.endswith(("ا", "ه", "ين")))) else None
    if form.startswith("masdar"):
        return "masdar"
    return None


def is_masdar(norm: str) -> bool:
    """Whether an indefinite word has the shape of a verbal noun of forms II–X (تفعيل، إفعال، افتعال، انفعال، استفعال، مفاعلة).

    >>> [word for word in ("تحرير", "اسقاط", "اعتقال", "انفجار", "مقاومه", "رييس", "سوري") if is_masdar(word)]
    ['تحرير', 'اسقاط', 'اعتقال', 'انفجار', 'مقاومه']
    """
    bare = norm[:-1] if norm.endswith("ه") and len(norm) > 5 else norm
    size = len(bare)
    if size == 5 and bare[0] == "ت" and bare[3] == "ي":
        return True  # تفعيل
    if size == 5 and bare[0] == "ا" and bare[3] == "ا" and bare[1] != "ل":
        return True  # إفعال، افتعال of three radicals: إسقاط
    if size == 6 and bare[0] == "ا" and bare[4] == "ا" and (bare[2] == "ت" or bare[1] == "ن" or bare[2] in "دط") and bare[:2] != "ال":
        return True  # افتعال، انفعال
    if size == 7 and bare.startswith("است") and bare[5] == "ا":
        return True
    return len(norm) == 6 and norm[0] == "م" and norm[2] == "ا" and norm.endswith("ه")  # مفاعلة
