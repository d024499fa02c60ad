"""The written forms of a lemma, generated from its pattern.

Lexicons hold lemmas; here each verb becomes every person, number, gender, tense and voice, each noun its definite, dual, plural and
bound forms. Forms are *folded* (see `riwaya.fold`) because they are made for matching. Unvocalised Arabic writes many forms
alike (أعلن: he announced, it was announced; I announce); a spelling therefore carries all its features, joined by ``|``.

Weak classes are told from the two forms that a dictionary gives, past and present of the third person masculine singular,
after the usual school paradigms (Ryding, A Reference Grammar of Modern Standard Arabic, 2005, chapters 21–32).
A shadda written on the second letter marks form II, one on the last letter a doubled verb.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from riwaya.errors import RulesError
from riwaya.fold import fold

__all__ = ["Form", "adjective", "noun", "verb"]

SHADDA = "\N{ARABIC SHADDA}"
_ALIF_MAKSURA = "ى"
Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """A folded spelling with its features; `bound` forms stand only before a suffixed pronoun (إصابتـ in إصابته)."""

    spelling: str
    features: str
    bound: bool = False


class _Adder(Protocol):
    def __call__(self, spelling: str, features: str, *, bound: bool = False) -> None: ...


class _Forms:
    """Spellings as they are found, each with all its features."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, bool], dict[str, None]] = {}

    def add(self, spelling: str, features: str, *, bound: bool = False) -> None:
        self._found.setdefault((fold(spelling), bound), {})[features] = None

    def result(self) -> tuple[Form, ...]:
        return tuple(Form(spelling, "|".join(features), bound) for (spelling, bound), features in self._found.items())


def _strip(word: str) -> str:
    return "".join(char for char in word if not "\u064b" <= char <= "\u065f" and char != "\u0640")


def _join(stem: str, ending: str) -> str:
    """`stem` + `ending`, written once where the same letter would meet itself with a shadda (أعلن + نا → أعلنا)."""
    if ending and stem.endswith(ending[0]) and ending[0] in "نت":
        return stem + ending[1:]
    return stem + ending


def _is_taf3il(masdar: str, past: str) -> bool:
    """Whether a masdar has the shape تفعيل or تفعلة over the letters of `past`, which betrays form II."""
    first, second, third = past[0], past[1], past[2]
    return masdar in (f"ت{first}{second}ي{third}", f"ت{first}{second}{third}ة", f"ت{first}{second}ية")


