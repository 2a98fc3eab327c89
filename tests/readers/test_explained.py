"""Mistakes that authors make in a spreadsheet: each is told with its row, and what to do."""

import pytest

TOP = ["type", "name", "label"]
ASKED = ["text", "a", "A"]

# sheets, where, words of the sentence
MISTAKES = {
    "unknown type": (
        {"survey": [TOP, ASKED, ["textt", "b", "B"]]},
        "survey row 3, column “type”",
        ["“textt” is not a type of question", "“text”"],
    ),
    "a type like no other": (
        {"survey": [TOP, ["qqqq", "b", "B"]]},
        "survey row 2, column “type”",
        ["write a type such as text"],
    ),
    "an order of nothing": (
        {"survey": [TOP, ASKED, ["rank", "b", "B"]]},
        "survey row 3, column “type”",
        ["“rank” needs the name of a list"],
    ),
    "no outside choices": (
        {"survey": [TOP, ["select_one_from_file a.csv", "a", "A"], ["select_one_external b", "b", "B"]]},
        "survey row 3, column “type”",
        ["add a sheet “external_choices”"],
    ),
    "no survey sheet": (
        {"questions": [TOP, ASKED], "choices": [["list_name", "name", "label"]]},
        "survey sheet",
        ["“questions”", "named “survey”"],
    ),
    "no name": (
        {"survey": [TOP, ASKED, ["osm", None, "A"]]},
        "survey row 3, column “name”",
        ["has no name"],
    ),
    "no type": ({"survey": [TOP, [None, "a", "A"]]}, "survey row 2, column “type”", ["has no type"]),
    "name with a space": (
        {"survey": [TOP, ASKED, ["text", "my name", "A"]]},
        "survey row 3, column “name”",
        ["“my name” cannot be a name"],
    ),
    "same name twice": (
        {"survey": [TOP, ASKED, ["text", "a", "Again"]]},
        "survey row 3, column “name”",
        ["the name “a” too"],
    ),
    "named meta": (
        {"survey": [[*TOP, "relevant"], ["text", "meta", "A", None], ["text", "b", "B", "${meta} = 1"]]},
        "survey row 2, column “name”",
        ["“meta” is kept"],
    ),
    "unknown reference": (
        {"survey": [[*TOP, "relevant"], ["text", "colour", "A", None], ["text", "b", "B", "${color} = 1"]]},
        "survey row 3, column “relevant”",
        ["no question named “color”", "“colour”"],
    ),
    "open reference": (
        {"survey": [[*TOP, "relevant"], [*ASKED, None], ["text", "b", "B", "${a = 1"]]},
        "survey row 3, column “relevant”",
        ["not closed"],
    ),
    "reference to two": (
        {
            "survey": [
                [*TOP, "relevant"],
                *[["begin_group", "g", "G"], ["text", "x", "X"], ["end_group"]],
                *[["begin_group", "h", "H"], ["text", "x", "X"], ["end_group"]],
                ["text", "b", "B", "${x} = 1"],
            ]
        },
        "survey row 8, column “relevant”",
        ["several questions of that name"],
    ),
    "unknown list": (
        {
            "survey": [TOP, ["select_one yesno", "a", "A"]],
            "choices": [["list_name", "name", "label"], ["yes_no", "y", "Y"]],
        },
        "survey row 2, column “type”",
        ["no list of choices named “yesno”", "“yes_no”"],
    ),
    "no choices sheet": (
        {"survey": [TOP, ASKED, ["select_one yesno", "b", "B"]]},
        "survey row 3, column “type”",
        ["add a sheet “choices”"],
    ),
    "choice without a name": (
        {
            "survey": [TOP, ["select_one l", "a", "A"]],
            "choices": [["list_name", "name", "label"], ["l", None, "Y"]],
        },
        "choices row 2, column “name”",
        ["The choice has no name"],
    ),
    "choice twice": (
        {
            "survey": [TOP, ["select_one l", "a", "A"]],
            "choices": [["list_name", "name", "label"], ["l", "y", "Y"], ["l", "y", "Yes"]],
        },
        "choices row 3, column “name”",
        ["“y” is in its list twice"],
    ),
    "choice with a space": (
        {
            "survey": [TOP, ["select_multiple l", "a", "A"]],
            "choices": [["list_name", "name", "label"], ["l", "x", "X"], ["l", "y z", "Y"]],
        },
        "choices row 3, column “name”",
        ["“y z” has a space"],
    ),
    "a list like a file": (
        {
            "survey": [TOP, ["select_one l", "a", "A"], ["select_one_from_file l.csv", "b", "B"]],
            "choices": [["list_name", "name", "label"], ["l", "x", "X"]],
        },
        "survey row 3, column “type”",
        ["both called “l”"],
    ),
    "a list that search() shares": (
        {
            "survey": [
                [*TOP, "appearance"],
                ["select_one l", "a", "A", "search('x')"],
                ["select_one l", "b", "B", None],
            ],
            "choices": [["list_name", "name", "label"], ["l", "x", "X"]],
        },
        "survey row 2, column “appearance”",
        ["use select_one_from_file"],
    ),
    "column twice": (
        {"survey": [[*TOP, "relevant", "relevant"], [*ASKED, "1", "2"]]},
        "survey row 1",
        ["Two columns are headed “relevant”"],
    ),
    "two names for one column": (
        {"survey": [[*TOP, "relevant", "relevance"], [*ASKED, "1=1", "2=2"]]},
        "survey row 1",
        ["two names for one column"],
    ),
    "no type column": ({"survey": [["name", "label"], ["a", "A"]]}, "survey row 1", ["“type”", "add it"]),
    "group not ended": (
        {"survey": [TOP, ["begin_group", "g", "G"], ASKED]},
        "survey row 2",
        ["“g” begins but does not end"],
    ),
    "group not begun": ({"survey": [TOP, ASKED, ["end_group", None, None]]}, "survey row 3", ["never began"]),
    "nothing to calculate": (
        {"survey": [TOP, ["calculate", "c", None]]},
        "survey row 2, column “calculation”",
        ["nothing to calculate"],
    ),
    "another form included": (
        {"survey": [TOP, ["include", "other", "O"]]},
        "survey row 2, column “type”",
        ["copy"],
    ),
    "parameters": (
        {"survey": [[*TOP, "parameters"], ["range", "r", "R", "from one to ten"]]},
        "survey row 2, column “parameters”",
        ["start=1"],
    ),
    "a parameter of another type": (
        {"survey": [[*TOP, "parameters"], [*ASKED, None], ["range", "r", "R", "begin=1"]]},
        "survey row 3, column “parameters”",
        ["'begin'"],
    ),
    "a parameter that pyxform names no row for": (
        {"survey": [[*TOP, "parameters"], [*ASKED, None], ["image", "r", "R", "max-pixels=big"]]},
        "survey row 3, column “parameters”",
        ["integer"],
    ),
    "a list without its name": (
        {"survey": [TOP, ["select_one", "a", "A"]]},
        "survey row 2, column “type”",
        ["“select_one yes_no”"],
    ),
    "an empty sheet": ({"survey": [[]]}, "survey sheet", ["is empty"]),
    "a name for the form that cannot be": (
        {"survey": [TOP, ASKED], "settings": [["name"], ["my form"]]},
        "settings row 2, column “name”",
        ["“my form” cannot be a name"],
    ),
    "a choices sheet without names": (
        {"survey": [TOP, ["select_one l", "a", "A"]], "choices": [["list_name", "label"], ["l", "X"]]},
        "choices row 1",
        ["“name”", "add it"],
    ),
    "list file of no kind": (
        {"survey": [TOP, ["select_one_from_file towns.txt", "a", "A"]]},
        "survey row 2, column “type”",
        [".csv"],
    ),
}


@pytest.mark.parametrize(("sheets", "where", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_row_and_what_to_do(workbook, refused, sheets, where, words):
    said = refused(workbook(**sheets))
    assert said.where == where
    assert all(word in said.sentence for word in words), said.sentence


def test_several_answers_from_a_repeat_are_refused_with_what_to_do(workbook, refused):
    survey = [["type", "name", "label"], ["begin_repeat", "r", "R"], ["text", "a", "A"], ["end_repeat"]]
    error = refused(workbook(survey=[*survey, ["select_multiple ${a}", "b", "B"]]))
    assert str(error) == (
        "survey row 5, column “type”: Only one choice can be taken from the answers to “${a}”: write select_one."
    )
