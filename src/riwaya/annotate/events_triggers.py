"""Which words of a text are the triggers of events, and of what type.

The lexicon says which words can be; the words around say whether this one is: ضرب مثلاً *gave an example* is no attack, a هجوم before a goal is no
attack, the قصف that a bare "the" points back to is the one already told. Types of one word with many weapons (قصف, استهدف, هجوم) are settled by the weapon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from riwaya.annotate.events_view import View
from riwaya.annotate.match import Hit
from riwaya.fold import fold
from riwaya.rules import Entry

__all__ = ["ASSAULTS", "OWN", "POINTER", "Candidate", "candidates"]

ASSAULTS = frozenset({"attack", "airstrike", "drone-strike", "shelling", "bombing", "explosion", "clash"})
_NEAR, _NEXT = 9, 4  # tokens: the window of `need`, of `next` and `avoid`
_BY_WEAPON = {
    "drone": "drone-strike",
    "aircraft": "airstrike",
    "artillery": "shelling",
    "rocket": "shelling",
    "explosive": "bombing",
}
_RANK = {name: rank for rank, name in enumerate(("drone", "aircraft", "artillery", "rocket", "explosive", "firearm", "grenade", "blade", "chemical"))}
_FINITE = ("past.", "pres.")
_RELATIVES = frozenset({"الذي", "التي", "الذين", "اللذان", "اللتان", "اللذين", "اللتين"})
# a target verb after one of these begins a clause of its own: that, since, where, who, when
_CLAUSE_OPENERS = frozenset({"ان", "انه", "انها", "انهم", "حيث", "فيما", "بينما", "عندما", "حين", "كما", "قد", "بعدما", "كانت", "كان", "بان", "لم", "لن", "اذ", "ثم"})
_MERGED_VERBS = frozenset({"استهدف", "طال", "ضرب", "أصاب"})
_POINTING = frozenset({"جراء", "اثر", "بسبب", "مكان", "موقع", "بعد", "خلال", "منذ", "قبل", "نتيجه", "اثناء", "هذا", "هذه", "ذلك", "تلك", "عقب", "حول", "اماكن", "مواقع", "تنفيذ", "توقيع", "بموجب", "مخلفات", "ضحايا", "منفذ", "منفذي", "حصيله", "هدف", "هول", "شده", "غداه", "تداعيات", "انقاض", "اطراف", "بعيد", "قبيل"})
_MASDARS = ("اطلاق", "القاء", "اخلاء", "فتح", "قطع", "فك", "مفارقه", "تبادل", "اشعال", "اضرام", "ضرب", "فرض", "تسليم", "احتجاز", "اخذ", "تسويه")  # verbal nouns that begin set phrases
_MARKS = "".join(map(chr, range(0x064B, 0x0653))) + "\N{ARABIC TATWEEL}"
_MANNER = frozenset({"حرقا", "شنقا", "ذبحا", "خنقا", "طعنا", "رميا", "غرقا", "ضربا", "قنصا", "نحرا", "قصاصا", "دهسا"})  # by fire, by hanging, …
_KINDS = frozenset({"ثقافه", "فكر", "لغه", "فتوي", "كلمه", "كلمتي", "مفهوم", "ظاهره", "افلام", "مشاهد", "صور", "فيلم", "لعبه", "شبح", "دعاه", "تجار", "وزاره", "سلاح", "اسلحه", "الات", "رهاب", "لغة"})  # the culture, language, films of …
_ABSTRACT = frozenset({"عملية", "حرب", "صراع", "نزاع", "الأعمال القتالية", "عنف", "مواجهة"})
_PLURALS = frozenset({"الأعمال القتالية"})
_ORDINAL = frozenset({"الاول", "الثاني", "الاخير", "المذكور", "السابق", "نفسه", "ذاته", "الاولي", "الثانيه", "الاخيره", "المذكوره", "نفسها", "ذاتها"})  # the first, the last, the said, the same
_CASUALTIES = frozenset({"death", "injury"})


OWN, POINTER = -1, -2  # a record of its own; a noun that only points back, which still links what follows from it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that names an event: its place, type, case frame, and how it stands (finite, masdar, noun, participle)."""

    first: int
    last: int
    start: int
    end: int
    type: str
    mode: str
    form: str
    entry: Entry
    prefix: str
    suffix: str
    frame: Mapping[str, str]
    weapon: int = -1
    merged: int = OWN

    @property
    def lemma(self) -> str:
        return self.entry.lemma

    @property
    def finite(self) -> bool:
        return self.mode == "finite"