class _Verb:
    """The stems of one verb, from its past and present."""

    def __init__(self, lemma: str, present: str, masdars: tuple[str, ...]) -> None:
        self.marked_two = SHADDA in lemma[:-1] and SHADDA not in lemma[-1:]
        self.past, self.present = _strip(lemma), _strip(present)
        if len(self.past) < 2 or len(self.present) < 3 or not self.present.startswith("ي"):
            raise RulesError(
                f"{lemma}/{present} is no pair of past and present", remedy="give both in the third person masculine singular: أعلن, يعلن"
            )
        self.body = self.present[1:]
        self.form_two = self.marked_two or (len(self.past) == 3 and any(_is_taf3il(_strip(masdar), self.past) for masdar in masdars))
        self.defective = self.past[-1] in "ىا" and len(self.past) >= 3
        self.weak_ya = self.past[-1] == "ي" and len(self.past) >= 3
        self.hollow = not self.defective and self._is_hollow()
        self.doubled = not self.defective and not self.hollow and (lemma.endswith(SHADDA) or self._is_doubled())

    def _is_hollow(self) -> bool:
        past = self.past
        if len(past) < 3 or past[-2] != "ا":
            return False
        return self.body[-2:-1] in ("و", "ي", "ا") if len(past) == 3 else True

    def _is_doubled(self) -> bool:
        past = self.past
        if len(past) == 2:
            return True
        if len(past) == 3:
            return past[0] == "أ" and len(self.present) == 3
        if len(past) == 4:
            return (past[0] == "ا" and past[2] == "ت") or (past.startswith("ان") and self.present[1] == "ن")
        return len(past) == 5 and past.startswith("است") and not self.defective

    # the past ---------------------------------------------------------------

    def past_cells(self) -> Iterator[Cell]:
        past = self.past
        if self.defective:
            stem = past[:-1]
            glide = "و" if past[-1] == "ا" and len(past) == 3 else "ي"
            yield past, "3ms"
            yield stem + "ت", "3fs"
            yield stem + glide + "ا", "3md"
            yield stem + "تا", "3fd"
            yield stem + "وا", "3mp"
            consonantal = stem + glide
        else:
            yield past, "3ms"
            yield past + "ت", "3fs"  # a final ت of the root keeps its vowel: لفتت
            yield past + "ا", "3md"
            yield past + "تا", "3fd"
            yield (past[:-1] if self.weak_ya else past) + "وا", "3mp"
            consonantal = self._short_past()
        for ending, person in (("ن", "3fp"), ("ت", "2ms"), ("تما", "2d"), ("تم", "2mp"), ("تن", "2fp"), ("ت", "1s"), ("نا", "1p")):
            yield _join(consonantal, ending), person

    def _short_past(self) -> str:
        if self.hollow:
            return self.past[:-2] + self.past[-1]
        if self.doubled:
            return self.past + self.past[-1]
        return self.past

    def passive_past(self) -> str | None:
        """The third person of the passive past where its spelling differs from the active."""
        past = self.past
        if self.defective:
            return past[:-1] + "ي" if past[-1] == "ا" else None
        if self.hollow:
            return past[:-2] + "ي" + past[-1]
        if len(past) == 4 and past[1] == "ا" and past[0] not in "أا":
            return past[0] + "و" + past[2:]  # form III قاتل → قوتل
        if len(past) == 5 and past[0] == "ت" and past[2] == "ا":
            return past[:2] + "و" + past[3:]  # form VI تبادل → تبودل
        return None

    # the present ------------------------------------------------------------

    def present_cells(self, body: str, *, short: str) -> Iterator[Cell]:
        """Persons of the present of `body` (the present without its prefix); `short` is the jussive."""
        soft = body[-1] in "ىيو" and (self.defective or self.weak_ya or body[-1] == _ALIF_MAKSURA)
        stem = body[:-1] if soft else body
        dual = (stem + ("و" if body[-1] == "و" else "ي")) if soft else body
        feminine = dual if soft else self._short_present(body)
        for prefix, person in (("ي", "3ms"), ("ت", "3fs|2ms"), ("ن", "1p"), ("أ", "1s")):
            yield _first(prefix, body), person
            if short != body:
                yield _first(prefix, short), "|".join(f"{one}.juss" for one in person.split("|"))
        for prefix, person in (("ي", "3m"), ("ت", "2m")):
            yield prefix + stem + "ون", person + "p"
            yield prefix + stem + "وا", person + "p.juss"
        for prefix in "يت":
            yield prefix + dual + "ان", "3d"
            yield prefix + dual + "ا", "3d.juss"
        yield "ت" + stem + "ين", "2fs"
        yield _join("ي" + feminine, "ن"), "3fp"
        yield _join("ت" + feminine, "ن"), "2fp"

    def jussive(self, body: str) -> str:
        if (self.defective or self.weak_ya) and body[-1] in "ىيو":
            return body[:-1]
        return body[:-2] + body[-1] if self.hollow and body[-2:-1] in ("و", "ي", "ا") else body

    def _short_present(self, body: str) -> str:
        if self.hollow:
            return self.jussive(body)
        return body + body[-1] if self.doubled else body

    def passive_body(self) -> str | None:
        """The body of the passive present where its spelling differs."""
        body = self.body
        if self.past[0] == "و" and not body.startswith("و") and len(self.past) == 3:
            return "و" + body  # assimilated: يعد → يوعد
        if body.startswith("أ"):
            return "ؤ" + body[1:]
        if self.hollow and body[-2] in "وي":
            return body[:-2] + "ا" + body[-1]
        if self.defective and body[-1] == "و":
            return body[:-1] + _ALIF_MAKSURA
        return None

    # participles ------------------------------------------------------------

    def simple(self) -> bool:
        """Whether this is form I, whose participles have patterns of their own."""
        return (
            len(self.past) <= 3
            and not self.form_two
            and not (self.past[0] == "أ" and len(self.past) == 3 and (self.hollow or self.doubled))
        )

    def active_participles(self) -> tuple[str, ...]:
        body, past = self.body, self.past
        if not self.simple():
            return ("م" + body[:-1], "م" + body[:-1] + "ي") if self.defective else ("م" + body,)
        if self.hollow:
            return (past[0] + "ائ" + past[2],)
        if self.defective or self.weak_ya:
            return (past[0] + "ا" + past[1], past[0] + "ا" + past[1] + "ي")
        if len(past) == 2:
            return (past[0] + "ا" + past[1],)
        return ("آ" + past[1:] if past[0] == "أ" else past[0] + "ا" + past[1:],)

    def passive_participles(self) -> tuple[str, ...]:
        body, past = self.body, self.past
        if not self.simple():
            if self.defective:
                return ("م" + body[:-1] + _ALIF_MAKSURA,)
            return ("م" + body[:-2] + "ا" + body[-1],) if self.hollow else ("م" + body,)
        if self.hollow:
            return ("م" + self.body,)
        if self.defective or self.weak_ya:
            return ("م" + past[0] + past[1] + ("و" if past[-1] == "ا" else "ي"),)
        if len(past) == 2:
            return ("م" + past + "و" + past[1],)  # doubled: شن → مشنون
        return ("م" + past[:-1] + "و" + past[-1],)


def _first(prefix: str, body: str) -> str:
    """A prefix of the present before its body: أ + أخذ is written آخذ."""
    return "آ" + body[1:] if prefix == "أ" and body.startswith("أ") else prefix + body


