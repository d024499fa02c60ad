"""The reading room in a real browser: every page, both languages, three widths, the keyboard alone; nothing asked of the network."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from riwaya.serve.web import Settings, create_app
from tests import web_room

api = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed")

_ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
WIDTHS = (390, 1024, 1920)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = web_room.build(tmp_path_factory.mktemp("web") / "l.db", hostile=True)
    app = create_app(Settings(ledger=str(place), gazetteers=web_room.GAZETTEERS))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with api.sync_playwright() as play:
        made = play.chromium.launch(executable_path=str(CHROMIUM), args=_ARGUMENTS)
        yield made
        made.close()


class Watched:
    """A page that keeps what it should not do: errors in the console, and requests to anywhere else."""

    def __init__(self, browser: Any, address: str, tongue: str, width: int = 1024) -> None:
        self._context = browser.new_context(viewport={"width": width, "height": 900}, locale="ar" if tongue == "ar" else "en-GB")
        self.page = self._context.new_page()
        self.page.set_default_timeout(60_000)
        self.bad: list[str] = []
        self.address = address
        self.page.on("console", lambda said: self.bad.append(f"{said.type}: {said.text}") if said.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.bad.append(str(error)))
        self.page.on("request", lambda asked: None if asked.url.startswith(address) else self.bad.append(f"outside: {asked.url}"))

    def open(self, path: str) -> Any:
        self.page.goto(self.address + path)
        return self.page

    def close(self) -> None:
        self._context.close()
        assert self.bad == []


def _paths(watched: Watched) -> dict[str, str]:
    def get(path: str) -> Any:
        return watched.page.request.get(watched.address + path).json()

    incident = max(get("/api/incidents")["incidents"], key=lambda one: one["accounts"])["id"]
    publisher = get("/api/publishers")["actors"][0]["id"]
    return {
        "desk": "/", "search": "/?q=قصف", "incident": f"/incident/{incident}", "report": f"/incident/{incident}/report",
        "reading": "/reading/market-3?span=20-40", "texts": "/texts", "publishers": "/publishers", "actors": "/actors",
        "actor": f"/actor/{publisher}", "judge": "/judge?document=market-3&kind=events&number=0", "judgements": "/judgements",
        "add": "/add", "missing": "/incident/none",
    }  # fmt: skip


@pytest.mark.parametrize("tongue", ["ar", "en"])
def test_pages(browser: Any, address: str, tongue: str) -> None:
    """No console error, no request outside, nothing wider than the screen, and no serious finding of axe."""
    for width in WIDTHS:
        watched = Watched(browser, address, tongue, width)
        for name, path in _paths(watched).items():
            page = watched.open(path)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, (name, width, wide)
            if width != 1920:
                page.evaluate(_AXE)
                found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
                serious = [
                    (one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"])
                    for one in found["violations"]
                    if one["impact"] in ("serious", "critical")
                ]
                assert serious == [], (name, tongue, width)
        watched.bad = [one for one in watched.bad if "404" not in one]  # the page that is missing, on purpose
        watched.close()


def test_hostile_texts_do_nothing(browser: Any, address: str) -> None:
    watched = Watched(browser, address, "ar")
    for path in (*(f"/reading/hostile-{name}" for name in web_room.HOSTILE), "/texts", "/publishers", "/?q=مدنيين"):
        page = watched.open(path)
        assert page.evaluate("window.hurt") is None
        assert page.locator("a[href^='javascript']").count() == 0
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, path
    watched.close()


def test_numbers_and_dates_read_the_right_way(browser: Any, address: str) -> None:
    """In both directions of the page, the first digit of a range or date stands at the left."""
    for tongue in ("ar", "en"):
        watched = Watched(browser, address, tongue)
        page = watched.open(_paths(watched)["incident"])
        order = page.evaluate(
            """() => [...document.querySelectorAll("bdi[dir=ltr], time bdi")].map(one => {
                 const text = one.firstChild; if (!text || text.nodeType !== 3 || text.length < 4) return null;
                 const at = n => { const r = document.createRange(); r.setStart(text, n); r.setEnd(text, n + 1);
                   return r.getBoundingClientRect(); };
                 const first = at(0), last = at(text.length - 1);
                 return first.top === last.top ? [text.data, first.left < last.left] : null; }).filter(one => one)"""
        )
        assert len(order) > 5
        assert [one for one, right in order if not right] == []
        page = watched.open("/reading/market-1")
        runs = page.evaluate(
            r"""() => { const found = []; for (const one of document.querySelectorAll(".text span")) { const text = one.firstChild;
                 if (!text || text.nodeType !== 3) continue; for (const m of text.data.matchAll(/\d{2,}/g)) {
                 const r = n => { const a = document.createRange(); a.setStart(text, n); a.setEnd(text, n + 1);
                   return a.getBoundingClientRect(); };
                 found.push([m[0], r(m.index).left < r(m.index + m[0].length - 1).left]); } } return found; }"""
        )
        assert runs and all(right for _, right in runs)
        watched.close()


def test_search_to_judgement_with_the_keyboard_alone(browser: Any, address: str) -> None:
    watched = Watched(browser, address, "en")
    page = watched.open("/")
    page.keyboard.press("/")
    page.keyboard.type("سوق تل قرطاس")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    _tab_to(page, ".card h2 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/incident/*")
    _tab_to(page, ".value .quote a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reading/*#focus")
    assert page.locator(".lit").count() > 0
    shown = page.locator(".lit").first
    assert shown.evaluate("one => { const r = one.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }")
    page.keyboard.press("n")
    assert page.locator(".cursor").count() == 1
    _tab_to(page, ".judgelink")
    page.keyboard.press("Enter")
    page.wait_for_url("**/judge*")
    _tab_to(page, "button[value=accept]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reading/*")
    assert page.locator(".t-accepted").count() == 1
    page.goto(watched.address + "/judgements")
    _tab_to(page, "form.inline button")
    page.keyboard.press("Enter")
    page.wait_for_selector("tr.undone")
    watched.close()


def _tab_to(page: Any, selector: str) -> None:
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("chosen => document.activeElement.matches(chosen)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_layers_and_language(browser: Any, address: str) -> None:
    watched = Watched(browser, address, "ar")
    page = watched.open("/reading/market-1")
    event = page.locator(".text .l-events").first
    strong = "one => getComputedStyle(one).color"
    before = event.evaluate(strong)
    page.locator("#layer-events").uncheck()
    assert event.evaluate(strong) != before
    assert page.evaluate("document.documentElement.dir") == "rtl"
    page.click(".tongue")
    assert page.evaluate("document.documentElement.dir") == "ltr"
    assert page.evaluate("getComputedStyle(document.querySelector('.text')).direction") == "rtl"
    assert not page.locator("#layer-events").is_checked()  # kept while the language changed
    page.goto(watched.address + "/")
    assert page.evaluate("document.documentElement.lang") == "en"
    watched.close()


def test_added_texts_show_progress(browser: Any, address: str) -> None:
    watched = Watched(browser, address, "en")
    page = watched.open("/add")
    page.fill("textarea[name=text]", "قُتل ثلاثة مدنيين في قصف مدفعي على بلدة مرج عوسان فجر اليوم.")
    page.fill("form:has(textarea) input[name=source]", "صفحة مرج عوسان")
    page.click("form:has(textarea) button")
    page.wait_for_selector("#job b:text-is('Done')", timeout=120_000)
    page.click("#job li a")
    assert "قُتل ثلاثة" in page.inner_text(".original")
    watched.close()
