"""The numbers that a service tells people to call: what a manifest may say of them, and what is told of mistakes."""

import pytest
from click.testing import CliRunner

from kiosk import catalogue
from kiosk.catalogue import BUILT_IN
from kiosk.cli import forms
from kiosk.errors import ConfigError
from kiosk.forms import lint_manifest
from kiosk.help_numbers import fault
from tests.ui.kiosk_rig import shelves

GOOD = {
    "name": {"en": "Advice", "cy": "Cyngor"},
    "number": "01632 960 220",
    "hours": {"en": "Now", "cy": "Nawr"},
}


def test_a_number_is_said_in_the_language_of_the_visit_or_else_in_english():
    """P6, L3."""
    service = catalogue.load(BUILT_IN).service("council-tax-reduction")
    assert service.sensitive
    for number in service.help:
        for code in ("en", "cy", "pl", "ur"):
            assert all(number.said(code))
            assert number.said(code)[1].startswith("01632 960 ")  # the range that Ofcom keeps for stories
        assert number.said("cy") != number.said("en")
        assert number.said("fr") == number.said("en")


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({}, "[[help]]"),
        (["01632 960 220"], "[[help]]"),
        ([GOOD] * 5, "keep the 4"),
        ([{key: GOOD[key] for key in ("name", "hours")}], "has no 'number'"),
        ([GOOD | {"email": "a@b"}], "'email'"),
        ([GOOD | {"name": "Advice"}], "write name as"),
        ([GOOD | {"name": {"cy": "Cyngor"}, "hours": {"cy": "Nawr"}}], "no name in English"),
        ([GOOD | {"hours": {"en": "Now"}}], "in different languages"),
        ([GOOD, GOOD | {"number": 1632}], "help number 2: write number"),
        ([GOOD | {"number": "call us"}], "write number"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence_with_the_place(tmp_path, tables, said):
    """P6: the manifest's number, and what to do."""
    told = fault(tables)
    assert said in told
    assert told.endswith(".")
    assert fault([GOOD]) == ""


def test_a_manifest_with_a_wrong_number_is_left_out_with_its_place(tmp_path):
    shelves(tmp_path)
    manifest = tmp_path / "bins" / "manifest.toml"
    manifest.write_text(manifest.read_text("utf-8") + '[[help]]\nname = { en = "Advice" }\n', "utf-8")
    with pytest.raises(ConfigError, match=r"bins/manifest\.toml: help number 1 has no 'number': add it"):
        catalogue.load(tmp_path)


def test_the_author_of_a_form_hears_of_its_manifest_too(tmp_path):
    """P6: ``kiosk forms check``."""
    shelves(tmp_path)
    form = tmp_path / "bins" / "form.xml"
    manifest = tmp_path / "bins" / "manifest.toml"
    whole = manifest.read_text("utf-8")
    usual = set(lint_manifest.check(form))  # of its name, which is that of another
    manifest.write_text("sensitive = true\n" + whole, "utf-8")
    new = set(lint_manifest.check(form)) - usual
    assert [(one.level, one.sentence) for one in new] == [("warning", lint_manifest.NO_NUMBERS)]
    manifest.write_text(whole + '[[help]]\nname = "Advice"\n', "utf-8")
    told = CliRunner().invoke(forms.check, [str(form)])
    assert "help number 1 has no 'number': add it." in told.output
    assert "can be used" not in told.output
    manifest.unlink()
    assert lint_manifest.check(form) == ()
