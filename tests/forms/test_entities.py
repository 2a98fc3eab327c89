"""A form that makes entities of ODK Central: sent as it writes them, and its author is told (issue 5)."""

from kiosk.forms import xform as forms
from tests.scenario import ask, xform

MADE = '<name/><meta><entity dataset="people" create="1" id=""><label/></entity></meta>'


def test_the_author_is_told_what_becomes_of_entities():
    form = forms.load(xform(MADE, "", ask("/data/name", "Name")))
    told = [warning for warning in form.warnings if "“people”" in warning]
    assert len(told) == 1
    assert told[0].startswith("/data/meta/entity: ")


def test_a_form_without_entities_has_no_such_note():
    form = forms.load(xform("<entity/><name/>", "", ask("/data/name", "Name")))
    assert not [warning for warning in form.warnings if "entities" in warning]
