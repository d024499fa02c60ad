"""The shapes of names: what stands in a lexicon, behind a title, behind a class word, before the adjective of a country.

Each rule looks at one token and returns the name that begins there, or None. The caller keeps the longest.
"""

from __future__ import annotations

from dataclasses import dataclass

from riwaya.annotate.match import Hit
from riwaya.annotate.names_evidence import CONJUNCTIONS, OPENERS, Evidence
from riwaya.fold import fold
from riwaya.rules import Entry

__all__ = ["Candidate", "bodies", "class_before", "context_free", "hashtag", "lexicon", "places", "quoted_end"]

_STOP_TAGS = frozenset({"verb", "prep", "conj", "pron", "part", "num", "punct"})
_CLOSERS = frozenset("\"'”»›)]’")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may begin at token `first`: its span in `Text.read`, its last token, what made it and the row it stands for."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    rule: str
    confidence: float
    entry: Entry | None = None


# what stands in a lexicon ---------------------------------------------------------------------------------------------


def lexicon(ev: Evidence, index: int) -> Candidate | None:
    """The longest actor or place of the lexicons that begins at a token, where the context lets it be one."""
    if index + 1 < len(ev.tokens) and ev.norms[index + 1] == "_":
        tied = hashtag(ev, index)
        if tied is not None:
            return tied
    actor, place = _actor(ev, index), _place(ev, index)
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
    return (
        before >= 0 and after < len(ev.tokens) and ev.norms[before] in OPENERS and ev.norms[before] != "#" and ev.norms[after] in _CLOSERS
    )


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


# places ---------------------------------------------------------------------------------------------------------------


def places(ev: Evidence, index: int, previous: Candidate | None) -> list[Candidate]:
    """Places and facilities told by a class word, or by a list that one opened."""
    found = [_inside_place(ev, index), _cued_place(ev, index)]
    if previous is not None:
        found.append(_listed_place(ev, index, previous))
    return [one for one in found if one is not None]


def skip_marks(ev: Evidence, index: int) -> int:
    """The token before `index`, opening marks left out."""
    index -= 1
    while index >= 0 and ev.norms[index] in OPENERS:
        index -= 1
    return index


def class_before(ev: Evidence, index: int, *classes: str) -> Hit | None:
    """The class word right before a token."""
    before = skip_marks(ev, index)
    if before < 0 or ev.breaks[before + 1]:
        return None
    for name in classes:
        hit = ev.role_ends[before].get(name)
        if hit is not None:
            return hit
    return None


def bare(hit: Hit) -> bool:
    """Whether a class word stands without article or pronoun, so that a name may follow it."""
    return not hit.prefix.endswith(("ال", "لل")) and not hit.suffix


def _core(ev: Evidence, hit: Hit) -> str:
    """The folded class word as it stands, without proclitics."""
    return fold(ev.text.read[hit.start : hit.end])


def quoted_end(ev: Evidence, index: int) -> int | None:
    """The last token before the mark that closes a quotation opened right before `index` (at most four tokens on)."""
    if index == 0 or ev.norms[index - 1] not in OPENERS or ev.norms[index - 1] == "#":
        return None
    for at in range(index + 1, min(index + 5, len(ev.tokens))):
        if ev.norms[at] in _CLOSERS:
            return at - 1
        if ev.breaks[at] or ev.tokens[at].kind != "word":
            return None
    return None


def _extent(ev: Evidence, index: int, *, cued: bool = False) -> tuple[int, int]:
    """The last token and end of the place name that begins at a token, with the adjective that tells it from its twin."""
    known = _known(ev, index)
    last = known.last if known is not None else index
    quoted = quoted_end(ev, index)
    if quoted is not None:
        last = max(last, quoted)
    elif known is None:
        core = ev.norms[index][ev.proclitics(index) :]
        while core in ev.words["place-compound"] and last - index < 3 and ev.joined(last + 1) and ev.tokens[last + 1].tag not in _STOP_TAGS:
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
    if best is None or (
        best.last == index and ev.roles[index] and "demonym" not in ev.roles[index] and not ev.norms[index].startswith("ال")
    ):
        return None
    return best


