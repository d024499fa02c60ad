"""The noun phrase of a speaker: class word or name, what belongs to it, its kind, and the name within it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from riwaya.annotate.match import Hit
from riwaya.annotate.speech_view import COMMAS, View
from riwaya.annotate.speech_words import NOUN, SUFFIXED, is_masdar
from riwaya.model import Mention, Span

_KIND_OF_MENTION = {"person": "person", "group": "group", "organization": "institution", "place": "institution", "facility": "institution"}
_NISBA = ("ي", "يه", "يون", "يين", "يان", "يات")
# indefinite adjectives of speakers by shape: مطلعة، مقربة، مختلفة، متطابقة; رفيع، كبير
_PLAIN_ADJECTIVES = (
    "مطلع",
    "مقرب",
    "موثوق",
    "رفيع",
    "كبير",
    "بارز",
    "مختص",
    "مسوول",
    "مستقل",
    "خاص",
    "متطابق",
    "متعدد",
    "اخر",
    "متقاطع",
    "معارض",
    "سابق",
    "مقيم",
    "وازن",
)


_OUTLETS = frozenset({"تلفزيون", "قناه", "وكاله", "صحيفه", "اذاعه", "شبكه", "موقع", "راديو"})  # named next: تلفزيون سوريا


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker's phrase: tokens ``[first, last)``, the span to report, its kind, how it was found, and the entity of its name."""

    first: int
    last: int
    span: Span
    kind: str
    how: str
    entity: str | None = None


def source(view: View, index: int) -> Hit | None:
    """The class word or name of a speaker at a token (مصادر, الصحيفة, مسؤول), longest first."""
    for hit in view.hits.at(index, "sources"):
        if hit.prefix in ("", "و", "ف", "ال", "وال", "فال") and not hit.suffix:
            if view.norm(hit.last).endswith("ا") and hit.form == "sg" and not hit.entry.lemma.endswith(("ا", "ى")):
                continue  # بياناً: an object, no subject
            if hit.entry.lemma == "موقع" and not (
                hit.prefix.endswith("ال")
                or view.is_mark(hit.last + 1)
                or hit.last + 1 in view.mention_at
                or view.tokens[min(hit.last + 1, len(view.tokens) - 1)].kind == "latin"
            ):
                continue  # a place hit, not a site
            return hit
    for hit in view.hits.at(index, "sources"):
        if hit.prefix in ("", "و", "ف") and hit.suffix and not view.surface(hit.last).endswith("ة"):
            return hit
    return None


def _mention(view: View, index: int) -> Mention | None:
    """The name that begins in a token with nothing but a conjunction before it."""
    mention = view.mention_at.get(index)
    if mention is None:
        return None
    before = view.read[view.tokens[index].start : mention.span.start]
    return (
        mention
        if before in ("", "و", "ف")
        or (before in view.read[mention.span.start - len(before) : mention.span.start] and before in ("#", "«", "“", "”", '"'))
        else None
    )


def _kind_of(view: View, mention: Mention, index: int) -> str:
    listed = any(hit.entry["source_kind"] == "media" for hit in view.hits.at(index, "sources"))
    if mention.kind == "organization" and (listed or any(hit.entry["side"] == "media" for hit in view.hits.at(index, "actors"))):
        return "media"
    return _KIND_OF_MENTION[mention.kind]


def heads_object(view: View, index: int) -> bool:
    """Whether the word at `index` can head what is announced or affirmed: a verbal noun or a noun of that list, bare of ال and
    prepositions."""
    token = view.tokens[index]
    if token.kind != "word" or token.norm.startswith("ال") or token.clitics or index in view.mention_at or token.tag == "adj":
        return False
    own = SUFFIXED.match(token.norm)
    if (
        own is not None
        and not view.surface(index).endswith("ة")
        and token.tag == "noun"
        and is_masdar(own["stem"].removesuffix("ت") + ("ه" if own["stem"].endswith("ت") else ""))
    ):
        return True
    if view.opens(index, "head"):
        return True
    if source(view, index) is not None:
        return False
    if any(hit.prefix == "" and NOUN.search(hit.form) for hit in view.hits.at(index, "triggers")):
        return True
    return token.tag != "verb" and is_masdar(token.norm)