@lru_cache(maxsize=4096)
def _context(words: str) -> re.Pattern[str]:
    """A pattern for any of the ``|``-separated folded words, with their clitics and endings."""
    alternatives = []
    for word in fold(words).split("|"):
        stem = word.strip().removeprefix("ال") if len(word.strip()) > 5 else word.strip()
        if stem:
            alternatives.append(r"\s(?:\W+\s)*".join(re.escape(part) for part in stem.split()))
    clitics, endings = r"(?:و|ف)?(?:ال|بال|لل|كال|[بلك])?", r"(?:ه|ها|هم|هما|ا|ين|ون|ات|ان|تين)?"
    return re.compile(rf"(?<!\S){clitics}(?:{'|'.join(alternatives)}){endings}(?!\S)")


@lru_cache(maxsize=4096)
def _frame(spec: str) -> Mapping[str, str]:
    return dict(part.split("=", 1) for part in spec.split(";") if "=" in part)


def _fits(view: View, hit: Hit) -> bool:
    """Whether the words around `hit` are such as its row asks for."""
    entry = hit.entry
    if not any(entry[column] for column in ("need", "next", "avoid", "around", "not_before")):
        return True
    sentence = view.sentence(hit.first)
    low, high = sentence.first, sentence.last
    after = view.words(hit.last + 1, min(high, hit.last + 1 + _NEXT))
    if entry["avoid"] and _context(entry["avoid"]).search(" " + view.words(hit.last + 1, min(high, hit.last + 3)) + " "):
        return False
    if entry["next"] and not _context(entry["next"]).search(after):
        return False
    if entry["not_before"] and _context(entry["not_before"]).search(view.words(max(low, hit.first - 1), hit.first)):
        return False
    if entry["around"] and _context(entry["around"]).search(view.words(low, high)):
        return False
    if entry["need"]:
        window = view.words(max(low, hit.first - _NEAR + 3), hit.first + 1) + " " + view.words(hit.last + 1, min(high, hit.last + _NEAR))
        return bool(_context(entry["need"]).search(window))
    return True