def _second_word(ev: Evidence, index: int) -> bool:
    """Whether the unknown name behind a class word has a second word: قرف مغار, مشيرفة الحمة."""
    after = index + 1
    if not ev.joined(after) or ev.definite(index) or ev.roles[after] or ev.tokens[after].tag in (*_STOP_TAGS, "adj"):
        return False
    return not ev.common[after] and ev.norms[after] not in ev.words["never-name"] and not ev.proclitics(after)


def _could_name(ev: Evidence, index: int) -> bool:
    """Whether a token can begin a name at all."""
    token = ev.tokens[index]
    if token.kind != "word" or len(token.norm) < 2 or token.norm in ev.words["never-name"]:
        return False
    known = ev.place[index] or ev.listed[index]
    return known is not None or token.tag not in ("prep", "pron", "conj", "part", "num")


def _cued_place(ev: Evidence, index: int) -> Candidate | None:
    """قرية X, مدينة X: what follows a class word that stays outside the name."""
    cue = class_before(ev, index, "place-class")
    if cue is None or cue.entry["inside"] == "yes" or not bare(cue) or not _could_name(ev, index):
        return None
    known = _known(ev, index)
    weak = _core(ev, cue) in ev.words["weak-class"]
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
        if cue is None or _core(ev, cue) not in ev.words["plural-class"]:
            return None
    known = next((hit for hit in (ev.place[index], ev.listed[index]) if hit is not None and (hit.prefix == "و" or comma)), None)
    if known is not None:
        return Candidate(index, known.last, known.start, known.end, "place", "list.place", 0.8, known.entry)
    rest = norm[1:] if conjoined else norm
    if ev.roles[index] or rest in ev.words["never-name"] or ev.tokens[index].tag == "verb" or (comma and ev.common[index]):
        return None
    last, end = _extent(ev, index, cued=True)
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
        if _core(ev, cue) in ev.words["plural-class"] and not _core(ev, cue).startswith("ارياف"):
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
        if quoted and last + 1 < len(ev.tokens) and ev.norms[last + 1] in _CLOSERS:
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


# bodies ---------------------------------------------------------------------------------------------------------------


def bodies(ev: Evidence, index: int) -> list[Candidate]:
    """Organizations and peoples told by their shape."""
    found = (
        _state_body(ev, index),
        _body(ev, index),
        _called(ev, index),
        _group(ev, index),
        _force(ev, index),
        border(ev, index),
        _nationals(ev, index),
    )
    return [one for one in found if one is not None]


_MASCULINE_HEADS = ("جيش", "نظام", "برلمان", "احتلال", "دفاع", "حرس", "مجلس", "كونغرس", "هلال", "صليب")
_OFFICES = ("خارجية", "داخلية", "دفاع", "خزانة")


def _state_body(ev: Evidence, index: int) -> Candidate | None:
    """الحكومة السورية, الجيش التركي, الخارجية الأميركية: a body with the adjective of a country."""
    head = ev.roles[index].get("org-head")
    after = index + 1
    if head is None or head.suffix or head.last != index or not head.prefix.endswith(("ال", "لل")) or not ev.joined(after):
        return None
    nation = ev.roles[after].get("demonym")
    if nation is None or not ev.norms[after].startswith("ال") or nation.entry.lemma in ("دولي", "عربي", "غربي"):
        return None
    core = head.entry.lemma
    if core == "دولة" or ev.norms[after].endswith("ه") == (core in _MASCULINE_HEADS):
        return None  # the adjective agrees with another noun: وزير الخارجية الروسي keeps the office a title
    title = ev.role_ends[index - 1].get("title") if index else None
    feminine = index > 0 and ev.norms[index - 1].endswith("ه")
    if title is not None and core in _OFFICES and (feminine or core in _MASCULINE_HEADS) and not title.prefix.endswith("ال"):
        return None
    return Candidate(index, after, head.start, ev.tokens[after].end, "organization", "state-body", 0.9)


