"""Places and facilities that their class words tell: قرية X, ريف X الشرقي, سجن X, قرى X وY.

Each rule looks at one token and returns the name that begins there, or None.
"""

from __future__ import annotations

from riwaya.annotate.match import Hit
from riwaya.annotate.names_evidence import OPENERS, Evidence
from riwaya.annotate.names_shape import CLOSERS, STOP_TAGS, Candidate, bare, class_before, core_of, quoted_end

__all__ = ["places"]


_NO_PART = STOP_TAGS - {"verb"}  # behind تل or الشيخ what looks like a verb is the rest of the name


def places(ev: Evidence, index: int, previous: Candidate | None) -> list[Candidate]:
    """Places and facilities told by a class word, or by a list that one opened."""
    found = [_inside_place(ev, index), _cued_place(ev, index)]
    if previous is not None:
        found.append(_listed_place(ev, index, previous))
    return [one for one in found if one is not None]


def _extent(ev: Evidence, index: int, *, cued: bool = False, letters: int = 0) -> tuple[int, int]:
    """The last token and end of the place name that begins at a token, with the adjective that tells it from its twin."""
    known = _known(ev, index)
    last = known.last if known is not None else index
    quoted = quoted_end(ev, index)
    if quoted is not None:
        last = max(last, quoted)
    elif known is None:
        core = ev.norms[index][letters or ev.proclitics(index) :]
        while core in ev.words["place-compound"] and last - index < 3 and ev.joined(last + 1) and ev.tokens[last + 1].tag not in _NO_PART:
            last += 1
            core = ev.norms[last]
        if cued and last == index and _second_word(ev, index):
            last += 1
    while last + 2 < len(ev.tokens) and ev.norms[last + 1] == "_" and ev.word(last + 2):
        last += 2  # باب_الهوى in a hashtag
    if ev.joined(last + 1) and ev.norms[last + 1] in ev.words["place-adjective"] and ev.definite(index):
        last += 1
    return last, ev.tokens[last].end


def _known(ev: Evidence, index: int) -> Hit | None:
    """The longest known place that begins with a token, unless it is only a class word (there are villages called المدينة)."""
    found = [hit for hit in (ev.place[index], ev.listed[index]) if hit is not None and not hit.prefix]
    best = max(found, key=lambda hit: hit.last, default=None)
    if best is not None and best.last == index and ev.norms[index] in ev.words["place-compound"]:
        return None
    singular = any(hit.form == "sg" for hit in ev.roles[index].values())
    if best is None or (best.last == index and singular and "demonym" not in ev.roles[index] and not ev.norms[index].startswith("ال")):
        return None
    return best


def _second_word(ev: Evidence, index: int) -> bool:
    """Whether the unknown name behind a class word has a second word: قرف مغار, مشيرفة الحمة."""
    after = index + 1
    if not ev.joined(after) or ev.definite(index) or ev.roles[after] or ev.tokens[after].tag in (*STOP_TAGS, "adj"):
        return False
    return not ev.common[after] and ev.norms[after] not in ev.words["never-name"] and not ev.proclitics(after)


def _could_name(ev: Evidence, index: int) -> bool:
    """Whether a token can begin a name at all."""
    token = ev.tokens[index]
    if token.kind != "word" or len(token.norm) < 2 or token.norm in ev.words["never-name"]:
        return False
    known = ev.place[index] or ev.listed[index]
    compound = token.norm in ev.words["place-compound"] and ev.joined(index + 1)  # أم is *or*, and the mother of many villages
    return known is not None or compound or token.tag not in ("prep", "pron", "conj", "part", "num")


def _cued_place(ev: Evidence, index: int) -> Candidate | None:
    """قرية X, مدينة X: what follows a class word that stays outside the name."""
    cue = class_before(ev, index, "place-class")
    if cue is None or cue.entry["inside"] == "yes" or not bare(cue) or not _could_name(ev, index):
        return None
    known = _known(ev, index)
    weak = core_of(ev, cue) in ev.words["weak-class"]
    if known is None and not _may_be_place(ev, index, weak):
        return None
    last, end = _extent(ev, index, cued=not weak)
    return Candidate(index, last, ev.start(index), end, "place", "cue.place", 0.92, known.entry if known and known.last == last else None)


def _may_be_place(ev: Evidence, index: int, weak: bool) -> bool:
    """Whether an unknown word behind a class word can be a name: no common noun, adjective, class word."""
    norm = ev.norms[index]
    if norm in ev.words["place-adjective"] or norm.startswith("و"):
        return False
    if quoted_end(ev, index) is not None and not weak:
        return True
    if norm in ev.words["place-compound"] and ev.joined(index + 1):
        return True
    if ev.roles[index] or ev.tokens[index].tag == "verb":
        return False
    if weak and (ev.common[index] or ev.tokens[index].tag == "adj"):
        return False
    return not ev.common[index] or norm.startswith("ال")


