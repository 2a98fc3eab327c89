"""pyxform's warnings in plain English. Those about telephones say nothing to a kiosk, and are left out."""

import re
from collections.abc import Callable

from kiosk.forms.readers.book import listed, place
from kiosk.language import is_other

ROW = re.compile(r"\[row : (\d+)\]")
ABOUT = re.compile(r"(\w+) row (\d+): (.*)")
Retell = Callable[[re.Match[str], str], str]


def _missing_column(match: re.Match[str], _where: str) -> str:
    if is_other(match[1]):
        return ""  # it says otherwise only what it must
    language = "the part without a language" if match[1] == "default" else f"“{match[1]}”"
    return f"{match[2]} sheet: {language} has no column for {match[3].strip()}; another one is shown."


def _codes(match: re.Match[str], _where: str) -> str:
    named = [name for name in match[1].split(", ") if not is_other(name)]
    told = f"survey row 1: these languages have no code: {', '.join(named)}; write them like “label::Welsh (cy)”."
    return told if named else ""


def _choice_label(_match: re.Match[str], where: str) -> str:
    return f"{where or 'choices sheet'}: the choice has no label, so its name is shown; write a label."


def _header(match: re.Match[str], _where: str) -> str:
    header = f"the header “{match[1]}” has a space in it" if match[1] else "a filled column has no header"
    return f"choices row 1: {header}; nothing can refer to that column."


def _almost_same(match: re.Match[str], where: str) -> str:
    return (
        f"{where}: another name differs from “{match[1]}” only in capital letters; give it a different name."
    )


def _skipped(_match: re.Match[str], where: str) -> str:
    return f"{where}: the row has no type, name or label, so it is left out."


def _other(_match: re.Match[str], _where: str) -> str:
    return "survey sheet: “or_other” is not translated; add a choice “other” and a text question instead."


def _disabled(_match: re.Match[str], where: str) -> str:
    return f"{where}: “disabled” is an old column; use “relevant”."


def _sheet_name(match: re.Match[str], _where: str) -> str:
    return f"There is no sheet “{match[1]}”, but there is {match[2].strip(' .')}; check its name."


TELLERS: tuple[tuple[str, Retell | None], ...] = (
    (r"max-pixels|no longer supported on most devices|has no label: |only meant for filtered selects", None),
    (r"Language '([^']*)' is missing the (\w+) (?:columns )?(.*?)(?: column)?\.?$", _missing_column),
    (r"machine-readable codes: (.*?)\. ", _codes),
    (r"Choices should have a label", _choice_label),
    (r"On the 'choices' sheet, the '([^']*)' value is invalid\. Column headers", _header),
    (r"'name' value '([^']*)' is problematic", _almost_same),
    (r"Row without name, text, or label is being skipped", _skipped),
    (r"uses or_other and translations", _other),
    (r"'disabled' column header", _disabled),
    (r"looking for a sheet named '([^']*)', .*found: (.*?)\.", _sheet_name),
)


def advise(said: list[str]) -> list[str]:
    """One plain sentence for each of pyxform's warnings that a council can do something about."""
    lines = [part for text in said for part in (text.splitlines() if "is missing the" in text else [text])]
    told = (_one(" ".join(line.split())) for line in lines)
    return _together([sentence for sentence in told if sentence])


def _together(sentences: list[str]) -> list[str]:
    """The same sentence about several rows is said once."""
    rows: dict[tuple[str, str], list[str]] = {}
    for sentence in sentences:
        about = ABOUT.fullmatch(sentence)
        rows.setdefault((about[1], about[3]) if about else ("", sentence), []).append(
            about[2] if about else ""
        )
    return [
        f"{sheet} {'row' if len(numbers) == 1 else 'rows'} {listed(numbers)}: {words}" if sheet else words
        for (sheet, words), numbers in rows.items()
    ]


def _one(text: str) -> str:
    row = ROW.search(text)
    sheet = "choices" if "'choices' sheet" in text else "survey"
    where = place(sheet, int(row[1])) if row else ""
    for pattern, retell in TELLERS:
        if match := re.search(pattern, text):
            return retell(match, where) if retell else ""
    short = ROW.sub("", text).partition("Learn more")[0].strip()[:240]
    return f"{where}: {short}" if where else short