def _mode(view: View, hit: Hit, before: str = "") -> tuple[str, str] | None:
    """(finite, masdar, participle or noun; the features) in which a row stands here, None where its row excludes them."""
    entry = hit.entry
    if entry.pos in ("noun", "adj"):
        return "noun", hit.form
    if entry.pos == "phrase":
        finite = "subject=" in entry["frame"] and not hit.prefix.endswith(("ب", "ل")) and not view.norms[hit.first].lstrip("وفبل").startswith(_MASDARS)
        return ("finite", "past.3ms") if finite else ("masdar", "lit")
    families = entry.variants("families") or ("past", "pres", "masdar")
    if _misread(view, hit):
        return None
    features = [one for one in hit.form.split("|") if any(one == name or one.startswith(name + ".") or name in one and "." in name for name in families)]
    if hit.form == "lit":
        features = ["past.3ms"]
    finite = [one for one in features if one.startswith(_FINITE) and not _foreign_person(one)]
    nominal = [one for one in features if not one.startswith(_FINITE)]
    if finite and nominal:
        chosen = finite if _stands_as_verb(view, hit, before) else nominal
    else:
        chosen = finite or nominal
    if not chosen:
        return None
    if chosen[0].startswith(_FINITE):
        before = view.norms[hit.first - 1] if hit.first else ""
        if any(mark in hit.prefix for mark in ("ب", "ك", "ال")) or before in ("من", "في", "الي", "علي", "عن"):
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
        if norm in _CLAUSE_OPENERS or norm in _RELATIVES or view.is_break(token) or norm in ("،", ","):
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
    if any(mark in hit.prefix for mark in ("ب", "ل", "ك", "ال")) or hit.suffix and "masdar" in hit.form and view.preposition(hit.first):
        return False
    before = view.tokens[hit.first - 1] if hit.first else None
    start = hit.first == view.sentence(hit.first).first
    if before is not None and not start:
        if before.tag in ("prep", "verb") or before.norm in _POINTING or before.core in _POINTING:
            return False
        if hit.first - 1 in view.triggers or before.norm in ("عمليه", "عمليات", "جريمه", "جرائم", "محاوله", "حاله", "حالات", "حادثه", "حوادث"):
            return False
    following = hit.last + 1
    if following < len(view.tokens):
        weapon = view.weapon.get(following)
        if weapon is not None and weapon.entry.pos == "adj" and not weapon.prefix:
            return False
        if "genitive=either" in hit.entry["frame"]:
            word = view.tokens[following]
            known = not view.is_unknown(following) or view.time_at[following] is not None or word.tag == "prep" or word.norm.startswith("ال")
            if word.norm in ("علي", "ل") or word.kind == "word" and not known:
                return False
    return True


def _rank(view: View, hit: Hit, mode: str) -> tuple[int, int, int, int]:
    """Of several rows for one word: the longest, the one with its context met, the one that stands as it should."""
    particular = bool(hit.entry["need"]) + bool(hit.entry["next"])
    return (hit.last - hit.first, hit.end - hit.start, particular, 1 if mode in ("finite", "noun") else 0)


def _choose(view: View, found: Iterable[Hit]) -> dict[int, tuple[Hit, str, str]]:
    chosen: dict[int, tuple[Hit, str, str]] = {}
    for hit in found:
        if hit.entry["light"] == "yes" or _covered(view, hit):
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
    return view.norms[hit.last] in _MANNER and hit.first > view.sentence(hit.first).first


def _verb_rival(view: View, hit: Hit) -> bool:
    """Whether a bare noun (قتل, قصف, ضبط) stands where the verb of the same spelling must be read."""
    if hit.form != "sg" or any(mark in hit.prefix for mark in ("ب", "ل", "ك", "ال")) or hit.entry.lemma.endswith("ة"):
        return False
    rivals = [one for one in view.hits.at(hit.first, "triggers") if one.entry.pos == "verb" and one.end == hit.end and "masdar" in one.form and "past" in one.form]
    return any(_stands_as_verb(view, one) and not one.entry["light"] for one in rivals)


def _candidate(view: View, hit: Hit, mode: str, form: str) -> Candidate:
    first, start = hit.first, hit.start
    if "last-word" in hit.entry["refine"]:
        first, start = hit.last, view.tokens[hit.last].start
    return Candidate(first, hit.last, start, hit.end, hit.entry["type"], mode, form, hit.entry, hit.prefix, hit.suffix, _frame(hit.entry["frame"]))


# types by weapon ----------------------------------------------------------------------------------------------------------


