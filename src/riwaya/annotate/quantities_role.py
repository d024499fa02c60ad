"""What a count is a count of: killed, injured, detained, … told from the counted noun and the word that governs it.

The words and their roles are rows of ``data/lexicons/terms.csv`` (classes ``role``, ``person``, ``thing``, ``money``,
``transparent``). Arabic puts the governing verb or verbal noun before the count («أصيب خمسة», «مقتل 3»); only after أنّ/إنّ or at the
head of a clause does the verb follow («إن تسعة قتلوا»). So the nearest governor to the left counts,
up to a verb of another kind or the head of the clause; then the verb to the right.
"""

from __future__ import annotations

from dataclasses import dataclass

from riwaya.annotate.match import Hit
from riwaya.annotate.terms import Terms

CASUALTY = frozenset(("killed", "injured", "missing", "detained", "released", "escaped", "displaced"))
_FIXED = frozenset(("killed", "injured", "missing"))
_MOVABLE = frozenset(("detained", "displaced", "escaped"))
_THAT = frozenset(("ان", "بان", "وان", "انه", "انها", "انهم", "بانه", "فان", "لان", "كان"))
_CLAUSE = frozenset(("حيث", "فيما", "بينما", "حين", "اذ", "لكن", "ولكن", "الا", "كما"))
_STOPS = frozenset((".", "؛", ";", "؟", "?", "!", "…"))
_VERB_PREFIXES = frozenset(("", "و", "ف", "س", "وس", "فس"))
_REACH_LEFT, _REACH_RIGHT = 22, 14


@dataclass(frozen=True, slots=True)
class Governor:
    """A word that gives a role to counts near it, at tokens `first` to `last` (inclusive)."""

    first: int
    last: int
    role: str
    finite: bool
    noun: bool
    """A noun that names people by what befell them (قتلى), not a verb or verbal noun."""


def governor_at(terms: Terms, index: int) -> Governor | None:
    """The governor that begins at a token, or None."""
    hit = terms.hit(index, "role")
    if hit is not None and _governs(terms, hit, index):
        finite = "past" in hit.form or "pres" in hit.form or (hit.form == "lit" and hit.entry.pos in ("verb", "phrase"))
        finite = finite and hit.prefix in _VERB_PREFIXES and not _after_preposition(terms, index)
        return Governor(index, hit.last, hit.entry["value"], finite, False)
    noun = terms.hit(index, "person")
    if noun is not None and noun.entry["value"]:
        return Governor(index, noun.last, noun.entry["value"], False, True)
    return None


def _after_preposition(terms: Terms, index: int) -> bool:
    """Whether a bare preposition stands before a word, which is then a verbal noun; «منهم قتلوا» has a pronoun between."""
    before = terms.tokens[index - 1] if index else None
    return before is not None and before.tag == "prep" and not before.norm.endswith(("هم", "ها", "هما", "هن"))


def _governs(terms: Terms, hit: Hit, index: int) -> bool:
    """Whether a word of a role has its count beside it: not a pronoun for it, not a homograph."""
    if hit.suffix:
        return False
    if terms.norm(index) == "فقد" and terms.tokens[min(index + 1, len(terms.tokens) - 1)].tag == "verb":
        return False  # فقد أعلن: a particle
    participle = hit.form.startswith(("ap", "pp")) and hit.entry.pos == "verb" and "past" not in hit.form and "masdar" not in hit.form
    return not participle or hit.form.startswith("pp")


def left(terms: Terms, index: int, *, through: bool = False) -> Governor | None:
    """The nearest governor before a token in its clause; `through`: also behind other verbs."""
    reach = _REACH_LEFT + (10 if terms.norm(index - 1) == "الي" else 0)
    for at in range(index - 1, max(-1, index - 1 - reach), -1):
        token = terms.tokens[at]
        if not terms.same_sentence(at, index) or token.norm in _STOPS:
            return None
        found = governor_at(terms, at)
        if found is not None and found.last < index:
            return _mixed(terms, found)
        if through:
            continue
        if token.norm in _THAT and token.norm != "كان":
            return None
        if token.norm in _CLAUSE:
            return None
        if token.tag == "verb" and not _sees_through(terms, at):
            return None
    return None


def _sees_through(terms: Terms, at: int) -> bool:
    """Whether a word tagged as a verb hides nothing: a verb of amount, a word of bound, a counted noun spelt like a verb."""
    return terms.hit(at, "transparent", "bound", "person", "thing", "among") is not None or _inside(terms, at)


def _inside(terms: Terms, at: int) -> bool:
    """Whether a token stands inside a term that began before it (لقوا حتفهم)."""
    return any((hit := terms.hit(at - back, "role", "bound")) is not None and hit.last >= at for back in (1, 2, 3))


def _mixed(terms: Terms, found: Governor) -> Governor:
    """«مقتل وإصابة 20», «بين قتيل وجريح»: a mixed toll counts as killed."""
    if found.role != "injured":
        return found
    back = 2 if terms.norm(found.first - 1) in ("و", "او") else 1
    before = governor_at(terms, found.first - back)
    if before is None or before.last != found.first - back or not terms.same_sentence(before.first, found.first):
        return found
    joined = back == 2 or terms.norm(found.first).startswith("و")
    hit = terms.hit(before.first, "role")
    if before.finite and hit is not None and (_follows_its_noun(terms, before.first) or ("3ms" not in hit.form and "3fs" not in hit.form)):
        return found  # جنديان قتلا وجرح 24, جنديا قتل وأصيب آخر: the first verb has its own count before it
    if joined and before.role in ("killed", "fall") and before.noun == found.noun:
        return Governor(before.first, found.last, "killed", found.finite, found.noun)
    return found


