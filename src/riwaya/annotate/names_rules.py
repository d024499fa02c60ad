"""The shapes of names: what stands in a lexicon, behind a title, behind a class word, before the adjective of a country.

Each rule looks at one token and returns the name that begins there, or None. The caller keeps the longest.
"""

from __future__ import annotations

from dataclasses import dataclass

from riwaya.annotate.match import Hit
from riwaya.annotate.names_evidence import CONJUNCTIONS, OPENERS, Evidence
from riwaya.rules import Entry

__all__ = ["Candidate", "candidates"]

DIRECTIONS = frozenset(
    "الشمالي الجنوبي الشرقي الغربي الاوسط الشماليه الجنوبيه الشرقيه الغربيه الوسطي الكبري الصغري الكبير الصغير الكبيره الصغيره التحتاني الفوقاني".split()
)
_AND_DIRECTIONS = frozenset("و" + word for word in DIRECTIONS)
COMPOUND = frozenset(
    "تل تلال كفر معره معر دير عين عيون خان ابو ابا ابي ام جسر راس بيت باب برج خربه جب حوايج جديد قلعه وادي نبع بير بني ذات سد مزرعه خربه حمام قصر شيخ الشيخ "
    "النبي نبي جبل مرج ظهر حوش سهل ديار سيدي سان سانت لوس نيو بورت فورت كرم".split()
)
"""Words that begin compound place names: hill, village, monastery, spring, father of."""

_MASCULINE_HEADS = frozenset("جيش نظام برلمان احتلال دفاع حرس مجلس كونغرس هلال صليب".split())
_STOP_TAGS = frozenset({"verb", "prep", "conj", "pron", "part", "num", "punct"})
_PLURAL_CLASS = frozenset(
    "مدن بلدات قري محافظات بلدتي بلدتا مدينتي مدينتا قريتي قريتا محافظتي محافظتا منطقتي ناحيتي حيي ريفي مناطق دول ولايات احياء مخيمي مخيمات".split()
)
_WEAK_CLASS = frozenset(
    "منطقه مناطق دوله دول جمهوريه عاصمه اهالي سكان ابناء اطراف محيط محور جبهه تل تله تلال بلاد ولايه اقليم امار بلده ناحيه مزارع مزرعه مفرق باديه".split()
)
_NO_NAME = frozenset("التي الذي الذين هذه هذا تلك ذلك كل بعض عده حيث بعد قبل عند منذ حول بين غير نفس جميع كافه ضد".split())
_STRONG_ORG = frozenset(
    "وزاره وزارتي هييه مجلس جمعيه نقابه رابطه اتحاد جامعه مركز محكمه موسسه مديريه وكاله شبكه مفوضيه لجنه سفاره بنك مصرف معهد امانه نياب نيابه منظمه".split()
)
_BODY_ADJECTIVE = frozenset("العليا العامه العام الاعلي الدولي الدوليه الدستوريه الجناييه الوطني الوطنيه الاتحاديه".split())


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


def candidates(ev: Evidence, index: int, previous: Candidate | None) -> list[Candidate]:
    """All names that the rules see beginning at a token. `previous` is the name decided last (for lists: قرى أ وب)."""
    found = [
        one
        for rule in (_actor, _place, _inside_place, _cued_place, _state_body, _body, _person, _nationals)
        if (one := rule(ev, index)) is not None
    ]
    if previous is not None and (one := _listed_place(ev, index, previous)) is not None:
        found.append(one)
    return found


def _from_hit(ev: Evidence, hit: Hit, kind: str, rule: str, confidence: float) -> Candidate:
    return Candidate(hit.first, hit.last, hit.start, hit.end, kind, rule, confidence, hit.entry)


# lexicons ---------------------------------------------------------------------------------------------------------------


def _actor(ev: Evidence, index: int) -> Candidate | None:
    hit = ev.actor[index]
    if hit is None:
        return None
    kind = hit.entry["kind"]
    first, start = hit.first, hit.start
    outside = ev.roles[first].get("org-class") or ev.roles[first].get("group-class")
    if outside is not None and outside.entry["inside"] == "no" and hit.last > first and not hit.entry.lemma.startswith("تنظيم"):
        if ev.norms[first].endswith("تنظيم") and hit.last == first + 1:
            pass  # تنظيم الدولة needs its class word
        else:
            first, start = first + 1, ev.start(first + 1)
    last, end = hit.last, hit.end
    if kind == "organization":
        last, end = _with_nationality(ev, last, end)
    return Candidate(first, last, start, end, kind, "lexicon.actor", 0.95, hit.entry)


