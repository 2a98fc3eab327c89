"""What is answered from: all content of now, and the content of another bundle once that is in use."""

import pytest

from kiosk import catalogue
from kiosk.asking.asker import Asker
from kiosk.asking.everyday import everyday
from kiosk.asking.gathering import gather
from kiosk.errors import ConfigError, FormError
from kiosk.forms import xform
from tests.ui.rig_services import FORM, shelves


def no_form(_service):
    raise FormError("broken")


def test_other_content_is_answered_from_as_soon_as_it_is_in_use(tmp_path):
    first, second = shelves(tmp_path / "one"), catalogue.Catalogue(())
    now = [first]
    asker = Asker(lambda: now[0], lambda all_, codes: gather(all_, codes, load_form=no_form), ("en", "cy"))
    title = first.services[0].text("title", "en")
    assert asker.ask(title, "en").hits[0].entry.title == title
    now[0] = second
    assert asker.ask(title, "en").outcome == "unknown"


def test_a_form_is_read_once_for_all_languages(tmp_path):
    offered, asked = shelves(tmp_path), []

    def load(service):
        asked.append(service.id)
        return xform.load(FORM)

    found = gather(offered, ("en", "cy"), load_form=load)
    assert asked == [service.id for service in offered.services]
    for code in ("en", "cy"):
        assert found[code]
        assert {entry.language for entry in found[code]} == {code}


def test_how_a_question_was_read_is_told_to_who_writes_content(tmp_path):
    offered = shelves(tmp_path)
    asker = Asker(lambda: offered, lambda all_, codes: gather(all_, codes, load_form=no_form), ("en", "cy"))
    told = asker.why("passport for the xqzv", "en")
    assert told[0] == "read as en"
    assert any("others than the council" in line for line in told)
    assert any(line.startswith("xqzv: stands nowhere") for line in told)


def test_everyday_words_that_cannot_be_read_are_told_in_a_sentence(tmp_path):
    (tmp_path / "en.toml").write_text("small = [")
    with pytest.raises(ConfigError, match=r"en\.toml"):
        everyday("en", tmp_path)
    assert everyday("xx", tmp_path).small == frozenset()
