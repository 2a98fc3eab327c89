"""Open311 services, from a list or a definition, in JSON and XML, become forms that a report can be made from."""

import json
from datetime import UTC, datetime
from random import Random
from xml.sax.saxutils import escape

import pytest

from kiosk.forms.filling import Filling
from kiosk.forms.lint import check
from kiosk.forms.readers import parts_of, read_form
from kiosk.forms.walk import Walk, walk

KINDS = {
    "string": "text",
    "number": "decimal",
    "datetime": "date_time",
    "text": "text",
    "singlevaluelist": "select_one",
    "multivaluelist": "select_multiple",
}
STANDARD = ["address_string", "description", "first_name", "last_name", "phone", "email"]
SERVICES = [
    {
        "service_code": "001",
        "service_name": "Missed bin",
        "description": "A bin that was not emptied",
        "metadata": True,
    },
    {"service_code": "002", "service_name": "Pothole", "description": "", "metadata": False},
]
DEFINITION = {
    "service_code": "001",
    "attributes": [
        {
            "variable": True,
            "code": f"A{number}",
            "datatype": kind,
            "required": number % 2 == 0,
            "datatype_description": "In words",
            "order": 10 - number,
            "description": f"Question {number}?",
            "values": [{"key": "black bin", "name": "Black bin"}, {"key": 5, "name": "Food"}],
        }
        for number, kind in enumerate(KINDS)
    ]
    + [{"variable": False, "code": "N", "datatype": "string", "order": 0, "description": "Read this first."}],
}


def xml(name: str, value: object) -> str:
    if isinstance(value, list):
        return f"<{name}>{''.join(xml(name[:-1], one) for one in value)}</{name}>"
    if isinstance(value, dict):
        return f"<{name}>{''.join(xml(key, one) for key, one in value.items())}</{name}>"
    return f"<{name}>{escape(str(value).lower() if isinstance(value, bool) else str(value))}</{name}>"


def written(tmp_path, kind: str):
    if kind == "xml":
        (tmp_path / "services.xml").write_text(
            f'<?xml version="1.0"?>{xml("services", SERVICES)}', encoding="utf-8"
        )
        (tmp_path / "001.xml").write_text(xml("service_definition", DEFINITION), encoding="utf-8")
    else:
        (tmp_path / "services.json").write_text(json.dumps(SERVICES), encoding="utf-8")
        (tmp_path / "services").mkdir()
        (tmp_path / "services" / "001.json").write_text(json.dumps(DEFINITION), encoding="utf-8")
    return tmp_path / f"services.{kind}"


def opened(form) -> Filling:
    return Filling(
        form,
        language=form.default_language,
        now=lambda: datetime(2026, 11, 21, tzinfo=UTC),
        random=Random(1),
        new_id=lambda: "id",
    )


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_one_service_of_a_list_is_one_form(tmp_path, kind):
    path = written(tmp_path, kind)
    assert parts_of(path) == ("001", "002")
    form = check(path, part="001").form
    asked = [control.path.removeprefix("/data/") for control in form.controls]
    assert form.title == "Missed bin"
    assert asked == ["about", "attribute/N", *(f"attribute/A{n}" for n in reversed(range(6))), *STANDARD]
    types = {c.path.rpartition("/")[2]: c.type for c in form.controls}
    assert [types[f"A{n}"] for n in range(6)] == list(KINDS.values())
    required = {control.path for control in form.controls if control.bind.required is not None}
    assert required == {
        "/data/address_string",
        "/data/description",
        *(f"/data/attribute/A{n}" for n in (0, 2, 4)),
    }
    assert isinstance(walk(opened(form), Random(1)), Walk)


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_both_ways_of_writing_are_the_same_form(tmp_path, kind):
    written(tmp_path, "json")
    written(tmp_path, "xml")
    (tmp_path / "services" / "001.json").rename(tmp_path / "001.json")
    assert read_form(tmp_path / f"001.{kind}").xml == read_form(tmp_path / "001.json").xml


