"""Names that stand in a lexicon: actors and places, where the context lets the spelling be one.

Each rule looks at one token and returns the name that begins there, or None.
"""

from __future__ import annotations

from riwaya.annotate.match import Hit
from riwaya.annotate.names_evidence import OPENERS, Evidence
from riwaya.annotate.names_shape import CLOSERS, Candidate, class_before
from riwaya.fold import fold

__all__ = ["context_free", "hashtag", "lexicon", "with_nationality"]


def lexicon(ev: Evidence, index: int) -> Candidate | None:
    """The longest actor or place of the lexicons that begins at a token, where the context lets it be one."""
    if index + 1 < len(ev.tokens) and ev.norms[index + 1] == "_":
        tied = hashtag(ev, index)
        if tied is not None:
            return tied
    actor, place = _actor(ev, index), _place(ev, index) or _listed(ev, index)
    if actor is None or place is None:
        return actor or place
    return place if place.last > actor.last or actor.confidence < place.confidence else actor


def hashtag(ev: Evidence, index: int) -> Candidate | None:
    """A name whose words a hashtag ties together: #هيئة_تحرير_الشام."""
    last = index
    while last + 2 < len(ev.tokens) and ev.norms[last + 1] == "_" and ev.tokens[last + 2].kind == "word" and last - index < 12:
        last += 2
    while last > index:
        entry = ev.words.name(" ".join(ev.norms[index : last + 1 : 2]))
        if entry is not None:
            kind = entry["kind"] or "place"
            return Candidate(index, last, ev.start(index), ev.tokens[last].end, kind, "lexicon.hashtag", 0.95, entry)
        last -= 2
    return None


def context_free(ev: Evidence, hit: Hit) -> bool:
    """Whether the spelling found needs no help from its context: the row does not list it as an ordinary word, too."""
    doubtful = hit.entry["context"]
    return not doubtful or fold(ev.text.read[hit.start : hit.end]) not in {fold(one) for one in hit.entry.variants("context")}


def _chance_prefix(ev: Evidence, hit: Hit) -> bool:
    """Whether the proclitic is more likely the first letter of another word: كبرى *bigger* is not كـ + بري."""
    if hit.first != hit.last or not hit.prefix or hit.prefix == "و" or hit.end - hit.start > 4:
        return False
    whole = ev.frequency(ev.norms[hit.first])
    return whole > 0 and whole > 0.3 * ev.frequency(ev.norms[hit.first][len(hit.prefix) :])


def _actor(ev: Evidence, index: int) -> Candidate | None:
    hit = ev.actor[index]
    if hit is None or _chance_prefix(ev, hit):
        return None
    kind = hit.entry["kind"]
    first, start, last, end = hit.first, hit.start, hit.last, hit.end
    outside = ev.roles[first].get("org-class") or ev.roles[first].get("group-class")
    if outside is not None and outside.entry["inside"] == "no" and last > first:
        if ev.norms[last] == "الدوله" and ev.word(last + 1) and ev.norms[last + 1].startswith("الاسلامي"):
            return None  # تنظيم الدولة الإسلامية: the name is الدولة الإسلامية
        rest = fold(ev.text.read[ev.tokens[first + 1].start : end])
        spellings = {fold(one) for one in (hit.entry.lemma, *hit.entry.variants("forms"))}
        if rest in spellings or outside.entry["class"] == "org-class":
            first, start = first + 1, ev.start(first + 1)
    elif not context_free(ev, hit) and not _media_context(ev, hit):
        return None
    if kind == "group" and first == last and _describes(ev, hit):
        return None
    if kind == "organization" and hit.entry["side"] not in ("media", "platform", "company"):
        last, end = with_nationality(ev, last, end)
    elif kind == "group":
        last, end = _with_home(ev, first, last, end)
    return Candidate(first, last, start, end, kind, "lexicon.actor", 0.95, hit.entry)


def _media_context(ev: Evidence, hit: Hit) -> bool:
    """Whether a doubtful name stands behind its class word (صحيفة, وكالة, حركة) or in quotation marks."""
    if class_before(ev, hit.first, "org-class", "group-class") is not None:
        return True
    before, after = hit.first - 1, hit.last + 1
    return before >= 0 and after < len(ev.tokens) and ev.norms[before] in OPENERS and ev.norms[before] != "#" and ev.norms[after] in CLOSERS


def _describes(ev: Evidence, hit: Hit) -> bool:
    """Whether the name of a people only describes the noun before it: المتمردون الأكراد, متشددون أكراد."""
    before = hit.first - 1
    if before < 0 or ev.breaks[hit.first] or hit.prefix or ev.tokens[before].kind != "word":
        return False
    word = ev.norms[before]
    if ev.norms[hit.first].startswith("ال"):
        return ev.articled(before) and ev.tokens[before].tag in ("noun", "adj")
    return word.endswith(("ين", "ون"))


