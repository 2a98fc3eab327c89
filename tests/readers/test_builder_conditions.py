"""The builder's conditions, as objects and as text, mean here what they mean there."""

import json

import pytest

from kiosk.forms.readers.digital_form_builder.comparing import UnreadableError
from kiosk.forms.readers.digital_form_builder.conditions import read_conditions
from kiosk.forms.readers.digital_form_builder.fields import Field, Fields
from kiosk.forms.readers.digital_form_builder.formulas import read_formula
from kiosk.forms.readers.json_document import Json

FIELDS = Fields(
    (
        Field("age", "/data/p/age", "number", 0, "you"),
        Field("own", "/data/p/own", "yes_no", 0, "you", "id-own"),
        Field(
            "pets",
            "/data/p/pets",
            "choices",
            0,
            "",
            "id-pets",
            {"a dog": "a-dog", "cat": "cat"},
            {"i1": "a dog"},
        ),
        Field("born", "/data/p/born", "date", 0),
        Field("name", "/data/p/name", "text", 0, "you"),
        Field("name", "/data/q/name", "text", 1, "them"),
        Field("many", "/data/r/many", "many", 2),
    )
)

FORMULAS = {
    "age > 18": "/data/p/age > 18",
    "you.age >= 18 and own == true": "(/data/p/age >= 18 and /data/p/own = 'true')",
    'not ("a dog" in pets) or own': "(not(selected(/data/p/pets, 'a-dog')) or /data/p/own = 'true')",
    'you.name == "Sam"': "/data/p/name = 'Sam'",
    "name != 'Sam'": "not((/data/p/name = 'Sam' or /data/q/name = 'Sam'))",
    "length(you.name) > 3": "string-length(/data/p/name) > 3",
    "18 < age && !own": "(/data/p/age > 18 and not(/data/p/own = 'true'))",
    "later == 'x'": "false()",
    "pets == 'it\\'s'": 'selected(/data/p/pets, "it\'s")',
}


@pytest.mark.parametrize(("written", "xpath"), FORMULAS.items())
def test_a_condition_in_text(written, xpath):
    assert read_formula(written, FIELDS) == xpath


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("age >", "ends too early"),
        ("(age > 1", "is missing"),
        ("age > 1 extra", "not expected"),
        ("age ~ 1", "cannot be read"),
        ("(" * 500 + "age" + ")" * 500, "nested too deeply"),
        ("age > 1 or " * 5_000 + "own", "too long"),
        ("many == 'x'", "asked more than once"),
    ],
)
def test_text_that_is_no_condition_is_told(written, why):
    with pytest.raises(UnreadableError, match=why):
        read_formula(written, FIELDS)


def version_1(*parts):
    return {"name": "c", "value": {"name": "c", "conditions": list(parts)}}


def part(name, operator, value, coordinator=None, kind="Value", **more):
    made = {"field": {"name": name}, "operator": operator, "value": {"type": kind, "value": value, **more}}
    return made | ({"coordinator": coordinator} if coordinator else {})


OBJECTS = {
    "is": (version_1(part("own", "is", "true")), "(/data/p/own = 'true')"),
    "and binds first": (
        version_1(
            part("age", "is more than", "1"),
            part("own", "is", "no", "or"),
            part("pets", "contains", "cat", "and"),
        ),
        "(/data/p/age > 1 or /data/p/own = 'false' and selected(/data/p/pets, 'cat'))",
    ),
    "nested": (
        version_1({"conditions": [part("age", "is", "5")]}, part("you.name", "is not", "x", "and")),
        "((/data/p/age = 5) and not(/data/p/name = 'x'))",
    ),
    "a date": (
        version_1(part("born", "is before", "2001-02-03")),
        "(decimal-date-time(/data/p/born) < decimal-date-time('2001-02-03'))",
    ),
    "a time ago": (
        version_1(
            {
                "field": {"name": "born"},
                "operator": "is at least",
                "value": {
                    "type": "RelativeTime",
                    "timePeriod": "2",
                    "timeUnit": "weeks",
                    "direction": "in the past",
                },
            }
        ),
        "(decimal-date-time(/data/p/born) <= decimal-date-time(today()) - 14)",
    ),
    "version 2": (
        {
            "id": "c",
            "coordinator": "or",
            "items": [
                {"componentId": "id-own", "operator": "is", "type": "BooleanValue", "value": False},
                {
                    "componentId": "id-pets",
                    "operator": "contains",
                    "type": "ListItemRef",
                    "value": {"itemId": "i1"},
                },
            ],
        },
        "(/data/p/own = 'false' or selected(/data/p/pets, 'a-dog'))",
    ),
}


@pytest.mark.parametrize(("condition", "xpath"), OBJECTS.values(), ids=OBJECTS)
def test_a_condition_as_an_object(condition, xpath):
    assert read_conditions(Json({"conditions": [condition]})).xpath("c", FIELDS) == xpath


def test_conditions_that_name_each_other_end():
    pair = [
        {"name": name, "value": {"conditions": [{"conditionName": other}, {"conditionName": other}]}}
        for name, other in (("c", "d"), ("d", "c"))
    ]
    conditions = read_conditions(Json(json.loads(json.dumps({"conditions": pair}))))
    with pytest.raises(UnreadableError, match="depends on itself"):
        conditions.xpath("c", FIELDS)


def test_only_what_was_answered_before_counts():
    assert read_formula("name == 'Sam'", FIELDS.before(frozenset({1}))) == "/data/q/name = 'Sam'"
