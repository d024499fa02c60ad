"""Comparing accounts: links, groups, slots with their verdicts, origins, open questions; on readings written here."""

import random
from collections.abc import Iterable
from typing import Any

import pytest

from riwaya import compare
from riwaya.compare import cluster, figures, gather, link, origins
from riwaya.compare.side_by_side import Incident
from riwaya.compare.words import Weights, cosine, language, stems

Json = dict[str, Any]
PLACES = {"عين السدر": (33.10, 44.20), "تل القصب": (33.60, 44.90), "مرج الغزلان": (34.40, 45.10)}


def span(text: str, word: str) -> Json:
    start = text.index(word)
    return {"start": start, "end": start + len(word)}


def reading(document: str, published: str | None, text: str, **parts: Any) -> Json:
    """A reading with the places of `PLACES` found; `parts` give the other records by the words that carry them."""
    mentions = [
        {**span(text, name), "kind": "place", "resolved": {"lat": lat, "lon": lon, "class": "village"}}
        for name, (lat, lon) in PLACES.items()
        if name in text
    ]
    return {
        "schema": "riwaya/reading-1",
        "document": {"id": document, "source": parts.get("source"), "published": published},
        "text": text,
        "mentions": mentions,
        "entities": [],
        "times": [{**span(text, word), "value": value} for word, value in parts.get("times", ())],
        "quantities": [
            {**span(text, word), "low": low, "high": high, "bound": bound, "role": role}
            for word, low, high, bound, role in parts.get("quantities", ())
        ],
        "speech": [
            {
                "id": f"s{at}",
                "source": span(text, source),
                "source_kind": kind,
                "cue": None,
                "content": [span(text, content)],
                "form": "indirect",
                "act": act,
            }
            for at, (source, kind, act, content) in enumerate(parts.get("speech", ()))
        ],
        "events": [
            {
                "id": f"e{at}",
                "trigger": span(text, trigger),
                "type": kind,
                "modality": "asserted",
                "voice": "author",
                "actors": [span(text, one) for one in actors],
                "targets": [],
                "place": None,
                "time": None,
                "instrument": None,
            }
            for at, (trigger, kind, actors) in enumerate(parts.get("events", ()))
        ],
        "framing": [],
        "repairs": [],
    }


class Book:
    def __init__(self, readings: Iterable[Json]) -> None:
        self._readings = list(readings)

    def readings(self) -> list[Json]:
        return self._readings


WIRE = "قتل ثلاثة مدنيين وأصيب خمسة آخرون في قصف مدفعي لقوات الحلف على قرية عين السدر صباح اليوم، وهرعت فرق الإسعاف إلى المكان."
ACCOUNTS = [
    reading("a1", "2031-04-02", WIRE, source="وكالة الأفق",
            quantities=[("ثلاثة", 3, 3, "exact", "killed"), ("خمسة", 5, 5, "exact", "injured")],
            events=[("قصف", "shelling", ["قوات الحلف"])]),
    reading("a2", "2031-04-02", "عاجل: " + WIRE, source="صحيفة الضفاف", quantities=[("ثلاثة", 3, 3, "exact", "killed")],
            events=[("قصف", "shelling", ["قوات الحلف"])]),
    reading("a3", "2031-04-03", "ارتفاع حصيلة القصف المدفعي على قرية عين السدر إلى أربعة قتلى من المدنيين. ولم تتبن أي جهة القصف.",
            source="مرصد النهر", quantities=[("أربعة", 4, 4, "exact", "killed")], events=[("القصف", "shelling", [])]),
    reading("b1", "2031-04-02", "انفجرت عبوة ناسفة بسيارة قاض قرب سوق الذهب وسط تل القصب ظهرا ولم يصب أحد.",
            events=[("انفجرت", "bombing", [])]),
    reading("c1", "2031-04-20", "قتل ثلاثة مدنيين في قصف مدفعي على قرية عين السدر.", quantities=[("ثلاثة", 3, 3, "exact", "killed")]),
]  # fmt: skip


def incidents(readings: Iterable[Json]) -> list[Incident]:
    return compare.incidents(Book(readings))


def test_reports_of_one_incident_come_together_and_others_stay_apart() -> None:
    found = {incident.documents for incident in incidents(ACCOUNTS)}
    assert found == {("a1", "a2", "a3"), ("b1",), ("c1",)}


def test_the_order_of_the_ledger_makes_no_difference() -> None:
    expected = [incident.to_json() for incident in incidents(ACCOUNTS)]
    for seed in range(3):
        shuffled = list(ACCOUNTS)
        random.Random(seed).shuffle(shuffled)
        assert [incident.to_json() for incident in incidents(shuffled)] == expected


