"""First byte of each page of the reading room, with many documents and many readers at once.

    python -m bench.web --documents 100000 --readers 20 --seconds 60

The documents are the examples, read once and copied under new ids, days and publishers; their incidents are copied with them. The ledger is
kept under --ledger, so that a second run only measures. The server is a process of its own; so are the readers' threads in this one.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from riwaya import compare, ledger
from riwaya.batch import Setup
from riwaya.batch.work import read_one
from riwaya.intake import Article
from riwaya.intake import read as read_files
from riwaya.ledger import catalogue

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
PORT = 8719
_FIRST = date(2031, 1, 1)


def make(place: Path, documents: int) -> None:
    """A ledger of about `documents` documents, with its catalogue."""
    place.unlink(missing_ok=True)
    with ledger.open(place) as book:
        for found in read_files([EXAMPLES / "accounts.jsonl", EXAMPLES / "accounts"]):
            assert isinstance(found, Article)
            outcome = read_one(found, Setup((str(EXAMPLES / "gazetteer.csv"),)))
            if outcome.reading is not None:
                book.add(outcome.reading)
        incidents = [one.to_json() for one in compare.incidents(book)]
        count = book.count()["article"]
    copies = max(1, documents // count)
    _copy(place, copies)
    with ledger.open(place) as book:
        catalogue.build(book, _incidents(incidents, copies), catalogue.fingerprint(book))


def _copy(place: Path, copies: int) -> None:
    """Copy the rows of articles and readings in the database itself: reading so many texts would take the bench an hour."""
    db = sqlite3.connect(place)
    db.row_factory = sqlite3.Row
    pairs = db.execute(
        "SELECT article.*, reading.id AS reading, reading.body FROM article JOIN reading ON reading.article = article.key"
    ).fetchall()
    for copy in range(1, copies):
        day = (_FIRST + timedelta(days=copy % 700)).isoformat()
        articles, readings = [], []
        for row in pairs:
            body = json.loads(row["body"])
            source = f"{row['source']} {copy % 300}" if row["source"] else None
            name = f"{row['document']}-{copy}"
            body["document"] |= {"id": name, "published": day, "source": source}
            articles.append((f"{row['key']}-{copy}", name, 0, source, row["title"], row["url"], day, row["sha256"], row["text"]))
            readings.append((f"{row['reading']}-{copy}", f"{row['key']}-{copy}", 0, json.dumps(body, ensure_ascii=False)))
        db.executemany(
            "INSERT INTO article (key, document, sequence, source, title, url, published, sha256, text) VALUES (?,?,?,?,?,?,?,?,?)",
            articles,
        )
        db.executemany("INSERT INTO reading (id, article, sequence, body) VALUES (?,?,?,?)", readings)
    db.commit()
    db.close()


def _incidents(found: list[dict[str, Any]], copies: int) -> Iterator[dict[str, Any]]:
    yield from found
    names = sorted({name for one in found for name in one["documents"]}, key=len, reverse=True)
    for copy in range(1, copies):
        day = (_FIRST + timedelta(days=copy % 700)).isoformat()
        for one in found:
            words = json.dumps(one, ensure_ascii=False)
            for name in names:
                words = words.replace(f'"{name}"', f'"{name}-{copy}"')
            made: dict[str, Any] = json.loads(words)
            yield {**made, "id": f"{one['id']}-{copy}", "date": {"low": day, "high": day}}


def pages(seed: int) -> Iterator[tuple[str, str]]:
    """Pages a reader opens, by kind, without end."""
    chance = random.Random(seed)
    ask = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)

    def get(path: str) -> Any:
        ask.request("GET", path)
        return json.loads(ask.getresponse().read())

    incidents = [one["id"] for one in get(f"/api/incidents?page={1 + seed % 40}")["incidents"]]
    texts = [one["id"] for one in get(f"/api/documents?page={1 + seed % 40}")["documents"]]
    actors = [one["id"] for one in [*get("/api/actors")["actors"], *get("/api/publishers")["actors"]]]
    words = ["قصف", "سوق تل قرطاس", "sdf", "وزارة الداخلية", "المرقب"]
    while True:
        yield "desk", f"/?page={chance.randint(1, 50)}"
        yield "filter", "/?" + chance.choice(["type=shelling", "verdict=disputed", "since=2031-06-01", "type=escape&verdict=denied"])
        yield "search", f"/?q={quote(chance.choice(words))}"
        yield "incident", f"/incident/{chance.choice(incidents)}"
        yield "reading", f"/reading/{quote(chance.choice(texts), safe='')}"
        yield "actor", f"/actor/{chance.choice(actors)}"
        yield "lists", chance.choice(["/texts", "/publishers", "/actors", "/judgements"])


def read(seed: int, until: float, taken: dict[str, list[float]], failed: list[str]) -> None:
    """One reader: pages one after another, the first byte of each timed."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    for kind, path in pages(seed):
        if time.perf_counter() > until:
            return
        begin = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read(1)
        taken.setdefault(kind, []).append(time.perf_counter() - begin)
        answer.read()
        if answer.status != 200:
            failed.append(f"{answer.status} {path}")


def main() -> int:
    """Run the bench; 1 when a page is slower than promised (median 200 ms, 95th percentile 500 ms)."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--documents", type=int, default=100_000)
    options.add_argument("--readers", type=int, default=20)
    options.add_argument("--seconds", type=float, default=60.0)

    options.add_argument("--ledger", type=Path, default=Path("build/bench-web.db"))
    given = options.parse_args()
    given.ledger.parent.mkdir(parents=True, exist_ok=True)
    if not given.ledger.exists():
        begin = time.perf_counter()
        make(given.ledger, given.documents)
        print(f"made {given.ledger} in {time.perf_counter() - begin:.0f} s")
    command = [str(Path(sys.executable).with_name("riwaya")), "serve", "--ledger", str(given.ledger), "--port", str(PORT)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            return measure(given.readers, given.seconds)
        finally:
            server.terminate()


def measure(readers: int, seconds: float) -> int:
    """Let the readers read, and print what they waited."""
    for _ in range(600):
        try:
            http.client.HTTPConnection("127.0.0.1", PORT, timeout=60).request("GET", "/static/riwaya.css")
            break
        except ConnectionRefusedError:
            time.sleep(0.1)
    taken: dict[str, list[float]] = {}
    failed: list[str] = []
    until = time.perf_counter() + seconds
    threads = [threading.Thread(target=read, args=(seed, until, taken, failed)) for seed in range(readers)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    slow = False
    for kind in sorted(taken):
        waits = sorted(taken[kind])
        median, worst = statistics.median(waits), waits[int(len(waits) * 0.95)]
        slow = slow or median > 0.2 or worst > 0.5
        print(f"{kind:10} {len(waits):6} pages   median {median * 1000:6.0f} ms   95th percentile {worst * 1000:6.0f} ms")
    print(f"{sum(map(len, taken.values()))} pages by {readers} readers, {len(failed)} failed {failed[:3]}")
    return int(slow or bool(failed))


if __name__ == "__main__":
    sys.exit(main())
