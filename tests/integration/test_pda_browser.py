"""The handhelds' page in a real browser: looks, sound, the field for keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from procedure.tones import TONES
from procedure.words import Post, Signal
from tests.plugins.browsers import Hand
from tests.plugins.houses import EAN, MUG, SmallHouse, draft
from tests.plugins.journey import line, order_no, released

pytestmark = pytest.mark.needs_browser

LISTEN = """
  const make = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () {
    const tone = make.call(this);
    const start = tone.start;
    tone.start = function (at) {
      const before = document.body.dataset.heard || "";
      document.body.dataset.heard = (before + " " + this.frequency.value).trim();
      start.call(this, at);
    };
    return tone;
  };
"""


def hears(page: Page, *signals: Signal) -> None:
    """The tones of these verdicts sounded, and no others."""
    pitches = " ".join(f"{tone.hertz:g}" for signal in signals for tone in TONES[signal])
    expect(page.locator("body")).to_have_attribute("data-heard", pitches)


def test_every_verdict_has_its_tone(at: SmallHouse, page: Page) -> None:
    page.add_init_script(LISTEN)
    page.reload()
    hand = Hand(page)
    hand.choose_station("pick-1")
    page.locator("header").click()  # a browser is silent until it is touched
    hand.scan(at.badges[Post.PICKER])
    hears(page, Signal.GOOD)
    hand.scan("4006381333931")
    hears(page, Signal.GOOD, Signal.WRONG)
    assert page.locator("#mute").is_hidden()


def test_a_browser_that_is_silent_says_so(at: SmallHouse, page: Page) -> None:
    hand = Hand(page)
    station = page.locator("[data-station]").first.get_attribute("data-station")
    address = page.url.partition("/pda")[0]
    page.request.post(  # by no finger
        f"{address}/pda/station", data={"station": station}, headers={"origin": address}
    )
    page.reload()
    hand.scan_without_enter(at.badges[Post.PICKER])
    expect(page.locator("#mute")).to_be_visible()
    page.locator("#mute").click()
    expect(page.locator("#mute")).to_be_hidden()


def test_colours_and_language_are_chosen_on_the_page(at: SmallHouse, page: Page) -> None:
    hand = Hand(page)
    hand.choose_station("pick-1")
    hand.tap("Colours and language")
    hand.tap("Dark, for colour-blind eyes")
    expect(page.locator("html")).to_have_attribute("data-theme", "colourblind-dark")
    hand.tap("繁體中文")
    expect(page.locator("html")).to_have_attribute("lang", "zh-TW")
    page.locator("a.quiet").click()
    hand.scan(at.badges[Post.PICKER])
    (order,) = released(at, draft("A-1", lines=(line(MUG, 2),)))
    hand.scan(order_no(at, order), "LOC-A-01-01-01", EAN[MUG])
    expect(page.locator("#verdict")).to_have_css("background-color", "rgb(0, 90, 140)")
    hand.scan("LOC-A-01-01-02")
    expect(page.locator("#verdict")).to_have_css("background-color", "rgb(143, 51, 0)")