def test_an_incident_says_when_where_how_many_and_in_whose_words() -> None:
    found = next(one for one in incidents(ACCOUNTS) if "a1" in one.documents).to_json()
    assert found["place"]["name"] == "عين السدر"
    assert (found["place"]["lat"], found["place"]["lon"]) == PLACES["عين السدر"]
    assert found["date"]["low"] in {"2031-04-01", "2031-04-02"}
    assert found["casualties"]["killed"] == {"low": 3, "high": 4}
    slots = {slot["slot"]: slot for slot in found["slots"]}
    assert slots["killed"]["verdict"] == "compatible"
    assert slots["killed"]["because"] == "revised upward: 3 on 2031-04-02, then 4 on 2031-04-03"
    assert [value["documents"] for value in slots["killed"]["values"]] == [["a1", "a2"], ["a3"]]
    assert slots["injured"]["verdict"] == "single source"
    assert slots["by whom"]["values"][0]["value"] == "قوات الحلف"
    for slot in found["slots"]:
        for value in slot["values"]:
            text = next(one["text"] for one in ACCOUNTS if one["document"]["id"] == value["documents"][0])
            assert value["quote"] in text


def test_what_is_said_to_be_unknown_is_shown_with_its_sentence() -> None:
    found = next(one for one in incidents(ACCOUNTS) if "a1" in one.documents).to_json()
    open_questions = {one["slot"]: one for one in found["unanswered"]}
    assert open_questions["by whom"]["quote"] == "ولم تتبن أي جهة القصف."
    assert open_questions["by whom"]["status"].startswith("said to be unknown, though 2 accounts answer")
    assert open_questions["with what"]["status"] == "not mentioned by any account"
    assert "response" not in open_questions


def test_copies_and_chains_are_one_origin() -> None:
    reports = [gather.report(one) for one in ACCOUNTS[:3]]
    assert [origin.documents for origin in origins.of(reports)] == [("a1", "a2"), ("a3",)]
    text = "ذكرت وكالة الأفق أن القصف طال المدرسة والسوق معا في القرية المذكورة."
    taken = reading(
        "a4", "2031-04-03", text, source="موقع الجسر", speech=[("وكالة الأفق", "media", "state", "القصف طال المدرسة والسوق معا")]
    )
    found = origins.of([*reports, gather.report(taken)])
    assert [origin.documents for origin in found] == [("a1", "a2", "a4"), ("a3",)]
    assert "takes it from وكالة الأفق" in found[0].because


def test_figures_that_cannot_both_be_true_are_disputed() -> None:
    texts = [("d1", "exact", 3, 3), ("d2", "exact", 9, 9)]
    made = [
        gather.report(reading(name, "2031-04-02", f"مقتل {low} في قرية عين السدر", quantities=[(str(low), low, high, bound, "killed")]))
        for name, bound, low, high in texts
    ]
    (slot,) = figures.of(made)
    assert (slot.verdict, slot.because) == ("disputed", "from 3 to 9 in 2 accounts")
    at_least = reading(
        "d3", "2031-04-02", "مقتل 2 على الأقل في قرية عين السدر", quantities=[("2 على الأقل", 2, None, "at-least", "killed")]
    )
    (slot,) = figures.of([made[0], gather.report(at_least)])
    assert (slot.verdict, slot.because) == ("compatible", "all 2 accounts allow 3")


def test_a_denial_stands_beside_the_claim() -> None:
    text = "نفت قيادة الحلف قصف قرية عين السدر."
    denial = reading(
        "a5", "2031-04-02", text, speech=[("قيادة الحلف", "institution", "deny", "قصف قرية عين السدر")], events=[("قصف", "shelling", [])]
    )
    incident = next(one for one in incidents([*ACCOUNTS, denial]) if "a5" in one.documents)
    denied = next(slot for slot in incident.slots if slot.slot == "denied")
    assert denied.verdict == "denied"
    assert [value.documents for value in denied.values] == [("a5",)]


def test_a_round_up_does_not_chain_two_incidents() -> None:
    chances = {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.0, (2, 3): 0.95}
    assert cluster.average(chances, 4, 0.5) == [[0, 1], [2, 3]]
    assert cluster.average({}, 2, 0.5) == [[0], [1]]


def test_an_incident_keeps_its_id_while_later_accounts_join() -> None:
    before = next(one for one in incidents(ACCOUNTS[:2]) if "a1" in one.documents)
    after = next(one for one in incidents(ACCOUNTS) if "a1" in one.documents)
    assert before.documents != after.documents
    assert before.id == after.id
    assert len({one.id for one in incidents(ACCOUNTS)}) == 3


def test_who_was_active_and_silent_is_told() -> None:
    other = reading("z1", "2031-04-02", "أسعار الخضار في أسواق المدينة اليوم وغلاء في السكر والزيت.", source="موقع الميزان")
    found = next(one for one in incidents([*ACCOUNTS, other]) if "a1" in one.documents)
    assert found.to_json()["silent"] == ["موقع الميزان"]


