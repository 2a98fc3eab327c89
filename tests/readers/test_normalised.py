"""Differences between kinds of XLSForm that are evened out: each change is told, and none is silent."""

from datetime import date, datetime, time

import pytest

from kiosk.forms import xform
from kiosk.forms.readers import read_form

TOP = ["type", "name", "label"]
ASKED = ["text", "a", "A"]


def form_and_warnings(path):
    source = read_form(path)
    return xform.load(source.xml, source.media), source.warnings


@pytest.mark.parametrize("written", ["caseid", "hidden string", "Hidden  Integer"])
def test_what_another_platform_hides_is_hidden(workbook, written):
    form, warnings = form_and_warnings(workbook(survey=[TOP, ASKED, [written, "h", None]]))
    assert [control.path for control in form.controls] == ["/data/a"]
    assert "/data/h" in form.binds
    assert warnings[0].startswith("survey row 3: type “")


@pytest.mark.parametrize("written", ["tel", "phone", "email", "textarea"])
def test_a_kind_of_text_is_a_text_question(workbook, written):
    form, (warning,) = form_and_warnings(workbook(survey=[TOP, ASKED, [written, "t", "T"]]))
    assert [control.type for control in form.controls] == ["text", "text"]
    assert warning == f"survey row 3: type “{written}” is read as “text”."


@pytest.mark.parametrize(
    ("written", "widget"), [("tel", "telephone"), ("Phone", "telephone"), ("email", "email")]
)
def test_a_kind_of_text_that_is_a_widget_here_names_it(workbook, written, widget):
    form, _warnings = form_and_warnings(workbook(survey=[TOP, ASKED, [written, "t", "T"]]))
    assert [control.appearance for control in form.controls] == [set(), {widget}]


def test_a_widget_is_named_without_declaring_its_prefix(workbook):
    survey = [
        [*TOP, "appearance", "body::k:widget"],
        [*ASKED, None, "ni-number"],
        [*ASKED[:1], "b", "B", "postcode", None],
    ]
    form, warnings = form_and_warnings(workbook(survey=survey))
    assert [control.appearance for control in form.controls] == [{"ni-number"}, {"postcode"}]
    assert not warnings
    assert not form.warnings


def test_a_widget_that_there_is_not_is_told(workbook):
    survey = [[*TOP, "body::k:widget"], [*ASKED, "mony"]]
    form, _warnings = form_and_warnings(workbook(survey=survey))
    assert "there is no widget “mony”" in form.warnings[0]


def test_email_without_a_label_stays_what_xlsform_means_by_it(workbook):
    form, warnings = form_and_warnings(workbook(survey=[TOP, ASKED, ["email", "e", None]]))
    assert [control.path for control in form.controls] == ["/data/a"]
    assert not warnings


def test_a_question_without_a_label_shows_its_name(workbook):
    form, (warning,) = form_and_warnings(workbook(survey=[TOP, ASKED, ["text", "postcode", None]]))
    assert [control.label.say("default", str) for control in form.controls] == ["A", "postcode"]
    assert warning == "survey row 3: “postcode” has no label, so its name is shown; write a label."


def test_columns_of_other_platforms_are_left_out_and_told(workbook):
    survey = [[*TOP, "bind::esri:fieldType"], [*ASKED, "null"]]
    choices = [["list_name", "name", "label", "what?", "notes::old"], ["l", "x", "X", "1", "2"]]
    form, warnings = form_and_warnings(
        workbook(survey=[*survey, ["select_one l", "b", "B"]], choices=choices)
    )
    assert len(list(form.controls)) == 2
    assert [warning.partition(":")[0] for warning in warnings] == [
        "survey sheet, column “bind",
        *["choices sheet, column “what?”"],
        "choices sheet, column “notes",
    ]


