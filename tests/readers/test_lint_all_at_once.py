"""One bad form of each kind with every fault that lint knows: each is told at its place, all at once."""

import json

from kiosk.forms.lint import check
from tests.scenario import ask, bind, items, xform

LONG = "This goes on and on " + "and on " * 15 + "without any end."
HARD = (
    "Notwithstanding aforementioned administrative stipulations, applicants substantiate eligibility. "
    "Retrospective determinations necessitate extraordinary justification. Supplementary evidential "
    "particulars may subsequently be requisitioned by departmental adjudicators."
)
TOP = ["type", "name", "label::English (en)", "label::Welsh (cy)", "relevant", "constraint"]
TOP += ["constraint_message::English (en)", "calculation"]
SURVEY = [
    TOP,
    ["text", "a", "What is your name?", "Beth yw eich enw?"],
    ["integer", "b", "How old are you?", None, None, ". > 0 and nosuch(.)", "Invalid age, please correct"],
    ["text", "c", "Your postcode?", "x", None, "regex(., '[A-Z]+')", "Write a postcode"],
    ["text", "d", "D?", "x", "${a} = 1 and (${b} > 2"],
    ["text", "e", "E?", "x", "/data/ghost = 1"],
    ["text", "f", "F?", "x", "false()"],
    ["calculate", "g", None, None, None, None, None, "${h} + 1"],
    ["calculate", "h", None, None, None, None, None, "${g} + 1"],
    ["select_one l", "i", "Which?", "x"],
    ["text", "j", LONG, "x"],
    ["text", "k", HARD, "x"],
    ["begin group", "grp", "Group", "Grŵp"],
    ["text", "a2", "What is your name?", "Beth yw eich enw?"],
    ["end group"],
    ["text", "m", "M?", "x", "${i} = 'zebra'"],
    ["text", "n", "N?", "x", "instance('nolist')/root/item[name='a']/label = 'x'"],
    ["text", "o", "O?", "x", "zz:fun(${a})"],
    ["text", "p", "P?", "x", "${a} == 'x'"],
    ["text", "q", "Q?", "x", "'open"],
]
CHOICES = [["list_name", "name", "label::English (en)", "label::Welsh (cy)"]]
CHOICES += [["l", f"c{n}", f"C {n}", None if n == 3 else f"D {n}"] for n in range(8)]
IN_SHEETS = [
    ("survey row 3, column “constraint”", "no function nosuch()"),
    ("survey row 5, column “relevant”", "Expected ')'"),
    ("survey row 8, column “calculation”", "depend on each other"),
    ("survey row 19, column “relevant”", "write one '='"),
    ("survey row 20, column “relevant”", "in quotes is not closed"),
    ("survey row 3, column “label::Welsh (cy)”", "translation is missing"),
    ("choices row 5, column “label::Welsh (cy)”", "translation is missing"),
    ("survey row 3, column “constraint_message::English (en)”", "“Invalid”; say what to do"),
    ("survey row 4, column “constraint”", "begin it with ^"),
    ("survey row 6, column “relevant”", "“ghost”, but there is none"),
    ("survey row 7, column “relevant”", "never true"),
    ("survey row 10, column “appearance”", "8 choices"),
    ("survey row 11, column “label::English (en)”", "write two"),
    ("survey row 12, column “label::English (en)”", "reading age"),
    ("survey rows 2, 14, column “label::English (en)”", "asked more than once"),
    ("survey row 16, column “relevant”", "no choice “zebra”"),
    ("survey row 17, column “relevant”", "a list “nolist”"),
    ("survey row 18, column “relevant”", "another platform"),
]
BINDS = (
    bind("/data/b", constraint="nosuch(.)", **{"jr:constraintMsg": "Please correct"})
    + bind("/data/c", constraint="regex(., '[A-Z]+')", **{"jr:constraintMsg": "Write"})
    + bind("/data/d", relevant="(/data/b")
    + bind("/data/e", relevant="/data/ghost = 1")
    + bind("/data/f", relevant="false()")
    + bind("/data/g", calculate="/data/h + 1")
    + bind("/data/h", calculate="/data/g + 1")
    + bind("/data/m", relevant="/data/i = 'zebra'")
    + bind("/data/n", relevant="count(instance('nolist')/root/item) = 1")
    + bind("/data/o", relevant="zz:fun(/data/a)")
    + bind("/data/ghost2")
)
IN_XML = [
    ("/data/b", "no function nosuch()"),
    ("/data/d", "Expected ')'"),
    ("/data/g", "depend on each other"),
    ("/data/o", "zz:fun()"),
    ("/data/ghost2", "no such node"),
    ("/data/e", "“ghost”, but there is none"),
    ("/data/c", "begin it with ^"),
    ("/data/f", "never true"),
    ("/data/m", "no choice “zebra”"),
    ("/data/n", "a list “nolist”"),
    ("/data/b", "“Please”"),
    ("/data/i", "8 choices"),
    ("/data/a", "write two"),
]