def _is_adjective(view: View, index: int, definite: bool) -> bool:
    token = view.tokens[index]
    if token.kind != "word":
        return False
    norm = token.norm
    if view.opens(index, "head") or norm in _OUTLETS:
        return False
    if norm in ("العام", "العامه") and definite:
        return True  # المدعي العام, no year
    if norm.startswith("ال") and len(norm) > 4:
        return (
            definite
            and source(view, index) is None
            and not is_masdar(norm[2:])
            and not _is_event(view, index)
            and not any(cue.sort in ("noun", "masdar") for cue in view.cue_at.get(index, ()))
        )
    if definite or token.clitics or view.opens(index, "head"):
        return False
    if norm.startswith(_PLAIN_ADJECTIVES):
        return True
    return (
        norm.endswith(_NISBA)
        and len(norm) >= 3
        and not view.opens(index, "no-speaker")
        and token.tag not in ("prep", "pron", "conj", "part")
    )


def _is_event(view: View, index: int) -> bool:
    """Whether a definite word names an event (الهجوم) and so is the object, no adjective."""
    return any(NOUN.search(hit.form) for hit in view.hits.at(index, "triggers"))


def phrase(view: View, index: int, limit: int) -> Speaker | None:
    """The speaker's noun phrase that begins at `index`; None where no speaker can stand there."""
    quoted = False
    if index < limit and view.is_mark(index) and index in view.quote_at:
        opened, closed, quote = view.quotes[view.quote_at[index]]
        if not quote.closed or view.words_in(opened + 1, closed) > 6 or view.is_that(index + 1):
            return None
        inner = phrase(view, index + 1, min(limit, closed + 1)) if _mention(view, index + 1) or source(view, index + 1) else None
        if inner is None:
            return None
        quoted = True
        return _extend(view, replace(inner, last=max(inner.last, closed + 1)), limit)
    if index >= limit:
        return None
    token = view.tokens[index]
    if token.kind not in ("word", "latin") or view.is_that(index) or quoted:
        return None
    if view.opens(index, "quantifier") and index not in view.mention_at and not token.norm.startswith("ال"):
        return _quantified(view, index, limit)
    following = view.tokens[index + 1] if index + 1 < limit else None
    if (
        token.norm in ("ابو", "ام", "ابا")
        and following is not None
        and following.tag in ("noun", "name")
        and not following.clitics
        and index not in view.mention_at
    ):
        return Speaker(index, index + 2, Span(token.start, following.end), "person", "by the name of a child")  # أم أحمد
    mention, class_word = _mention(view, index), source(view, index)
    after_title = view.after(index, "title")
    while after_title > index and view.after(after_title, "title") > after_title:
        after_title = view.after(after_title, "title")  # الفريق الركن الشيخ …
    if mention is None and after_title > index and (named := view.mention_at.get(after_title)) is not None and named.kind == "person":
        class_word = None  # الفريق ضاحي خلفان: a rank here, no team
    if mention is not None and (class_word is None or view.mention_end[index] >= class_word.last + 1):
        last = view.mention_end[index]
        found = Speaker(index, last, mention.span, _kind_of(view, mention, index), "name", mention.entity)
    elif class_word is not None:
        found = Speaker(
            index,
            class_word.last + 1,
            Span(class_word.start, class_word.end),
            class_word.entry["source_kind"],
            "name" if class_word.entry.pos == "name" else "class word",
        )
    elif view.opens(index, "no-speaker") or view.opens(index, "break") or token.tag in ("prep", "conj", "part", "verb", "pron", "num"):
        return None
    elif view.opens(index, "title"):
        found = Speaker(index, index + 1, Span(token.start, token.end), "person", "title")
    elif token.norm.startswith("ال") and not token.clitics.startswith(("ب", "ل", "ك")):
        found = Speaker(index, index + 1, Span(token.start, token.end), "role", "definite noun")
    elif view.opens(index, "pronoun"):
        return None
    else:
        return None
    return _extend(view, found, limit)