def _with_nationality(ev: Evidence, last: int, end: int) -> tuple[int, int]:
    """A body with the adjective of its country: الدفاع المدني السوري."""
    after = last + 1
    if ev.joined(after) and ev.norms[after].startswith("ال") and "demonym" in ev.roles[after] and ev.norms[after] != "الدولي":
        return after, ev.tokens[after].end
    return last, end


def _place(ev: Evidence, index: int) -> Candidate | None:
    hit = ev.place[index]
    if hit is None:
        return None
    if hit.entry["context"] and not _place_context(ev, hit):
        return None
    return _from_hit(ev, hit, hit.entry["kind"] or "place", "lexicon.place", 0.9)


def _place_context(ev: Evidence, hit: Hit) -> bool:
    """Whether a name that is also a common word stands where a place stands: after in or a class word, or with another place."""
    if hit.prefix.endswith("ب"):
        return True
    before = hit.first - 1
    if before < 0:
        return False
    if ev.norms[before] in (
        "في",
        "وفي",
        "من",
        "الي",
        "نحو",
        "باتجاه",
        "قرب",
        "شمال",
        "جنوب",
        "شرق",
        "غرب",
        "شمالي",
        "جنوبي",
        "شرقي",
        "غربي",
    ):
        return (
            hit.prefix in ("", "و") and ev.norms[before] not in ("من", "الي") or ev.norms[before].startswith(("شمال", "جنوب", "شرق", "غرب"))
        )
    return False


# places -----------------------------------------------------------------------------------------------------------------


def _skip_marks(ev: Evidence, index: int) -> int:
    """The token before `index`, opening marks left out."""
    index -= 1
    while index >= 0 and ev.norms[index] in OPENERS:
        index -= 1
    return index


def _class_before(ev: Evidence, index: int, *classes: str) -> Hit | None:
    """The class word right before a token."""
    before = _skip_marks(ev, index)
    if before < 0 or (ev.breaks[before + 1]):
        return None
    for name in classes:
        hit = ev.role_ends[before].get(name)
        if hit is not None:
            return hit
    return None


def _bare(hit: Hit) -> bool:
    """Whether a class word stands without article or pronoun, so that a name may follow it."""
    return not hit.prefix.endswith(("ال", "لل")) and not hit.suffix


def _place_extent(ev: Evidence, index: int) -> tuple[int, int]:
    """The last token and end of the place name that begins at a token, with the adjective that tells it from its twin."""
    hits = [hit for hit in (ev.place[index], ev.listed[index]) if hit is not None]
    last, end = max(((hit.last, hit.end) for hit in hits), default=(index, ev.tokens[index].end))
    if not hits:
        core = ev.norms[index][ev.proclitics(index) :]
        while core in COMPOUND and last - index < 3 and ev.joined(last + 1) and ev.tokens[last + 1].tag not in _STOP_TAGS:
            last += 1
            end, core = ev.tokens[last].end, ev.norms[last]
    if ev.joined(last + 1) and ev.norms[last + 1] in DIRECTIONS and ev.norms[last + 1].endswith(("ه", "ي")) and ev.definite(index):
        last += 1
        end = ev.tokens[last].end
    return last, end


def _could_name(ev: Evidence, index: int) -> bool:
    """Whether a token can begin a name at all."""
    token = ev.tokens[index]
    if token.kind != "word" or len(token.norm) < 2 or token.norm in _NO_NAME:
        return False
    known = ev.place[index] or ev.listed[index]
    return known is not None or token.tag not in ("prep", "pron", "conj", "part", "num")


