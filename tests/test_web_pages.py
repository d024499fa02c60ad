"""Pages of the reading room: each in both languages, every value one click from its words, search that knows Arabic."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document
from starlette.testclient import TestClient

from riwaya.ledger import search
from riwaya.serve.web import draw, language, marks
from tests import web_room


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with web_room.room(web_room.build(tmp_path_factory.mktemp("web") / "l.db")) as made:
        yield made


def _paths(client: TestClient) -> list[str]:
    incident = web_room.richest(client)["id"]
    document = client.get("/api/documents").json()["documents"][0]["id"]
    publisher = client.get("/api/publishers").json()["actors"][0]["id"]
    actor = client.get("/api/actors").json()["actors"][0]["id"]
    return [
        "/", "/?q=القصف", "/?verdict=disputed", "/texts", "/publishers", "/actors", "/judgements", "/add", f"/incident/{incident}",
        f"/incident/{incident}/report", f"/reading/{document}", f"/reading/{document}?span=3-9", f"/actor/{publisher}", f"/actor/{actor}",
        f"/judge?document={document}&kind=events&number=0", f"/judge?document={document}&kind=speech&span=3-9",
    ]  # fmt: skip


@pytest.mark.parametrize("tongue", ["ar", "en"])
def test_every_page_in_both_languages(client: TestClient, tongue: str) -> None:
    for path in _paths(client):
        answer = client.get(path, headers={"accept-language": tongue})
        assert answer.status_code == 200, path
        assert f'<html lang="{tongue}" dir="{"rtl" if tongue == "ar" else "ltr"}">' in answer.text
        page = re.sub(r"<(?:bdi|script|blockquote|option)[^>]*>.*?</(?:bdi|script|blockquote|option)>", "", answer.text, flags=re.S)
        assert not re.search(r">\s*(?:slot|verdict|type|act|col|desk|incident)\.[a-z]", page), path
        assert " style=" not in answer.text and not re.search(r" on[a-z]+=", page), path


def test_both_languages_have_the_same_phrases() -> None:
    english, arabic = dict(language.phrases("en")), dict(language.phrases("ar"))
    plain = {key for key in english if not key.startswith("count.")}
    assert plain == {key for key in arabic if not key.startswith("count.")}
    for key in plain:
        assert set(re.findall(r"{\w+}", english[key])) == set(re.findall(r"{\w+}", arabic[key])), key


def test_the_templates_ask_only_for_phrases_there_are() -> None:
    folder = Path(language.__file__).parent / "templates"
    for file in sorted(folder.glob("*.html")):
        for key in re.findall(r"\bt\('([a-z-]+\.[a-z-]+)'[,)]", file.read_text(encoding="utf-8")):
            assert key in language.phrases("en") or f"{key}.other" in language.phrases("en"), f"{file.name}: {key}"


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def test_every_link_inside_leads_somewhere(client: TestClient) -> None:
    seen: set[str] = set()
    for path in _paths(client)[:14]:
        links = _Links()
        links.feed(client.get(path).text)
        for link in links.found:
            target = link.partition("#")[0]
            if target.startswith("/") and target not in seen and not target.startswith("/api"):
                seen.add(target)
                assert client.get(target).status_code == 200, f"{path} → {target}"


def test_a_value_is_one_click_from_its_sentence(client: TestClient) -> None:
    incident = web_room.richest(client)
    cited = [value for slot in incident["slots"] for value in slot["values"] if value["at"] and value["at"]["start"] is not None]
    assert len(cited) > 5
    for value in cited:
        at = value["at"]
        text = client.get(f"/api/documents/{at['document']}").json()["text"]
        assert text[at["start"] : at["end"]] == value["quote"]
        page = client.get(f"/reading/{at['document']}?span={at['start']}-{at['end']}").text
        assert 'id="focus"' in page


@pytest.mark.parametrize("words", ["القصف", "قَصْف", "وبالقصف", "قصف"])
def test_search_folds_and_strips(client: TestClient, words: str) -> None:
    plain = client.get("/api/documents", params={"q": "قصف"}).json()
    assert plain["total"] > 2
    assert client.get("/api/documents", params={"q": words}).json()["total"] == plain["total"]


def test_names_are_found_under_aliases_and_in_the_other_script() -> None:
    aliases = search._aliases()
    assert ["sdf"] in aliases["قسد"]
    assert ["قسد"] in aliases["sdf"]
    assert search.consonants("Hasaka") == search.consonants("الحسكة")
    assert search.stem("والحسكه") == search.stem("بالحسكه") == "حسكه"


def test_filters_narrow(client: TestClient) -> None:
    every = client.get("/api/incidents").json()
    for facet in ("place", "type", "publisher", "verdict"):
        for value in every["facets"][facet][:3]:
            found = client.get("/api/incidents", params={facet: value["value"]}).json()
            assert found["total"] == value["count"]
    low = min(one["low"] for one in every["incidents"] if one["low"])
    assert client.get("/api/incidents", params={"until": low}).json()["total"] < every["total"]


def test_saved_searches(client: TestClient) -> None:
    token = web_room.token(client, "/?q=قصف")
    client.post("/searches", data={"token": token, "name": "<i>قصف</i>", "query": "q=قصف"})
    assert client.get("/api/searches").json() == [{"name": "<i>قصف</i>", "query": "q=قصف"}]
    assert "<i>قصف" not in client.get("/").text
    client.post("/searches/forget", data={"token": token, "name": "<i>قصف</i>"})
    assert client.get("/api/searches").json() == []


def test_reports_have_numbered_sources_and_digests(client: TestClient) -> None:
    incident = web_room.richest(client)
    page = client.get(f"/incident/{incident['id']}/report").text
    assert len(re.findall(r"SHA-256 [0-9a-f]{64}", page)) == len(incident["documents"])
    for tongue, word in (("ar", "المصادر"), ("en", "Sources")):
        made = client.get(f"/incident/{incident['id']}/report.docx", params={"lang": tongue})
        document = Document(io.BytesIO(made.content))
        words = "\n".join(one.text for one in document.paragraphs)
        assert word in words and "[1]" in words and len(re.findall(r"[0-9a-f]{64}", words)) == len(incident["documents"])
        right_to_left = [one for one in document.paragraphs if one._p.pPr is not None and one._p.pPr.find(".//{*}bidi") is not None]
        assert bool(right_to_left) == (tongue == "ar")


def test_views_as_tables(client: TestClient) -> None:
    incident = web_room.richest(client)
    document = incident["documents"][0]
    for path in (f"/api/incidents/{incident['id']}", f"/api/documents/{document}", "/api/incidents", "/api/publishers", "/api/actors"):
        answer = client.get(path, params={"format": "csv"})
        rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
        assert rows, path


def test_a_long_text_comes_in_parts() -> None:
    text = "كلمة " * 20_000
    parts = marks.parts(text)
    assert "".join(text[low:high] for low, high in parts) == text
    assert max(high - low for low, high in parts) <= marks.PART
    assert marks.parts("س" * 30_000)[0] == (0, marks.PART)


def test_no_place_gets_no_point() -> None:
    assert draw.the_map([{"lat": None, "lon": None, "label": "؟", "km": None, "sure": True}]) is None
    drawn = draw.the_map([{"lat": 36.5, "lon": 40.7, "label": "الحسكة", "km": 6.0, "sure": True, "documents": []}])
    assert drawn is not None and drawn["points"][0]["r"] > 4 and drawn["points"][0]["x"] == draw.WIDTH / 2


def test_reasons_in_arabic() -> None:
    assert language.reason("ar", "3 of 4 accounts say the same") == "يتفق 3 من 4 من الروايات"
    assert language.reason("ar", "a reason nobody wrote down") == "a reason nobody wrote down"
    assert language.say("ar", "count.accounts", number=2) == "روايتان"
