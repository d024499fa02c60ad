"""Pictures of the reading room over the examples, for docs/screenshots.

python -m bench.screenshots
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

from riwaya.serve.web import Settings, create_app
from tests import web_room

OUT = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
SHOTS = [
    *((page, "ar", width) for page in ("desk", "incident", "reading") for width in (390, 1024, 1920)),
    *((page, "en", 1024) for page in ("desk", "incident", "reading", "actor", "judge")),
    ("incident", "en", 390), ("drawings", "ar", 1024), ("drawings", "en", 1024), ("report", "ar", 1024),
]  # fmt: skip


def main() -> int:
    """Take them all."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        place = web_room.build(Path(folder) / "l.db")
        server = uvicorn.Server(uvicorn.Config(create_app(Settings(ledger=str(place))), port=0, log_level="error"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--headless", "--no-sandbox", "--disable-gpu"])
        for page, tongue, width in SHOTS:
            _shoot(browser, address, page, tongue, width)
        browser.close()
        server.should_exit = True
    return 0


def _shoot(browser: Any, address: str, name: str, tongue: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 1100}, reduced_motion="reduce", locale="ar" if tongue == "ar" else "en-GB"
    )
    page = context.new_page()
    listed = page.request.get(f"{address}/api/incidents").json()["incidents"]
    incident = max(listed, key=lambda one: one["accounts"])["id"]
    actor = page.request.get(f"{address}/api/actors").json()["actors"][0]["id"]
    paths = {
        "desk": "/", "incident": f"/incident/{incident}", "drawings": f"/incident/{incident}#origins", "reading": "/reading/market-3",
        "actor": f"/actor/{actor}", "judge": "/judge?document=market-1&kind=quantities&number=0", "report": f"/incident/{incident}/report",
    }  # fmt: skip
    page.goto(address + paths[name])
    page.wait_for_timeout(700 if "#" in paths[name] else 100)
    page.screenshot(path=str(OUT / f"{name}-{tongue}-{width}.png"))
    context.close()


if __name__ == "__main__":
    sys.exit(main())
