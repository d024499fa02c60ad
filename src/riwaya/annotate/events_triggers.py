"""Which words of a text are the triggers of events.

The lexicon says which words can be; the words around say whether this one is: ضرب مثلاً *gave an example* is no attack, a هجوم before a
goal is no attack, the قصف that a bare "the" points back to is the one already told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from riwaya.annotate.events_candidate import ASSAULTS, LIGHT, OWN, POINTER, Candidate, context, frame
from riwaya.annotate.events_phrases import View
from riwaya.annotate.events_told import is_kind, is_object, merges, points_back, repeats, yields
from riwaya.annotate.events_types import refined
from riwaya.annotate.events_words import CLAUSE_OPENERS, RELATIVES
from riwaya.annotate.match import Hit

__all__ = ["candidates"]

_NEAR, _NEXT = 9, 4  # tokens: the window of `need`, of `next` and `avoid`
_FINITE = ("past.", "pres.")
_MARKS = "".join(map(chr, range(0x064B, 0x0653))) + "\N{ARABIC TATWEEL}"


def _fits(view: View, hit: Hit) -> bool:
    """Whether the words around `hit` are such as its row asks for."""
    entry = hit.entry
    if not any(entry[column] for column in ("need", "next", "avoid", "around", "not_before")):
        return True
    sentence = view.sentence(hit.first)
    low, high = sentence.first, sentence.last
    after = view.words(hit.last + 1, min(high, hit.last + 1 + _NEXT))
    if entry["avoid"] and context(entry["avoid"]).search(" " + view.words(hit.last + 1, min(high, hit.last + 3)) + " "):
        return False
    if entry["next"] and not context(entry["next"]).search(after):
        return False
    if entry["not_before"] and context(entry["not_before"]).search(view.words(max(low, hit.first - 1), hit.first)):
        return False
    if entry["around"] and context(entry["around"]).search(view.words(low, high)):
        return False
    if entry["need"]:
        window = view.words(max(low, hit.first - _NEAR + 3), hit.first + 1) + " " + view.words(hit.last + 1, min(high, hit.last + _NEAR))
        return bool(context(entry["need"]).search(window))
    return True


def _mode(view: View, hit: Hit, before: str = "") -> tuple[str, str] | None:
    """(finite, masdar, participle or noun; the features) in which a row stands here, None where its row excludes them."""
    entry = hit.entry
    if entry.pos in ("noun", "adj"):
        return "noun", hit.form
    if entry.pos == "phrase":
        verbal = "subject=" in entry["frame"] and not hit.prefix.endswith(("ب", "ل")) and not view.has(hit.first, "verbal-noun")
        return ("finite", "past.3ms") if verbal else ("masdar", "lit")
    families = entry.variants("families") or ("past", "pres", "masdar")
    if _misread(view, hit):
        return None
    features = [
        one
        for one in hit.form.split("|")
        if any(one == name or one.startswith(name + ".") or (name in one and "." in name) for name in families)
    ]
    if hit.form == "lit":
        features = ["past.3ms"]
    finite = [one for one in features if one.startswith(_FINITE) and not _foreign_person(one)]
    nominal = [one for one in features if not one.startswith(_FINITE)]
    chosen = (finite if _stands_as_verb(view, hit, before) else nominal) if finite and nominal else finite or nominal
    if not chosen:
        return None
    if chosen[0].startswith(_FINITE):
        behind = view.norms[hit.first - 1] if hit.first else ""
        if any(mark in hit.prefix for mark in ("ب", "ك", "ال")) or behind in ("من", "في", "الي", "علي", "عن"):
            return None
        return "finite", "|".join(chosen)
    kind = chosen[0].split(".")[0]
    return ("participle" if kind in ("ap", "pp") else "masdar"), "|".join(chosen)


def _misread(view: View, hit: Hit) -> bool:
    """Rare forms of a verb that are nearly always another word: وزير is no *and was visited*, تصف no jussive of صفّى."""
    features = hit.form.split("|")
    if all(one.endswith(".juss") for one in features):
        return (view.norms[hit.first - 1] if hit.first else "") not in ("لم", "لا", "ولم", "ولا") and "ل" not in hit.prefix
    length = hit.last == hit.first and len(view.tokens[hit.first].norm) - len(hit.prefix) - len(hit.suffix)
    return all(one.endswith(".pass") for one in features) and length <= 3 and bool(hit.prefix)


def _foreign_person(features: str) -> bool:
    """First and second persons of the present, which are mostly other words (نفر *persons*)."""
    parts = features.split(".")
    return parts[0] == "pres" and len(parts) > 1 and parts[1] in ("1s", "1p", "2fs", "2fp")


def _in_verbs_reach(view: View, hit: Hit) -> bool:
    """Whether a finite verb of the same clause stands before: أعلنت الوزارة ضبط شبكة, كثّفت روسيا قصفها."""
    low = view.sentence(hit.first).first
    for token in range(hit.first - 1, max(low, hit.first - 9) - 1, -1):
        norm = view.norms[token]
        if norm in CLAUSE_OPENERS or norm in RELATIVES or view.is_break(token) or norm in ("،", ","):
            return False
        if view.is_verb(token) and token not in view.triggers:
            return True
    return False


def _stands_as_verb(view: View, hit: Hit, mode: str = "") -> bool:
    """Whether a spelling that is both verb and verbal noun (قتل, قصف) stands here as the verb; `mode` is that of the trigger before it."""
    if hit.prefix == "و" and mode in ("masdar", "noun"):
        return False
    if not hit.prefix and _in_verbs_reach(view, hit):
        return False
    if any(mark in hit.prefix for mark in ("ب", "ل", "ك", "ال")) or (hit.suffix and "masdar" in hit.form and view.preposition(hit.first)):
        return False
    before = view.tokens[hit.first - 1] if hit.first else None
    start = hit.first == view.sentence(hit.first).first
    if before is not None and not start:
        if before.tag in ("prep", "verb") or view.has(hit.first - 1, "pointing"):
            return False
        if hit.first - 1 in view.triggers or view.has(hit.first - 1, "event-of"):
            return False
    following = hit.last + 1
    if following < len(view.tokens):
        weapon = view.weapon.get(following)
        if weapon is not None and weapon.entry.pos == "adj" and not weapon.prefix:
            return False
        if "genitive=either" in hit.entry["frame"]:
            word = view.tokens[following]
            known = (
                not view.is_unknown(following) or view.time_at[following] is not None or word.tag == "prep" or word.norm.startswith("ال")
            )
            if word.norm in ("علي", "ل") or (word.kind == "word" and not known):
                return False
    return True


def _rank(view: View, hit: Hit, mode: str) -> tuple[int, int, int, int]:
    """Of several rows for one word: the longest, the one with its context met, the one that stands as it should."""
    particular = bool(hit.entry["need"]) + bool(hit.entry["next"])
    return (hit.last - hit.first, hit.end - hit.start, particular, 1 if mode in ("finite", "noun") else 0)


def _choose(view: View, found: Iterable[Hit]) -> dict[int, tuple[Hit, str, str]]:
    chosen: dict[int, tuple[Hit, str, str]] = {}
    for hit in found:
        if hit.entry["light"] in LIGHT or _covered(view, hit):
            continue
        earlier = max((token for token in chosen if hit.first - 9 <= token < hit.first), default=None)
        mode = _mode(view, hit, chosen[earlier][1] if earlier is not None else "")
        if mode is None or not _fits(view, hit):
            continue
        if mode[0] == "noun" and hit.entry.pos == "noun" and _verb_rival(view, hit):
            continue
        known = chosen.get(hit.first)
        if known is None or _rank(view, hit, mode[0]) > _rank(view, known[0], known[1]):
            chosen[hit.first] = (hit, *mode)
    covered = -1
    for token in sorted(chosen):
        if token <= covered:
            del chosen[token]
        else:
            covered = chosen[token][0].last
    return chosen


def _covered(view: View, hit: Hit) -> bool:
    """Whether a find is part of a name (جيش الاحتلال) or of a time (فجر الخميس), or a word of manner (قتل حرقاً *killed by fire*)."""
    if view.mention_at[hit.first] is not None or view.mention_at[hit.last] is not None:
        mention = view.mention_at[hit.first] or view.mention_at[hit.last]
        if mention is not None and mention.span.start < hit.end and hit.start < mention.span.end:
            return True
    if hit.suffix == "ه" and view.text.read[hit.start : hit.end].rstrip(_MARKS).endswith("ة"):
        return True  # إصابة is no أصابه *he hit him*
    if view.time_at[hit.first] is not None and view.time_at[hit.last] is not None:
        return True
    return view.has(hit.last, "manner") and hit.first > view.sentence(hit.first).first


def _verb_rival(view: View, hit: Hit) -> bool:
    """Whether a bare noun (قتل, قصف, ضبط) stands where the verb of the same spelling must be read."""
    if hit.form != "sg" or any(mark in hit.prefix for mark in ("ب", "ل", "ك", "ال")) or hit.entry.lemma.endswith("ة"):
        return False
    rivals = [
        one
        for one in view.hits.at(hit.first, "triggers")
        if one.entry.pos == "verb" and one.end == hit.end and "masdar" in one.form and "past" in one.form
    ]
    return any(_stands_as_verb(view, one) and one.entry["light"] not in LIGHT for one in rivals)


def _candidate(view: View, hit: Hit, mode: str, form: str) -> Candidate:
    first, start = hit.first, hit.start
    if "last-word" in hit.entry["refine"]:
        first, start = hit.last, view.tokens[hit.last].start
    return Candidate(
        first, hit.last, start, hit.end, hit.entry["type"], mode, form, hit.entry, hit.prefix, hit.suffix, frame(hit.entry["frame"])
    )


def candidates(view: View) -> list[Candidate]:
    """The triggers of a text in order, typed; merged verbs stay with `merged` set to the token of the noun they belong to."""
    chosen = _choose(view, view.hits.of("triggers"))
    stops = set(chosen)
    view.triggers = stops
    found: list[Candidate] = []
    for token in sorted(chosen):
        one = _candidate(view, *chosen[token])
        told = [other for other in found if other.merged == OWN]
        if merges(view, one, told[-1] if told else None):
            found.append(replace(one, merged=told[-1].first))
            continue
        if yields(view, one, chosen):
            found.append(replace(one, merged=next(other for other in sorted(chosen) if other > token)))
            continue
        one = refined(view, one, stops - {token}, told)
        if points_back(view, one, told):
            if one.type in ASSAULTS:
                found.append(replace(one, merged=POINTER))
            continue
        if is_object(view, one, told) or repeats(view, one, told) or is_kind(view, one):
            continue
        found.append(one)
        if one.entry["refine"] == "massacre":
            found.append(replace(one, type="death"))
    return found