def _weapon_near(view: View, one: Candidate, stops: set[int]) -> tuple[str, int]:
    """(class, token) of the weapon this event is done with; ("", -1) where none is told beside it."""
    sentence = view.sentence(one.first)
    best, at = "", -1
    steps = [range(one.last + 1, min(sentence.last, one.last + 16))]
    if one.finite or one.lemma.startswith("استهداف"):
        steps.append(range(one.first - 1, max(sentence.first, one.first - 8) - 1, -1))
    if not one.finite and (one.prefix in ("ب", "ل") or one.first and view.norms[one.first - 1] == "في"):
        steps.append(range(one.first - 1, max(sentence.first, one.first - 9) - 1, -1))
    for number, step in enumerate(steps):
        for token in step:
            if token in stops or number and (view.is_break(token) or view.norms[token] in _CLAUSE_OPENERS):
                break
            if not number and view.norms[token] in _CLAUSE_OPENERS:
                break
            hit = view.weapon.get(token)
            if hit is None:
                continue
            name = hit.entry["class"]
            if number and not one.finite and name not in ("aircraft", "drone", "artillery"):
                continue
            if not _is_means(view, token, one, number):
                continue
            if best == "" or _RANK.get(name, 99) < _RANK.get(best, 99):
                best, at = name, token
        if best:
            break
    return best, at


def _is_means(view: View, token: int, one: Candidate, left: int) -> bool:
    """Whether the weapon at `token` is what the event is done with, not what it hits."""
    hit = view.weapon[token]
    if one.lemma in ("أطلق", "ألقى", "رمى", "أمطر"):
        return True
    if hit.entry.pos == "adj" or "ب" in hit.prefix or left:
        return True
    before = view.norms[token - 1] if token else ""
    if before in ("من", "بواسطه", "عبر", "شنتها", "شنته", "نفذته", "نفذتها", "ل", "قبل") or hit.prefix.endswith("ل"):
        return True
    return token - one.last <= 3 or any(view.hits.at(token - back, "weapons") for back in (1, 2) if token - back > one.last)


def _refined(view: View, one: Candidate, stops: set[int], seen: list[Candidate]) -> Candidate:
    refine = one.entry["refine"]
    if "weapon" not in refine and refine != "blast":
        return one
    name, token = _weapon_near(view, one, stops)
    if refine == "blast":
        if name in ("explosive", "artillery", "rocket"):
            return replace(one, type="bombing", weapon=token)
        earlier = any(other.type == "bombing" for other in seen)
        unknown = _context("مجهول|غامض|مجهوله").search(view.words(one.last + 1, one.last + 4))
        return replace(one, type="bombing" if earlier and not unknown else "explosion")
    kind = _BY_WEAPON.get(name, one.type)
    if one.type == "shelling" and kind == "bombing":
        kind = "shelling"
    if not name and one.type == "attack" and one.mode == "noun":
        kind = _told_before(view, one, seen)
    return replace(one, type=kind, weapon=token)


def _told_before(view: View, one: Candidate, seen: list[Candidate]) -> str:
    """The type of the attack that a bare word points back to (الهجوم *the attack*, after a suicide bombing)."""
    if one.prefix.endswith(("ال", "لل")) and not _qualified(view, one):
        for other in reversed(seen[-6:]):
            if other.type in ("bombing", "drone-strike", "shelling", "airstrike", "attack"):
                return other.type
    return one.type


def _qualified(view: View, one: Candidate) -> bool:
    """Whether an adjective or a phrase with على, ضد, بين, لـ says more of a definite noun."""
    following = one.last + 1
    if following >= len(view.tokens):
        return False
    word = view.tokens[following]
    adjective = word.norm.startswith("ال") and word.kind == "word" and view.mention_at[following] is None and word.tag in ("adj", "noun")
    if adjective and word.norm not in _RELATIVES and word.norm not in _ORDINAL:
        return True
    preposition = view.preposition(following)
    if preposition == "ل":
        phrase = view.phrase(following)
        return phrase is not None and phrase.kind in ("force", "person", "place")
    return preposition in ("علي", "ضد", "بين")


# what is told already -----------------------------------------------------------------------------------------------------