def _cued_place(ev: Evidence, index: int) -> Candidate | None:
    """قرية X, مدينة X: what follows a class word that stays outside the name."""
    cue = _class_before(ev, index, "place-class")
    if cue is None or cue.entry["inside"] == "yes" or not _bare(cue) or not _could_name(ev, index):
        return None
    known = ev.place[index] or ev.listed[index]
    norm = ev.norms[index]
    word = ev.norms[cue.last]
    weak = cue.entry.lemma and any(word.endswith(one) for one in _WEAK_CLASS) and not word.endswith(("بلده", "قريه"))
    if known is None:
        if weak and (ev.common[index] or ev.tokens[index].tag == "adj"):
            return None
        if ev.common[index] and not norm.startswith("ال") and norm not in COMPOUND:
            return None
        if norm in ev.roles and not norm.startswith("ال"):
            return None
        if ev.roles[index] and norm not in COMPOUND and "demonym" not in ev.roles[index]:
            return None
        if ev.norms[index] in DIRECTIONS:
            return None
    elif weak and known.start > ev.tokens[index].start and known.prefix != "":
        return None
    last, end = _place_extent(ev, index)
    start = known.start if known is not None and not known.prefix else ev.tokens[index].start
    kind = "place"
    return Candidate(index, last, start, end, kind, "cue.place", 0.85, known.entry if known else None)


def _listed_place(ev: Evidence, index: int, previous: Candidate) -> Candidate | None:
    """قرى أ وب وج, بلدتي أ وب: the further names of a list that a plural class word opened."""
    if previous.kind != "place" or not previous.rule.startswith(("cue.place", "list.place")):
        return None
    gap = index - previous.last
    norm = ev.norms[index]
    comma = gap == 2 and ev.norms[index - 1] in ("،", ",")
    conjoined = gap == 1 and norm.startswith("و") and len(norm) > 2
    if not (comma or conjoined) or ev.breaks[index] or not ev.word(index) or ev.tokens[index].tag in ("verb", "prep", "pron", "part"):
        return None
    if previous.rule == "cue.place":
        cue = _class_before(ev, previous.first, "place-class")
        if cue is None or not any(ev.norms[cue.last].endswith(one) for one in _PLURAL_CLASS):
            return None
    known = next((hit for hit in (ev.place[index], ev.listed[index]) if hit is not None and (hit.prefix == "و" or comma)), None)
    rest = norm[1:] if conjoined else norm
    if known is None and (ev.roles[index] or rest in _NO_NAME):
        return None
    if known is not None:
        return Candidate(index, known.last, known.start, known.end, "place", "list.place", 0.8, known.entry)
    last, end = _place_extent(ev, index)
    return Candidate(index, last, ev.start(index, 1 if conjoined else 0), end, "place", "list.place", 0.75)


def _inside_place(ev: Evidence, index: int) -> Candidate | None:
    """ريف X الشرقي, حي X, سجن X: the class word belongs to the name."""
    for name in ("place-class", "facility-class"):
        cue = ev.roles[index].get(name)
        if cue is None or cue.entry["inside"] != "yes" or not _bare(cue):
            continue
        at = cue.last + 1
        quoted = False
        while at < len(ev.tokens) and ev.norms[at] in OPENERS and not ev.breaks[at]:
            quoted = quoted or ev.norms[at] != "#"
            at += 1
        if at >= len(ev.tokens) or ev.breaks[at] or not _could_name(ev, at):
            continue
        rural = ev.norms[cue.last].endswith(("ريف", "ارياف", "ريفي"))
        inner = ev.roles[at].get("place-class") or ev.roles[at].get("facility-class")
        if (
            inner is not None
            and _bare(inner)
            and inner.last == at
            and inner.entry["inside"] == "no"
            and ev.joined(at + 1)
            and at + 1 < len(ev.tokens)
        ):
            at += 1  # ريف مدينة عفرين
        known = ev.place[at] or ev.listed[at]
        if known is not None and known.prefix:
            known = None
        if known is None and _unlikely_complement(ev, at, cue, rural):
            continue
        last, end = _place_extent(ev, at)
        if rural:
            last, end = _rural_direction(ev, last, end)
        elif ev.joined(last + 1) and ev.norms[last + 1] in (
            "العسكري",
            "الدولي",
            "المركزي",
            "الجامعي",
            "الجراحي",
            "الوطني",
            "النفطي",
            "الحدودي",
            "الجوي",
            "الجويه",
        ):
            last += 1
            end = ev.tokens[last].end
        if quoted and last + 1 < len(ev.tokens) and ev.norms[last + 1] in "\"”»)’'":
            last += 1
            end = ev.tokens[last].end
        kind = "facility" if name == "facility-class" else "place"
        return Candidate(index, last, cue.start, end, kind, f"class.{kind}", 0.8, known.entry if known and not rural else None)
    return None