def _follows_its_noun(terms: Terms, verb: int) -> bool:
    """Whether a noun or adjective stands right before a verb that has no conjunction."""
    before = terms.tokens[verb - 1] if verb else None
    return (
        before is not None
        and terms.same_sentence(verb - 1, verb)
        and before.tag in ("noun", "adj")
        and not terms.norm(verb).startswith("و")
    )


def right(terms: Terms, index: int, reach: int = _REACH_RIGHT) -> Governor | None:
    """The finite verb of a role after a token, in its clause."""
    depth = 0
    for at in range(index, min(len(terms.tokens), index + reach)):
        token = terms.tokens[at]
        if not terms.same_sentence(at, index) or token.norm in _STOPS:
            return None
        depth += (token.norm == "(") - (token.norm == ")")
        found = governor_at(terms, at)
        if found is not None and found.finite and not found.noun and depth <= 0:
            verb = terms.hit(at, "role")
            if verb is not None and not verb.prefix.startswith(("و", "ف")):
                return found
            return None
        if token.norm in _THAT or token.norm in _CLAUSE:
            return None
        if token.tag == "verb" and depth <= 0 and terms.hit(at, "transparent") is None and at > index + 1 and found is None:
            return None
    return None


def _by_its_agent(terms: Terms, first: int) -> str | None:
    """«بقتلها 5 أطفال»: a verbal noun with a pronoun for its agent, right before the count."""
    hit = terms.hit(first - 1, "role")
    return hit.entry["value"] if hit is not None and hit.suffix and "masdar" in hit.form and hit.last == first - 1 else None


def _behind_preposition(terms: Terms, first: int) -> bool:
    """Whether a preposition that is no part of a governor stands right before a count: «في ثلاث قرى» are not killed."""
    before = terms.norm(first - 1)
    if before not in ("في", "علي", "من", "قرب", "عند", "ضد", "بين", "نحو", "عبر", "لدي"):
        return False
    return not _inside(terms, first - 1) and terms.hit(first - 2, "transparent") is None


def _bears_preposition(terms: Terms, first: int) -> bool:
    """Whether a number bears ب or ل itself: «أصيب بعدة شظايا»."""
    atom = terms.atom(first)
    return terms.norm(first - 1) == "ب" or (atom is not None and atom.lead > atom.conj)


def _moved(terms: Terms, after: int) -> str | None:
    """«مساعدة 800 سجين على الفرار»: what becomes of the held, by a verbal noun close behind."""
    for at in range(after, min(len(terms.tokens), after + 6)):
        hit = terms.hit(at, "role")
        if not terms.same_sentence(after - 1, at) or terms.tokens[at].norm in _STOPS:
            return None
        if hit is not None and hit.entry["value"] in ("escaped", "released") and terms.tokens[at - 1].tag == "prep":
            return hit.entry["value"]
    return None


def _dead_and_hurt(terms: Terms, after: int) -> bool:
    """«35 إصابة بين شهيد وجريح»: a mixed toll."""
    for at in range(after, min(len(terms.tokens) - 1, after + 5)):
        if terms.norm(at) in ("بين", "مابين"):
            found = governor_at(terms, at + 1)
            return found is not None and found.role == "killed"
    return False


_THINGS = {"fall": "destroyed", "seize": "captured", "lose": "destroyed"}
_PEOPLE = {"fall": "killed", "seize": "detained", "lose": "killed", "captured": "detained", "destroyed": "killed"}


def role(terms: Terms, first: int, last: int, noun: Hit | None, own_token: int | None) -> str | None:
    """The role of a count at tokens ``[first, last)`` of the noun `noun` (at token `own_token`), or None where nothing gives one."""
    kind = noun.entry["class"] if noun is not None else ""
    own = noun.entry["value"] if noun is not None and kind in ("person", "thing") else ""
    if kind == "money":
        return "money"
    after = last if own_token is None or own_token < last else own_token + 1
    if own == "strikes" or own in _FIXED:
        return "killed" if own == "injured" and _dead_and_hurt(terms, after) else own
    if kind != "thing" and _dead_and_hurt(terms, after):
        return "killed"
    behind = _behind_preposition(terms, first) or (kind != "person" and _bears_preposition(terms, first))
    governor = (None if behind else left(terms, first)) or right(terms, after)
    given = governor.role if governor is not None else _by_its_agent(terms, first)
    if own in _MOVABLE:
        return _moved(terms, after) or (given if given in CASUALTY and given is not None else own)
    if given == "fighters" and noun is not None and noun.entry["unit"] not in ("fighter", "person", "nationality", "man"):
        given = None
    if kind == "thing" and noun is not None and noun.entry["unit"] != "case":
        given = _THINGS.get(given or "", given)
        return given if given in ("destroyed", "captured") else "other"
    if noun is None and own_token is not None and not terms.norm(own_token).endswith(("ين", "ون")):
        # a noun no row knows: a thing, unless what befell it befalls people only
        given = _THINGS.get(given or "", given)
        return given if given in CASUALTY or given == "destroyed" else None
    return _PEOPLE.get(given or "", given)
