"""``kiosk forms`` on forms that are two files, or several forms in one file."""

import json

import pytest
from click.testing import CliRunner

from kiosk.cli.forms import add_form, command


@pytest.fixture
def pair(tmp_path):
    for name, words in (("en", "What is your name?"), ("cy", "Beth yw eich enw?")):
        page = {
            "path": f"/{name}",
            "title": words,
            "components": [{"type": "TextField", "name": "q", "title": words}],
        }
        document = {"startPage": f"/{name}", "pages": [page], "name": "Names"}
        (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    return tmp_path / "en.json", tmp_path / "cy.json"


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments], standalone_mode=False)


def test_an_english_and_a_welsh_file_are_added_as_one_service(pair, tmp_path):
    english, welsh = pair
    service = add_form(english, tmp_path / "data", None, [welsh])
    written = (tmp_path / "data" / "services" / service.id / "form.xml").read_text(encoding="utf-8")
    assert "What is your name?" in written
    assert "Beth yw eich enw?" in written


def test_they_are_checked_together_and_walked_in_welsh(pair):
    checked = run("check", "--together", "--json", *pair)
    (report,) = json.loads(checked.output)
    assert report["usable"]
    assert "Beth yw eich enw?" in run("walk", *pair, "--language", "Welsh (cy)").output


def test_each_service_of_a_list_is_checked(tmp_path):
    services = [{"service_code": code, "service_name": f"Service {code}"} for code in ("1", "2")]
    (tmp_path / "services.json").write_text(json.dumps(services), encoding="utf-8")
    assert len(json.loads(run("check", "--json", tmp_path / "services.json").output)) == 2


def test_a_page_that_is_never_reached_is_told_at_its_place(tmp_path):
    pages = [
        {"path": "/a", "components": [{"type": "TextField", "name": "q", "title": "Q"}]},
        {"path": "/b", "condition": "c", "components": [{"type": "TextField", "name": "r", "title": "R"}]},
    ]
    conditions = [
        {"id": "c", "items": [{"componentId": "gone", "operator": "is", "value": "x", "type": "StringValue"}]}
    ]
    document = {"engine": "V2", "startPage": "/a", "pages": pages, "conditions": conditions}
    (tmp_path / "form.json").write_text(json.dumps(document), encoding="utf-8")
    done = run("walk", tmp_path / "form.json", "--all-paths", "5")
    assert done.return_value == 1
    assert done.output.startswith("pages[1]: no walk reached this page")
    assert done.output.rstrip().endswith("1 of 2 pages were reached in 5 walks.")
