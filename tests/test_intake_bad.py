"""What cannot be read is said in one line each, in bounded time, and the rest is still read."""

from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riwaya.intake import Limits, read, read_blob
from riwaya.intake.base import Blob, Context
from riwaya.model import Article, Refusal
from tests import intake_files as files

FIXTURES = Path(__file__).parent / "fixtures"


def refusals(path: Path, limits: Limits | None = None) -> list[str]:
    """The lines for one path; nothing else may come of it."""
    found = list(read([path], limits=limits))
    assert all(isinstance(item, Refusal) for item in found), found
    lines = [str(item) for item in found]
    assert all(line and "\n" not in line for line in lines)
    return lines


def made(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\n\t ", "empty"),
    "binary": (bytes(range(256)) * 40, "binary"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "picture"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "before 2007"),
    "ledger": (b"SQLite format 3\0" + bytes(100), "--ledger"),
    "cut zip": (b"PK\x03\x04" + bytes(50), "cut off"),
    "cut gzip": (files.warc_bytes()[:40], "cut off"),
    "cut PDF": ((FIXTURES / "article-fpdf2.pdf").read_bytes()[:3000], "cut off or broken"),
    "no PDF": (b"%PDF-1.7\n" + b"x" * 500, "cut off or broken"),
    "page without text": (b"<html><head><title>x</title></head><body><script>var a = 1</script></body></html>", "no text"),
    "XML entities": (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item>&x;</item></channel></rss>',
        "entities",
    ),
    "other XML": (b'<?xml version="1.0"?><data><row a="1"/></data>', "no feed"),
    "feed without entries": (b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', "without entries"),
    "cut JSON": (b'{"name": "x", "messages": [{"id": 1, "te', "JSON"),
    "chat without words": (b'{"name": "x", "messages": [{"id": 1, "type": "message", "text": ""}]}', "none of 1 messages"),
    "table without text": (b'{"id": "1", "words": "x"}\n', "no column holds the text"),
    "text that is a number": (b'{"id": "1", "text": 7}\n', "not words"),
    "deep JSON": (b"[" * 100_000, "JSON"),
    "broken RTF": (b"{\\rtf1", "no text"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_one_clear_line(tmp_path: Path, name: str) -> None:
    data, word = BAD[name]
    (line,) = refusals(made(tmp_path / "ملف", data))
    assert word in line
    assert line.startswith(str(tmp_path / "ملف"))
    assert ";" in line  # what to do


def test_missing_and_empty_folders(tmp_path: Path) -> None:
    assert "no such file" in refusals(tmp_path / "nothing")[0]
    assert "no files" in refusals(tmp_path)[0]
    (tmp_path / "dead").symlink_to(tmp_path / "nowhere")
    assert "leads nowhere" in refusals(tmp_path)[0]


def test_the_rest_of_a_folder_is_read(tmp_path: Path) -> None:
    made(tmp_path / "a.txt", b"")
    made(tmp_path / "b.txt", "خبر".encode())
    made(tmp_path / "c.pdf", b"%PDF-1.4 x")
    found = list(read([tmp_path, tmp_path / "none"]))
    assert [type(item).__name__ for item in found] == ["Refusal", "Article", "Refusal", "Refusal"]


def test_one_bad_line_of_a_table(tmp_path: Path) -> None:
    path = made(
        tmp_path / "a.jsonl", '{"id": "1", "text": "خبر"}\n{"id": \n[1]\n{"id": "2", "text": ""}\n{"id": "3", "text": "آخر"}\n'.encode()
    )
    found = list(read([path]))
    assert [item.id for item in found if isinstance(item, Article)] == ["1", "3"]
    assert [item.where.rsplit(":", 1)[1] for item in found if isinstance(item, Refusal)] == ["2", "3", "4"]


def test_scanned_and_encrypted_pdf() -> None:
    assert "scanned" in refusals(FIXTURES / "scan.pdf")[0]
    assert "encrypted" in refusals(FIXTURES / "encrypted.pdf")[0]


def test_zip_bomb_paths_and_passwords(tmp_path: Path) -> None:
    bomb = files.zipped(tmp_path / "bomb.zip", {"x.txt": bytes(40_000_000)})
    assert "bomb" in refusals(bomb)[0]
    leading_out = files.zipped(tmp_path / "out.zip", {"../../x.txt": "خبر".encode()})
    assert "leads out" in refusals(leading_out)[0]
    assert "leads out" in refusals(files.tar(tmp_path / "out.tar.gz", {"../x.txt": "خبر".encode()}))[0]
    locked = files.zipped(tmp_path / "locked.zip", {"x.txt": "خبر".encode()})
    data = bytearray(locked.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert "encrypted" in refusals(made(locked, bytes(data)))[0]


def test_archives_in_archives_end(tmp_path: Path) -> None:
    data = "خبر".encode()
    for level in range(6):
        data = files.zipped(tmp_path / "x.zip", {f"{level}.zip" if level else "a.txt": data}).read_bytes()
    assert "in each other" in refusals(tmp_path / "x.zip")[0]


def test_gzip_bomb(tmp_path: Path) -> None:
    import gzip

    path = made(tmp_path / "x.gz", gzip.compress(bytes(80_000_000)))
    assert "bomb" in refusals(path)[0]


def test_docx_bomb(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<x/>")
        packed.writestr("word/document.xml", bytes(50_000_000))
    assert "bomb" in refusals(tmp_path / "x.docx")[0]


def test_deep_page_in_bounded_time(tmp_path: Path) -> None:
    path = made(tmp_path / "x.html", ("<html><body>" + "<div>" * 10_000 + files.TEXT + "</div>" * 10_000).encode())
    begun = time.monotonic()
    (article,) = read([path])
    assert isinstance(article, Article)
    assert article.text == files.TEXT
    assert "deep" in article.notes[0]
    assert time.monotonic() - begun < 20


def test_a_feed_that_is_a_page(tmp_path: Path) -> None:
    (article,) = read([made(tmp_path / "feed.xml", files.HTML.encode())])
    assert isinstance(article, Article)
    assert article.kind == "html"


def test_long_line_and_huge_file_are_refused_without_reading_them(tmp_path: Path) -> None:
    path = made(tmp_path / "x.jsonl", b'{"id": "1", "text": "' + b"x" * 3_000_000 + b'"}\n{"id": "2", "text": "ok"}\n')
    found = list(read([path], limits=Limits(line_bytes=1 << 20)))
    assert "more than 1 MB" in str(found[0])
    assert isinstance(found[1], Article)
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as stream:
        stream.write(b"word ")
        stream.truncate(2 << 30)  # a hole: no room is taken
    begun = time.monotonic()
    assert len(refusals(huge)) == 1
    assert time.monotonic() - begun < 5


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    path = made(tmp_path / "x.jsonl", b'{"id": "1", "text": "a"}\n')
    found = []
    for item in read([path]):
        found.append(item)
        if isinstance(item, Article):
            with path.open("ab") as stream:
                stream.write(b'{"id": "2", ')
    assert any("changed while it was read" in str(item) for item in found if isinstance(item, Refusal))


def test_invalid_utf8_is_read_and_noted(tmp_path: Path) -> None:
    data = files.TEXT.encode()
    (article,) = read([made(tmp_path / "x.txt", data[:21] + b"\xff" + data[21:])])
    assert isinstance(article, Article)
    assert "\ufffd" in article.text
    assert "invalid UTF-8 in" in article.notes[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_forbidden_file(tmp_path: Path) -> None:
    path = made(tmp_path / "x.txt", b"x")
    path.chmod(0)
    assert "may read" in refusals(path)[0]


SEEDS = [
    files.HTML.encode(),
    files.FEED.encode(),
    files.warc_bytes(packed=False),
    b'{"id": "1", "text": "a"}\n{"id": 2, "text": "b", "published": "2031-03-06"}\n',
    b"id,text\n1,a\n",
    b"{\\rtf1\\ansi\\ansicpg1256 \\u1602?\\'c8}",
    b"From: a@b\nSubject: x\nDate: Thu, 06 Mar 2031 10:00:00 +0300\nContent-Type: text/html\n\n<p>x</p>",
    files.TEXT.encode("cp1256"),
    b'{"name": "x", "messages": [{"id": 1, "type": "message", "text": ["a", {"text": "b"}]}]}',
]


@settings(max_examples=int(os.environ.get("RIWAYA_FUZZ", "150")), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.sampled_from(SEEDS), cuts=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 40), st.binary(max_size=20)), max_size=6))
def test_no_parser_raises_or_yields_more_than_lines(seed: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    data = seed
    for at, length, patch in cuts:
        at %= len(data) + 1
        data = data[:at] + patch + data[at + length :]
    for item in read_blob(Blob.of_bytes("fuzz", data), Context()):
        assert isinstance(item, Article | Refusal)
        if isinstance(item, Refusal):
            assert "could not be read (" not in item.what, item.what  # the last resort: a parser raised
            assert item.remedy


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_at_all(data: bytes) -> None:
    for item in read_blob(Blob.of_bytes("fuzz", data), Context()):
        assert isinstance(item, Article | Refusal)
