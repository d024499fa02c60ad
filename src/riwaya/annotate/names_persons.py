"""Persons: given names and what follows them, what follows a title, and who is the subject of a verb of saying."""

from __future__ import annotations

from riwaya.annotate.names_evidence import Evidence
from riwaya.annotate.names_shape import Candidate, quoted_end, skip_marks

__all__ = ["listed_person", "person", "speaker"]

_KUNYA = frozenset({"ابو", "ابي", "ابا", "بو"})
_LONGEST = 7


def person(ev: Evidence, index: int) -> Candidate | None:
    """A person's name that begins at a token: two or more parts, or one behind a title."""
    token = ev.tokens[index]
    if token.kind != "word" or token.norm in ev.words["never-name"]:
        return None
    given = ev.given[index]
    if given is not None and not _is_given(ev, index):
        given = None
    titled = _titled(ev, index)
    letters = len(given.prefix) if given is not None else 0
    core = token.norm[letters:]
    kunya = core in _KUNYA or core == "عبد"
    if given is None and not kunya and not (titled == 2 and _may_be_bearer(ev, index)):
        return None
    last = _end(ev, index, kunya)
    if last is None:
        return None
    if given is not None and (quoted := quoted_end(ev, index)) is not None:
        last = max(last, quoted)
    parts = last - index + 1
    if parts == 1 and (not titled or (given is not None and "demonym" in ev.roles[index])):
        return None
    if not titled and parts == 2:
        if kunya and (ev.common[last] or ev.place[index] is not None or ev.listed[index] is not None):
            return None
        if given is not None and ev.common[index] and ev.given[last] is None and not _surname(ev, last):
            return None
    confidence = 0.85 if titled and parts > 1 else 0.75
    return Candidate(index, last, ev.start(index, letters), ev.tokens[last].end, "person", "titled" if titled else "given-name", confidence)


def speaker(ev: Evidence, index: int) -> Candidate | None:
    """Unknown words behind a verb of saying, or behind *called*: وقالت السا غونزاليس, ويدعى ياجويي ساليفه."""
    given = ev.given[index] is not None and _is_given(ev, index) and "demonym" not in ev.roles[index]
    if (
        index == 0
        or ev.breaks[index]
        or ev.definite(index)
        or not (given or (_rare(ev, index) and ev.tokens[index].tag not in ("verb", "adj")))
    ):
        return None
    if not given and ev.norms[index].endswith(("ون", "ين", "ات", "ه")):
        return None
    if ev.tokens[index - 1].tag != "verb" and ev.norms[index - 1] not in ("اسمه", "واسمه"):
        return None
    if not any(
        hit.last == index - 1 and not hit.suffix and hit.form.startswith(("past.3ms", "past.3fs")) for hit in ev.hits.at(index - 1, "cues")
    ) and ev.norms[index - 1] not in (
        "يدعي",
        "ويدعي",
        "اسمه",
        "واسمه",
        "تدعي",
    ):
        return None
    last = index
    while ev.joined(last + 1) and last - index < 3 and _rare(ev, last + 1) and ev.tokens[last + 1].tag != "verb":
        last += 1
    if given and last == index and ev.frequent[index]:
        return None
    if last == index and (ev.place[index] or ev.listed[index] or ev.actor[index]):
        return None
    return Candidate(index, last, ev.start(index), ev.tokens[last].end, "person", "speaker", 0.6)


def _rare(ev: Evidence, index: int) -> bool:
    """Whether a token is a word that the language does not commonly use and no class or proclitic explains."""
    if ev.tokens[index].kind != "word" or ev.common[index] or ev.roles[index] or len(ev.norms[index]) < 3:
        return False
    return ev.norms[index] not in ev.words["never-name"] and not ev.proclitics(index) and not _clitic_of_common(ev, index)


def _clitic_of_common(ev: Evidence, index: int) -> bool:
    """Whether a rare spelling is only a common word with a clitic: بمشاهد, ووجهاء, نظيره."""
    norm = ev.norms[index]
    if norm[0] in "وفبلكس" and len(norm) > 3 and ev.is_common(norm[1:]):
        return True
    return any(norm.endswith(tail) and len(norm) > len(tail) + 2 and ev.is_common(norm[: -len(tail)]) for tail in ("ه", "ها", "هم"))


def _is_given(ev: Evidence, index: int) -> bool:
    """Whether the spelling is the name and not the particle or adjective that folds alike: علي, not على; تركي before a name."""
    hit = ev.given[index]
    if hit is None:
        return False
    if ev.text.read[hit.start : hit.end].endswith("ى") and not hit.entry.lemma.endswith("ى"):
        return False
    if hit.prefix and (ev.common[index] or hit.prefix not in ("و", "ل", "ف", "ب", "ول")):
        return False
    return not ("demonym" in ev.roles[index] and ev.given[index + 1 : index + 2] == [None])


def _surname(ev: Evidence, index: int) -> bool:
    norm = ev.norms[index]
    return not ev.frequent[index] or (norm.startswith("ال") and norm.endswith("ي") and not ev.roles[index])


