"""Every page that council staff see, in real Chromium: axe-core finds nothing, it reflows, the keyboard reaches all.

One browser for all of it, which is given each page by the app itself: no server and no network.
"""

import os
import re
import secrets
import shutil
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from council_api import enrolments, kiosks, rollout
from council_api.enrolments import By, Place
from council_api.fleet.heartbeats import Told, keep
from council_api.fleet.settings import Fleet
from kiosk import rating
from kiosk.helper import BEHALF, Helper
from tests.council_api.conftest import BEGIN, _council
from tests.council_api.simulated_council import journeys, send
from tests.council_api.test_council_attachments import LETTER, SIGNED
from tests.council_api.test_council_attachments import send as send_with_files
from tests.council_api.test_council_heartbeats import WELL_BEAT
from tests.council_api.test_council_help_calls import AtKiosk

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not here (Debian package chromium)"),
    pytest.mark.coverage_elsewhere,
]
COMMENT = (
    b'<data id="how-was-that" version="1"><service>missed-bin</service><how>bad</how>'
    b"<comment>Too many pages.</comment></data>"
)
SITE = "https://council.example.org"
VISITS = 1_000
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
PAGES = {
    "list": "/inbox",
    "submission": "/inbox/{submission}",
    "refused": "/inbox/nothing",
    "comments": "/inbox/comments",
    "audit": "/inbox/audit",
    "desk": "/inbox/calls?seen=true",
    "services": "/inbox/insight",
    "service": "/inbox/insight/missed-bin",
    "fleet": "/fleet",
    "kiosk": "/fleet/kiosks/2",
    "places": "/fleet/enrolments",
    "rollouts": "/fleet/rollouts",
    "rollout": "/fleet/rollouts/1",
}

# What is focused, whether all of it can be seen, and whether that it is focused can be.
FOCUSED = """() => {
  const on = document.activeElement;
  if (on === document.body) return null;
  const box = on.getBoundingClientRect(), style = getComputedStyle(on);
  const shown = 'a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]';
  const all = [...document.querySelectorAll(shown)];
  return {
    number: all.indexOf(on), of: all.length,
    seen: box.width > 0 && box.left < innerWidth && box.right > 0 && box.top < innerHeight && box.bottom > 0,
    marked: style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 3,
  };
}"""
OVERFLOW = """() => {
  const root = document.documentElement;
  return root.scrollWidth - root.clientWidth;
}"""


def fill_fleet(engine):
    """Kiosks with all sorts of trouble, places for others, and a roll-out."""
    for name, begin in (("library-3", BEGIN), ("library-4", BEGIN - timedelta(days=9))):
        enrolments.make(engine, Place(name, "By the lifts"), begin, secrets.randbelow, By("council"))
    trouble = {"state": "read-only", "held": 2, "devices": {"printer": "paper", "voice": "failed"}}
    beats = (WELL_BEAT, replace(WELL_BEAT, **trouble, ends={"bundle": BEGIN.date()}))
    keep(
        engine,
        Fleet(),
        [Told(seq, beat, 400, BEGIN - timedelta(hours=seq)) for seq, beat in enumerate(beats, 1)],
    )
    keep(engine, Fleet(), [Told(2, replace(beats[1], image="1.3.0", started=True), 0, BEGIN)])
    with engine.begin() as connection:
        one = rollout.start(
            connection, "image", "1.3.0", now=BEGIN, shares=(100,), first=["library-2"], hours=24
        )
        rollout.go_on(connection, one, BEGIN)


