"""The handhelds' page in a real browser: Debian's Chromium, the size of a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # imports cost more than most tests
    from playwright.sync_api import Browser, Page, Playwright, Response, ViewportSize

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE: ViewportSize = {"width": 390, "height": 844}

_BURST = """keys => {
  for (const key of keys) {
    document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }
}"""


LIMIT_MS = 60_000
"""How long a page is waited for: a busy machine must not fail a test."""


@pytest.fixture
def playwright() -> Iterator[Playwright]:
    """Drives browsers; every expectation of a page has the one limit."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=LIMIT_MS)
    with sync_playwright() as made:
        yield made


@pytest.fixture
def browser(browser_program: str, playwright: Playwright) -> Iterator[Browser]:
    """A browser of its own."""
    made = playwright.chromium.launch(executable_path=browser_program, args=FLAGS)
    yield made
    made.close()


@pytest.fixture
def page(browser: Browser, gateway_address: str) -> Iterator[Page]:
    """The gateway's page; none of its scripts may fail, nothing on it may be forbidden."""
    made = browser.new_page(viewport=PHONE, locale="en-US")
    made.set_default_timeout(LIMIT_MS)
    faults = faults_of(made)
    made.goto(f"{gateway_address}/pda")
    yield made
    assert faults == []


def faults_of(page: Page) -> list[str]:
    """Grows with every failed script and everything that the page's policy forbids."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None,
    )
    return faults


class Hand:
    """A picker with a keystroke-wedge handheld."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def choose_station(self, name: str) -> None:
        """Say which handheld this is."""
        from playwright.sync_api import expect

        self.tap(name)
        expect(self.page.locator("#verdict .word")).to_have_text("Scan your badge")

    def tap(self, words: str) -> None:
        """Tap what carries these words."""
        self.ready()
        self.page.get_by_text(words).click()

    def ready(self) -> None:
        """Wait until the page's script runs: it holds the focus."""
        from playwright.sync_api import expect

        expect(self.page.locator("#keys")).to_be_focused()

    def scan(self, *codes: str) -> Response:
        """Key codes and Enter; the last answer."""
        assert codes
        for code in codes:
            with self.page.expect_response("**/pda/scan*") as answer:
                self.key(code)
            assert answer.value.status == 200
        return answer.value

    def scan_without_enter(self, code: str) -> Response:
        """Put a code into the field with the focus, as some handhelds do, and fall silent."""
        self.ready()
        with self.page.expect_response("**/pda/scan*") as answer:
            self.page.keyboard.insert_text(code)
        assert answer.value.status == 200
        return answer.value

    def key(self, code: str) -> None:
        """Key a code and Enter at a scanner's pace, whatever comes of it."""
        self.ready()
        self.page.evaluate(_BURST, [*code, "Enter"])

    def foresees(self) -> None:
        """Wait until the page knows what may be scanned without connection."""
        from playwright.sync_api import expect

        expect(self.page.locator('#page[data-ahead]:not([data-ahead="0"])')).to_be_attached()

    def sees(self, word: str) -> None:
        """The verdict's large word, on the page."""
        from playwright.sync_api import expect

        expect(self.page.locator("#verdict .word")).to_have_text(word)

    def noted(self, words: str) -> None:
        """What is told beside the scans says this."""
        from playwright.sync_api import expect

        expect(self.page.locator("#note")).to_contain_text(words)

    def told(self, words: str) -> None:
        """The bar over the page says this; "" for no bar."""
        from playwright.sync_api import expect

        bar = self.page.locator("#lost")
        if words:
            expect(bar).to_contain_text(words)
        else:
            expect(bar).to_be_hidden()