def test_a_service_without_questions_of_its_own_asks_the_standard_ones(tmp_path):
    form = check(written(tmp_path, "json"), part="002").form
    assert [control.path.removeprefix("/data/") for control in form.controls] == STANDARD


def test_a_list_of_several_asks_which(tmp_path, refused):
    assert "say which one, such as 001, 002" in refused(written(tmp_path, "json")).sentence


def test_a_definition_that_is_not_there_is_told(tmp_path):
    (tmp_path / "services.json").write_text(json.dumps(SERVICES), encoding="utf-8")
    (told,) = read_form(tmp_path / "services.json", part="001").warnings
    assert "put 001.json beside this file" in told


def test_an_unknown_kind_is_told_and_asked_as_text(tmp_path):
    attributes = [{"code": "A", "datatype": "hologram", "description": "A?"}]
    (tmp_path / "one.json").write_text(
        json.dumps({"service_code": "1", "service_name": "One", "attributes": attributes}), encoding="utf-8"
    )
    (told,) = check(tmp_path / "one.json").warnings
    assert (told.where, "hologram" in told.sentence) == ("attributes[0]", True)


HOSTILE = {
    "entities": ('<!DOCTYPE x [<!ENTITY a "b">]><services><service/></services>', "declares entities"),
    "cut off": ("<services><service>", "not sound XML"),
    "deep": (f"<services>{'<service>' * 50_000}", "not sound XML"),
    "no service": ("<services></services>", "no service with a service_code"),
}


@pytest.mark.parametrize(("text", "said"), HOSTILE.values(), ids=HOSTILE)
def test_xml_that_is_no_service(tmp_path, refused, text, said):
    (tmp_path / "services.xml").write_text(text, encoding="utf-8")
    assert said in refused(tmp_path / "services.xml").sentence


@pytest.mark.parametrize("spelt", ['xmlns="urn:open311"', 'xmlns:o="urn:open311"'])
def test_a_namespace_in_the_xml_changes_nothing(tmp_path, spelt):
    text = xml("services", SERVICES).replace("<services>", f"<services {spelt}>")
    if spelt.startswith("xmlns:o"):
        text = text.replace("<", "<o:").replace("<o:/", "</o:")
    (tmp_path / "services.xml").write_text(text, encoding="utf-8")
    assert parts_of(tmp_path / "services.xml") == ("001", "002")
    assert check(tmp_path / "services.xml", part="002").form is not None


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_what_the_server_fills_in_is_not_asked_and_its_hint_is_said(tmp_path, kind):
    own = {"automated": "server_set", "datatype": "string", "required": True, "variable": False}
    attributes = [
        own | {"code": "easting", "description": "easting"},
        own | {"code": "hint", "description": "<span>For lights &amp; signs</span>"},
    ]
    definition = {"service_code": "100", "service_name": "Lights", "attributes": attributes}
    whole = json.dumps(definition) if kind == "json" else xml("service_definition", definition)
    (tmp_path / f"100.{kind}").write_text(whole, encoding="utf-8")
    report = check(tmp_path / f"100.{kind}")
    assert [warning.where for warning in report.warnings] == ["attributes[0]"]
    filling = opened(report.form)
    assert filling.page(filling.page_keys()[0]).heading == "For lights & signs"
    assert not any("easting" in key for key in filling.page_keys())


def test_a_service_without_a_name_is_told_and_a_hint_without_a_word_is_not_shown(tmp_path):
    number = {"code": "T", "datatype": "string", "description": "Your phone", "datatype_description": "###"}
    (tmp_path / "a.json").write_text(
        json.dumps({"service_code": "c", "attributes": [number]}), encoding="utf-8"
    )
    report = check(tmp_path / "a.json")
    assert [warning.where for warning in report.warnings] == ["service"]
    filling = opened(report.form)
    assert filling.page(filling.page_keys()[0]).questions[0].hint == ""
