"""Hostile texts stay words; strangers, other sites and other folders stay out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from riwaya import ledger
from riwaya.ledger.people import People
from riwaya.serve.web import security
from riwaya.serve.web.add import safe_name
from tests import web_room

PASSWORD = "سرّ طويل جداً 42"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_room.build(tmp_path_factory.mktemp("web") / "l.db", hostile=True)


@pytest.fixture
def client(place: Path) -> Iterator[TestClient]:
    with web_room.room(place) as made:
        yield made


@pytest.mark.parametrize("name", web_room.HOSTILE)
def test_hostile_texts_render_inert(client: TestClient, name: str) -> None:
    for path in (f"/reading/hostile-{name}", "/texts", "/publishers", "/?q=مدنيين"):
        answer = client.get(path)
        assert answer.status_code == 200
        for piece in ("<script>window", "<svg onload", "<img src=x", 'href="javascript:', "href='javascript:", "<b>script", "\u202e"):
            assert piece not in answer.text, (path, piece)
        assert "script-src 'self';" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert len(answer.content) < 3_000_000
    assert "{{ 7 * 7 }}" in client.get("/reading/hostile-svg").text


def test_every_answer_carries_the_headers(client: TestClient) -> None:
    for path in ("/", "/nothing", "/api/incidents", "/static/riwaya.css", "/api/documents/none"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
        assert "default-src 'none'" in headers["content-security-policy"]


def test_forms_want_their_token(client: TestClient) -> None:
    for path in ("/judge", "/add", "/refresh", "/searches", "/judge/incident", "/judgements/x/undo", "/people"):
        sent = {"name": "x", "query": "q=x", "person_role": "admin", "password": "long enough 1", "text": "نص"}
        assert client.post(path, data=sent).status_code == 403, path


def test_other_sites_may_not_judge(client: TestClient) -> None:
    given = {"kind": "events", "verdict": "accept", "document": "market-1"}
    assert client.post("/api/judgements", json=given, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post("/api/judgements", json=given, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400  # a name that was made to point here


def test_uploads_are_bounded(place: Path) -> None:
    with web_room.room(place, most_bytes=20_000) as client:
        token = web_room.token(client, "/add")
        answer = client.post("/add", data={"token": token}, files={"files": ("a.txt", b"x" * 30_000)})
        assert answer.status_code == 413
        chunks = (b"x" * 5_000 for _ in range(10))
        headers = {"content-type": "multipart/form-data; boundary=b"}
        assert client.post("/add", content=chunks, headers=headers).status_code in (400, 413)


def _wait(client: TestClient, number: int) -> str:
    for _ in range(600):
        page = client.get(f"/add/{number}", headers={"accept-language": "en"}).text
        if "<b>Done</b>" in page or "<b>Failed</b>" in page:
            return page
        time.sleep(0.1)
    raise AssertionError("the job did not end")


def test_texts_are_added_and_problems_told(client: TestClient) -> None:
    token = web_room.token(client, "/add")
    sent = {
        "token": token,
        "text": "قُتل أربعة مدنيين في قصف على بلدة مرج عوسان أمس.",
        "source": "صفحة مرج عوسان",
        "published": "2031-11-02",
    }
    files = [("files", ("خبر.txt", "أُصيب طفلان في انفجار لغم في تل قرطاس.".encode())), ("files", ("empty.pdf", b""))]
    answer = client.post("/add", data=sent, files=files)
    page = _wait(client, int(answer.url.path.rpartition("/")[2]))
    assert "2 read" in page and "empty.pdf" in page
    assert client.get("/api/documents", params={"q": "مرج عوسان أربعة"}).json()["total"] >= 1
    assert client.get("/api/jobs").json()[0]["state"] == "done"


def test_nothing_outside_the_folder_of_the_ledger_is_read(client: TestClient, place: Path) -> None:
    token = web_room.token(client, "/add")
    outside = place.parent.parent / "outside"
    outside.mkdir(exist_ok=True)
    (place.parent / "link").symlink_to(outside)
    for folder in ("/etc", "../outside", "..", ".", "link", str(outside), "nothing"):
        assert client.post("/add", data={"token": token, "folder": folder}).status_code == 422, folder
    (place.parent / "inside").mkdir()
    (place.parent / "inside" / "خبر.txt").write_text("قُتل مدنيان في قصف على تل قرطاس اليوم.", encoding="utf-8")
    answer = client.post("/add", data={"token": token, "folder": "inside"})
    assert "1 read" in _wait(client, int(answer.url.path.rpartition("/")[2]))
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fapp.py"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("name", "kept"), [("../../etc/passwd", "passwd"), ("..\\x.txt", "x.txt"), ("...", "file"), ("خبر 1.txt", "خبر 1.txt")]
)
def test_names_of_files(name: str, kept: str) -> None:
    assert safe_name(name) == kept


def test_accounts_and_roles(place: Path) -> None:
    with ledger.open(place) as book:
        for name, role in (("قارئة", "reader"), ("محلل", "analyst"), ("مديرة", "admin")):
            People(book).put(name, role, security.hashed(PASSWORD))
            kept = People(book).get(name)
            assert kept is not None and kept.password.startswith("$argon2id$") and PASSWORD not in kept.password
    for name, judges, adds in (("قارئة", 403, 403), ("محلل", 201, 403), ("مديرة", 201, 200)):
        with web_room.room(place, accounts=True) as client:
            assert client.get("/", follow_redirects=False).headers["location"] == "/login?next=/"
            assert client.get("/api/incidents").status_code == 401
            token = web_room.token(client, "/login")
            assert client.post("/login", data={"token": token, "name": name, "password": "wrong"}).status_code == 401
            answer = client.post("/login", data={"token": token, "name": name, "password": PASSWORD, "next": "//evil.example"})
            assert answer.status_code == 200 and answer.url.host == "testserver" and answer.url.path == "/"
            given = {"kind": "events", "verdict": "accept", "document": "market-1", "why": name}
            assert client.post("/api/judgements", json=given).status_code == judges
            assert client.get("/add").status_code == adds
            assert client.get("/people").status_code == adds
            token = web_room.token(client, "/?q=")
            client.post("/logout", data={"token": token})
            assert client.get("/api/incidents").status_code == 401


def test_too_many_wrong_passwords(place: Path) -> None:
    with web_room.room(place, accounts=True) as client:
        token = web_room.token(client, "/login")
        answers = [client.post("/login", data={"token": token, "name": "nobody", "password": "x"}).status_code for _ in range(9)]
    assert answers == [401] * 8 + [429]