def test_a_declared_prefix_is_kept(workbook):
    survey = [[*TOP, "bind::k:pii"], [*ASKED, "yes"]]
    source = read_form(workbook(survey=survey, settings=[["namespaces"], ['k="https://example.org/k"']]))
    assert b'k:pii="yes"' in source.xml
    assert not source.warnings


def test_of_two_names_for_one_column_the_empty_one_goes(workbook):
    survey = [[*TOP, "image", "media::image"], [*ASKED, "a.png", None]]
    source = read_form(workbook(survey=survey))
    assert "another column means the same" in source.warnings[0]
    assert b"jr://images/a.png" in source.xml


def test_an_invisible_character_is_taken_out(tmp_path):
    (tmp_path / "form.csv").write_text("survey\n,type,name,label\n,text,a,One\x0btwo\n", encoding="utf-8")
    form, (warning,) = form_and_warnings(tmp_path / "form.csv")
    assert next(form.controls).label.say("default", str) == "One two"
    assert warning.startswith("survey row 2, column “label”: an invisible character")


def test_a_repeat_named_data_gets_another_root(workbook):
    form, (warning,) = form_and_warnings(
        workbook(survey=[TOP, ["begin_repeat", "data", "D"], ASKED, ["end_repeat"]])
    )
    assert [control.path for control in form.controls] == ["/form/data/a"]
    assert "a repeat is named “data”" in warning


def test_an_external_list_is_a_list_like_any_other(workbook):
    survey = [
        [*TOP, "choice_filter"],
        ["select_one counties", "county", "County", None],
        ["select_one_external towns", "town", "Town", "county=${county}"],
    ]
    choices = [
        ["list_name", "name", "label"],
        ["counties", "gwynedd", "Gwynedd"],
        ["towns", "other", "Other"],
    ]
    external = [
        ["list name", "name", "label", "county"],
        ["towns", "newtown", "Newtown", "gwynedd"],
        ["towns", "newtown", "Newtown", "powys"],
        ["unused", "x", "X", "y"],
    ]
    source = read_form(workbook(survey=survey, choices=choices, external_choices=external))
    form = xform.load(source.xml, source.media)
    assert [control.type for control in form.controls] == ["select_one", "select_one"]
    assert source.xml.count(b"<name>newtown</name>") == 2
    assert source.warnings[0].startswith("external_choices sheet: ")


@pytest.mark.parametrize(
    "written",
    [
        "Select One yn",
        "SELECT_ONE yn",
        "select one yn",
        "Select_One   yn",
        "select_one yn",
        "select one from yn",
        "select_one from yn",
    ],
)
def test_capitals_and_spaces_in_a_type_do_not_matter(workbook, written):
    survey = [
        TOP,
        ["Begin Group", "g", "G"],
        [written, "b", "B"],
        ["Text", "a", "A"],
        ["End  Group", None, None],
    ]
    choices = [["list_name", "name", "label"], ["yn", "y", "Yes"]]
    form, warnings = form_and_warnings(workbook(survey=survey, choices=choices))
    assert [control.type for control in form.controls] == ["select_one", "text"]
    assert not warnings


@pytest.mark.parametrize("kind", ["begin_score", "end_score"])
def test_what_is_no_type_is_said_even_when_the_name_is_missing_too(workbook, refused, kind):
    assert str(refused(workbook(survey=[TOP, ASKED, [kind, None, None]]))).startswith(
        "survey row 3, column “type”: "
    )


def test_a_space_after_the_name_of_a_sheet_is_named(workbook, refused):
    book = workbook(**{"survey ": [TOP, ASKED], "notes": [["x"]]})
    assert str(refused(book)).endswith("“survey ” has a space at an end: delete the space.")


def test_the_column_without_a_language_fills_the_gaps_of_the_default_language(workbook):
    survey = [[*TOP, "label::fr", "label::ar"], ["text", "a", "A", "F", "R"], ["text", "b", "B", "F", None]]
    book = workbook(survey=survey, settings=[["default_language"], ["ar"]])
    form, (warning, *_) = form_and_warnings(book)
    assert [control.label.say("ar", str) for control in form.controls] == ["R", "B"]
    assert warning.startswith("survey sheet, column “label”: read only where “label::ar” is empty")


