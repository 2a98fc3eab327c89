"""pyxform's complaints in plain English: where in the sheet, what is wrong, and what to do."""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches

from kiosk.forms.readers.book import SHEETS, Book, cell, find, headers, place, rows

Told = tuple[str, str]
"""Where, and one sentence."""

Teller = Callable[[re.Match[str], Book], Told]

KNOWN_TYPES = (
    *("text", "integer", "decimal", "date", "time", "dateTime", "note", "acknowledge", "range", "rank"),
    *("select_one", "select_multiple", "select_one_from_file", "select_multiple_from_file"),
    *("begin_group", "end_group", "begin_repeat", "end_repeat", "calculate", "hidden"),
    *("geopoint", "geotrace", "geoshape", "barcode", "image", "audio", "video", "file"),
    *("start", "end", "today", "deviceid", "username", "csv-external", "xml-external"),
)
ROW = re.compile(r"\[row : (\d+)\]")
SHEET = re.compile(r"[Oo]n the '([^']+)' sheet")
COLUMN = re.compile(r"the '([^']+)' value")
ABOUT = re.compile(r"^[\s:]*(?:On the '\w+' sheet, (?:the '[^']+' value is invalid\.\s*)?)?")
KEY = re.compile(r"([\w-]+)\s*=")
NAME = ("name", "value", "tag")
NAME_RULE = "begin it with a letter, and use only letters, digits, underscores, hyphens and full stops"


def explain(error: BaseException, book: Book) -> Told:
    """Where and what, for any exception that reading or converting ``book`` raised."""
    if isinstance(error, RecursionError):
        return "survey sheet", "Too many groups are inside one another: use fewer."
    if isinstance(error, MemoryError):
        return (
            "",
            "The spreadsheet is too big to read: delete the sheets, rows and pictures that are not needed.",
        )
    text = " ".join(str(error).split())
    for pattern, tell in TELLERS:
        if match := re.search(pattern, text):
            return tell(match, book)
    return _others(text, book, type(error).__name__)


def _others(text: str, book: Book, kind: str) -> Told:
    """No sentence of ours: pyxform's own first one, with its row."""
    if kind not in {"PyXFormError", "PyXFormReadError", "ValidationError"}:
        return (
            "",
            f"The spreadsheet cannot be read ({kind}): open it, save it again as .xlsx, and add it again.",
        )
    said = ABOUT.sub("", ROW.sub("", text.partition("Learn more")[0]))
    first = re.split(r"(?<=[.!?])\s", said)
    short = " ".join(first[:2])[:240].rstrip(" .:")
    return _where(text, book), f"{short or 'This cannot be used'}: change it, and add the form again."


def _where(text: str, book: Book) -> str:
    number, sheet, column = ROW.search(text), SHEET.search(text), COLUMN.search(text)
    if number:
        return place(sheet[1] if sheet else "survey", int(number[1]), column[1] if column else "")
    for at, row in rows(book, "survey"):
        if any(re.search(rf"\b{re.escape(key)}\b", text) for key in KEY.findall(cell(row, "parameters"))):
            return place("survey", at, "parameters")
    for quoted in re.findall(r"'([^']+)'|\[([^\]]+)\]", text):
        value = "".join(quoted)
        for name in SHEETS:
            if found := find(book, name, NAME, value):
                return place(name, found)
    return place(sheet[1]) if sheet else ""


def _at(match: re.Match[str], sheet: str = "survey", column: str = "") -> str:
    row = ROW.search(match.string)
    return place(sheet, int(row[1]) if row else None, column)


def _near(word: str, known: Sequence[str], otherwise: str) -> str:
    near = get_close_matches(word.casefold(), known, n=3, cutoff=0.6)
    return f"did you mean {' or '.join(f'“{n}”' for n in near)}?" if near else otherwise


def _named(book: Book, sheet: str, *names: str) -> list[str]:
    return sorted({cell(row, *names) for _, row in rows(book, sheet)} - {""})


def _no_survey(_match: re.Match[str], book: Book) -> Told:
    names = book.get("sheet_names") or ()
    if "survey" in (name.lower() for name in names):
        return (
            "survey sheet",
            "The sheet “survey” is empty: write the columns type, name and label, and questions.",
        )
    for name in names:
        if name.strip().lower() == "survey":
            return "survey sheet", f"The name of the sheet “{name}” has a space at an end: delete the space."
    found = ", ".join(f"“{name}”" for name in names)
    has = f" (it has {found})" if found else ""
    return (
        "survey sheet",
        f"The file has no sheet named “survey”{has}: put the questions in a sheet named “survey”.",
    )


