"""The inbox that council staff read: correct, in order, safe against what is in it, and good HTML."""

import itertools
import re
from html.parser import HTMLParser

import pytest

from council_api import submissions

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b>"
OURS = {f"/inbox/{page}" for page in ("audit", "calls", "insight", "comments")}
VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """The elements of a page with their attributes, its text, and whether its tags match."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.text = ""
        self._open = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if "style" not in self._open:
            self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def page(council, path, status=200):
    answer = council.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text)


def test_the_list_is_newest_first_with_a_link_to_each(council):
    first = council.send(reference="KTM7RF2WD", service="missed-bin")
    second = council.send(reference="222333444", service="blue_badge", language="cy")
    shown = page(council, "/inbox")
    links = [a["href"] for a in shown.all("a") if a["href"].startswith("/inbox/")]
    links = [link for link in links if link not in OURS]
    assert links == [f"/inbox/{second.id}", f"/inbox/{first.id}"]
    assert "222 333 444" in shown.text
    assert "Blue badge" in shown.text
    assert "21 November 2026, 09:30 UTC" in shown.text


def test_an_empty_inbox_says_so(council):
    assert "Nothing to show here" in page(council, "/inbox").text


def test_the_list_is_paged_without_losing_any(council, monkeypatch):
    monkeypatch.setattr(submissions, "PAGE", 3)
    sent = [council.send().id for _ in range(8)]
    path, seen = "/inbox", []
    while path:
        shown = page(council, path)
        hrefs = [a["href"] for a in shown.all("a") if a["href"] not in OURS]
        seen += [href.removeprefix("/inbox/") for href in hrefs if href.startswith("/inbox/")]
        path = next((href for href in hrefs if "before=" in href), None)
    assert seen == sent[::-1]


def test_the_json_list_pages_the_same_way(council, monkeypatch):
    monkeypatch.setattr(submissions, "PAGE", 3)
    sent = [council.send().id for _ in range(7)]
    path, seen = "/v1/inbox", []
    while path:
        answer = council.get(path).json()
        assert answer["total"] == 7
        seen += [line["id"] for line in answer["submissions"]]
        path = answer["older"]
    assert seen == sent[::-1]


def test_a_submission_shows_its_answers_and_how_it_was_sent(council):
    sent = council.send()
    shown = page(council, f"/inbox/{sent.id}")
    for words in (
        "Missed bin",
        "KTM 7RF 2WD",
        "Full name",
        "Ada Lovelace",
        "Home",
        "KT1 1EU",
        "19 November 2026, 09:30 UTC",
        "library-1",
        "Given",
        council.key.id,
    ):
        assert words in shown.text
    assert "instanceID" not in shown.text
    assert f"/inbox/{sent.id}/instance.xml" in [a["href"] for a in shown.all("a")]


def test_the_xml_comes_as_a_file(council):
    sent = council.send()
    answer = council.get(f"/inbox/{sent.id}/instance.xml")
    assert answer.content == sent.instance
    assert answer.headers["content-disposition"] == f'attachment; filename="{sent.id}.xml"'
    assert "script" not in answer.headers["content-security-policy"]


def test_a_submission_as_json(council):
    sent = council.send()
    opened = council.get(f"/v1/inbox/{sent.id}").json()
    assert opened["instance"].encode() == sent.instance
    assert opened["answers"] == [
        {"groups": [], "name": "Full name", "text": "Ada Lovelace"},
        {"groups": ["Home"], "name": "Postcode", "text": "KT1 1EU"},
    ]
    assert (opened["created"], opened["received"]) == ("2026-11-19T09:30:00Z", "2026-11-21T09:30:00Z")


def test_hostile_text_is_shown_as_text(council):
    escaped = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    sent = council.send(
        reference=HOSTILE,
        service=HOSTILE,
        form_id=HOSTILE,
        form_version=HOSTILE,
        language='en" onclick="x',
        consent=HOSTILE,
        instance=f"<data><a>{escaped}</a></data>".encode(),
    )
    for path in ("/inbox", f"/inbox/{sent.id}"):
        shown = page(council, path)
        assert {"script", "img", "b"}.isdisjoint(name for name, _ in shown.elements)
        assert not [a for _, attributes in shown.elements for a in attributes if a.startswith("on")]
    assert HOSTILE in shown.text


def test_very_long_answers_wrap_and_are_cut(council):
    sent = council.send(instance=b"<d><a>" + b"x" * 3_000_000 + b"</a></d>")
    answer = council.get(f"/inbox/{sent.id}")
    assert len(answer.content) < 50_000
    assert "overflow-wrap: anywhere" in answer.text
    assert "The XML has all of it" in answer.text


def test_answers_that_cannot_be_read_are_offered_as_xml(council):
    sent = council.send(instance=b"<data>")
    assert "cannot be shown as a table" in page(council, f"/inbox/{sent.id}").text
    assert council.get(f"/v1/inbox/{sent.id}").json()["answers"] is None


def test_answers_carry_the_language_they_were_given_in(council):
    sent = council.send(language="cy")
    cells = [c for c in page(council, f"/inbox/{sent.id}").all("td") if "lang" in c]
    assert {c["lang"] for c in cells} == {"cy"}
    assert len(cells) == 2


@pytest.mark.parametrize("path", ["/inbox/nothing", "/inbox/a/b/c", "/inbox/nothing/instance.xml"])
def test_what_is_not_there_is_a_page_for_people(council, path):
    assert "Page not found" in page(council, path, 404).text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # refused before any database is asked
@pytest.mark.parametrize("query", ["before=x", "before=0", "before=-1", f"before={2**63}", "before=1e9"])
def test_an_address_that_means_nothing_is_refused(council, problem, query):
    assert page(council, f"/inbox?{query}", 400)
    answer = council.get(f"/v1/inbox?{query}")
    assert (answer.status_code, problem(answer)) == (400, "unreadable")


def test_a_damaged_row_is_told_apart_from_a_missing_one(council, problem):
    sent = council.send()
    with council.parts.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE submission SET envelope = substr(envelope, 1, length(envelope) - 1)"
        )
    assert "cannot be opened any more" in page(council, f"/inbox/{sent.id}", 500).text
    answer = council.get(f"/v1/inbox/{sent.id}")
    assert (answer.status_code, problem(answer)) == (500, "damaged")


def pages(council):
    sent = council.send(instance=b"<d><a>1</a><g><b/><h><c>3</c></h></g></d>")
    return [
        page(council, "/inbox"),
        page(council, "/inbox?before=1"),
        page(council, f"/inbox/{sent.id}"),
        page(council, "/inbox/audit"),
        page(council, "/inbox/audit?before=1"),
        page(council, "/inbox/nothing", 404),
    ]


def test_every_page_is_built_for_screen_readers_and_keyboards(council):
    for shown in pages(council):
        assert shown.all("html") == [{"lang": "en"}]
        assert len(shown.all("h1")) == len(shown.all("main")) == len(shown.all("header")) == 1
        assert len(shown.all("title")) == 1
        names = [n.get("aria-label") for n in shown.all("nav")]
        assert all(names)
        assert len(set(names)) == len(names)
        assert len(shown.all("caption")) == len(shown.all("table"))
        assert all(th.get("scope") in {"row", "col"} for th in shown.all("th"))
        assert shown.all("a")[0] == {"class": "skip", "href": "#main"}
        assert shown.all("main")[0]["id"] == "main"
        levels = [int(name[1]) for name, _ in shown.elements if re.fullmatch("h[1-6]", name)]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_no_page_runs_or_loads_anything(council):
    for shown in pages(council):
        names = {name for name, _ in shown.elements}
        assert names.isdisjoint({"script", "iframe", "img", "link", "object", "form", "video"})
        assert not [a for _, attributes in shown.elements for a in attributes if a == "style"]