def question(name, kind="TextField", **more):
    return {"type": kind, "name": name, "title": f"Question {name}?", "options": {}, "schema": {}, **more}


BLAMES = {"customValidationMessage": "Invalid, please correct"}
PAGES = [
    {
        "path": "/a",
        "components": [question("a", title="What is your name?")],
        "next": [{"path": "/b", "condition": "c1"}, {"path": "/ghost"}, {"path": "/c", "condition": "none"}],
    },
    {
        "path": "/b",
        "components": [
            question("c", schema={"regex": "[A-Z]+"}, options=BLAMES),
            question("r", "RadiosField", list="nolist"),
            question("l", "RadiosField", list="L"),
        ],
        "next": [{"path": "/c", "condition": "c2"}, {"path": "/d", "condition": "c3"}],
    },
    {"path": "/c", "components": [question("x", "Unheard"), question("k", title=LONG)]},
    {"path": "/d", "components": [question("a3", title="What is your name?")]},
    {"path": "/orphan", "components": [question("o")]},
]
CONDITIONS = [
    {"name": "c1", "value": "(a == 'x' and b > 2"},
    {"name": "c2", "value": "ghost == 'x'"},
    {"name": "c3", "value": "l == 'zebra'"},
]
LISTS = [{"name": "L", "items": [{"text": f"c{n}", "value": f"c{n}"} for n in range(9)]}]
IN_JSON = [
    ("pages[0].next[1]", "add the page"),
    ("conditions[0]", "a “)” is missing"),
    ("conditions[1]", "reads “ghost”"),
    ("pages[0]", "no condition “none”"),
    ("pages[1].components[0]", "begin it with ^"),
    ("pages[1].components[0]", "“Invalid”"),
    ("pages[1].components[1]", "give it a list"),
    ("pages[1].components[2]", "make it an autocomplete field"),
    ("pages[2].components[0]", "“Unheard”"),
    ("pages[2].components[1]", "write two"),
    ("pages[3]", "no choice “zebra”"),
    ("pages[4]", "add a way to it"),
    ("pages[0].components[0], pages[3].components[0]", "asked more than once"),
]


def told(path):
    report = check(path)
    return [(one.where, one.sentence) for one in (*report.errors, *report.warnings)]


def missing(wanted, found):
    return [
        (where, part) for where, part in wanted if not any(at == where and part in said for at, said in found)
    ]


def test_every_fault_of_a_spreadsheet(workbook):
    found = told(workbook(survey=SURVEY, choices=CHOICES))
    assert missing(IN_SHEETS, found) == []
    assert "survey row 15" not in " ".join(at for at, _ in found)


def test_every_fault_of_an_xform(tmp_path):
    names = ("a", "b", "c", "d", "e", "f", "m", "n", "o")
    nodes = "".join(f"<{name}/>" for name in (*names, "g", "h", "i"))
    choice = ask("/data/i", "I?", tag="select1", inside=items(*"12345678"))
    body = "".join(ask(f"/data/{name}", LONG if name == "a" else f"{name}?") for name in names)
    (tmp_path / "bad.xml").write_bytes(xform(nodes, BINDS, body + choice))
    assert missing(IN_XML, told(tmp_path / "bad.xml")) == []


def test_every_fault_of_the_form_builder(tmp_path):
    document = {"startPage": "/a", "pages": PAGES, "conditions": CONDITIONS, "lists": LISTS}
    (tmp_path / "bad.json").write_text(json.dumps(document), encoding="utf-8")
    assert missing(IN_JSON, told(tmp_path / "bad.json")) == []