def _quantified(view: View, index: int, limit: int) -> Speaker | None:
    """One of, some, most of …: the whole phrase speaks."""
    after = view.after(index, "quantifier")
    inner = phrase(view, after, limit) if after < limit else None
    if inner is None:
        return None
    kind = inner.kind if inner.kind not in ("role", "institution") or not view.norm(index).startswith(("احد", "بعض")) else "anonymous"
    if inner.kind == "person":
        return inner
    return replace(inner, first=index, span=Span(view.tokens[index].start, inner.span.end), kind=kind)


def _of_place(view: View, index: int) -> bool:
    """Whether the name before is a place's, the word an adjective no place has (الشديد, but not الرسمية)."""
    over = view.mention_over.get(index - 1)
    return over is not None and over.kind == "place" and not view.norm(index).endswith(_NISBA)


def _extend(view: View, found: Speaker, limit: int) -> Speaker:
    """Add what belongs to the phrase: genitives, adjectives, a name in apposition, a second speaker after و."""
    last, end = found.last, found.span.end
    person: Mention | None = view.mention_at.get(found.first) if found.kind == "person" and found.how == "name" else None
    title: int | None = None
    kind, entity = found.kind, found.entity
    head_definite = view.tokens[found.first].norm.startswith(("ال", "وال")) or (
        found.how == "name" and view.read[found.span.start : found.span.start + 2] == "ال"
    )
    construct = found.how == "class word" and not head_definite and not view.norm(found.last - 1).endswith(("ون", "ين", "ان"))
    if construct and found.last > found.first + 1 and not (kind == "media" and view.norm(found.last - 1) in _OUTLETS):
        construct = False
    definite = head_definite or found.how in ("name", "title")
    while last < limit:
        token = view.tokens[last]
        if view.is_that(last) or token.norm == ":":
            break
        if last in view.brackets and view.brackets[last] < limit:
            close = view.brackets[last]
            # a name in brackets may be followed by more of the phrase: سجن (غويران) المركزي
            if close + 1 < limit and (view.is_that(close + 1) or view.tokens[close + 1].norm in COMMAS):
                last = close + 1
                break
            last = close + 1
            continue
        if last in view.quote_at:
            opened, closed, quote = view.quotes[view.quote_at[last]]
            named = view.mention_at.get(opened + 1)
            titled = (
                found.how == "class word"
                and kind in ("media", "institution", "group")
                and view.words_in(opened + 1, closed) <= 4
                and not view.is_that(opened + 1)
            )
            if quote.closed and view.words_in(opened + 1, closed) <= 6 and (named is not None or titled) and closed < limit:
                if named is not None and named.kind == "person":
                    person = named
                end, last, construct, definite = (
                    named.span.end if named is not None and named.kind == "person" else view.tokens[closed].end,
                    closed + 1,
                    False,
                    True,
                )
                continue
            break
        titled_one = view.mention_at.get(view.after(last, "title")) if view.opens(last, "title") else None
        if titled_one is not None and titled_one.kind == "person" and person is None:
            title, last = last, view.after(last, "title")
            continue
        if token.norm == "باسم" and kind in ("role", "media"):
            last, end, construct = last + 1, token.end, True
            continue
        mention = view.mention_at.get(last)
        if mention is not None:
            clitic = view.read[token.start : mention.span.start]
            if mention.kind == "person" and clitic == "":
                if kind in ("institution", "media", "group") and found.how == "class word":
                    last, end, construct, definite = view.mention_end[last], mention.span.end, False, True
                    continue  # حكومة الرئيس فلان: the government speaks
                if person is None:
                    person, entity = mention, mention.entity
                last, end, construct = view.mention_end[last], mention.span.end, False
                definite = True
                continue
            if clitic == "ل" and (not head_definite or _kind_of(view, mention, last) == "media"):
                break  # the one who is told: قال مسؤول لوكالة …
            if clitic in ("", "ل") or (clitic == "و" and view.tokens[last - 1].norm not in COMMAS):
                if clitic == "" and person is not None and not construct:
                    break  # a new name after a person's: an object or a place
                if clitic == "" and (not construct or kind == "anonymous") and kind != "person" and mention.kind != "person":
                    break  # منظمة العفو الدولية إسرائيل بـ…: the object
                last, end, construct, definite = view.mention_end[last], mention.span.end, False, True
                continue
            break
        if view.norm(last) in COMMAS:
            following = view.mention_at.get(last + 1)
            if person is None and following is not None and following.kind == "person" and kind in ("role", "anonymous"):
                person, entity = following, following.entity
                last, end = view.mention_end[last + 1], following.span.end
                continue
            break
        if token.clitics.startswith("ب") or (token.norm != "باسم" and not token.norm.startswith("ال") and view.has_bi(last)):
            break
        if view.opens(last, "no-speaker") and not (construct and token.norm.startswith("ال")):
            break
        if token.norm in ("باسم",) and kind in ("role", "media"):
            last, end, construct = last + 1, token.end, True
            continue
        if token.kind != "word":
            break
        owned = next((hit for hit in view.hits.at(last, "sources") if hit.prefix == "ل" and not hit.suffix), None)
        if (
            owned is not None
            and head_definite
            and kind in ("role", "institution")
            and last not in view.mention_at
            and owned.entry["source_kind"] == "institution"
        ):
            last, end, construct = owned.last + 1, owned.end, True  # الأمانة العامة لمنظمة …
            continue
        if token.norm.startswith("لل") and kind == "role" and len(token.norm) > 4:
            last, end, definite, construct = last + 1, token.end, True, False
            continue
        if (
            found.how == "name"
            and found.kind == "institution"
            and token.norm.startswith("ال")
            and last == found.last
            and _of_place(view, last)
        ):
            break  # تخوف طهران الشديد: the adjective is the noun's
        if (person is None or token.norm.startswith("ال")) and _is_adjective(view, last, definite):
            last, end = last + 1, token.end
            construct = False
            if token.norm.startswith("ال"):
                definite = True
            continue
        if any(cue.sort == "masdar" and cue.hit.suffix for cue in view.cue_at.get(last, ())):
            break  # عن مسؤول قوله
        found_source = source(view, last)
        if found_source is not None and token.norm.startswith("و") and found_source.prefix.startswith("و"):
            last, end, construct = found_source.last + 1, found_source.end, False
            if found_source.entry["source_kind"] == "anonymous":
                kind = "anonymous"
            continue
        if (
            construct
            and (kind != "anonymous" or token.norm.startswith("ال"))  # مصادر الوزارة, but not مصادر and any noun
            and (found_source is not None or not view.opens(last, "head"))
            and (found_source is not None or token.tag not in ("verb", "prep", "conj", "part", "pron"))
        ):
            last, end = (found_source.last + 1, found_source.end) if found_source is not None else (last + 1, token.end)
            if token.norm.startswith("ال"):
                construct, definite = False, True
            continue
        if (
            person is not None
            and found.how == "title"
            and token.tag in ("noun", "name")
            and not heads_object(view, last)
            and not token.clitics
        ):
            last, end = last + 1, token.end
            continue
        if found.how == "title" and person is None and token.tag in ("noun", "name") and last - found.first <= 4 and not token.clitics:
            last, end = last + 1, token.end
            continue
        break
    span = Span(found.span.start, end)
    if person is not None:
        kind = "person"
        start = view.tokens[title].start if title is not None else person.span.start
        if found.how == "title":
            start = found.span.start
        span = Span(start, max(person.span.end, start + 1))
    return Speaker(found.first, last, span, kind, found.how, entity)