def _listed_place(ev: Evidence, index: int, previous: Candidate) -> Candidate | None:
    """قرى أ وب وج, بلدتي أ وب: the further names of a list that a plural class word opened."""
    if previous.kind != "place":
        return None
    gap = index - previous.last
    norm = ev.norms[index]
    if gap == 2 and ev.norms[index - 1] == "/" and index + 1 < len(ev.tokens) and ev.norms[index + 1] in ("/", "،", ".", "…"):
        return _between_strokes(ev, index)
    comma = gap == 2 and ev.norms[index - 1] in ("،", ",")
    conjoined = gap == 1 and norm.startswith("و") and len(norm) > 2
    if (
        previous.rule not in ("cue.place", "list.place")
        or not (comma or conjoined)
        or ev.breaks[index]
        or ev.tokens[index].kind != "word"
        or ev.tokens[index].tag in ("prep", "pron", "part")
    ):
        return None
    if previous.rule == "cue.place":
        cue = class_before(ev, previous.first, "place-class")
        if cue is None or core_of(ev, cue) not in ev.words["plural-class"]:
            return None
    known = next((hit for hit in (ev.place[index], ev.listed[index]) if hit is not None and (hit.prefix == "و" or comma)), None)
    rest = norm[1:] if conjoined else norm
    compound = rest in ev.words["place-compound"] and ev.joined(index + 1)
    if known is not None and not (compound and known.last == index):
        return Candidate(index, known.last, known.start, known.end, "place", "list.place", 0.8, known.entry)
    if not compound and (ev.roles[index] or ev.tokens[index].tag == "verb" or (comma and ev.common[index])):
        return None
    if rest in ev.words["never-name"]:
        return None
    last, end = _extent(ev, index, cued=True, letters=1 if conjoined else 0)
    return Candidate(index, last, ev.start(index, 1 if conjoined else 0), end, "place", "list.place", 0.75)


def _between_strokes(ev: Evidence, index: int) -> Candidate | None:
    """A word between two strokes after a place: محمبل/بينين/معربليت/."""
    if ev.tokens[index].kind != "word" or ev.common[index] or ev.roles[index]:
        return None
    return Candidate(index, index, ev.start(index), ev.tokens[index].end, "place", "list.place", 0.6)


def _inside_place(ev: Evidence, index: int) -> Candidate | None:
    """ريف X الشرقي, حي X, سجن X: the class word belongs to the name."""
    for name in ("place-class", "facility-class"):
        cue = ev.roles[index].get(name)
        if cue is None or cue.entry["inside"] != "yes" or not bare(cue) or "\N{ARABIC FATHATAN}" in ev.text.read[cue.start : cue.end]:
            continue
        if core_of(ev, cue) in ev.words["plural-class"] and not core_of(ev, cue).startswith("ارياف"):
            continue
        at, quoted = cue.last + 1, False
        while at < len(ev.tokens) and ev.norms[at] in OPENERS and not ev.breaks[at]:
            quoted = quoted or ev.norms[at] != "#"
            at += 1
        if at >= len(ev.tokens) or ev.breaks[at] or not _could_name(ev, at):
            continue
        rural = cue.entry.lemma in ("ريف", "بادية")
        known = _known(ev, at)
        body = ev.actor[at] if name == "facility-class" else None
        if body is not None and not body.prefix and body.last > at:
            return Candidate(index, body.last, cue.start, body.end, "facility", "class.facility", 0.8)
        if known is None and _unlikely_complement(ev, at, cue, rural):
            continue
        last, end = _extent(ev, at, cued=True)
        if rural:
            last, end = _rural_direction(ev, last, end)
        elif ev.joined(last + 1) and ev.norms[last + 1] in ev.words["facility-adjective"]:
            last, end = last + 1, ev.tokens[last + 1].end
        if quoted and last + 1 < len(ev.tokens) and ev.norms[last + 1] in CLOSERS:
            last, end = last + 1, ev.tokens[last + 1].end
        kind = "facility" if name == "facility-class" else "place"
        return Candidate(index, last, cue.start, end, kind, f"class.{kind}", 0.8, known.entry if known and not rural else None)
    return None


def _unlikely_complement(ev: Evidence, at: int, cue: Hit, rural: bool) -> bool:
    """Whether what follows a class word is no name: a common bare noun, an adjective, another class word."""
    token = ev.tokens[at]
    if rural and not _may_be_place(ev, at, weak=True):
        return True
    if quoted_end(ev, at) is not None:
        return False
    compound = token.norm in ev.words["place-compound"]
    if token.tag in ("verb", "adj") and not rural:
        return True
    if (ev.roles[at] and not compound and not token.norm.startswith("ال")) or token.norm in ev.words["place-adjective"]:
        return True
    if not token.norm.startswith("ال"):
        return ev.common[at] and not compound
    # with the article: a place is rare as a word, a common noun is not (طريق العودة *the way back* is no name)
    return ev.common[at] and cue.entry.lemma not in ("حي", "سجن", "مخيم", "مسجد", "جامع", "حقل", "مستشفى", "معبر", "فندق", "سد")


def _rural_direction(ev: Evidence, last: int, end: int) -> tuple[int, int]:
    """ريف حلب الشمالي, ريف إدلب الجنوبي الغربي, بادية الرقة الجنوبية والشرقية."""
    adjectives = ev.words["place-adjective"]
    for _ in range(2):
        after = last + 1
        if ev.joined(after) and (ev.norms[after] in adjectives or (ev.norms[after][0] == "و" and ev.norms[after][1:] in adjectives)):
            last, end = after, ev.tokens[after].end
    return last, end
