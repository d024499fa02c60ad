"""Closed classes of words that clauses are told by: relatives, openers of clauses, prepositions, folded.

The words stand in the table ``event_grammar``; words of the field stand in the lexicon ``eventwords``.
"""

from __future__ import annotations

import re

from riwaya import rules
from riwaya.fold import fold

_TOOLS = rules.load(only=())
_TABLE = {row["class"]: row["words"].split("|") for row in _TOOLS.rows("event_grammar")}
SCHEMES = {row["type"]: (row["plover"], row["acled"]) for row in _TOOLS.rows("event_types")}  # PLOVER, ACLED


def _words(name: str) -> frozenset[str]:
    """One class of the table, folded as the text is."""
    return frozenset(fold(word) for word in _TABLE[name])


RELATIVES = _words("relatives")  # الذي who, which
CLAUSE_OPENERS = _words("clause-openers")  # words after which a verb begins a clause of its own: that, since, while
OPENERS = _words("openers")  # words at which the arguments of a verb end: that, where, but, before
ALSO = _words("also")  # also, while: another matter begins
AGAINST = _words("against")  # on, against, towards
INSIDE = _words("inside")  # in, near, north of, within: a place follows
LOCATIVES = _words("locatives")  # the same and what else says where or when
CAUSES = _words("causes")  # because of, following
SOURCE = _words("source")  # whose origin is; which … carries out
ORIGIN = _words("origin")  # whose origin is
BY_HAND = _words("by-hand")  # من قبل by, on the part of
HANDS = _words("hands")  # على يد at the hands of
OF = _words("of")  # that belongs to
AMONG = _words("among")  # among them
STILL = _words("still")  # (has not) ceased; (not) least
NUMBERS = _words("numbers")  # one to ten, the tens, hundred, thousand, million
ATTRIBUTED = _words("attributed")  # is attributed (to)
PRO_DROP = _words("pro-drop")  # words after which a verb goes on with the subject told before
LINKED = _words("linked")  # linked to, backed by, loyal to: the name behind these is no place where something happens
NOT_A_HEAD = _words("not-a-head")  # other, similar, more: no noun phrase begins with these
AFTER_BI = _words("after-bi")  # بجروح with wounds: with ب before them these end the noun phrase before them
WITHOUT = _words("without")  # without, despite
UNSAID = _words("unsaid")  # مجهول المصدر of unknown origin says nobody
ADJECTIVAL = frozenset(_TABLE["adjectival"])  # lemmas of people that are adjectives behind a noun: armed, military, unknown
# prepositions with their pronoun: عليه on it, فيها in it; خلاله during it, أحدهم one of them
WITH_PRONOUN = re.compile(r"(?:علي|ب|ل|في|من|عن|بين|الي|لدي|مع|ضد|فوق|حول|خلال|اثر)(?:ه|ها|هم|هما|هن)\Z")
PART_OF_THEM = re.compile(r"(?:خلال|بين|احد|اثر|بعض|معظم|جميع|اثناء|عقب|حين|حال)(?:ه|ها|هم|هما|هن|ئذ)\Z")
OWNED = re.compile(r"\w{3}(?:ه|ها|هم|هما)\Z")  # a noun with its pronoun: نظيره his counterpart
