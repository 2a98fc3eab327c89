"""Pages of information: what is read of Markdown, and what is refused with a plain sentence (promise 5)."""

import csv

import pytest

from kiosk import catalogue, signposts
from kiosk.errors import ConfigError
from kiosk.information import article, lint, markdown, shelf
from kiosk.information.edition import Block

PAGE = "# Fridges\n\nWe take them for £27.\n\n"


def read(text):
    return markdown.read(text, "en.md")


def page(folder, text=PAGE + "## How\n\nCall us.\n", manifest='category = "waste"\n', code="en"):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page.toml").write_text(manifest, encoding="utf-8")
    (folder / f"{code}.md").write_text(text, encoding="utf-8")
    return folder


def test_a_page_is_its_title_its_summary_and_its_sections():
    found = read(
        PAGE
        + "Also **old** ones\nand *new*.\n\n**Call first.**\n\n## How\n\n1. Call\n2. Wait\n\n### Then\n\n- one\n- two\n"
    )
    assert (found.title, found.summary) == ("Fridges", "We take them for £27.")
    first, second = found.sections
    assert first.blocks == (Block("text", "Also old ones and new."), Block("strong", "Call first."))
    assert (first.heading, second.heading) == ("", "How")
    assert [(block.kind, block.text) for block in second.blocks] == [
        ("step", "1. Call"),
        ("step", "2. Wait"),
        ("heading", "Then"),
        ("item", "one"),
        ("item", "two"),
    ]


def test_a_table_is_read_as_a_list():
    """It stays readable at any size, and by ear."""
    two = "## When\n\n| Day | Open |\n|---|---|\n| Monday | 9am to 5pm |\n"
    three = "| Library | Weekday | Saturday |\n|---|---|---|\n| North | 9am | 10am |\n| South | | 11am |\n"
    (section,) = read(PAGE + two + "\n" + three).sections
    assert section.text.splitlines() == [
        "Monday: 9am to 5pm",
        "North: Weekday 9am, Saturday 10am",
        "South: Saturday 11am",
    ]


def test_the_address_of_a_web_page_stays_text_and_can_be_taken_along():
    (section,) = read(
        PAGE + "## Web\n\nSee https://pay.merrow.example/tax. Or <https://a.example/b>.\n"
    ).sections
    assert section.text == "See https://pay.merrow.example/tax. Or https://a.example/b."
    assert section.addresses == ("https://pay.merrow.example/tax", "https://a.example/b")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We take them.\n", "must begin with its title"),
        ("", "must begin with its title"),
        ("# One\n\nSum.\n\n# Two\n\nText.\n", "two titles"),
        ("# **Fridges**\n\nSum.\n\n## How\n\nText.\n", "title of plain words"),
        ("# Fridges\n\n## How\n\nText.\n", "one sentence below its title"),
        (PAGE, "no section"),
        (PAGE + "## How\n", "a heading with nothing below it"),
        (PAGE + "## How\n\n<script>alert(1)</script>\n", "HTML"),
        (PAGE + "## How\n\nCall <b>now</b>.\n", "HTML"),
        (PAGE + "## How\n\n[Here](https://evil.example)\n", "a link"),
        (PAGE + "## How\n\n[Here](file:///etc/passwd)\n", "a link"),
        (PAGE + "## How\n\n<javascript:alert(1)>\n", "a link"),
        (PAGE + "## How\n\n![Cat](cat.png)\n", "a picture"),
        (PAGE + "## How\n\n> Quoted\n", "a quotation"),
        (PAGE + "## How\n\n```\ncode\n```\n", "a block of code"),
        (PAGE + "## How\n\n- a\n  - b\n    - c\n", "too deep"),
        (PAGE + "## How\n\n#### Low\n\nText.\n", "three levels"),
        (PAGE + "## How\n\n" + "> " * 5_000 + "x", "line of more than"),
        (PAGE + "## How\n\n" + "[" * 3_000 + "\n", "brackets"),
        (PAGE + "## How\n\n" + "- a\n" * 500, "parts"),
        (PAGE + "## How\n\nText.\n\n" * 40, "sections"),
        (PAGE + "## How\n\n" + "word " * 700 + "\n" * 70_000, "longer than 64 KiB"),
        (PAGE + "## How\n\n" + "word " * 300 + "\n" + "word " * 300 + "\n", "a paragraph of more than"),
        (PAGE + "## How\n\n" + "|a" * 40 + "|\n" + "|-" * 40 + "|\n", "columns"),
        (PAGE + "## How\n\nCall \u202e now.\n", "cannot be seen"),
        ("# F\n\n" + "word " * 60 + "\n\n## How\n\nText.\n", "summary"),
    ],
)
def test_what_a_kiosk_cannot_show_or_say_is_refused_in_a_sentence(text, told):
    with pytest.raises(ConfigError, match=told) as refused:
        read(text)
    assert str(refused.value).startswith("en.md ")
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        ("", "no 'category'"),
        ('category = "waste"\ncolour = "red"', "does not know"),
        ("category = 3", "must be text"),
        ('category = "waste"\nservices = [1]', "ids of services"),
        ('category = "waste"\norder = true', "whole number"),
        ("category = ", "not a TOML file"),
        ("a = " + "[" * 4000, "not a TOML file"),
        ("#" * 20_000, "longer than 16 KiB"),
    ],
)
def test_a_page_toml_that_cannot_be_used_is_refused(tmp_path, manifest, told):
    with pytest.raises(ConfigError, match=told):
        article.read(page(tmp_path / "fridges", manifest=manifest))