def _unlikely_complement(ev: Evidence, at: int, cue: Hit, rural: bool) -> bool:
    """Whether what follows a class word is no name: a common bare noun, an adjective, another class word."""
    token = ev.tokens[at]
    if token.tag in ("verb", "adj") and not rural:
        return True
    if ev.roles[at] and token.norm not in COMPOUND and not token.norm.startswith("ال"):
        return True
    if token.norm in DIRECTIONS:
        return True
    if not token.norm.startswith("ال"):
        return ev.common[at] and token.norm not in COMPOUND
    # with the article: a place is rare as a word, a common noun is not (جبل الزاوية is listed; طريق العودة *the way back* is no name)
    return ev.common[at] and not cue.entry.lemma.startswith(("حي", "سجن", "مخيم", "مسجد", "جامع", "حقل", "مستشفى", "معبر", "فندق", "سد"))


def _rural_direction(ev: Evidence, last: int, end: int) -> tuple[int, int]:
    """ريف حلب الشمالي, ريف إدلب الجنوبي الغربي, بادية الرقة الجنوبية والشرقية."""
    for _ in range(2):
        after = last + 1
        if ev.joined(after) and (ev.norms[after] in DIRECTIONS or ev.norms[after] in _AND_DIRECTIONS):
            last, end = after, ev.tokens[after].end
    return last, end


# bodies -----------------------------------------------------------------------------------------------------------------


def _start_of(ev: Evidence, hit: Hit) -> int:
    return hit.start


def _state_body(ev: Evidence, index: int) -> Candidate | None:
    """الحكومة السورية, الجيش التركي, الخارجية الأميركية: a body with the adjective of a country."""
    head = ev.roles[index].get("org-head")
    if head is None or head.suffix or head.last != index:
        return None
    after = index + 1
    if not head.prefix.endswith(("ال", "لل")) or not ev.joined(after):
        return None
    if "demonym" not in ev.roles[after] or not ev.norms[after].startswith("ال"):
        return None
    core = head.entry.lemma
    feminine = ev.norms[after].endswith("ه")
    if feminine == (core in _MASCULINE_HEADS):
        return None
    title = ev.role_ends[index - 1].get("title") if index else None
    if title is not None and title.last == index - 1 and core in ("خارجية", "داخلية", "دفاع", "خزانة") and not title.prefix.endswith("ال"):
        return None  # وزير الخارجية الروسي: the office stays a title
    if core == "دولة":
        return None
    return Candidate(index, after, head.start, ev.tokens[after].end, "organization", "state-body", 0.9)


def _body(ev: Evidence, index: int) -> Candidate | None:
    """وزارة الدفاع الأمريكية, هيئة كبار العلماء: a class word with its definite complement."""
    cue = ev.roles[index].get("org-class") or ev.roles[index].get("group-class")
    if cue is None or cue.entry["inside"] != "yes" or cue.last != index:
        return None
    base = ev.norms[index][len(cue.prefix) :] if cue.prefix not in ("ال",) else ev.norms[index]
    if base not in _STRONG_ORG:
        return None
    if cue.prefix.endswith(("ال", "لل")):
        if ev.joined(index + 1) and ev.norms[index + 1] in _BODY_ADJECTIVE:
            last, end = _with_nationality(ev, index + 1, ev.tokens[index + 1].end)
            return Candidate(index, last, cue.start, end, "organization", "body.adjective", 0.6)
        return None
    last = index
    definite = False
    while ev.joined(last + 1) and last - index < 6:
        token = ev.tokens[last + 1]
        norm = token.norm
        if token.tag in _STOP_TAGS or norm in _NO_NAME:
            break
        if definite and not ev.definite(last + 1):
            break
        if norm[0] in "بكف" and norm[1:3] == "ال":
            break
        if norm.startswith("و") and not norm.startswith("وال"):
            break
        if norm.startswith("وال") and (not definite or last - index > 2):
            break
        last += 1
        definite = definite or ev.definite(last)
        if not definite and (ev.place[last] is not None):
            definite = True
    if not definite:
        return None
    kind = "organization"
    return Candidate(index, last, cue.start, ev.tokens[last].end, kind, "body.class", 0.7)


# persons ----------------------------------------------------------------------------------------------------------------


