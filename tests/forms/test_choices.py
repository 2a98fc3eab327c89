"""Choices from lists: filters, labels in itext, other files, shuffling and choice names."""

from types import SimpleNamespace

import pytest

from kiosk.cli.compose import load_form
from kiosk.errors import FormError
from tests.scenario import ask, bind, scenario, xform

CITIES = (
    '<instance id="cities"><root>'
    "<item><name>cdf</name><label>Cardiff</label><country>w</country></item>"
    "<item><name>swa</name><label>Swansea</label><country>w</country></item>"
    "<item><name>bri</name><label>Bristol</label><country>e</country></item>"
    "</root></instance>"
)


def itemset(nodeset):
    return f'<itemset nodeset="{nodeset}"><value ref="name"/><label ref="label"/></itemset>'


def cities(nodeset, *, model=CITIES, tag="select1", media=None):
    return scenario(
        xform(
            "<country/><city/><name/>",
            bind("/data/name", calculate="jr:choice-name(/data/city, '/data/city')"),
            ask("/data/country", "Country") + ask("/data/city", "City", tag=tag, inside=itemset(nodeset)),
            model=model,
        ),
        media=media,
    )


FILTERED = "instance('cities')/root/item[country = /data/country]"


def values(s):
    return [choice.value for choice in s.question("city").choices]


def test_a_filter_follows_the_answers():
    s = cities(FILTERED)
    assert values(s) == []
    assert values(s.answer("country", "w")) == ["cdf", "swa"]
    assert values(s.answer("country", "e")) == ["bri"]


def test_a_choice_that_is_no_longer_on_offer_is_a_problem():
    s = cities(FILTERED).answer("country", "w").answer("city", "cdf")
    assert s.problem("city") is None
    assert s.answer("country", "e").problem("city").code == "choice.unknown"


def test_the_name_of_a_choice_can_be_read_by_expressions():
    s = cities(FILTERED).answer("country", "w").answer("city", "swa")
    assert s.value("name") == "Swansea"


def test_many_choices():
    s = cities("instance('cities')/root/item", tag="select").answer("city", ("bri", "cdf"))
    assert s.value("city") == "cdf bri"
    assert s.question("city").raw == ("cdf", "bri")
    assert s.question("city").answer == "Cardiff\nBristol"


def test_shuffled_choices_keep_their_order_for_the_visit():
    s = cities("randomize(instance('cities')/root/item)")
    first = values(s)
    assert sorted(first) == ["bri", "cdf", "swa"]
    assert all(values(s) == first for _ in range(5))


@pytest.mark.parametrize(
    ("source", "file", "data"),
    [
        (
            "jr://file-csv/c.csv",
            "c.csv",
            b'\xef\xbb\xbfname,label,country\ncdf,"Cardiff, city",w\n\nbri,Bristol,e\n',
        ),
        ("jr://file-csv/c.csv", "c.csv", b"name;label;country\r\ncdf;Cardiff;w\r\nbri;Bristol;e\r\n"),
        ("jr://file/c.xml", "c.xml", CITIES.partition(">")[2].rpartition("</instance>")[0].encode()),
        (
            "jr://file/c.geojson",
            "c.geojson",
            (
                b'{"features": [{"geometry": {"type": "Point", "coordinates": [-3.1, 51.4]}, "id": "1",'
                b' "properties": {"name": "cdf", "label": "Cardiff", "country": "w"}}]}'
            ),
        ),
    ],
)
def test_choices_from_a_file_beside_the_form(source, file, data):
    s = cities(FILTERED, model=f'<instance id="cities" src="{source}"/>', media={file: data})
    assert "cdf" in values(s.answer("country", "w"))


def test_a_missing_file_is_named_and_its_list_is_empty():
    s = cities(FILTERED, model='<instance id="cities" src="jr://file-csv/c.csv"/>')
    assert s.form.missing == ("c.csv",)
    assert (
        "list cities: the file 'c.csv' is needed but is not there; put it beside the form" in s.form.warnings
    )
    assert values(s.answer("country", "w")) == []


