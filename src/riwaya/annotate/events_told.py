"""What is told already, or is no event of its own: merged verbs, words that only point back, kinds, objects, repetitions."""

from __future__ import annotations

from collections.abc import Mapping

from riwaya.annotate.events_candidate import ASSAULTS, Candidate
from riwaya.annotate.events_phrases import View
from riwaya.annotate.events_types import qualified
from riwaya.annotate.events_words import CLAUSE_OPENERS, RELATIVES
from riwaya.annotate.match import Hit

__all__ = ["is_kind", "is_object", "merges", "points_back", "repeats", "yields"]

_CASUALTIES = frozenset({"death", "injury"})


def merges(view: View, one: Candidate, before: Candidate | None) -> bool:
    """Whether a verb only says what the attack before it hit: قصف مدفعي استهدف منازل *shelling that hit houses*."""
    if (
        before is not None
        and one.finite
        and one.suffix
        and one.lemma == "أطلق"
        and before.type == "shelling"
        and one.first - before.last <= 4
    ):
        return True  # صاروخ أطلقته جماعة a rocket that a group fired
    if (
        before is None
        or not one.finite
        or one.form.endswith(".pass")
        or "merges" not in one.entry["refine"]
        or before.finite
        or before.type not in ASSAULTS
    ):
        return False
    if view.sentence(one.first) != view.sentence(before.first) or one.prefix or one.first - before.last > 22:
        return False
    between = view.norms[before.last + 1 : one.first]
    if between and between[-1] in CLAUSE_OPENERS:
        return False
    return not any(view.is_break(token) or token in view.triggers for token in range(before.last + 1, one.first))


def points_back(view: View, one: Candidate, seen: list[Candidate]) -> bool:
    """Whether a bare definite noun only points to an event already told."""
    if one.mode not in ("noun", "masdar") or not one.prefix.endswith(("ال", "لل")) or "sufuf" in one.frame:
        return False
    if not any(other.type == one.type or (other.type in ASSAULTS and one.type in ASSAULTS) for other in seen):
        return False
    if one.type == "agreement":
        return not _signed(view, one)
    if _results(view, one):
        return True
    if qualified(view, one):
        return False
    before = view.tokens[one.first - 1] if one.first else None
    pointed = before is not None and (view.has(one.first - 1, "pointing") or before.tag == "prep")
    caused = before is not None and view.has(one.first - 1, "result")
    return pointed or caused or one.prefix.strip("وف") not in ("ال", "")


def _results(view: View, one: Candidate) -> bool:
    """القصف أسفر عن … *the shelling left …*: the noun is there for what came of it."""
    for token in range(one.last + 1, min(view.sentence(one.first).last, one.last + 3)):
        if view.preposition(token):
            return False
        if view.has(token, "result"):
            return True
    return bool(one.first) and view.tokens[one.first - 1].core.startswith("تزامن")  # coincided with


def _signed(view: View, one: Candidate) -> bool:
    """Whether a verb or noun of signing, refusing or announcing carries an agreement told before: وقّعوا على الاتفاق."""
    return any(view.has(token, "signing") for token in range(max(view.sentence(one.first).first, one.first - 4), one.first))


def is_kind(view: View, one: Candidate) -> bool:
    """Nouns that stand for a kind of event, not for one: العمليات العسكرية, الحروب, ثقافة القتل; land that is described as occupied."""
    if one.mode == "participle" and one.type == "control":
        after = view.tokens[one.last + 1] if one.last + 1 < len(view.tokens) else None
        return (
            view.mention_at[one.first - 1] is not None
            and one.first > 0
            and (after is None or not (after.norm.endswith("ا") or after.tag == "prep"))
        )
    if one.mode == "participle" and one.type == "destruction":
        hit = view.participant.get(one.first - 1)
        return hit is None and view.mention_at[one.first - 1] is None
    if one.first and view.has(one.first - 1, "kind"):
        return True
    if one.mode not in ("noun", "masdar") or not one.prefix.endswith(("ال", "لل")) or (one.form != "pl" and one.entry.pos != "phrase"):
        return False
    if one.type not in ("attack", "clash") or "abstract" not in one.entry["refine"]:
        return False
    end = one.last + 1
    while (
        end < len(view.tokens)
        and view.norms[end].startswith("ال")
        and view.tokens[end].tag in ("adj", "noun")
        and view.mention_at[end] is None
    ):
        end += 1
    return end >= len(view.tokens) or (view.preposition(end) not in ("في", "علي", "ضد", "بين") and view.norms[end] not in RELATIVES)


def is_object(view: View, one: Candidate, seen: list[Candidate]) -> bool:
    """Whether a noun for victims (قتلى, المصابين) is the object of another trigger, not a trigger itself."""
    if one.mode != "noun" or "sufuf" not in one.frame or one.entry["type"] not in _CASUALTIES or one.lemma == "إصابة":
        return False
    for other in reversed(seen[-2:]):
        gap = one.first - other.last
        if 0 < gap <= 4 and view.sentence(other.first) == view.sentence(one.first):
            if other.type == one.type and not one.prefix.startswith("و"):
                return True
            if other.type == "rescue" or (gap <= 2 and other.frame.get("object") == "target"):
                return True
    return bool(any(mark in one.prefix for mark in ("لل",)))


def yields(view: View, one: Candidate, chosen: Mapping[int, tuple[Hit, str, str]]) -> bool:
    """Whether a word gives way to the noun it carries: توقيع الاتفاق, استهدف المكان بثلاث غارات."""
    sentence = view.sentence(one.first)
    if one.entry["light"] == "noun":
        for token in range(one.last + 1, min(sentence.last, one.last + 5)):
            if token in chosen and chosen[token][0].entry["type"] == one.type and chosen[token][1] in ("noun", "masdar"):
                return True
    following = chosen.get(one.last + 1)
    if (
        one.finite
        and "merges" in one.entry["refine"]
        and following is not None
        and following[1] == "noun"
        and following[0].entry["type"] in ASSAULTS
    ):
        return True  # واستهدفت غارة موقعاً a raid hit a position
    if one.finite and "merges" in one.entry["refine"] and one.lemma != "أصاب":
        for token in range(one.last + 1, min(sentence.last, one.last + 16)):
            if view.is_break(token) or view.is_verb(token):
                return False
            if token in chosen:
                hit, mode, _ = chosen[token]
                by = "ب" in hit.prefix or any(
                    view.norms[token - back].startswith("ب") and view.quantity_at[token - back] is not None for back in (1, 2)
                )
                return mode == "noun" and hit.entry["type"] in ASSAULTS and by
    return False


def repeats(view: View, one: Candidate, seen: list[Candidate]) -> bool:
    """Whether a verbal noun only repeats the one before it: نزوح وتهجير, استعادة السيطرة."""
    if (
        seen
        and one.finite
        and one.suffix
        and one.prefix == "و"
        and seen[-1].type == one.type
        and view.sentence(seen[-1].first) == view.sentence(one.first)
    ):
        return True  # انتشال الجثة ونقلتها
    if (
        one.type == "injury"
        and one.form == "pl"
        and one.lemma == "إصابة"
        and (one.suffix or one.prefix.endswith("ال"))
        and any(other.type == "injury" for other in seen)
    ):
        return True
    if not seen or one.mode not in ("noun", "masdar") or seen[-1].mode not in ("noun", "masdar") or seen[-1].last + 1 != one.first:
        return False
    if seen[-1].type != one.type or one.type == "aid":
        return False
    return one.prefix.startswith("و") or one.type == "control"