def test_documents_without_dates_places_or_words_do_no_harm() -> None:
    bare = [reading("x1", None, "؟"), reading("x2", "not a date", "خبر"), reading("x3", None, WIRE), *ACCOUNTS]
    found = incidents(bare)
    assert sorted(document for one in found for document in one.documents) == sorted(one["document"]["id"] for one in bare)
    empty = next(one for one in found if one.documents == ("x1",)).to_json()
    assert empty["date"] is None
    assert empty["place"] is None
    assert incidents([]) == []


@pytest.mark.parametrize(("text", "expected"), [("والقصف على بلدة #عين_السدر", ["قصف", "علي", "بلده", "عين", "سدر"]), ("", [])])
def test_stems(text: str, expected: list[str]) -> None:
    assert stems(text) == expected


def test_rare_words_weigh_more() -> None:
    bags = [{"قصف": 1, "سدر": 1}, {"قصف": 1, "قصب": 1}, {"قصف": 1, "غزلان": 1}]
    weights = Weights(bags, language())
    assert weights.most >= weights.of("لم يقل") > weights.of("سدر") > weights.of("قصف") > weights.of("في")
    one, other = weights.vector(bags[0]), weights.vector(bags[1])
    assert cosine(one, one) == pytest.approx(1.0)
    assert 0 < cosine(one, other) < 0.5


def test_every_level_that_ships_has_a_weight() -> None:
    ready = link.sketches([gather.report(one) for one in ACCOUNTS])
    seen = {name for one, other in link.pairs(ready) for name in link.levels(ready[one], ready[other])}
    assert seen <= set(link.shipped())


def test_a_question_is_answered_by_account_and_never_beyond_them() -> None:
    book = Book(ACCOUNTS)
    (best, *_) = compare.ask(book, "كم عدد القتلى في قصف عين السدر يوم قتل ثلاثة مدنيين وأصيب خمسة؟")
    assert best.slot == "killed"
    assert [(value.value, value.documents) for value in best.values] == [("3", ("a1", "a2")), ("4", ("a3",))]
    assert all(any(value.quote in one["text"] for one in ACCOUNTS) for value in best.values)
    (where, *_) = compare.ask(book, "where was the قاض hit by a عبوة?")
    assert [value.value for value in where.values] == ["تل القصب"]
    assert compare.ask(book, "كم عدد القتلى في زلزال الأوراس؟") == []
    assert compare.ask(book, "كم عدد القتلى في قصف الأوراس؟") == []
    assert compare.ask(Book([]), "متى؟") == []


def test_a_page_that_changes_its_toll_says_so() -> None:
    first = reading(
        "p", "2031-04-02", "مقتل 12 في قرية عين السدر", quantities=[("12", 12, 12, "exact", "killed")], events=[("مقتل", "death", [])]
    )
    later = reading(
        "p", "2031-04-02", "مقتل 15 في قرية عين السدر", quantities=[("15", 15, 15, "exact", "killed")], events=[("مقتل", "death", [])]
    )

    class Versions:
        def readings(self, *, versions: bool = False) -> list[Json]:
            return [first, later] if versions else [later]

    assert [change.to_json() for change in compare.revisions(Versions())] == [
        {"document": "p", "version": 1, "slot": "killed", "before": "12", "after": "15"}
    ]


def test_a_round_up_stands_beside_the_incident_not_in_it() -> None:
    text = (
        "انفجرت عبوة ناسفة بسيارة قاض قرب سوق الذهب وسط تل القصب ظهرا ولم يصب أحد، وهرعت الشرطة إلى سوق الذهب في تل القصب.\n"
        "وفي سياق آخر قتل ثلاثة مدنيين في قصف مدفعي لقوات الحلف على قرية عين السدر."
    )
    round_up = reading("r1", "2031-04-02", text, events=[("انفجرت", "bombing", []), ("قصف", "shelling", [])])
    for event, place in zip(round_up["events"], ("تل القصب", "عين السدر"), strict=True):
        event["place"] = span(text, place)
    second = reading("b2", "2031-04-02", "انفجار عبوة ناسفة بسيارة قاض قرب سوق الذهب وسط تل القصب، ولم يصب أحد، بحسب الشرطة.")
    found = {one.documents: one.to_json() for one in incidents([*ACCOUNTS, second, round_up])}
    assert ("b1", "b2", "r1") in found
    (mention,) = found["a1", "a2", "a3"]["in_passing"]
    assert mention["document"] == "r1"
    assert mention["quote"] in text


def test_victims_with_names_and_no_number_are_counted() -> None:
    text = "مقتل الشاب سليم وشقيقته هناء في قصف على قرية عين السدر."
    one = reading("n1", "2031-04-02", text, events=[("مقتل", "death", [])])
    one["mentions"] += [{**span(text, name), "kind": "person"} for name in ("سليم", "هناء")]
    one["events"][0]["targets"] = [span(text, "الشاب سليم"), span(text, "شقيقته هناء")]
    assert figures.casualties([gather.report(one)])["killed"] == {"low": 2, "high": 2}