def _with_home(ev: Evidence, first: int, last: int, end: int) -> tuple[int, int]:
    """A people with its country: كرد سوريا, العرب السوريين."""
    after = last + 1
    if first != last or not ev.joined(after):
        return last, end
    if not ev.definite(first):
        place = ev.place[after]
        return (place.last, place.end) if place is not None and not place.prefix and place.entry["class"] == "country" else (last, end)
    if ev.norms[after].endswith(("ين", "ون")) and "demonym" in ev.roles[after] and ev.norms[after].startswith("ال"):
        return after, ev.tokens[after].end
    return last, end


def with_nationality(ev: Evidence, last: int, end: int) -> tuple[int, int]:
    """A body with the adjective of its country: الدفاع المدني السوري."""
    after = last + 1
    if ev.joined(after) and ev.norms[after].startswith("ال") and "demonym" in ev.roles[after]:
        lemma = ev.roles[after]["demonym"].entry.lemma
        if lemma not in ("دولي", "عربي") and not ev.norms[after].endswith(("ين", "ون")):
            return after, ev.tokens[after].end
    return last, end


def _place(ev: Evidence, index: int) -> Candidate | None:
    hit = ev.place[index]
    if hit is None or _chance_prefix(ev, hit) or _feminine_adjective(ev, hit):
        return None
    if "\N{ARABIC FATHATAN}" in ev.text.read[hit.start : ev.tokens[hit.last].end]:
        return None  # سورياً *Syrian* folds like سوريا
    if not context_free(ev, hit) and not _place_context(ev, hit):
        return None
    return Candidate(hit.first, hit.last, hit.start, hit.end, hit.entry["kind"] or "place", "lexicon.place", 0.9, hit.entry)


def _listed(ev: Evidence, index: int) -> Candidate | None:
    """A place that only a gazetteer knows: where it is no ordinary word and stands as a place does."""
    hit = ev.listed[index]
    if hit is None or ev.actor[index] is not None or (hit.first == hit.last and (ev.common[index] or ev.roles[index])):
        return None
    norm = ev.norms[hit.first]
    if hit.prefix != "و" and any(ev.is_common(norm[length:]) for length in range(len(hit.prefix))):
        return None  # وببسالة is *with courage*, not in a place called سالة
    words = range(hit.first, hit.last + 1)
    if hit.last > hit.first and all(ev.frequent[at] for at in words) and hit.entry["rank"] != "2":
        return None
    if not _stands_as_place(ev, hit):
        return None
    return Candidate(hit.first, hit.last, hit.start, hit.end, hit.entry["kind"] or "place", "gazetteer", 0.7, hit.entry)


def _stands_as_place(ev: Evidence, hit: Hit) -> bool:
    """After في, بـ, إلى or a direction, behind a class word, or beside another place in a list."""
    if hit.prefix in ("ب", "وب") or class_before(ev, hit.first, "place-class", "facility-class", "direction") is not None:
        return True
    before = hit.first - 1
    if before < 0 or ev.breaks[hit.first]:
        return False
    if ev.norms[before] in ev.words["place-preposition"] and not hit.prefix:
        return True
    neighbour = before - (ev.norms[before] in ("،", ",", "-", "–", "/"))
    return neighbour >= 0 and ev.place[neighbour] is not None and (hit.prefix == "و" or neighbour < before)


def _feminine_adjective(ev: Evidence, hit: Hit) -> bool:
    """Whether السعودية or سورية is the adjective of the noun before it: القوات السعودية, طائرة سورية."""
    before = hit.first - 1
    if hit.first != hit.last or "demonym" not in ev.roles[hit.first] or hit.prefix or before < 0 or ev.breaks[hit.first]:
        return False
    if not ev.norms[hit.first].endswith("ه") or ev.tokens[before].kind != "word" or ev.roles[before].get("place-class"):
        return False
    word = ev.norms[before]
    if ev.norms[hit.first].startswith("ال"):
        return ev.definite(before) and ev.tokens[before].tag in ("noun", "adj") and word not in ("الي", "والي")
    return word.endswith(("ه", "ات", "غير")) and not ev.definite(before) and ev.tokens[before].tag in ("noun", "adj")


def _place_context(ev: Evidence, hit: Hit) -> bool:
    """Whether a name that is also a common word stands where a place stands: after *in*, a class word, a direction."""
    if hit.last > hit.first or hit.prefix == "ب":
        return True
    if class_before(ev, hit.first, "place-class", "direction") is not None:
        return True
    before = hit.first - 1
    return before >= 0 and ev.norms[before] == "في" and ev.norms[hit.first].startswith("ال") is False and not hit.prefix