def _titled(ev: Evidence, index: int) -> int:
    """Whether a title stands right before a token, alone or with adjectives: الرئيس الأميركي X, الشيخ X.

    2 where it is definite or an office (وزير الدفاع), so that an unknown word may be its bearer; 1 for a bare noun (رجل, طفل); 0 for none.
    """
    before = skip_marks(ev, index)
    steps = 0
    while before >= 0 and steps < 4 and not ev.breaks[before + 1]:
        title = ev.role_ends[before].get("title") or ev.role_ends[before].get("kin")
        if title is not None:
            if ev.norms[before + 1] == "باسم" and title.entry.lemma in ("متحدث", "ناطق"):
                return 0
            return 2 if steps or title.prefix.endswith(("ال", "لل")) or title.last > title.first or title.entry["class"] == "kin" else 1
        if not (ev.norms[before].startswith("ال") and ev.tokens[before].kind == "word"):
            return 0
        before -= 1
        steps += 1
    return 0


def _may_be_bearer(ev: Evidence, index: int) -> bool:
    """Whether an unknown word behind a title can be the name of its bearer."""
    token = ev.tokens[index]
    if ev.frequent[index] or ev.roles[index] or ev.place[index] or ev.actor[index]:
        return False
    if ev.common[index] and not (ev.joined(index + 1) and _part(ev, index + 1)):
        return False
    if token.tag in ("verb", "prep", "pron", "part", "conj", "num", "adj") or _clitic_of_common(ev, index):
        return False
    return not token.norm.startswith(("و", "لل", "بال")) and len(token.norm) > 2


def _end(ev: Evidence, index: int, kunya: bool) -> int | None:
    """The last token of a name; None where a kunya has nothing behind it."""
    last = index
    if kunya:
        if not ev.joined(index + 1) or ev.tokens[index + 1].tag in ("prep", "pron", "part", "conj", "num"):
            return None
        last += 1
    while last - index < _LONGEST and ev.joined(last + 1):
        following = ev.norms[last + 1]
        if following in ev.words["name-tail"]:
            last += 1
        elif following in ev.words["name-link"] and ev.joined(last + 2) and ev.norms[last + 2] not in ev.words["never-name"]:
            last += 2
        elif _part(ev, last + 1) or _family(ev, index, last + 1):
            last += 1
        else:
            break
    return last


def _family(ev: Evidence, first: int, index: int) -> bool:
    """Whether an ordinary word with the article closes a name as its family: أحمد نواف الخلف, and behind a title حسان الشيخ."""
    norm = ev.norms[index]
    if not norm.startswith("ال") or len(norm) < 5 or "demonym" in ev.roles[index] or ev.tokens[index].tag in ("prep", "verb", "part"):
        return False
    givens = sum(1 for at in range(first, index) if ev.given[at] is not None)
    if givens < index - first or givens < (1 if _titled(ev, first) else 2):
        return False
    after = index + 1
    return after >= len(ev.tokens) or ev.breaks[after] or ev.tokens[after].tag != "adj"


def listed_person(ev: Evidence, index: int) -> Candidate | None:
    """A line that holds nothing but a name, as in lists of victims: زهرة علي كرحو."""
    if index and not ev.breaks[index]:
        return None
    last = index
    while last + 1 < len(ev.tokens) and not ev.breaks[last + 1]:
        last += 1
        if last - index > 4 or ev.tokens[last].kind != "word":
            return None
    given = [at for at in range(index, last + 1) if ev.given[at] is not None and _is_given(ev, at)]
    if last == index or not any(at > index for at in given) or last - index - len(given) > 1:
        return None
    plain = all(
        ev.tokens[at].tag in ("noun", "adj") and not ev.roles[at] and ev.norms[at] not in ev.words["never-name"]
        for at in range(index, last + 1)
    )
    if not plain or (ev.frequent[index] and index not in given):
        return None
    return Candidate(index, last, ev.start(index), ev.tokens[last].end, "person", "line", 0.6)


def _part(ev: Evidence, index: int) -> bool:
    """Whether a token may be a further part of a person's name."""
    token, norm = ev.tokens[index], ev.norms[index]
    if token.kind != "word" or norm in ev.words["never-name"] or len(norm) < 2 or norm.startswith(("وال", "بال", "لل", "فال")):
        return False
    given, actor = ev.given[index], ev.actor[index]
    if given is not None and not given.prefix and _is_given(ev, index):
        return True
    if actor is not None and actor.entry["kind"] == "person" and not actor.prefix:
        return True
    if token.tag in ("prep", "pron", "part", "conj", "num") or ev.roles[index] or norm.startswith("و"):
        return False
    if norm.startswith("ال"):
        return token.tag != "verb" and (not ev.common[index] or (norm.endswith("ي") and len(norm) > 4))
    return not ev.frequent[index] and (token.tag != "verb" or not ev.common[index]) and not _clitic_of_common(ev, index)
