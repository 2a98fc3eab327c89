"""Lists of 50,000 rows from CSV, XML and GeoJSON: all are on offer, and a page costs no more than a short one."""

import json

import pytest

from kiosk.errors import FormError
from kiosk.forms.finding import SEARCHED
from kiosk.forms.long_list import LongList
from kiosk.forms.readers import read_form
from kiosk.forms.table import Table
from kiosk.forms.types import TYPES
from kiosk.forms.walking.samples import samples
from kiosk.forms.xform import load
from tests.scenario import Scenario, ask, scenario, xform

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

ROWS = 50_000
CSV = "code,title,county\n" + "".join(f"p{n},Place {n},c{n % 4}\n" for n in range(ROWS))
XML = (
    "<root>"
    + "".join(f"<item><name>p{n}</name><label>Place {n}</label></item>" for n in range(ROWS))
    + "</root>"
)
GEOJSON = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": f"p{n}",
                "geometry": {"type": "Point", "coordinates": [-0.5 - n, 51.25]},
                "properties": {"title": f"Place {n}", "lit": "yes" if n % 2 else "no"},
            }
            for n in range(200)
        ],
    }
)
SHEET = """survey
,type,name,label,parameters,choice_filter
{rows}
settings
,form_title,form_id
,Own,own
"""


def asked(tag, nodeset, value="code", label="title"):
    return ask(
        "/data/place",
        "Which place?",
        tag=tag,
        inside=f"<itemset nodeset=\"{nodeset}\"><value ref='{value}'/><label ref='{label}'/></itemset>",
    )


def long(tag="select1", filtered="", nodes="<county/><place/>", before=""):
    body = before + asked(tag, f"instance('l')/root/item{filtered}")
    model = '<instance id="l" src="jr://file-csv/l.csv"/>'
    return scenario(xform(nodes, "", body, model=model), media={"l.csv": CSV.encode()})


def written(tmp_path, *rows, **files):
    """The form of a spreadsheet with these files beside it."""
    (tmp_path / "form.csv").write_text(SHEET.format(rows="\n".join(rows)), encoding="utf-8")
    source = read_form(tmp_path / "form.csv")
    media = {name.replace("_", "."): text.encode() for name, text in files.items()}
    return Scenario(load(source.xml, media))


def test_nothing_is_cut():
    """C2: 5,000 were once the most."""
    question = long().question("place")
    assert question.input == "search_one"
    assert len(question.choices) == ROWS
    assert question.choices[-1].label == "Place 49999"


def test_a_page_makes_neither_nodes_nor_choices_of_the_rows():
    s = long()
    s.answer("place", "p49999")
    question = s.question("place")
    table = s.form.instances["l"].element
    assert isinstance(table, Table)
    assert table._made == {}
    assert (question.raw, question.answer) == ("p49999", "Place 49999")
    assert s.question("place").choices is question.choices, "made once"
    assert s.answer("place", "p50000").last.code == "choice.unknown"


def test_any_of_them():
    s = long("select")
    assert s.question("place").input == "search_many"
    s.answer("place", ("p7", "p3"))
    assert s.value("place") == "p3 p7"
    assert s.question("place").answer == "Place 3\nPlace 7"
    assert s.answer("place", ("p3", "nowhere")).last.code == "choice.unknown"


def test_a_filter_leaves_a_list_that_is_searched_too():
    s = long(filtered="[county = /data/county]", before=ask("/data/county", "County"))
    assert len(s.question("place").choices) == 0
    s.answer("county", "c1")
    question = s.question("place")
    assert (len(question.choices), question.input) == (ROWS // 4, "search_one")
    assert s.question("place").choices is question.choices, "the same rows are not read again"
    assert question.choices[question.choices.find("place 4001").places[0]].label == "Place 4001"
    s.answer("place", "p1").answer("county", "c2")
    assert s.filling.check("/data/place")[0][1].code == "choice.unknown"


def test_a_filter_that_leaves_few_shows_them_all():
    s = long(filtered="[code = 'p7' or code = 'p9']")
    assert s.question("place").input == "choice_one"
    assert [choice.label for choice in s.question("place").choices] == ["Place 7", "Place 9"]


def test_shuffled_ones_stay_in_their_order():
    body = asked("select1", "randomize(instance('l')/root/item)")
    s = scenario(
        xform("<place/>", "", body, model='<instance id="l" src="jr://file-csv/l.csv"/>'),
        media={"l.csv": "".join(CSV.splitlines(keepends=True)[: SEARCHED + 10]).encode()},
    )
    first = [choice.value for choice in s.question("place").choices]
    assert first != sorted(first, key=lambda value: int(value[1:]))
    assert [choice.value for choice in s.question("place").choices] == first


@pytest.mark.parametrize(
    ("row", "files", "value"),
    [
        (",select_one_from_file l.csv,place,Where?,value=code label=title,", {"l_csv": CSV}, "p4321"),
        (",select_multiple_from_file l.csv,place,Where?,value=code label=title,", {"l_csv": CSV}, ("p4321",)),
        (",select_one_from_file l.xml,place,Where?,,", {"l_xml": XML}, "p4321"),
        (",select_one_from_file l.geojson,place,Where?,,", {"l_geojson": GEOJSON}, "p121"),
        (
            ",select_one_from_file l.geojson,place,Where?,value=geometry label=title,",
            {"l_geojson": GEOJSON},
            "51.25 -121.5 0 0",
        ),
    ],
)
def test_files_of_every_kind_with_the_columns_that_the_form_names(tmp_path, row, files, value):
    """Issue 5, 2: ``parameters`` says which columns hold value and label."""
    s = written(tmp_path, row, **files)
    question = s.question("place")
    assert isinstance(question.choices, LongList)
    assert s.answer("place", value).last is None
    assert s.question("place").answer.startswith("Place ")


def test_properties_and_geometry_can_be_filtered_by_and_read(tmp_path):
    s = written(
        tmp_path,
        ",text,lit,Lit?,,",
        ",select_one_from_file l.geojson,place,Where?,,lit = ${lit}",
        ",text,at,At ${place},,",
        l_geojson=GEOJSON,
    )
    s.answer("lit", "yes")
    assert len(s.question("place").choices) == 100
    assert s.answer("place", "p2").last.code == "choice.unknown"
    s.answer("place", "p3")
    at = "instance('l')/root/item[id = /own/place]/geometry"
    assert at.startswith("instance")
    assert s.form.instances["l"].element.where("id", {"p3"})[0].child("geometry").text == "51.25 -3.5 0 0"


def test_a_walk_tries_a_few_of_them_only():
    s = long("select")
    tried = samples(s.filling._random, s.question("place"), "", [], s.filling.now().date())
    assert len(tried) < 10 * SEARCHED
    assert TYPES["select_multiple"].plausible(s.filling._random, s.question("place"))


def test_choices_that_a_search_would_find_are_refused_with_the_place_and_what_to_do(tmp_path):
    """Issue 5, 2."""
    sheet = """survey
,type,name,label,appearance,required
,select_one places,place,Where?,search('places'),yes
choices
,list_name,name,label
,places,name_key,label
"""
    (tmp_path / "form.csv").write_text(sheet, encoding="utf-8")
    with pytest.raises(FormError, match=r"search\(\).*select_one_from_file"):
        load(read_form(tmp_path / "form.csv").xml)
