"""A point on a map answered by name; a street in words is never sent as a point (decision 0018)."""

import json
import logging

import pytest

from kiosk import places as known
from kiosk.forms.long_list import LongList
from kiosk.forms.xform import load
from tests.scenario import Scenario, ask, bind, scenario, xform

POINT = "54.1 -4.9 0 0"
LIST = LongList([POINT, "54.2 -4.8 0 0"], ["Lantern Row", "Merrow Park"])
CSV = "Name,Lat,Lng\nLantern Row,54.1,-4.9\nNowhere,,\nMerrow Park,54.2,-4.8\n"


def form(**fields):
    given = {"type": "geopoint"} | fields
    return xform(
        "<at/><note/>", bind("/data/at", **given), ask("/data/at", "Where?") + ask("/data/note", "More")
    )


def place(**fields):
    return Scenario(load(form(**fields), places=LIST))


def sent(s):
    return s.filling.instance().decode()


def test_a_place_on_the_list_is_its_coordinates():
    """Issue 5, 2."""
    s = place(required="true()")
    assert s.question("at").input == "place"
    s.answer("at", POINT)
    assert s.filling.rows()[0].answer == "Lantern Row"
    assert f"<at>{POINT}</at>" in sent(s)
    assert "handrail" not in sent(s)


def test_a_street_in_words_is_an_answer_and_no_point():
    s = place(required="true()", constraint="selected-at(., 3) < 10")
    s.answer("at", "  Church <Lane>,\n by the bank ")
    assert s.last is None
    assert s.filling.check_all() is None
    assert s.filling.rows()[0].answer == "Church <Lane>, by the bank"
    xml = sent(s)
    assert '<at handrail:words="Church &lt;Lane&gt;, by the bank"/>' in xml
    assert 'xmlns:handrail="urn:handrail:submission"' in xml
    assert sent(s) == xml, "what was typed is still there"


def test_numbers_that_are_no_place_are_asked_for_again():
    s = place()
    assert s.answer("at", "12").last.code == "place.words"
    assert s.question("at").raw == "12"


def test_a_constraint_holds_for_points():
    s = place(constraint="starts-with(., '54.2')")
    s.answer("at", POINT)
    assert s.filling.check("/data/at")[0][1].code == "constraint"


def test_required_is_said_in_its_own_words():
    s = place(required="true()")
    assert s.filling.check("/data/at")[0][1].code == "required.place"


def test_without_a_list_the_question_is_left_out_with_a_note():
    """Decision 0007."""
    s = scenario(form())
    assert s.form.places is None
    assert [control.path for control in s.form.controls] == ["/data/note"]
    assert "a place on a map" in " ".join(s.form.warnings)


@pytest.fixture
def written(tmp_path):
    def write(name, text):
        known.places.cache_clear()
        (tmp_path / name).write_text(text, encoding="utf-8")
        return known.places(tmp_path / name)

    return write


def test_a_list_in_csv(written):
    found = written("places.csv", CSV)
    assert [(each.value, each.label) for each in found] == [
        (POINT, "Lantern Row"),
        ("54.2 -4.8 0 0", "Merrow Park"),
    ]


def test_a_list_in_geojson(written):
    feature = {
        "properties": {"name": "Merrow Park"},
        "geometry": {"type": "Point", "coordinates": [-4.8, 54.2]},
    }
    found = written("places.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert [(each.value, each.label) for each in found] == [("54.2 -4.8 0 0", "Merrow Park")]


@pytest.mark.parametrize("text", ["", "name,county\na,b\n", "name,lat,lon\na,north,west\n", '"'])
def test_what_is_no_list_of_places_is_told(written, caplog, text):
    with caplog.at_level(logging.ERROR):
        assert written("places.csv", text) is None
    assert "places.csv" in caplog.text


def test_a_file_that_is_not_there_is_told(tmp_path, caplog):
    known.places.cache_clear()
    with caplog.at_level(logging.ERROR):
        assert known.places(tmp_path / "gone.csv") is None
    assert "gone.csv cannot be used" in caplog.text
    assert known.places(None) is None


ADDRESSES = (
    "UPRN,Building Number,Thoroughfare,Post Town,Postcode,LATITUDE,LONGITUDE,X_COORDINATE\n"
    "1,12,Lantern Row,Merrow,mr1 2ab,54.1,-4.9,233000\n"
    "2,,Quarry Steps,Merrow,MR1 2AB,,,233100\n"
    "3,7,Quarry Steps,Merrow,MR9 9ZZ,54.2,-4.8,\n"
)


def test_addresses_with_coordinates_are_places_found_by_their_postcode(tmp_path):
    (tmp_path / "addresses.csv").write_text(ADDRESSES, encoding="utf-8")
    found = known.places(tmp_path / "addresses.csv")
    assert [(each.value, each.label) for each in found] == [
        (POINT, "12 Lantern Row, Merrow, MR1 2AB"),
        ("54.2 -4.8 0 0", "7 Quarry Steps, Merrow, MR9 9ZZ"),
    ]
    assert [found[at].value for at in found.find("mr1 2ab").places] == [POINT]
    assert [found[at].value for at in found.find("7 quarry").places] == ["54.2 -4.8 0 0"]


def test_eastings_and_northings_are_no_degrees(tmp_path, caplog):
    (tmp_path / "addresses.csv").write_text(
        "address,postcode,x,y\n1 Row,MR1 2AB,233000,477000\n", encoding="utf-8"
    )
    with caplog.at_level(logging.ERROR):
        assert known.places(tmp_path / "addresses.csv") is None
    assert "in degrees" in caplog.text