def test_a_page_is_in_english_at_least_and_in_no_other_language_than_the_kiosks(tmp_path):
    with pytest.raises(ConfigError, match=r"no en\.md"):
        article.read(page(tmp_path / "a", code="cy"))
    with pytest.raises(ConfigError, match="no language of this kiosk"):
        article.read(page(tmp_path / "b", code="xx"))


def test_no_more_of_a_large_file_is_read_than_what_is_allowed(tmp_path):
    folder = page(tmp_path / "fridges", "# Fridges\n\n" + "word " * 1_000_000)
    with pytest.raises(ConfigError, match="longer than 64 KiB"):
        article.read(folder)


def test_a_page_that_was_written_on_windows_is_the_same(tmp_path):
    folder = page(tmp_path / "fridges")
    file = folder / "en.md"
    usual = article.read(folder).edition("en")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert article.read(folder).edition("en") == usual


def test_who_lacks_a_language_reads_english(tmp_path):
    """L3."""
    found = article.read(page(tmp_path / "fridges"))
    assert (found.language("cy"), found.title("cy")) == ("en", "Fridges")
    assert found.edition("cy").sections[0].text == "Call us."
    assert {one.sentence.partition(";")[0] for one in lint.check(found.folder)} == {"there is no cy.md"}


def test_one_spoilt_page_does_not_take_the_others_away(tmp_path):
    page(tmp_path / "good")
    page(tmp_path / "bad", "no title")
    told = []
    assert [each.id for each in shelf.load(tmp_path, told.append)] == ["good"]
    assert "bad" in str(told[0])
    with pytest.raises(ConfigError):
        shelf.load(tmp_path)


def test_the_author_hears_what_is_hard_to_read(tmp_path):
    """C13."""
    long = "word " * 30 + ". Administrative considerations necessitate comprehensive documentation " * 3
    folder = page(tmp_path / "hard", f"# T\n\nOne. Two.\n\n## How\n\n{long}\n\nPlease call.\n")
    page(folder, "# T\n\nUn.\n\n## Sut\n\nFfoniwch 01632 960 001.\n", code="cy")
    told = " ".join(one.sentence for one in lint.check(folder))
    for part in ("more than one sentence", "has 30 words", "reading age", "“Please”", "numbers"):
        assert part in told, part


def test_ours_are_in_english_and_welsh_without_a_fault_and_lead_where_they_say():
    pages = shelf.load(shelf.BUILT_IN)
    assert len(pages) >= 12
    assert [finding for each in pages for finding in lint.check(each.folder)] == []
    assert all({"en", "cy"} <= set(each.titles) for each in pages)
    offered = catalogue.load(catalogue.BUILT_IN, information=shelf.BUILT_IN)
    assert signposts.trouble_with(offered.services, pages) == ""
    assert sorted(each.id for each in offered.articles) == sorted(each.id for each in pages)
    assert "other" not in {each.id for each in offered.categories}


def test_the_libraries_of_our_page_are_those_that_our_forms_name():
    text = (catalogue.BUILT_IN / "library-membership" / "form.csv").read_text(encoding="utf-8-sig")
    rows = [row for row in csv.reader(text.splitlines()) if len(row) > 4]
    branches = [row for row in rows if row[1] == "branch" and row[2] != "mobile"]
    assert len(branches) == 4
    for column, code in ((3, "en"), (4, "cy")):
        page_text = (shelf.BUILT_IN / "libraries" / f"{code}.md").read_text(encoding="utf-8")
        table = [line for line in page_text.splitlines() if line.startswith("|")][2:]
        assert [line.split("|")[1].strip() for line in table] == [row[column] for row in branches]