def _unknown_type(match: re.Match[str], book: Book) -> Told:
    word = match[1]
    number = find(book, "survey", ("type", "command"), word)
    if word in ("select_one", "select_multiple", "rank"):
        said = f"“{word}” needs the name of a list of choices after it: write it like “{word} yes_no”."
        return place("survey", number, "type"), said
    return _unknown(word, place("survey", number, "type"))


def _no_list_named(_match: re.Match[str], book: Book) -> Told:
    """A rank, which pyxform reads as a question without choices."""
    number = find(book, "survey", ("type", "command"), "rank")
    return place(
        "survey", number, "type"
    ), "“rank” needs the name of a list of choices after it: write it like “rank l”."


def _unknown(word: str, where: str) -> Told:
    if word.startswith("#"):
        return where, f"“{word[:60]}” is a comment, not a type of question: move it to a column “comment”."
    if word.lower().endswith("kobomatrix"):
        return where, "A matrix of KoboToolbox cannot be read: write a group with the questions of each row."
    hint = _near(word, KNOWN_TYPES, "write a type such as text, integer, date or “select_one list”.")
    return where, f"“{word}” is not a type of question: {hint}"


def _no_label(match: re.Match[str], book: Book) -> Told:
    where = place("survey", find(book, "survey", NAME, match[1]), "label")
    return where, f"“{match[1]}” has no label: write the question in the column “label”."


def _no_name(match: re.Match[str], book: Book) -> Told:
    row = ROW.search(match.string)
    kind = next((cell(r, "type", "command") for n, r in rows(book, "survey") if row and n == int(row[1])), "")
    if kind.startswith("#") or re.match(r"(?:begin|end)[_ ](?!group|repeat|loop)", kind):
        return _unknown(kind, _at(match, "survey", "type"))
    return _at(
        match, "survey", "name"
    ), "The question or group has no name: write a short one in the column “name”."


def _no_type(match: re.Match[str], _book: Book) -> Told:
    return _at(match, "survey", "type"), "The question has no type: write one, such as text or date."


def _no_calculation(match: re.Match[str], _book: Book) -> Told:
    return _at(
        match, "survey", "calculation"
    ), "There is nothing to calculate: write an expression in this column."


def _bad_name(match: re.Match[str], book: Book) -> Told:
    sheet, column = match[1], match[2]
    row = ROW.search(match.string)
    number = 2 if sheet == "settings" else int(row[1]) if row else None  # pyxform counts that sheet from 0
    written = next((cell(r, column, *NAME) for n, r in rows(book, sheet) if n == number), "")
    shown = f"“{written}” cannot be a name" if written else "The name cannot be used"
    return place(sheet, number, column), f"{shown}: {NAME_RULE}."


def _same_name(match: re.Match[str], _book: Book) -> Told:
    return _at(match, "survey", "name"), f"Another row has the name “{match[1]}” too: give each its own name."


def _root_name(match: re.Match[str], _book: Book) -> Told:
    return _at(match, "survey", "name"), f"A repeat cannot be named “{match[1]}”: give it another name."


def _meta(match: re.Match[str], _book: Book) -> Told:
    return _at(
        match, "survey", "name"
    ), "The name “meta” is kept for the form itself: give the row another name."


def _choice_no_name(match: re.Match[str], _book: Book) -> Told:
    return _at(match, "choices", "name"), "The choice has no name: write what is stored when it is chosen."


def _same_choice(match: re.Match[str], book: Book) -> Told:
    row = ROW.search(match.string)
    number = int(row[1]) if row else None
    name = next((cell(r, *NAME) for n, r in rows(book, "choices") if n == number), "")
    said = f"The choice “{name}” is in its list twice: delete one, or give each its own name."
    return place("choices", number, "name"), said


def _spaced_choice(match: re.Match[str], book: Book) -> Told:
    where = place("choices", find(book, "choices", NAME, match[1]), "name")
    return (
        where,
        f"“{match[1]}” has a space in it, and its list allows several answers: write it with underscores.",
    )


