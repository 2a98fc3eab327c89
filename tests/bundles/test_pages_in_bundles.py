"""Pages of information come with a bundle: read whole before it is taken, never beside another council's services."""

import pytest
from click.testing import CliRunner

from kiosk import config
from kiosk.bundle import checking
from kiosk.cli.information import command
from kiosk.content import Content
from kiosk.errors import BundleError
from tests.bundles.bundle_rig import Kiosk, bundle, service

PAGE = "# Bin days\n\nWe come at 7am.\n\n## When\n\nOn Monday.\n"
SIGN = """
[[check]]
question.en = "Is it today?"
[[check.choice]]
label = "no"
go = "on"
[[check.choice]]
label = "yes"
go = "instead"
because.en = "Wait until 8pm."
page = "bin-days"
"""


def page(folder, text=PAGE, name="bin-days", more=""):
    place = folder / "information" / name
    place.mkdir(parents=True, exist_ok=True)
    (place / "page.toml").write_text(f'category = "other"\n{more}', encoding="utf-8")
    (place / "en.md").write_text(text, encoding="utf-8")
    return folder


def signed(folder):
    """Its service sends people to the page."""
    manifest = folder / "services" / "bins" / "manifest.toml"
    manifest.write_text(manifest.read_text() + SIGN)
    return folder


def test_the_pages_of_a_bundle_are_on_offer_and_ours_are_not(tmp_path):
    kiosk = Kiosk(tmp_path / "data" / "bundles")
    before = Content(tmp_path / "data")
    assert before.information == config.ASSETS / "information"
    kiosk.take(bundle(service(tmp_path / "bare"), tmp_path / "bare.bundle", 1))
    bare = Content(tmp_path / "data").catalogue()
    assert [each.id for each in bare.services] == ["bins"]
    assert bare.articles == ()
    kiosk.take(bundle(signed(page(service(tmp_path / "full"))), tmp_path / "full.bundle", 2))
    (found,) = Content(tmp_path / "data").catalogue().articles
    assert found.edition("cy").sections[0].text == "On Monday."


def test_what_a_bundle_brings_is_told(tmp_path):
    assert checking.check(signed(page(service(tmp_path)))).pages == ("bin-days",)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda folder: page(folder, "# Bins\n\nSum.\n\n## A\n\n<b>x</b>\n"), "HTML"),
        (lambda folder: page(folder, PAGE + "word " * 1_000_000), "longer than 64 KiB"),
        (lambda folder: page(folder, more='services = ["gone"]\n'), "names the service 'gone'"),
        (lambda folder: signed(page(folder, name="other-days")), "the page 'bin-days', which there is not"),
        (lambda folder: page(folder, more="x = " + "[" * 9000), "not a TOML file"),
    ],
)
def test_a_page_that_cannot_be_shown_keeps_the_bundle_out(tmp_path, make, told):
    with pytest.raises(BundleError, match=told):
        checking.check(make(service(tmp_path)))


def test_the_author_of_a_page_hears_what_to_mend(tmp_path):
    good, bad = page(tmp_path / "good"), page(tmp_path / "bad", "no title")
    done = CliRunner().invoke(command, ["check", str(good / "information")], standalone_mode=False)
    assert done.return_value == 0
    assert "there is no cy.md" in done.output
    assert "can be used (see the notes above)" in done.output
    done = CliRunner().invoke(
        command, ["check", str(bad / "information" / "bin-days")], standalone_mode=False
    )
    assert done.return_value == 1
    assert "must begin with its title" in done.output
