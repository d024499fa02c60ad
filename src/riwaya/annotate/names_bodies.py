"""Bodies and peoples that their shape tells: وزارة الدفاع, الجيش التركي, شركة X, حزب X, السوريون.

Each rule looks at one token and returns the name that begins there, or None.
"""

from __future__ import annotations

from riwaya.annotate.names_evidence import CONJUNCTIONS, OPENERS, Evidence
from riwaya.annotate.names_lexicon import context_free, with_nationality
from riwaya.annotate.names_shape import STOP_TAGS, Candidate, bare, class_before, core_of, quoted_end
from riwaya.fold import fold

__all__ = ["bodies"]


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
    core = core_of(ev, cue).removeprefix("ال")
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
    if token.tag in STOP_TAGS or norm in ev.words["never-name"]:
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
    core = core_of(ev, cue)
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
