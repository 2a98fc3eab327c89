"""What services are called: a line each for what an author is told, and Merrow's own."""

from dataclasses import replace

import pytest

from kiosk import catalogue, naming
from kiosk.catalogue import BUILT_IN
from kiosk.forms import lint_manifest
from kiosk.information import shelf

MANIFEST = 'id = "{id}"\ncategory = "waste"\ntitle = {{ en = "{title}" }}\nsummary = {{ en = "x" }}\n'


def service(folder, title, id_="bins", more=""):
    place = folder / id_
    place.mkdir()
    (place / "form.xml").write_text("<x/>")
    (place / "manifest.toml").write_text(MANIFEST.format(id=id_, title=title) + more, encoding="utf-8")
    return catalogue.read_service(place / "manifest.toml")


@pytest.mark.parametrize(
    ("title", "fault"),
    [
        ("Report a missed bin", ""),
        ("Tell us about a death", ""),
        ("Apply for a Blue Badge", ""),
        ("Missed bin", "does not begin with what the person does"),
        ("Request a new bin", "write “Ask for”, as everywhere"),
        ("Pay a fine", "but the service sends a form"),
        ("Find out when we come", "is for pages of information"),
        ("Report A Missed Bin", "capitals as in a headline"),
        ("Apply for a HMO licence", "the abbreviation “HMO”; write it out"),
        ("Apply for domiciliary care", "say at home"),
        ("Apply for a very long name " + "that goes on " * 4, "is longer than 60 letters"),
        ("Report a missed bin.", "ends with a full stop"),
    ],
)
def test_an_author_is_told_what_to_call_it(tmp_path, title, fault):
    """C13: one way of asking everywhere."""
    found = list(naming.faults(service(tmp_path, title)))
    assert len(found) == bool(fault)
    assert fault in "".join(found)


def test_welsh_has_its_own_words_and_other_languages_are_not_judged(tmp_path):
    bins = service(tmp_path, "Report a missed bin")
    titles = {"cy": "Ymgeisio am fin", "pl": "Kosz"}
    assert [each[:9] for each in naming.faults(replace(bins, title=titles))] == ["title, cy"]
    assert list(naming.faults(replace(bins, title={"cy": "Gwneud cais am fin"}))) == []


def test_what_stands_beside_it_is_looked_at_too(tmp_path):
    """Names that could be taken for each other, shelves, departments and related services that there are not."""
    (tmp_path / "categories.toml").write_text('home = { en = "Home" }\n')
    service(tmp_path, "Report a missed bin")
    more = 'department = "bins"\nrelated = ["bins", "gone"]\n'
    found = lint_manifest.check_service(service(tmp_path, "Report missed bins", "bins-2", more))
    told = [(each.level, each.sentence.split(":")[0]) for each in found]
    assert told == [
        ("warning", "title, en"),
        ("warning", "categories.toml has no category “waste”, so it stands under other services"),
        ("error", "departments.toml has no department “bins”"),
        ("error", "related names “gone”, and there is no such service beside it"),
    ]


def test_ours_are_called_as_we_tell_others_to():
    services = catalogue.load(BUILT_IN).services
    assert [fault for each in services for fault in naming.faults(each)] == []
    assert list(naming.among(services)) == []
    titles = [title for page in shelf.load(shelf.BUILT_IN) for title in page.titles.values()]
    assert [(title, fault) for title in titles for fault in naming.of_page(title)] == []
    for page in shelf.load(shelf.BUILT_IN):
        assert set(page.index) == set(page.titles), page.id
    for each in services:
        assert set(each.index) == set(each.title), (
            each.id
        )  # a mutated or declined name stands under another letter
        assert [str(one) for one in lint_manifest.check_service(each)] == []