def _titled(ev: Evidence, index: int) -> bool:
    """Whether a title, or a title with the adjective of a country, stands right before a token."""
    before = _skip_marks(ev, index)
    steps = 0
    while before >= 0 and steps < 4 and not ev.breaks[before + 1]:
        title = ev.role_ends[before].get("title") or ev.role_ends[before].get("kin")
        if title is not None:
            # a title without article or adjective (رئيس) is not yet followed by its bearer, unless he follows at once (نائب, نجل)
            return steps == 0 or title.prefix.endswith(("ال", "لل")) or "demonym" in ev.roles[before + 1] or steps > 0
        if not (ev.norms[before].startswith("ال") and ev.tokens[before].kind == "word"):
            return False
        before -= 1
        steps += 1
    return False


def _name_part(ev: Evidence, index: int) -> bool:
    """Whether a token may be a further part of a person's name."""
    token = ev.tokens[index]
    norm = token.norm
    if token.kind != "word" or norm in _NO_NAME or len(norm) < 2:
        return False
    if ev.given[index] is not None and not ev.given[index].prefix:
        return True
    if ev.roles[index] and not norm.startswith("ال"):
        return False
    if norm.startswith("ال"):
        return not ev.roles[index] and (not ev.common[index] or norm.endswith("ي")) and token.tag != "verb"
    return not ev.common[index] and token.tag not in ("verb", "prep", "pron", "part", "conj")


_KUNYA = frozenset({"ابو", "ابي", "ابا", "بو"})
_INNER = frozenset({"بن", "ابن", "بنت", "ولد", "ال", "ابو", "ابي", "بو", "دي", "فان", "اوغلو", "عبد", "الدين", "الله", "الرحمن"})


def _person(ev: Evidence, index: int) -> Candidate | None:
    token = ev.tokens[index]
    if token.kind != "word" or ev.norms[index] in _NO_NAME:
        return None
    given = ev.given[index]
    titled = _titled(ev, index)
    norm = token.norm
    letters = len(given.prefix) if given is not None else 0
    core = norm[letters:]
    kunya = core in _KUNYA or norm in _KUNYA or norm == "عبد"
    if given is None and not kunya and not titled:
        return None
    if given is None and titled and not kunya:
        if (
            norm.startswith("ال")
            and (ev.common[index] or ev.roles[index])
            or (ev.common[index] and not norm.startswith("ال"))
            or ev.roles[index]
        ):
            return None
        if token.tag in ("verb", "prep", "pron", "part", "conj", "num", "adj"):
            return None
    last, parts = index, 1
    if kunya:
        if not ev.joined(index + 1) or ev.tokens[index + 1].tag in ("prep", "pron", "part", "conj", "num"):
            return None
        last, parts = index + 1, 2
    while parts < 7 and ev.joined(last + 1):
        nxt = ev.norms[last + 1]
        if nxt in _INNER:
            if nxt in ("الدين", "الله", "الرحمن", "اوغلو"):
                last += 1
                parts += 1
                continue
            if ev.joined(last + 2):
                last += 2
                parts += 2
                continue
            break
        if not _name_part(ev, last + 1):
            break
        last += 1
        parts += 1
    if parts == 1 and not titled:
        return None
    if parts == 1 and given is not None and ev.common[index] and not titled:
        return None
    if not titled and kunya and parts == 2 and (ev.common[index + 1] or ev.place[index] is not None or ev.listed[index] is not None):
        return None
    if not titled and parts == 2 and given is not None and ev.common[index] and ev.given[last] is None and not ev.norms[last].endswith("ي"):
        return None
    confidence = 0.85 if titled and parts > 1 else 0.75
    return Candidate(index, last, ev.start(index, letters), ev.tokens[last].end, "person", "titled" if titled else "given-name", confidence)


# peoples ----------------------------------------------------------------------------------------------------------------


def _nationals(ev: Evidence, index: int) -> Candidate | None:
    """السوريون, الأميركيين: a nationality as a noun, not after the noun it would describe."""
    hit = ev.roles[index].get("demonym")
    if hit is None or hit.last != index or not hit.prefix.endswith(("ال", "لل")):
        return None
    norm = ev.norms[index]
    if not norm.endswith(("ون", "ين")) or hit.suffix:
        return None
    before = index - 1
    if before >= 0 and not ev.breaks[index]:
        word = ev.norms[before]
        if ev.tokens[before].kind == "word" and ev.definite(before) and word not in ("الي",) and not hit.prefix.startswith(CONJUNCTIONS):
            return None
        if word.endswith(("ين", "ون", "ات")) and ev.tokens[before].tag in ("adj", "noun") and ev.definite(before):
            return None
    return Candidate(index, index, hit.start, ev.tokens[index].end, "group", "nationals", 0.7)