def _body(ev: Evidence, index: int) -> Candidate | None:
    """وزارة الدفاع الأمريكية, هيئة كبار العلماء: a class word with its definite complement."""
    cue = ev.roles[index].get("org-class")
    if cue is None or cue.entry["inside"] != "yes" or cue.last != index or ev.actor[index] is not None:
        return None
    core = _core(ev, cue).removeprefix("ال")
    if core not in ev.words["body-strong"]:
        return None
    if cue.prefix.endswith(("ال", "لل")):
        if core in ("محكمه", "نيابه", "لجنه") and ev.joined(index + 1) and ev.norms[index + 1] in ev.words["body-adjective"]:
            last, end = with_nationality(ev, index + 1, ev.tokens[index + 1].end)
            return Candidate(index, last, cue.start, end, "organization", "body.adjective", 0.6)
        return None
    last, definite = index, False
    while ev.joined(last + 1) and last - index < 6 and _continues_body(ev, last + 1, definite, last - index):
        inner = ev.actor[last + 1]
        if inner is not None and not inner.prefix and inner.last > last + 1 and inner.entry["kind"] == "organization":
            last, _ = with_nationality(ev, inner.last, inner.end)
            definite = True
            break
        last += 1
        definite = definite or ev.definite(last) or ev.place[last] is not None
        if "demonym" in ev.roles[last] and last - index > 1:
            break
    if not definite or (core in ("مركز", "لجنه", "شبكه") and last == index + 1 and ev.common[last]):
        return None
    return Candidate(index, last, cue.start, ev.tokens[last].end, "organization", "body.class", 0.7)


def _continues_body(ev: Evidence, index: int, definite: bool, length: int) -> bool:
    token, norm = ev.tokens[index], ev.norms[index]
    if token.tag in _STOP_TAGS or norm in ev.words["never-name"]:
        return False
    if definite and not ev.definite(index):
        return False
    if definite and not norm.startswith("و") and "demonym" not in ev.roles[index] and norm not in ev.words["body-adjective"]:
        return False
    if norm[0] in "بكفل" and norm[1:3] in ("ال", "لا") and not ev.common[index]:
        return False
    if norm.startswith(("بال", "كال", "فال", "لل")):
        return False
    if norm.startswith("و"):
        return norm.startswith("وال") and definite and length <= 2
    title = ev.roles[index].get("title")
    return not (title is not None and definite and title.prefix == "ال" and length > 1)


def _called(ev: Evidence, index: int) -> Candidate | None:
    """شركة تويوتا, نادي أياكس, شبكة "الخابور": an unknown or quoted name behind the class word of a body."""
    cue = class_before(ev, index, "org-class")
    if cue is None or not bare(cue) or ev.tokens[index].kind not in ("word", "latin") or ev.norms[index] in ev.words["never-name"]:
        return None
    if cue.entry["inside"] == "yes" and cue.entry.lemma not in ("نادي", "شبكة", "وكالة", "مؤسسة", "حملة"):
        return None
    quoted = quoted_end(ev, index)
    if quoted is not None:
        return Candidate(index, quoted, ev.start(index), ev.tokens[quoted].end, "organization", "called", 0.96)
    if cue.entry["inside"] == "no" and cue.entry.lemma in ("موقع", "منصة", "محطة", "فريق"):
        return None
    if ev.roles[index] or ev.tokens[index].tag == "verb" or not _strange(ev, index):
        return None
    last = index
    while ev.joined(last + 1) and last - index < 2 and not ev.roles[last + 1] and _strange(ev, last + 1):
        last += 1
    return Candidate(index, last, ev.start(index), ev.tokens[last].end, "organization", "called", 0.92)


def _strange(ev: Evidence, index: int) -> bool:
    """Whether a word is rare and no common word with a proclitic."""
    norm = ev.norms[index]
    return ev.tokens[index].kind == "word" and not ev.common[index] and not (norm[0] in "وفبلكس" and ev.is_common(norm[1:]))


_ALWAYS_GROUPS = ("حزب",)