def _reference(match: re.Match[str], _book: Book) -> Told:
    return _where(
        match.string, _book
    ), "A reference is not closed or is empty: write it like “${name}”, with a name of a question."


def _no_such_reference(match: re.Match[str], book: Book) -> Told:
    hint = _near(match[1], _named(book, "survey", *NAME), "correct the name, or add the question.")
    return _where(match.string, book), f"There is no question named “{match[1]}”: {hint}"


def _two_of_them(match: re.Match[str], book: Book) -> Told:
    where = _where(match.string, book)
    return where, f"“${{{match[1]}}}” could be several questions of that name: give each its own name."


def _no_list(match: re.Match[str], book: Book) -> Told:
    sheet = "external_choices" if "external" in match[0] else "choices"
    hint = _near(
        match[1], _named(book, sheet, "list_name"), f"add it to the sheet “{sheet}”, or correct the name."
    )
    return _at(match, "survey", "type"), f"There is no list of choices named “{match[1]}”: {hint}"


def _two_lists(match: re.Match[str], book: Book) -> Told:
    name = match[1]
    asked = (n for n, r in rows(book, "survey") if f"{name}." in cell(r, "type").split(" ")[-1])
    where = place("survey", next(asked, None), "type")
    return where, f"A file and another list are both called “{name}”: rename one of them."


def _searched(match: re.Match[str], book: Book) -> Told:
    where = place("survey", find(book, "survey", NAME, match[1]), "appearance")
    return where, "The kiosk cannot use “search()”: use select_one_from_file, with the name of the file."


def _several_of_a_repeat(match: re.Match[str], book: Book) -> Told:
    where = place("survey", find(book, "survey", ("type", "command"), f"select_multiple {match[1]}"), "type")
    return where, f"Only one choice can be taken from the answers to “{match[1]}”: write select_one."


def _no_choices(match: re.Match[str], book: Book) -> Told:
    outside = "external" in match[0]
    sheet, asks = ("external_choices", "select_one_external") if outside else ("choices", "select")
    kinds = ((n, cell(row, "type")) for n, row in rows(book, "survey"))
    first = next((n for n, kind in kinds if kind.startswith(asks) and "_from_file" not in kind), None)
    said = f"The question needs choices: add a sheet “{sheet}” with the columns list_name, name and label."
    return (
        _at(match, "survey", "type") if ROW.search(match.string) else place("survey", first, "type")
    ), said


def _same_header(match: re.Match[str], book: Book) -> Told:
    sheet = next((s for s in SHEETS if headers(book, s).count(match[1]) > 1), "survey")
    return f"{sheet} row 1", f"Two columns are headed “{match[1]}”: rename or delete one of them."


def _same_column(match: re.Match[str], _book: Book) -> Told:
    return (
        f"{match[1]} row 1",
        f"“{match[2]}” and “{match[3]}” are two names for one column: delete one of them.",
    )


def _no_column(match: re.Match[str], _book: Book) -> Told:
    missing = match[2].strip(". ").replace("'", "“", 1).replace("'", "”")
    return f"{match[1]} row 1", f"The column {missing} is missing: add it."


def _no_header(match: re.Match[str], _book: Book) -> Told:
    return f"{match[1]} row 1", "A filled column has no header: write one in row 1."


def _choice_header(match: re.Match[str], _book: Book) -> Told:
    return (
        "choices row 1",
        f"The header “{match[1]}” has a space in it or is empty: write it with underscores.",
    )


def _not_ended(match: re.Match[str], _book: Book) -> Told:
    kind, name = match[1], match[2]
    return _at(
        match
    ), f"The {kind} “{name}” begins but does not end: add a row of type end_{kind} after its last question."


def _not_begun(match: re.Match[str], _book: Book) -> Told:
    return _at(
        match
    ), f"A {match[1]} ends that never began: delete the row, or add begin_{match[1]} before it."


def _include(_match: re.Match[str], book: Book) -> Told:
    number = next((n for n, row in rows(book, "survey") if cell(row, "type").startswith("include")), None)
    return place(
        "survey", number, "type"
    ), "One form cannot include another: copy the questions into this sheet."


def _date(match: re.Match[str], _book: Book) -> Told:
    where = place(match[1], int(match[3]) + 2, match[2])
    return where, "The date cannot be read: format the cell as text, and write it like 2026-03-27."