def test_spaces_inside_a_reference_do_not_matter(workbook):
    survey = [
        [*TOP, "relevant"],
        [*ASKED, None],
        ["text", "b", "After ${ a }", "${ a} != '' and ${a } != 'x'"],
    ]
    form, warnings = form_and_warnings(workbook(survey=survey))
    assert form.binds["/data/b"].relevant.source.count("/data/a") == 2
    assert not warnings


@pytest.mark.parametrize(
    ("kind", "cell", "stored"),
    [
        ("date", date(2020, 2, 1), "2020-02-01"),
        ("dateTime", datetime.fromisoformat("2020-02-01 09:30"), "2020-02-01T09:30:00"),
        ("time", time(9, 30), "09:30:00"),
        ("text", "2020-02-01 00:00:00", "2020-02-01 00:00:00"),
    ],
)
def test_a_default_from_a_cell_with_a_date_is_stored_as_its_type_is(workbook, kind, cell, stored):
    form, _ = form_and_warnings(workbook(survey=[[*TOP, "default"], [kind, "a", "A", cell]]))
    assert form.primary.element.named("a")[0].text == stored


def test_pulldata_may_name_its_file_with_the_ending(workbook, tmp_path):
    (tmp_path / "towns.csv").write_text("code,name\na,Merrow\n")
    survey = [[*TOP, "calculation"], [*ASKED, None]]
    survey.append(["calculate", "c", None, "pulldata('towns.csv', 'name', 'code', ${a})"])
    form, warnings = form_and_warnings(workbook(survey=survey))
    assert list(form.instances) == ["towns"]
    assert not warnings


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("db:person", "text"),
        ("url", "text"),
        ("comments", "text"),
        ("float", "decimal"),
        ("number", "decimal"),
    ],
)
def test_a_type_of_another_platform_is_read_as_the_nearest_and_told(workbook, written, meant):
    form, (warning,) = form_and_warnings(workbook(survey=[TOP, [written, "a", "A"]]))
    assert [control.type for control in form.controls] == [meant]
    assert warning.startswith(f"survey row 2: type “{written}” is read as “{meant}”")


@pytest.mark.parametrize(
    "written", ["text audit", "sensor_statistic", "speed violations count", "device_info"]
)
def test_what_watches_the_person_stays_empty_and_is_told(workbook, written):
    form, (warning,) = form_and_warnings(workbook(survey=[TOP, ASKED, [written, "h", None]]))
    assert [control.path for control in form.controls] == ["/data/a"]
    assert "so it stays empty" in warning


def test_names_that_xforms_keep_are_changed_and_told(workbook):
    survey = [[*TOP, "instance::tag"], ["begin_group", "meta", "M", "hidden"], ASKED, ["end_group", "meta"]]
    form, warnings = form_and_warnings(workbook(survey=survey))
    assert [control.path for control in form.controls] == ["/data/meta_data/a"]
    assert [warning.partition(": ")[0] for warning in warnings] == [
        "survey row 2, column “name”",
        "survey sheet, column “instance::tag”",
    ]


def test_what_only_another_platform_can_work_out_is_left_empty_and_told(workbook):
    survey = [[*TOP, "calculation", "constraint"], [*ASKED, None, "wq:length(5)"]]
    survey += [["calculate", n, None, f"{n}()", None] for n in ("duration", "device-info", "username")]
    form, warnings = form_and_warnings(workbook(survey=survey))
    assert [control.path for control in form.controls] == ["/data/a"]
    assert form.binds["/data/a"].constraint is None
    assert [warning.partition(": ")[0] for warning in warnings] == [
        "survey row 2, column “constraint”",
        *(f"survey row {number}, column “calculation”" for number in (3, 4, 5)),
    ]