def _group(ev: Evidence, index: int) -> Candidate | None:
    """حزب الاستقلال, لواء "الفتح", جبهة الأكراد: the class word belongs to the name."""
    cue = ev.roles[index].get("group-class")
    if cue is None or cue.entry["inside"] != "yes" or cue.last != index or not bare(cue) or cue.entry.lemma in ("جيش", "شعب", "وحدات"):
        return None
    at = index + 1
    marked = at < len(ev.tokens) and ev.norms[at] in OPENERS and not ev.breaks[at]
    at += marked
    if at >= len(ev.tokens) or ev.breaks[at] or not ev.word(at) or ev.norms[at] in ev.words["never-name"]:
        return None
    quoted = quoted_end(ev, at)
    if quoted is not None:
        return Candidate(index, quoted + 1, cue.start, ev.tokens[quoted + 1].end, "group", "class.group", 0.9)
    if marked or ev.tokens[at].tag == "verb" or (ev.roles[at] and "demonym" not in ev.roles[at]):
        return None
    people = ev.actor[at]
    if people is not None and not people.prefix:
        return None  # أنصار داعش: the name inside is known by itself
    accusative = ev.norms[index].endswith("ا") and not fold(cue.entry.lemma).endswith("ا")
    if accusative or (not (ev.definite(at) and cue.entry.lemma in _ALWAYS_GROUPS) and not _strange(ev, at)):
        return None
    last = at
    while ev.joined(last + 1) and last - at < 2 and ev.definite(at) and _describes_body(ev, last + 1):
        last += 1
    return Candidate(index, last, cue.start, ev.tokens[last].end, "group", "class.group", 0.7)


def _describes_body(ev: Evidence, index: int) -> bool:
    norm = ev.norms[index]
    return norm.startswith("ال") and (
        "demonym" in ev.roles[index] or (ev.tokens[index].tag == "adj" and norm not in ev.words["never-name"])
    )


def _force(ev: Evidence, index: int) -> Candidate | None:
    """شرطة دبي: a force named after where it serves; قوات صالح: after whom."""
    cue = ev.roles[index].get("org-class")
    if cue is None or cue.last != index or not bare(cue) or not ev.joined(index + 1):
        return None
    core = _core(ev, cue)
    actor, place = ev.actor[index + 1], ev.place[index + 1]
    if (
        core in ev.words["body-force"]
        and actor is not None
        and not actor.prefix
        and actor.entry["kind"] == "person"
        and context_free(ev, actor)
    ):
        return Candidate(index, actor.last, cue.start, actor.end, "group", "force", 0.7)
    if core in ev.words["body-place"] and place is not None and not place.prefix:
        return Candidate(index, place.last, cue.start, place.end, "organization", "force.place", 0.7)
    return None


def border(ev: Evidence, index: int) -> Candidate | None:
    """الحدود السورية, الحدود الهندية الباكستانية."""
    if not ev.norms[index].endswith("الحدود") or ev.proclitics(index) > 2:
        return None
    last = index
    while ev.joined(last + 1) and "demonym" in ev.roles[last + 1] and ev.norms[last + 1].endswith("ه") and last - index < 2:
        last += 1
    if last == index:
        return None
    letters = len(ev.norms[index]) - len("الحدود")
    return Candidate(index, last, ev.start(index, letters), ev.tokens[last].end, "place", "border", 0.6)


def _counted(ev: Evidence, index: int) -> bool:
    """Whether a nationality stands right behind a round number: نحو ألف سوري, 1.3 مليون يمني."""
    return index > 0 and not ev.breaks[index] and ev.norms[index - 1] in ev.words["round-number"] and not ev.norms[index].endswith("ا")


def _nationals(ev: Evidence, index: int) -> Candidate | None:
    """السوريون, الأميركيين: a nationality as a noun, not after the noun it would describe."""
    hit = ev.roles[index].get("demonym")
    if (
        hit is not None
        and hit.last == index
        and not hit.prefix
        and not hit.suffix
        and hit.form.startswith("adj.ms")
        and _counted(ev, index)
    ):
        return Candidate(index, index, hit.start, ev.tokens[index].end, "group", "nationals.counted", 0.6)
    if hit is None or hit.last != index or not hit.prefix.endswith(("ال", "لل")) or hit.suffix:
        return None
    if not ev.norms[index].endswith(("ون", "ين")) or hit.entry.lemma in ("دولي", "أممي", "غربي"):
        return None
    before = index - 1
    if before >= 0 and not ev.breaks[index] and not hit.prefix.startswith((*CONJUNCTIONS, "ل")):
        word = ev.norms[before]
        if ev.tokens[before].kind == "word" and ev.articled(before) and word not in ("الي", "والي"):
            return None
        if len(word) > 4 and word.endswith(("هم", "نا", "ها")) and ev.tokens[before].tag in ("noun", "adj"):
            return None
    return Candidate(index, index, hit.start, ev.tokens[index].end, "group", "nationals", 0.7)