def verb(lemma: str, present: str, masdars: tuple[str, ...] = ()) -> tuple[Form, ...]:
    """All forms of a verb.

    Args:
        lemma: past, third person masculine singular (أعلن *announced*); shadda as the module says, other marks are ignored.
        present: present of the same person (يعلن).
        masdars: verbal nouns, with their plurals (إعلان, إعلانات).

    Raises:
        RulesError: the two forms are no such pair.

    >>> {"اعلنت", "يعلنون", "معلنا"} <= {form.spelling for form in verb("أعلن", "يعلن")}
    True
    >>> sorted(form.features for form in verb("قال", "يقول") if form.spelling == "قيل")
    ['past.3ms.pass']
    """
    one = _Verb(lemma, present, masdars)
    forms = _Forms()
    add = forms.add

    for spelling, person in one.past_cells():
        for each in person.split("|"):
            add(spelling, f"past.{each}")
            _add_bound(add, spelling, f"past.{each}")
    passive = one.passive_past()
    if passive:
        for ending, person in (("", "3ms"), ("ت", "3fs"), ("ا", "3md"), ("وا", "3mp")):
            stem = passive[:-1] if passive[-1] == "ي" and one.defective and ending in ("وا",) else passive
            add(_join(stem, ending), f"past.{person}.pass")
    bodies = [(one.body, "")]
    passive_body = one.passive_body()
    if passive_body:
        bodies.append((passive_body, ".pass"))
    for body, voice in bodies:
        for spelling, person in one.present_cells(body, short=one.jussive(body)):
            for each in person.split("|"):
                add(spelling, f"pres.{each}{voice}")
                if not voice:
                    _add_bound(add, spelling, f"pres.{each}")
    for participle in one.active_participles():
        _decline(add, participle, "ap")
    for participle in one.passive_participles():
        _decline(add, participle, "pp")
    for masdar in masdars:
        for form in noun(masdar):
            add(form.spelling, "masdar" if form.features == "sg" else f"masdar.{form.features}", bound=form.bound)
    return forms.result()


def _add_bound(add: _Adder, spelling: str, features: str) -> None:
    """The shape a finite form takes before a suffixed pronoun, where it differs."""
    if spelling.endswith("وا"):
        add(spelling[:-1], features, bound=True)
    elif spelling.endswith(_ALIF_MAKSURA):
        add(spelling[:-1] + "ا", features, bound=True)
    elif spelling.endswith("تم"):
        add(spelling + "و", features, bound=True)


def _decline(add: _Adder, base: str, features: str) -> None:
    """A participle or adjective in every number and gender."""
    stem = base[:-1] if base.endswith(_ALIF_MAKSURA) else base
    add(base, features + ".ms")
    add(base + "ا", features + ".ms")  # accusative: مضيفاً
    if base.endswith(_ALIF_MAKSURA):
        add(stem + "اة", features + ".fs")
        stem += "ي"
    else:
        add(stem + "ة", features + ".fs")
        add(stem + "ت", features + ".fs", bound=True)
    plural = stem[:-1] if stem.endswith("ي") and len(stem) > 3 and stem != base else stem
    for ending in ("ون", "ين", "و", "ي"):
        add(plural + ending, features + ".mp")
    add(stem + "ات", features + ".fp")
    for ending in ("ان", "ين", "تان", "تين"):
        add(stem + ending, features + ".d")


def noun(lemma: str) -> tuple[Form, ...]:
    """The forms of a noun given in one number: a singular with its dual, a plural in -ون with its cases, any with its bound form.

    >>> sorted(form.spelling for form in noun("غارة") if not form.bound)
    ['غارات', 'غارتا', 'غارتان', 'غارتي', 'غارتين', 'غاره']
    """
    base = _strip(lemma)
    forms = _Forms()
    add = forms.add

    if base.endswith("ون") and len(base) > 4:
        for ending in ("ون", "ين", "و", "ي"):
            add(base[:-2] + ending, "pl")
    elif base.endswith("ة"):
        stem = base[:-1]
        add(base, "sg")
        add(stem + "ت", "sg", bound=True)
        for ending in ("تان", "تين", "تا", "تي"):
            add(stem + ending, "du")
        add(stem + "ات", "pl")
    elif base.endswith(_ALIF_MAKSURA):
        add(base, "sg")
        add(base[:-1] + "ا", "sg", bound=True)
        for ending in ("يان", "يين"):
            add(base[:-1] + ending, "du")
    elif base.endswith("ات") and len(base) > 4:
        add(base, "pl")
    else:
        add(base, "sg")
        if not base.endswith(("ا", "اء", "ي")):
            add(base + "ا", "sg")  # tanween: قصفاً
        for ending in ("ان", "ين"):
            add((base[:-1] + "ئ" if base.endswith("ء") and not base.endswith("اء") else base) + ending, "du")
    return forms.result()


def adjective(lemma: str) -> tuple[Form, ...]:
    """The forms of an adjective: genders, dual, sound plurals, accusative.

    >>> {"حربيه", "حربيين", "حربيا"} <= {form.spelling for form in adjective("حربي")}
    True
    """
    forms = _Forms()
    add = forms.add

    _decline(add, _strip(lemma), "adj")
    return forms.result()
