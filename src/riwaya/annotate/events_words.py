"""Closed classes of words that clauses are told by: relatives, openers of clauses, prepositions, folded.

Words a linguist would add to stand in the lexicon `eventwords`; these few belong to the grammar.
"""

from __future__ import annotations

import re

RELATIVES = frozenset(["الذي", "التي", "الذين", "اللذان", "اللتان", "اللذين", "اللتين", "والذي", "والتي", "والذين"])  # who, which
# words after which a verb begins a clause of its own: that, since, where, while, when, after, had
CLAUSE_OPENERS = frozenset(
    [
        "ان",
        "انه",
        "انها",
        "انهم",
        "حيث",
        "فيما",
        "بينما",
        "عندما",
        "حين",
        "كما",
        "قد",
        "بعدما",
        "كانت",
        "كان",
        "بان",
        "لم",
        "لن",
        "اذ",
        "ثم",
    ]
)
# words at which the arguments of a verb end: that, where, while, when, but, before, what
OPENERS = frozenset(
    [
        "ان",
        "انه",
        "انها",
        "انهم",
        "بان",
        "حيث",
        "فيما",
        "بينما",
        "عندما",
        "حين",
        "كما",
        "لكن",
        "اذ",
        "ثم",
        "بعدما",
        "حتي",
        "قبل",
        "ولكن",
        "اما",
        "مما",
        "ما",
        "اذا",
        "بعد",
        "لان",
        "الا",
    ]
)
ALSO = frozenset(["كما", "فيما", "بينما", "كذلك", "بالمقابل"])  # also, while: another matter begins
AGAINST = frozenset(["علي", "ضد", "باتجاه", "صوب", "نحو", "بحق", "تجاه"])  # on, against, towards
# in, inside, near, amid, north of, by, from, within, above, around, to, on, at, through, outside, towards
INSIDE = frozenset(
    [
        "في",
        "داخل",
        "قرب",
        "وسط",
        "شمال",
        "جنوب",
        "شرق",
        "غرب",
        "شمالي",
        "جنوبي",
        "شرقي",
        "غربي",
        "ب",
        "من",
        "بالقرب",
        "ضمن",
        "فوق",
        "حول",
        "الي",
        "علي",
        "قباله",
        "عند",
        "لدي",
        "ل",
        "عبر",
        "خارج",
        "نحو",
        "باتجاه",
        "محيط",
        "صوب",
    ]
)
LOCATIVES = frozenset(
    [
        "في",
        "داخل",
        "قرب",
        "وسط",
        "شمال",
        "جنوب",
        "شرق",
        "غرب",
        "شمالي",
        "جنوبي",
        "شرقي",
        "غربي",
        "حول",
        "نحو",
        "باتجاه",
        "قباله",
        "عند",
        "عبر",
        "خارج",
        "ضمن",
        "فوق",
        "مقابل",
    ]
)
CAUSES = frozenset(["جراء", "اثر", "نتيجه", "بسبب", "بفعل", "عقب"])  # because of, following
SOURCE = frozenset(["مصدره", "مصدرها", "مصدرهما", "تنفذه", "تنفذها", "ينفذها", "ينفذه"])  # whose origin is; which … carries out
ORIGIN = frozenset(["مصدره", "مصدرها", "مصدرهما"])  # whose origin is
BY_HAND = frozenset(["قبل", "جانب", "طرف"])  # من قبل by, on the part of
HANDS = frozenset(["يد", "ايدي", "ايد", "يدي"])  # على يد at the hands of
OF = frozenset(["تابعه", "تابع", "تابعين", "التابعه", "التابع", "التابعين", "مواليه", "الموالي", "المواليه"])  # that belongs to
AMONG = frozenset(["بينهم", "بينهن", "بينها", "منهم"])  # among them
STILL = frozenset(["يزال", "تزال", "زال", "زالت", "يزالون", "تزالان", "زالوا", "سيما", "يزل", "تزل"])  # (has not) ceased; (not) least
# prepositions with their pronoun: عليه on it, فيها in it; خلاله during it, أحدهم one of them
WITH_PRONOUN = re.compile(r"(?:علي|ب|ل|في|من|عن|بين|الي|لدي|مع|ضد|فوق|حول|خلال|اثر)(?:ه|ها|هم|هما|هن)\Z")
PART_OF_THEM = re.compile(r"(?:خلال|بين|احد|اثر|بعض|معظم|جميع|اثناء|عقب|حين|حال)(?:ه|ها|هم|هما|هن|ئذ)\Z")
OWNED = re.compile(r"\w{3}(?:ه|ها|هم|هما)\Z")  # a noun with its pronoun: نظيره his counterpart
NUMBERS = frozenset(
    [
        "واحد",
        "واحده",
        "اثنان",
        "اثنين",
        "اثنتين",
        "ثلاثه",
        "ثلاث",
        "اربعه",
        "اربع",
        "خمسه",
        "خمس",
        "سته",
        "ست",
        "سبعه",
        "سبع",
        "ثمانيه",
        "ثماني",
        "ثمان",
        "تسعه",
        "تسع",
        "عشره",
        "عشر",
        "عشرون",
        "عشرين",
        "ثلاثين",
        "اربعين",
        "خمسين",
        "مئه",
        "مائه",
        "الف",
        "مليون",
    ]
)  # one to ten, the tens, hundred, thousand, million
ATTRIBUTED = frozenset(["نسب", "نسبت", "ينسب", "تنسب", "منسوب", "منسوبه", "المنسوب", "المنسوبه"])  # is attributed (to)
PRO_DROP = frozenset(["كما", "حيث", "ثم", "بعدما", "عندما"])  # words after which a verb goes on with the subject told before
# linked to, backed by, loyal to: the name behind these is no place where something happens
LINKED = frozenset(
    [
        "مرتبطه",
        "المرتبطه",
        "مرتبط",
        "المرتبط",
        "مدعومه",
        "المدعومه",
        "مدعوم",
        "المدعوم",
        "مواليه",
        "المواليه",
        "الموالي",
        "الموالين",
        "المدعومين",
        "المقربه",
        "خاصه",
        "الخاصه",
    ]
)
