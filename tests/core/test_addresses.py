"""The council's addresses: files as councils have them, an index that is made once, and what is told of a bad one."""

import logging

import pytest

from kiosk import addresses
from kiosk.addresses import INDEX, AddressBook, finder
from kiosk.config import ASSETS, Config
from kiosk.errors import ConfigError

LINES = """UPRN;Address 1;Address 2;Town;Post Code
1;10 High Street;;Merrow;MR1 2AB
2;"2 High Street";"Old; Town";Merrow;mr12ab
3;Flat 1;3 High Street;Merrow;MR1 2AB
4;1 Low Street;;Merrow;MR1 2AX
5;nowhere;;;
"""
WHOLE = 'Address,Postcode\n"1 Low Street, Merrow, MR1 2AX",MR1 2AX\n"2 Low\nStreet, Merrow",MR1 2AX\n'
PARTS = (
    "ORGANISATION_NAME,SUB_BUILDING_NAME,BUILDING_NAME,BUILDING_NUMBER,THOROUGHFARE,POST_TOWN,POSTCODE\n"
    "Library,,The Hall,7,High Street,MERROW,MR1 2AB\n,Flat 2,,9,High Street,MERROW,MR1 2AB\n"
)


def book(tmp_path, text, encoding="utf-8", small=0):
    file = tmp_path / "addresses.csv"
    file.write_bytes(text.encode(encoding))
    return AddressBook(file, tmp_path / INDEX, small)


def test_lines_in_the_order_of_their_numbers(tmp_path):
    """Issue 5, 3."""
    found = book(tmp_path, LINES).find(" mr1 2ab ")
    assert [each.split("\n") for each in found] == [
        ["2 High Street", "Old; Town", "Merrow", "MR12AB"],
        ["10 High Street", "Merrow", "MR1 2AB"],
        ["Flat 1", "3 High Street", "Merrow", "MR1 2AB"],
    ]


def test_an_address_in_one_column(tmp_path):
    assert book(tmp_path, WHOLE).find("MR12AX") == (
        "1 Low Street\nMerrow\nMR1 2AX",
        "2 Low Street\nMerrow\nMR1 2AX",
    )


def test_parts_as_ordnance_survey_has_them(tmp_path):
    assert set(book(tmp_path, PARTS).find("MR1 2AB")) == {
        "Library\nThe Hall\n7 High Street\nMERROW\nMR1 2AB",
        "Flat 2\n9 High Street\nMERROW\nMR1 2AB",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_files_of_older_spreadsheets(tmp_path, encoding):
    found = book(tmp_path, "Postcode,Street,Town\nMR1 2AB,Tŷ Road,Trê\n".replace("ŷ", "ý"), encoding).find(
        "MR1 2AB"
    )
    assert found == ("Tý Road\nTrê\nMR1 2AB",)


@pytest.mark.parametrize("typed", ["", "   ", "MR1", "ZZ99 9ZZ", "MR1 2AB MR1 2AB", "💥", "MR1 2A"])
def test_what_is_no_postcode_there_finds_nothing(tmp_path, typed):
    assert book(tmp_path, LINES).find(typed) == ()


def test_the_index_is_made_once_and_again_when_the_file_has_changed(tmp_path):
    assert len(book(tmp_path, LINES)) == 4
    index = tmp_path / INDEX
    made = index.stat().st_mtime_ns
    AddressBook(tmp_path / "addresses.csv", index, 0)
    assert index.stat().st_mtime_ns == made
    assert len(book(tmp_path, LINES + "6;6 Low Street;;Merrow;MR1 2AX\n")) == 5


def test_a_short_file_needs_none(tmp_path):
    here = book(tmp_path, LINES, small=10_000)
    assert len(here.find("MR1 2AB")) == 3
    assert not (tmp_path / INDEX).exists()


def test_thousands_are_found_with_a_few_reads(tmp_path):
    rows = "".join(f"{n} Long Road,Merrow,MR{n % 90} {n // 90 % 10}AB\n" for n in range(9_000))
    here = book(tmp_path, "Street,Town,Postcode\n" + rows)
    looks = []
    record = here._record
    here._record = lambda place: looks.append(place) or record(place)
    assert len(here.find("MR7 3AB")) == 10
    assert len(looks) < 60


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "postcode"), ("name,label\na,b\n", "needs a column “postcode”"), ("postcode\nMR1 2AB\n", "street")],
)
def test_what_is_no_list_of_addresses_is_told_with_what_it_needs(tmp_path, text, told):
    with pytest.raises(ConfigError, match=told):
        book(tmp_path, text)


def test_a_file_that_is_not_there_leaves_people_to_type_and_the_log_says_so(tmp_path, caplog):
    addresses.address_book.cache_clear()
    config = Config(data=tmp_path, addresses=tmp_path / "gone.csv")
    with caplog.at_level(logging.ERROR):
        assert finder(config) is None
    assert "gone.csv cannot be used" in caplog.text
    assert "by hand" in caplog.text


def test_a_kiosk_may_have_none(tmp_path):
    assert finder(Config(data=tmp_path, addresses=None)) is None


def test_the_list_that_comes_with_it_is_of_places_that_exist_nowhere(tmp_path):
    """No postcode area is called MR."""
    here = AddressBook(ASSETS / "addresses.csv", tmp_path / INDEX)
    assert len(here) > 300
    assert len(here.find("MR1 2AB")) > 5
    lines = (ASSETS / "addresses.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert all(line.split(",")[-2].startswith("MR") for line in lines)


def test_it_can_be_opened_while_the_kiosk_starts(tmp_path):
    addresses.address_book.cache_clear()
    config = Config(data=tmp_path)
    addresses.prepare(config)
    found = finder(config)
    assert found is not None
    assert found("MR1 2AB")