def test_a_kiosk_refuses_a_service_whose_file_is_missing(tmp_path):
    body = ask("/data/city", "City", tag="select1", inside=itemset("instance('cities')/root/item"))
    model = '<instance id="cities" src="jr://file-csv/c.csv"/>'
    (tmp_path / "form.xml").write_bytes(xform("<city/>", "", body, model=model))
    service = SimpleNamespace(id="towns", folder=tmp_path, form="form.xml", media=dict)
    with pytest.raises(FormError, match=r"'c\.csv' is needed but is not there"):
        load_form(service)


def test_nothing_is_missing_when_the_file_is_there():
    csv = b"name,label,country\ncdf,Cardiff,w\n"
    s = cities(FILTERED, model='<instance id="cities" src="jr://file-csv/c.csv"/>', media={"c.csv": csv})
    assert s.form.missing == ()


def external(media):
    """select_one_external, as pyxform writes it: a query, and its lists in itemsets.csv."""
    query = "instance('towns')/root/item[county = /data/county]"
    body = ask("/data/county", "County") + ask("/data/town", "Town", query=query)
    return scenario(xform("<county/><town/>", "", body), media=media)


def test_select_one_external_reads_its_list_in_itemsets_csv():
    csv = b"list_name,name,label,county\ntowns,p,Pontypridd,rct\ntowns,b,Barry,vale\nother,x,X,rct\n"
    s = external({"itemsets.csv": csv}).answer("county", "rct")
    assert [(c.value, c.label) for c in s.question("town").choices] == [("p", "Pontypridd")]
    assert s.answer("town", "p").value("town") == "p"


def test_select_one_external_without_its_file_is_told():
    assert external({}).form.missing == ("itemsets.csv",)


def test_a_file_that_nothing_reads_may_be_missing():
    model = CITIES + '<instance id="other" src="jr://file-csv/o.csv"/>'
    assert values(cities("instance('cities')/root/item", model=model)) == ["cdf", "swa", "bri"]


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("c.csv", b"\xff\xfe\x00"),
        ("c.xml", b"<a><b></a>"),
        ("c.xml", b"name,label"),
        ("c.geojson", b'{"features": 3}'),
        ("c.geojson", b'{"features": [1]}'),
        ("c.geojson", b"[1]"),
        ("c.geojson", b"{"),
        ("c.geojson", b"[" * 100_000),
    ],
)
def test_a_file_that_cannot_be_read_is_a_form_error(file, data):
    model = f'<instance id="cities" src="jr://file/{file}"/>'
    with pytest.raises(FormError, match=f"file {file}: "):
        cities(FILTERED, model=model, media={file: data})


def test_choices_made_of_the_entries_of_a_repeat():
    chosen = ask(
        "/data/who",
        "Who?",
        tag="select1",
        inside='<itemset nodeset="/data/r[n != \'\']"><value ref="n"/><label ref="concat(n, \' **!**\')"/></itemset>',
    )
    body = "<repeat nodeset='/data/r'>" + ask("/data/r/n", "Name") + "</repeat>" + chosen
    s = scenario(xform("<r><n/></r><who/>", "", body)).answer("n", "Ann").answer("@more", "yes")
    assert [choice.value for choice in s.question("who").choices] == ["Ann"]
    s.answer("r[2]/n", "Ben")
    assert [choice.label for choice in s.question("who").choices] == ["Ann !", "Ben !"]


def test_labels_from_itext():
    model = (
        '<itext><translation lang="English (en)"><text id="c-0"><value>Red</value></text></translation>'
        '<translation lang="Welsh (cy)"><text id="c-0"><value>Coch</value></text></translation></itext>'
        '<instance id="l"><root><item><name>r</name><itextId>c-0</itextId></item></root></instance>'
    )
    body = ask(
        "/data/c",
        "C",
        tag="select1",
        inside="<itemset nodeset=\"instance('l')/root/item\">"
        '<value ref="name"/><label ref="jr:itext(itextId)"/></itemset>',
    )
    assert (
        scenario(xform("<c/>", "", body, model=model), "Welsh (cy)").question("c").choices[0].label == "Coch"
    )
