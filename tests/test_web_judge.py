"""Judgements: kept with who, when and why; undoable; never overwritten by reading again; exported as gold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from riwaya import ledger
from riwaya.ledger import judgements
from tests import web_room


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return web_room.build(tmp_path / "l.db")


@pytest.fixture
def client(place: Path) -> Iterator[TestClient]:
    with web_room.room(place) as made:
        yield made


def _event(client: TestClient, document: str = "market-1") -> tuple[int, int]:
    trigger = client.get(f"/api/documents/{document}").json()["events"][0]["trigger"]
    return trigger["start"], trigger["end"]


def test_search_to_incident_to_sentence_to_judgement_and_back(client: TestClient) -> None:
    found = client.get("/api/incidents", params={"q": "سوق قصف"}).json()["incidents"][0]
    incident = client.get(f"/api/incidents/{found['id']}").json()
    at = next(value["at"] for slot in incident["slots"] for value in slot["values"] if value["at"])
    assert client.get(f"/reading/{at['document']}").status_code == 200
    start, end = _event(client, at["document"])
    form = f"/judge?document={at['document']}&kind=events&number=0"
    sent = {"token": web_room.token(client, form), "kind": "events", "verdict": "reject", "document": at["document"]}
    answer = client.post("/judge", data={**sent, "start": start, "end": end, "why": "خبر قديم"})
    assert answer.status_code == 200 and answer.url.path.startswith("/reading/")
    record = client.get(f"/api/documents/{at['document']}").json()["events"][0]
    assert record["status"] == "rejected"
    assert record["judgement"]["who"] == "local" and record["judgement"]["why"] == "خبر قديم" and record["judgement"]["made"]
    assert "خبر قديم" in client.get("/judgements").text


def test_undo_and_undo_of_the_undoing(client: TestClient) -> None:
    start, end = _event(client)
    given = {"kind": "events", "verdict": "accept", "document": "market-1", "start": start, "end": end}
    made = client.post("/api/judgements", json=given).json()
    undone = client.post(f"/api/judgements/{made['id']}/undo").json()
    assert client.get("/api/documents/market-1").json()["events"][0]["status"] == "unverified"
    client.post(f"/api/judgements/{undone['id']}/undo")
    assert client.get("/api/documents/market-1").json()["events"][0]["status"] == "accepted"
    assert len(client.get("/api/judgements").json()) == 3
    assert client.post(f"/api/judgements/{undone['id']}/undo").status_code == 422


def test_a_correction_is_kept_when_the_text_is_read_again(client: TestClient, place: Path) -> None:
    document = client.get("/api/documents/market-1").json()
    figure = document["quantities"][0]
    form = "/judge?document=market-1&kind=quantities&number=0"
    sent = {"token": web_room.token(client, form), "kind": "quantities", "verdict": "correct", "document": "market-1"}
    fields = {"f-start": figure["start"], "f-end": figure["end"], "f-low": 13, "f-high": 13, "f-bound": "exact", "f-role": "killed"}
    client.post("/judge", data={**sent, "start": figure["start"], "end": figure["end"], "why": "", **fields})
    with ledger.open(place) as book:
        again = book.reading("market-1")
        assert again is not None
        again["quantities"] = [{**one, "rule": "another"} for one in again["quantities"]]
        book.add(again)
    record = client.get("/api/documents/market-1").json()["quantities"][0]
    assert (record["status"], record["low"], record["before"]["low"]) == ("corrected", 13, figure["low"])
    gold = client.get("/api/gold").json()
    assert gold[0]["id"] == "market-1" and gold[0]["quantities"][0]["low"] == 13
    assert set(gold[0]) == {"id", "source", "published", "text", *judgements.KINDS}


def test_adding_what_was_missed(client: TestClient) -> None:
    form = "/judge?document=market-1&kind=mentions&span=0-8"
    sent = {"token": web_room.token(client, form), "kind": "mentions", "verdict": "add", "document": "market-1", "start": 0, "end": 8}
    client.post("/judge", data={**sent, "f-kind": "place"})
    added = [one for one in client.get("/api/documents/market-1").json()["mentions"] if one["status"] == "added"]
    assert [(one["start"], one["end"], one["kind"]) for one in added] == [(0, 8, "place")]
    assert {"start": 0, "end": 8, "kind": "place"} in client.get("/api/gold").json()[0]["mentions"]


@pytest.mark.parametrize("field", [{"f-low": "many"}, {"f-start": "9", "f-end": "3"}, {"f-role": ""}, {"f-end": "99999999"}])
def test_what_is_no_record_is_refused(client: TestClient, field: dict[str, str]) -> None:
    form = "/judge?document=market-1&kind=quantities&number=0"
    sent = {
        "token": web_room.token(client, form),
        "kind": "quantities",
        "verdict": "correct",
        "document": "market-1",
        "start": "3",
        "end": "8",
    }
    fields = {"f-start": "3", "f-end": "8", "f-low": "1", "f-high": "1", "f-bound": "exact", "f-role": "killed", **field}
    assert client.post("/judge", data={**sent, **fields}).status_code == 422
    assert client.get("/api/judgements").json() == []


def test_accounts_set_apart_and_put_together_again(client: TestClient) -> None:
    incident = web_room.richest(client)
    away = incident["documents"][0]
    client.post("/api/judgements", json={"kind": "incident", "verdict": "apart", "document": away, "value": [away]})
    now = client.get(f"/api/documents/{away}").json()["incident"]
    assert client.get(f"/api/incidents/{now}").json()["documents"] == [away]
    made = {"kind": "incident", "verdict": "together", "document": away, "value": incident["documents"]}
    client.post("/api/judgements", json=made)
    assert client.get(f"/api/incidents/{incident['id']}").json()["documents"] == incident["documents"]


def test_regroup_is_by_the_last_judgement() -> None:
    def judged(verdict: str, documents: list[str]) -> judgements.Judgement:
        return judgements.Judgement("j", 0, "incident", verdict, documents[0], None, None, None, documents, "me", "", "", None)

    groups = [["a", "b"], ["c"]]
    assert judgements.regroup(groups, []) == [["a", "b"], ["c"]]
    assert judgements.regroup(groups, [judged("together", ["b", "c"])]) == [["a", "b", "c"]]
    assert judgements.regroup(groups, [judged("apart", ["a"])]) == [["b"], ["c"], ["a"]]
