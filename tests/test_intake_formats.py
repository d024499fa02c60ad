"""The same article out of every kind of file, and the differences that are declared."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from riwaya.annotate import pipeline
from riwaya.intake import Columns, Limits, read
from riwaya.model import Article, Refusal
from riwaya.rules import Tools
from tests import intake_files as files
from tests.fixtures.make import PARAGRAPHS, TITLE

FIXTURES = Path(__file__).parent / "fixtures"


def one(path: Path | str, **options: object) -> Article:
    """The one article of a file, and nothing refused."""
    found = list(read([path], **options))  # type: ignore[arg-type]
    assert len(found) == 1, [str(item) for item in found]
    assert isinstance(found[0], Article), str(found[0])
    return found[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256", "iso8859_6", "mac_arabic"])
def test_text_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "خبر.txt"
    path.write_bytes(files.TEXT.encode(encoding))
    article = one(path)
    assert article.text.replace("\u00a0", " ") == files.TEXT
    assert article.encoding == {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)
    assert article.language == "ar"
    assert article.kind == "text"


MAKERS: dict[str, Callable[[Path], Path]] = {
    "html": lambda path: _written(path, files.HTML.encode()),
    "docx": files.docx,
    "odt": files.odt,
    "rtf": files.rtf,
    "mail": files.eml,
    "telegram": files.telegram,
    "feed": lambda path: _written(path, files.FEED.encode()),
    "xlsx": files.xlsx,
    "parquet": files.parquet,
    "warc": lambda path: _written(path, files.warc_bytes()),
    "plain warc": lambda path: _written(path, files.warc_bytes(packed=False)),
    "wacz": files.wacz,
    "pdf, shaped": lambda path: FIXTURES / "article-fpdf2.pdf",
    "pdf, presentation forms": lambda path: FIXTURES / "article-reportlab.pdf",
}


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_same_words_from_every_kind(tmp_path: Path, kind: str) -> None:
    article = one(MAKERS[kind](tmp_path / "file-without-a-telling-name"))
    words = article.text.split()
    expected = " ".join(PARAGRAPHS).split()
    # Declared: a page and its web archive give the headline as the first line.
    assert words in (expected, TITLE.split() + expected)


def test_same_reading_from_every_kind(tmp_path: Path, tools: Tools) -> None:
    def found(path: Path) -> list[tuple[str, str]]:
        reading = pipeline.read(one(path, published="2031-03-06"), tools)
        return [(event.type, " ".join(event.trigger.of(reading.article.text).split())) for event in reading.events]

    plain = found(_written(tmp_path / "a", files.TEXT.encode()))
    assert plain
    for kind in ("docx", "rtf", "mail", "telegram", "pdf, shaped", "pdf, presentation forms"):
        assert found(MAKERS[kind](tmp_path / "b")) == plain, kind
        (tmp_path / "b").unlink(missing_ok=True)


def test_metadata(tmp_path: Path) -> None:
    page = one(_written(tmp_path / "page", files.HTML.encode()))
    assert (page.title, page.source, page.published, page.published_from) == (TITLE, "شبكة الوادي", "2031-03-06", "metadata")
    assert page.url == "https://wadi.example/1"
    mail = one(files.eml(tmp_path / "mail"))
    assert (mail.title, mail.author, mail.published) == (TITLE, "مكتب الإعلام", "2031-03-06")
    assert "1 attachments that are no texts" in mail.notes
    post = one(files.telegram(tmp_path / "result.json"))
    assert (post.source, post.published) == ("شبكة الوادي", "2031-03-06")
    kept = one(_written(tmp_path / "warc", files.warc_bytes()))
    assert kept.captured == files.WARC_DATE
    assert kept.notes[0] == "archived as sha1:ABCDEF"
    assert one(FIXTURES / "article-fpdf2.pdf").title == TITLE


def test_dateline_and_given_date(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"الزيتونة، الخميس 6 آذار 2031\n{files.TEXT}", encoding="utf-8")
    assert (one(path).published, one(path).published_from) == ("2031-03-06", "dateline")
    path.write_text(files.TEXT, encoding="utf-8")
    assert one(path).published is None
    given = one(path, published="2031-03-08")
    assert (given.published, given.published_from) == ("2031-03-08", "given")


def test_tables_keep_ids_and_text_to_the_letter(tmp_path: Path) -> None:
    odd = "  نص\tبه  فراغات\u200f\r\nوسطر "
    path = tmp_path / "a.jsonl"
    rows = [
        {"id": "x/1", "text": odd, "published": None},
        {"id": "x/2", "text": "آخر", "published": "2031-03-06T01:00:00Z", "source": "الوادي"},
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n", encoding="utf-8")
    first, second = read([path])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.text, first.published, first.published_from) == ("x/1", odd, None, None)
    assert (second.published, second.source) == ("2031-03-06", "الوادي")
    table = tmp_path / "a.csv"
    table.write_bytes('id;text\n"1";"سطر\nثان; وثالث"\n2;آخر\n'.encode("cp1256"))
    assert [(item.id, item.text) for item in read([table]) if isinstance(item, Article)] == [("1", "سطر\nثان; وثالث"), ("2", "آخر")]


def test_a_column_map_is_kept_and_used(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("n,corps\n7,نص الخبر\n", encoding="utf-8")
    columns = Columns(id="n", text="corps")
    columns.save(tmp_path / "map.json")
    assert Columns.load(tmp_path / "map.json") == columns
    assert (one(table, columns=columns).id, one(table, columns=columns).text) == ("7", "نص الخبر")
    (tmp_path / "map.json").write_text('{"txt": "corps"}', encoding="utf-8")
    with pytest.raises(ValueError, match="column map"):
        Columns.load(tmp_path / "map.json")


def test_archives_of_everything(tmp_path: Path) -> None:
    inside = {"a/خبر.txt": files.TEXT.encode(), "b.html": files.HTML.encode(), "__MACOSX/x": b"\0", "c.zip": b""}
    inner = files.zipped(tmp_path / "inner.zip", {"d.txt": "خبر داخل خبر".encode()})
    inside["c.zip"] = inner.read_bytes()
    inner.unlink()
    expected = {f"a/خبر.txt:{'text'}", "b.html:html", "c.zip!d.txt:text"}
    for path in (files.zipped(tmp_path / "all.zip", inside), files.tar(tmp_path / "all.tar.gz", inside)):
        found = [item for item in read([path]) if isinstance(item, Article)]
        assert {f"{(item.path or '').split('!', 1)[1]}:{item.kind}" for item in found} == expected


def test_a_folder_is_walked_in_order_and_kinds_told_by_content(tmp_path: Path) -> None:
    (tmp_path / "ب").mkdir()
    (tmp_path / "ب" / "page.dat").write_text(files.HTML, encoding="utf-8")
    (tmp_path / "a.pdf").write_text("نص لا غير", encoding="utf-8")
    (tmp_path / ".hidden").write_text("لا", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [item.kind if isinstance(item, Article) else str(item) for item in read([tmp_path])] == ["text", "html"]


def test_standard_input(tmp_path: Path) -> None:
    path = _written(tmp_path / "in", b'{"id": "1", "text": "\xd8\xae\xd8\xa8\xd8\xb1"}\n')
    with path.open("rb") as stream:
        found = list(read(["-"], stdin=stream))
    assert [item.id for item in found if isinstance(item, Article)] == ["1"]


def test_the_same_file_is_the_same_document_wherever_it_lies(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
        (folder / "a.txt").write_text("خبر", encoding="utf-8")
    (second / "b.txt").write_text("خبر", encoding="utf-8")
    ids = [item.id for item in read([first, second]) if isinstance(item, Article)]
    assert ids[0] == ids[1] != ids[2]


def test_limits_refuse_by_name(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.txt", files.TEXT.encode())
    for limits in (Limits(document_chars=50), Limits(file_bytes=50)):
        (refused,) = read([path], limits=limits)
        assert isinstance(refused, Refusal)
        assert "limit" in str(refused)
