"""Files of every kind with the same invented article in them, made where a test wants them."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

from tests.fixtures.make import PARAGRAPHS, TITLE

TEXT = "\n".join(PARAGRAPHS)
HTML = (
    '<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta property="og:site_name" content="شبكة الوادي"><meta property="article:published_time" content="2031-03-06T10:00:00+03:00">'
    '<link rel="canonical" href="https://wadi.example/1"></head><body><nav><a href="/">الرئيسية</a> <a href="/x">رياضة</a></nav>'
    "<article><h1>{title}</h1>{body}</article><footer>جميع الحقوق محفوظة</footer></body></html>"
).format(title=TITLE, body="".join(f"<p>{one}</p>" for one in PARAGRAPHS))
FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>شبكة الوادي</title><link>https://wadi.example</link>'
    "<item><title>{title}</title><link>https://wadi.example/1</link><pubDate>Thu, 06 Mar 2031 10:00:00 +0300</pubDate>"
    "<description><![CDATA[{body}]]></description></item></channel></rss>"
).format(title=TITLE, body="".join(f"<p>{one}</p>" for one in PARAGRAPHS))
WARC_DATE = "2031-03-07T08:30:00Z"


def docx(path: Path) -> Path:
    """A Word file."""
    import docx as word

    document = word.Document()
    document.core_properties.title = TITLE
    for one in PARAGRAPHS:
        document.add_paragraph(one)
    document.save(str(path))
    return path


def odt(path: Path) -> Path:
    """The least that is an OpenDocument text."""
    body = "".join(f"<text:p>{one}</text:p>" for one in PARAGRAPHS)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:text>'
        f"{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", content)
    return path


def rtf(path: Path) -> Path:
    """Rich text with Unicode escapes."""
    body = "\\par\n".join("".join(char if char.isascii() else f"\\u{ord(char)}?" for char in one) for one in PARAGRAPHS)
    path.write_bytes(("{\\rtf1\\ansi\\ansicpg1256\\uc1 " + body + "}").encode("ascii"))
    return path


def eml(path: Path) -> Path:
    """A message with a picture attached."""
    message = EmailMessage()
    message["From"] = "مكتب الإعلام <press@wadi.example>"
    message["To"] = "desk@paper.example"
    message["Subject"] = TITLE
    message["Date"] = "Thu, 06 Mar 2031 10:00:00 +0300"
    message.set_content(TEXT + "\n", charset="utf-8")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="x.png")
    path.write_bytes(message.as_bytes())
    return path


def telegram(path: Path) -> Path:
    """A channel's export: one post in pieces, one picture without words."""
    first, *rest = PARAGRAPHS
    messages = [
        {"id": 1, "type": "service", "date": "2031-03-01T00:00:00", "action": "create_channel", "text": ""},
        {
            "id": 2,
            "type": "message",
            "date": "2031-03-06T10:00:00",
            "from": "شبكة الوادي",
            "text": [{"type": "bold", "text": first}, "\n" + "\n".join(rest)],
        },
        {"id": 3, "type": "message", "date": "2031-03-06T11:00:00", "from": "شبكة الوادي", "photo": "photos/1.jpg", "text": ""},
    ]
    path.write_text(
        json.dumps({"name": "شبكة الوادي", "type": "public_channel", "id": 7, "messages": messages}, ensure_ascii=False), encoding="utf-8"
    )
    return path


def warc_bytes(packed: bool = True) -> bytes:
    """One page as a crawler keeps it."""
    page = HTML.encode("utf-8")
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(page) + page
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:6f0b2c1e-0000-4000-8000-000000000001>\r\n"
        f"WARC-Target-URI: https://wadi.example/1\r\nWARC-Date: {WARC_DATE}\r\nWARC-Payload-Digest: sha1:ABCDEF\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    record = head.encode("ascii") + http + b"\r\n\r\n"
    return gzip.compress(record, mtime=0) if packed else record


def wacz(path: Path) -> Path:
    """A web archive in its zip."""
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("datapackage.json", "{}")
        packed.writestr("archive/data.warc.gz", warc_bytes())
    return path


def xlsx(path: Path) -> Path:
    """A workbook with Arabic column names."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["معرف", "المصدر", "التاريخ", "النص"])
    sheet.append(["w-1", "شبكة الوادي", "2031-03-06", TEXT])
    book.save(str(path))
    return path


def parquet(path: Path) -> Path:
    """One row."""
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.table({"id": ["w-1"], "text": [TEXT], "published": ["2031-03-06"]}), str(path))
    return path


def tar(path: Path, members: dict[str, bytes]) -> Path:
    """A compressed tar."""
    with tarfile.open(path, "w:gz") as packed:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            packed.addfile(info, io.BytesIO(data))
    return path


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    """A zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return path
