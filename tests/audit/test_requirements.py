"""Every requirement has its id on a test, or a line in docs/accessibility-gaps.md that says what is missing."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GAPS = ROOT / "docs" / "accessibility-gaps.md"
COUNTS = {"V": 11, "A": 17, "M": 12, "C": 17, "T": 5, "P": 7, "L": 4}
"""How many requirements there are of vision, hearing, motor, cognition, time, privacy and language."""
IDS = {f"{letter}{number}" for letter, count in COUNTS.items() for number in range(1, count + 1)}
ID = re.compile(r"(?<![A-Za-z0-9])([VAMCTPL]\d{1,2})(?![A-Za-z0-9])")
LINE = re.compile(r"^- \*\*([VAMCTPL]\d{1,2})\*\* (partly|missing): (\S.*)$")


def told(file):
    """The docstrings of a test file, its classes and its tests."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, kinds):
            yield ast.get_docstring(node) or ""


@cache
def ids_held():
    files = [file for file in sorted((ROOT / "tests").rglob("test_*.py")) if file != Path(__file__)]
    return {found for file in files for text in told(file) for found in ID.findall(text)} & IDS


def gaps():
    lines = [line for line in GAPS.read_text(encoding="utf-8").splitlines() if line.startswith("- **")]
    matched = [LINE.match(line) for line in lines]
    assert None not in matched, [line for line, match in zip(lines, matched, strict=True) if match is None]
    return {match[1]: match[2] for match in matched}


def test_every_requirement_has_a_test_or_a_line():
    assert sorted(IDS - ids_held() - gaps().keys()) == []


def test_a_line_about_something_tested_says_partly_and_no_other_does():
    there, lines = ids_held(), gaps()
    assert {found for found, said in lines.items() if said == "partly"} == lines.keys() & there


def test_every_line_is_about_a_requirement():
    assert gaps().keys() <= IDS
