"""What README.md and docs say of files, pictures and commands is so: nobody is sent to what is not there."""

import re
import shlex
from functools import cache
from pathlib import Path

import click

from council_api.cli import cli as council
from kiosk.cli.commands import kiosk

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PAGES = sorted((ROOT / "docs").glob("*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAMED = re.compile(r"`([^`\n]+)`")
OURS = re.compile(r"(?:kiosk|make|python -m council_api|python -m kiosk)(?: \S|$)")
TOO_BIG = 150_000
"""Bytes of a picture: a page with three is read over a slow line."""


@cache
def linked(page):
    """(what was written, the file) of each link and picture to a file of ours."""
    found = LINK.findall(page.read_text(encoding="utf-8"))
    ours = [link for link in found if not link.startswith(("http:", "https:", "mailto:", "#"))]
    return [(link, (page.parent / link.partition("#")[0]).resolve()) for link in ours]


def test_every_link_leads_to_a_file_and_to_a_heading_of_it():
    nowhere = [
        (page.name, link)
        for page in [README, *sorted((ROOT / "docs").rglob("*.md"))]
        for link, file in linked(page)
        if not file.exists() or ("#" in link and link.partition("#")[2] not in anchors(file))
    ]
    assert nowhere == []


@cache
def anchors(page):
    """As a forge makes them of headings."""
    headings = re.findall(r"(?m)^#+ (.+)$", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_reached_from_the_first():
    reached, waiting = set(), [README]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            waiting += [file for _, file in linked(page) if file.suffix == ".md" and file.exists()]
    assert [page.name for page in PAGES if page not in reached] == []


def test_every_picture_is_shown_and_is_small():
    shown = {file for page in [README, *PAGES] for _, file in linked(page) if file.suffix == ".png"}
    there = set((ROOT / "docs" / "pictures").glob("*.png"))
    assert there - shown == set()
    assert {file.name for file in there if file.stat().st_size > TOO_BIG} == set()


def commands(page):
    """Every line of a block of code, and every word in code, that begins with one of our commands."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"(?ms)^```\w*\n(.*?)^```", text) + re.findall(r"(?m)^    (\S.*)$", text)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    lines += NAMED.findall(re.sub(r"(?ms)^```.*?^```", "", text))
    found = [re.sub(r"\s#\s.*$", "", line).removeprefix("sudo ").removeprefix(".venv/bin/") for line in lines]
    return [line for line in found if OURS.match(line)]


def wrong(line):
    """What of a command is not there, or nothing."""
    words = shlex.split(line.replace("…", "").replace("’", ""))
    if words[0] == "make":
        return [word for word in words[1:] if word.isidentifier() and not word.isupper() and not target(word)]
    ours = words[1:] if words[0] == "kiosk" else words[3:]
    command = council if words[2:3] == ["council_api"] else kiosk
    context = click.Context(command)
    while isinstance(command, click.Group) and ours and not ours[0].startswith("-"):
        command = command.get_command(context, ours.pop(0))
        if command is None:
            return [line]
    known = {name for option in command.params for name in option.opts} | {"--help", "-h"}
    return [word for word in ours if word.startswith("--") and word.partition("=")[0] not in known]


@cache
def targets():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return {name for line in re.findall(r"(?m)^([a-z][\w\- ]*):(?!=)", makefile) for name in line.split()}


def target(word):
    return word in targets()


def test_every_command_that_a_page_names_is_there_with_its_options():
    named = [(page.name, line) for page in [README, *PAGES] for line in commands(page)]
    assert len(named) > 100
    assert [(page, line) for page, line in named if wrong(line)] == []


def test_a_command_that_is_not_there_would_be_told():
    assert wrong("kiosk publihs garden-help")
    assert wrong("kiosk check --pfd check.pdf")
    assert wrong("python -m council_api enrolment --lists x")
    assert wrong("make imagine")
    assert not wrong("kiosk forms walk FILE --seed 1")