@contextmanager
def filled(folder):
    """A council at which all has happened that its pages can show."""
    with _council(folder, None) as council:
        # Pages are asked for many times here, and calls end by themselves: no time passes.
        council.client.app.state.parts = replace(council.parts, clock=lambda: BEGIN)
        at = BEGIN - timedelta(hours=1)
        helped = (Helper("types", "family", "Sam", "Sam types.\nThe council gets a note.", at, BEGIN),)
        helped += (Helper(BEHALF, "law", "Ann Deputy", "The law lets me.", at),)
        first = council.send(helped=helped, location="Merrow Library, first floor")
        sent = send_with_files(council, LETTER, SIGNED)
        council.get(f"/inbox/{first.id}/instance.xml")
        council.send(service=rating.SERVICE, form_id=rating.SERVICE, instance=COMMENT)
        other = kiosks.enrol(council.parts.engine, "library-2", BEGIN, lambda: "second-token")
        AtKiosk(council).say(201, kind="alone")
        AtKiosk(council, other).say(201, urgent=True)
        send(council.parts.engine, journeys(VISITS))
        fill_fleet(council.parts.engine)
        yield council, sent.id


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    with filled(tmp_path_factory.mktemp("council") / "data") as (made, submission):
        made.paths = {name: path.format(submission=submission) for name, path in PAGES.items()}
        yield made


@pytest.fixture(scope="module")
def page(council):
    def give(route):
        answer = council.get(route.request.url.removeprefix(SITE))
        route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.content)

    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=as_root)
        made = browser.new_page(viewport=WIDE)
        made.route("**/*", give)
        yield made
        browser.close()


def faults(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_wide_or_narrow_and_nothing_is_cut_off(council, page, name):
    """WCAG 1.4.10 at 320 px, which is also 1280 px at 400 %; 1.4.4 with text of twice the size."""
    page.set_viewport_size(WIDE)
    assert page.goto(SITE + council.paths[name]).status == (404 if name == "refused" else 200)
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)
    assert page.evaluate(OVERFLOW) == 0
    assert faults(page) == []
    page.set_viewport_size(WIDE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(OVERFLOW) == 0


def test_axe_would_find_something(council, page):
    page.goto(SITE + council.paths["refused"])
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert [name for name, _ in faults(page)] == ["button-name"]


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(council, page, name):
    """WCAG 2.1.1, 2.4.3, 2.4.7."""
    page.goto(SITE + council.paths[name])
    numbers = []
    while True:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None or focused["number"] in numbers:
            break
        assert focused["seen"]
        assert focused["marked"]
        numbers.append(focused["number"])
        every = focused["of"]
    assert numbers == [*range(every)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("list", "KTM 7RF 2WD"),
        ("submission", "Letter"),
        ("comments", "Too many pages."),
        ("audit", "Downloaded the answers"),
        ("desk", "They would like to speak to you alone."),
        ("services", "What day should we have emptied it?"),
        ("service", "were told the same problem again"),
        ("service", "The same problem again"),
        ("fleet", "Its disk cannot be written to."),
        ("kiosk", "Its image is 1.3.0; before it was 1.2.0."),
        ("rollouts", "Image 1.3.0"),
        ("rollout", "Give it to every kiosk for good"),
    ],
)
def test_the_pages_that_were_tried_had_something_on_them(council, page, name, words):
    assert words in council.get(council.paths[name]).text


def test_enter_on_the_skip_link_leads_past_the_navigation(council, page):
    page.goto(SITE + council.paths["services"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "month"


@pytest.mark.parametrize("name", ["services", "service"])
def test_a_summary_is_one_sheet_of_paper(council, page, name):
    page.goto(SITE + council.paths[name])
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1


def test_the_chart_is_a_table_and_the_bars_say_nothing_else(council, page):
    """Who hears the page hears every number that is drawn."""
    page.goto(SITE + council.paths["service"])
    rows = page.locator("figure table tbody tr")
    bars = page.locator("figure svg")
    assert rows.count() == bars.count() > 10
    assert all(bar.get_attribute("aria-hidden") == "true" for bar in bars.all())
    heads = page.locator("figure table tbody th[scope=row]")
    assert heads.count() == rows.count()


def test_the_month_is_chosen_without_script(council, page):
    page.goto(SITE + council.paths["service"])
    page.get_by_label("Month", exact=True).select_option("2026-11")
    page.get_by_role("button", name="Show this month").click()
    assert page.url == SITE + council.paths["service"] + "?month=2026-11"
    assert page.get_by_role("heading", level=1).inner_text() == "Report a missed bin"
