"""The interface for programs: its description holds, and nothing that is sent to it breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests import web_room


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_room.build(tmp_path_factory.mktemp("web") / "l.db")


@pytest.fixture
def client(place: Path) -> Iterator[TestClient]:
    with web_room.room(place) as made:
        yield made


def test_the_description_covers_every_view(client: TestClient) -> None:
    paths = set(client.get("/api/openapi.json").json()["paths"])
    assert {"/api/incidents", "/api/incidents/{name}", "/api/documents", "/api/publishers", "/api/actors", "/api/judgements"} <= paths
    assert not any(not path.startswith("/api/") for path in paths)


def test_an_incident_is_the_contract_and_more(client: TestClient) -> None:
    incident = web_room.richest(client)
    for name in ("id", "title", "documents", "date", "place", "casualties", "origins", "slots", "unanswered", "namings", "candidates"):
        assert name in incident
    assert client.get("/api/incidents/none").json() == {
        "error": "there is no incident of this id", "where": "none", "remedy": "the desk lists those there are",
    }  # fmt: skip


@pytest.mark.parametrize("query", ["since=yesterday", "page=0", "order=random", "size=9999", "q=" + "a" * 400])
def test_a_wrong_question_is_told(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/incidents?{query}")
    assert answer.status_code == 422 and answer.json()["error"]


@pytest.mark.parametrize("words", ['"', "*", "a AND OR NOT", "قصف\x00", "(((", "NEAR(", "' OR 1=1 --", "^^", ":", "﷽", "\u202eقصف"])
def test_search_takes_any_words(client: TestClient, words: str) -> None:
    assert client.get("/api/documents", params={"q": words}).status_code == 200
    assert client.get("/", params={"q": words}).status_code == 200


def test_schemathesis_finds_no_server_error(place: Path) -> None:
    schemathesis = pytest.importorskip("schemathesis")
    from hypothesis import HealthCheck, Phase, given, settings

    app: Any = web_room.room(place).app
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers={"host": "testserver"})
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=12,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def one(case: Any) -> None:
            answer = case.call(headers={"host": "testserver"})
            assert answer.status_code < 500, (case.method, case.path, answer.text[:300])

        one()
        tried += 1
    assert tried >= 12