def _merges(view: View, one: Candidate, before: Candidate | None) -> bool:
    """Whether a verb only says what the attack before it hit: قصف مدفعي استهدف منازل *shelling that hit houses*."""
    if before is not None and one.finite and one.suffix and one.lemma == "أطلق" and before.type == "shelling" and one.first - before.last <= 4:
        return True  # صاروخ أطلقته جماعة a rocket that a group fired
    if before is None or not one.finite or one.form.endswith(".pass") or one.lemma not in _MERGED_VERBS or before.finite or before.type not in ASSAULTS:
        return False
    if view.sentence(one.first) != view.sentence(before.first) or one.prefix or one.first - before.last > 22:
        return False
    between = view.norms[before.last + 1 : one.first]
    if between and between[-1] in _CLAUSE_OPENERS:
        return False
    return not any(view.is_break(token) or token in view.triggers for token in range(before.last + 1, one.first))


def _points_back(view: View, one: Candidate, seen: list[Candidate]) -> bool:
    """Whether a bare definite noun only points to an event already told."""
    if one.mode not in ("noun", "masdar") or not one.prefix.endswith(("ال", "لل")) or "sufuf" in one.frame:
        return False
    if not any(other.type == one.type or other.type in ASSAULTS and one.type in ASSAULTS for other in seen):
        return False
    if one.type == "agreement":
        return not _signed(view, one)
    if _results(view, one):
        return True
    if _qualified(view, one):
        return False
    before = view.tokens[one.first - 1] if one.first else None
    pointed = before is not None and (before.norm in _POINTING or before.core in _POINTING or before.tag == "prep")
    caused = before is not None and re.search(r"(?:سفر|اد[يت]|تسبب|وقع|خلف|لحق)\w{0,2}\Z", before.norm) is not None
    return pointed or caused or one.prefix.strip("وف") not in ("ال", "")


def _results(view: View, one: Candidate) -> bool:
    """القصف أسفر عن … *the shelling left …*: the noun is there for what came of it."""
    for token in range(one.last + 1, min(view.sentence(one.first).last, one.last + 3)):
        if view.preposition(token):
            return False
        if re.match(r"(?:اسفر|ادي|ادت|اوقع|خلف|تسبب|الحق|تزامن)", view.tokens[token].core):
            return True
    return bool(one.first) and view.tokens[one.first - 1].core.startswith("تزامن")


def _signed(view: View, one: Candidate) -> bool:
    """Whether a verb or noun of signing, refusing or announcing carries an agreement told before: وقّعوا على الاتفاق."""
    return bool(_context("وقع|وقعت|وقعوا|توقيع|التوقيع|رفض|ابرم|خرق|انهار|انهيار|احترام|اعلن|اعلنت").search(view.words(max(view.sentence(one.first).first, one.first - 4), one.first)))


def _generic(view: View, one: Candidate) -> bool:
    """Nouns that stand for a kind of event, not for one: العمليات العسكرية, الحروب, ثقافة القتل; land that is described as occupied."""
    if one.mode == "participle" and one.type == "control":
        after = view.tokens[one.last + 1] if one.last + 1 < len(view.tokens) else None
        return view.mention_at[one.first - 1] is not None and one.first > 0 and (after is None or not (after.norm.endswith("ا") or after.tag == "prep"))
    if one.mode == "participle" and one.type == "destruction":
        hit = view.participant.get(one.first - 1)
        return hit is None and view.mention_at[one.first - 1] is None
    before = view.norms[one.first - 1] if one.first else ""
    if before in _KINDS:
        return True
    if one.mode not in ("noun", "masdar") or not one.prefix.endswith(("ال", "لل")) or one.form != "pl" and one.lemma not in _PLURALS:
        return False
    if one.type not in ("attack", "clash") or one.lemma not in _ABSTRACT:
        return False
    end = one.last + 1
    while end < len(view.tokens) and view.norms[end].startswith("ال") and view.tokens[end].tag in ("adj", "noun") and view.mention_at[end] is None:
        end += 1
    return end >= len(view.tokens) or view.preposition(end) not in ("في", "علي", "ضد", "بين") and view.norms[end] not in _RELATIVES