def _parameters(match: re.Match[str], _book: Book) -> Told:
    return _at(
        match, "survey", "parameters"
    ), "The parameters cannot be read: write them like “start=1 end=10 step=1”."


def _file_name(match: re.Match[str], _book: Book) -> Told:
    return _at(
        match, "survey", "type"
    ), f"The list file “{match[1]}” must end with .csv, .xml or .geojson: correct its name."


def _tag(_match: re.Match[str], _book: Book) -> Told:
    return "survey row 1", "The column “instance::tag” cannot be used: delete it."


def _long_cell(_match: re.Match[str], _book: Book) -> Told:
    return "", "A cell holds more than 130,000 characters: shorten it."


def _loose_cell(_match: re.Match[str], _book: Book) -> Told:
    return "", "A row has more filled cells than there are headers: check the signs between its cells."


def _no_form(_match: re.Match[str], _book: Book) -> Told:
    return "", "This is not a form: begin it with a sheet “survey” that has the columns type, name and label."


def _locked(_match: re.Match[str], _book: Book) -> Told:
    return "", "The file is locked with a password: save it without one, and add it again."


def _damaged(_match: re.Match[str], _book: Book) -> Told:
    return "", "The spreadsheet cannot be read: open it, save it again as .xlsx, and add it again."


TELLERS: tuple[tuple[str, Teller], ...] = (
    (r"does not appear to be a valid XLSForm", _no_form),
    (r"Workbook is encrypted", _locked),
    (r"Error reading \.xlsx? file", _damaged),
    (r"must have a sheet named 'survey'", _no_survey),
    (r"Unknown question type '(.*)'", _unknown_type),
    (r"'itemset' and 'list_name' must not both be None", _no_list_named),
    (r"survey element named '(.*)' has no label or hint", _no_label),
    (r"Question or group with no name", _no_name),
    (r"Question with no type", _no_type),
    (r"Missing calculation", _no_calculation),
    (r"On the '(\w+)' sheet, the '([^']+)' value is invalid\. Names must begin with", _bad_name),
    (r"'name' value '([^']*)' is invalid\. (?:Questions, groups|Repeat names must unique)", _same_name),
    (r"'name' value '([^']*)' is invalid\. Repeat names must not be", _root_name),
    (r"The name 'meta' is reserved", _meta),
    (r"Choices must have a name", _choice_no_name),
    (r"Choice names must be unique", _same_choice),
    (r"Choice names with spaces.*See \[(.*?)\] in", _spaced_choice),
    (r"Reference variables must start with|Reference variable lists must have a comma", _reference),
    (r"Could not find the name '([^']*)'", _no_such_reference),
    (r"no survey element named '([^']*)'", _no_such_reference),
    (r"The name '([^']*)' appears more than once", _two_of_them),
    (r"multiple survey elements named '([^']*)'", _two_of_them),
    (r"List name not in (?:external )?(?:choices|columns) sheet: (.*)$", _no_list),
    (
        r"There should be (?:a|an) (?:external_)?choices sheet|specify choices for this 'or other'",
        _no_choices,
    ),
    (r"same instance id will be generated.*Instance name: '([^']*)'", _two_lists),
    (r"Question '([^']*)' uses 'search\(\)'", _searched),
    (r"Duplicate column header: (.*)$", _same_header),
    (r"sheet: '(\w+)'\. Headers that are different names.*found: '([^']*)', '([^']*)'", _same_column),
    (r"sheet: '(\w+)'\. One or more required column headers were not found: (.*?)(?:\. |$)", _no_column),
    (r"Invalid headers provided for sheet: '(\w+)'", _no_header),
    (r"On the 'choices' sheet, the '([^']*)' value is invalid\. Column headers", _choice_header),
    (r"Unmatched 'begin_(\w+)'.*for the name '(.*)'", _not_ended),
    (r"Unmatched 'end_(\w+)'", _not_begun),
    (r"This section has not been included", _include),
    (r"invalid date on the (\w+) sheet, under the (.*) column on row number (\d+)", _date),
    (r"Parameters must be in the form", _parameters),
    (r"File name for '\S+ (.*)' should end with", _file_name),
    (r"^'(\$\{\w.*\})'$", _several_of_a_repeat),
    (r"tuple index out of range", _loose_cell),
    (r"field larger than field limit", _long_cell),
    (r"multiple values for (?:keyword )?argument 'tag'", _tag),
)