def _casualty_noun_told(view: View, one: Candidate, seen: list[Candidate]) -> bool:
    """Whether a noun for victims (قتلى, المصابين) is the object of another trigger, not a trigger itself."""
    if one.mode != "noun" or "sufuf" not in one.frame or one.entry["type"] not in _CASUALTIES or one.lemma == "إصابة":
        return False
    for other in reversed(seen[-2:]):
        gap = one.first - other.last
        if 0 < gap <= 4 and view.sentence(other.first) == view.sentence(one.first):
            if other.type == one.type and not one.prefix.startswith("و"):
                return True
            if other.type == "rescue" or gap <= 2 and other.frame.get("object") == "target":
                return True
    if any(mark in one.prefix for mark in ("لل",)):
        return True
    return False


def _yields(view: View, one: Candidate, chosen: Mapping[int, tuple[Hit, str, str]]) -> bool:
    """Whether a word gives way to the noun it carries: توقيع الاتفاق, استهدف المكان بثلاث غارات."""
    sentence = view.sentence(one.first)
    if one.entry["light"] == "noun":
        for token in range(one.last + 1, min(sentence.last, one.last + 5)):
            if token in chosen and chosen[token][0].entry["type"] == one.type and chosen[token][1] in ("noun", "masdar"):
                return True
    following = chosen.get(one.last + 1)
    if one.finite and one.lemma in _MERGED_VERBS and following is not None and following[1] == "noun" and following[0].entry["type"] in ASSAULTS:
        return True  # واستهدفت غارة موقعاً a raid hit a position
    if one.finite and one.lemma in _MERGED_VERBS and one.lemma != "أصاب":
        for token in range(one.last + 1, min(sentence.last, one.last + 16)):
            if view.is_break(token) or view.is_verb(token):
                return False
            if token in chosen:
                hit, mode, _ = chosen[token]
                by = "ب" in hit.prefix or any(view.norms[token - back].startswith("ب") and view.quantity_at[token - back] is not None for back in (1, 2))
                return mode == "noun" and hit.entry["type"] in ASSAULTS and by
    return False


def _doubled(view: View, one: Candidate, seen: list[Candidate]) -> bool:
    """Whether a verbal noun only repeats the one before it: نزوح وتهجير, استعادة السيطرة."""
    if seen and one.finite and one.suffix and one.prefix == "و" and seen[-1].type == one.type and view.sentence(seen[-1].first) == view.sentence(one.first):
        return True  # انتشال الجثة ونقلتها
    if one.type == "injury" and one.form == "pl" and one.lemma == "إصابة" and (one.suffix or one.prefix.endswith("ال")) and any(other.type == "injury" for other in seen):
        return True
    if not seen or one.mode not in ("noun", "masdar") or seen[-1].mode not in ("noun", "masdar") or seen[-1].last + 1 != one.first:
        return False
    if seen[-1].type != one.type or one.type == "aid":
        return False
    return one.prefix.startswith("و") or one.type == "control"


def candidates(view: View) -> list[Candidate]:
    """The triggers of a text in order, typed; merged verbs stay with `merged` set to the token of the noun they belong to."""
    chosen = _choose(view, view.hits.of("triggers"))
    stops = set(chosen)
    view.triggers = stops
    found: list[Candidate] = []
    for token in sorted(chosen):
        one = _candidate(view, *chosen[token])
        told = [other for other in found if other.merged == OWN]
        if _merges(view, one, told[-1] if told else None):
            found.append(replace(one, merged=told[-1].first))
            continue
        if _yields(view, one, chosen):
            found.append(replace(one, merged=next(other for other in sorted(chosen) if other > token)))
            continue
        one = _refined(view, one, stops - {token}, told)
        if _points_back(view, one, told):
            if one.type in ASSAULTS:
                found.append(replace(one, merged=POINTER))
            continue
        if _casualty_noun_told(view, one, told) or _doubled(view, one, told) or _generic(view, one):
            continue
        found.append(one)
        if one.entry["refine"] == "massacre":
            found.append(replace(one, type="death"))
    return found
