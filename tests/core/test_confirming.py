"""How a person is told that the council has their form: what an author may write, and what goes over the wire."""

import json
import shutil
from dataclasses import replace

import pytest

from kiosk.bundle import checking
from kiosk.catalogue import BUILT_IN, load
from kiosk.cli.commands import run
from kiosk.confirmation import Confirmation, usable
from kiosk.confirming import trouble_with
from kiosk.errors import BundleError, ConfigError
from kiosk.forms import xform
from kiosk.submission import PAD, Submission
from tests.scenario import NOW, ask, bind
from tests.scenario import xform as form_of

FORM = xform.load(
    form_of(
        "<email/><phone/><other/><people><email2/></people><a><twice/></a><b><twice/></b>",
        bind("/data/email", type="string"),
        ask("/data/email", "Email", appearance="email")
        + ask("/data/phone", "Phone", appearance="telephone")
        + ask("/data/other", "Other")
        + ask("/data/a/twice", "One", appearance="email")
        + ask("/data/b/twice", "Two", appearance="email")
        + '<repeat nodeset="/data/people">'
        + ask("/data/people/email2", "Email", appearance="email")
        + "</repeat>",
    ),
    {},
)
SERVICE = load(BUILT_IN).service("missed-bin")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"confirm": {"email": "email", "text": "phone"}}, ""),
        ({"confirm": {}}, ""),
        ({"confirm": {"email": "mail"}}, "has no: name a question that it has once."),
        ({"confirm": {"email": "twice"}}, "has 2: name a question that it has once."),
        ({"confirm": {"email": "email2"}}, "is in a repeat: name a question that is asked once."),
        ({"confirm": {"email": "other"}}, "give that question the appearance 'email'."),
        ({"confirm": {"text": "email"}}, "give that question the appearance 'telephone'."),
        ({"confirm": {"email": "email"}, "sensitive": True}, "can be seen by who the person is afraid of."),
        ({"confirm": {"email": "email"}, "destination": "x"}, "take it out, or the destination."),
    ],
)
def test_what_a_manifest_asks_for_is_checked_in_a_sentence(changes, said):
    trouble = trouble_with(replace(SERVICE, **changes), FORM)
    assert trouble.endswith(said)
    assert bool(trouble) == bool(said)


@pytest.mark.parametrize("name", ["bus-pass", "library-membership", "missed-bin"])
def test_the_services_that_offer_it_can(name):
    service = load(BUILT_IN).service(name)
    assert service.confirm
    assert (
        trouble_with(service, xform.load((service.folder / "form.xml").read_bytes(), service.media())) == ""
    )


@pytest.fixture
def wrong(tmp_path):
    """A folder of services with one whose manifest names a question that its form has not."""
    place = tmp_path / "services" / "missed-bin"
    shutil.copytree(SERVICE.folder, place)
    text = (place / "manifest.toml").read_text("utf-8")
    (place / "manifest.toml").write_text(text.replace('text = "phone"', 'text = "fone"'), "utf-8")
    return place


def test_it_is_told_when_the_form_is_checked_and_when_a_bundle_is_made(wrong, capsys):
    assert run(["forms", "check", str(wrong / "form.xml")]) == 1
    assert "manifest.toml: confirm names 'fone', of which the form has no" in capsys.readouterr().out
    with pytest.raises(BundleError, match="confirm names 'fone'"):
        checking.check(wrong.parent.parent)


@pytest.mark.parametrize("written", ['"email"', '{ pigeon = "loft" }', '{ email = "" }', "{ email = 1 }"])
def test_what_cannot_be_meant_is_refused(wrong, written):
    text = (wrong / "manifest.toml").read_text("utf-8")
    before = '{ email = "email", text = "fone" }'
    assert before in text
    (wrong / "manifest.toml").write_text(text.replace(before, written), "utf-8")
    with pytest.raises(ConfigError, match="confirm is not written"):
        load(wrong.parent)


def submission(**changes):
    made = Submission("id", "KTM7RF2WT", "bin", "bin", "1", "en", NOW, b"<data/>", "given")
    return replace(made, **changes)


def test_what_they_chose_is_sealed_beside_the_answers_and_is_not_there_if_they_chose_nothing():
    asked = submission(confirm=Confirmation("email", "ada@example.com"))
    assert Submission.from_plaintext(asked.plaintext()) == asked
    assert "ada@" not in repr(asked)
    quiet = submission().plaintext()
    assert b"confirm" not in quiet, "a council that knows nothing of it takes these"
    assert Submission.from_plaintext(quiet) == submission()
    assert len(asked.plaintext()) == len(quiet) == PAD, "nor does the size tell"


def test_an_envelope_from_before_still_opens():
    old = json.loads(submission().plaintext())
    assert (
        Submission.from_plaintext(json.dumps({k: old[k] for k in old if k != "confirm"}).encode()).confirm
        is None
    )


@pytest.mark.parametrize(
    ("by", "to", "yes"),
    [
        ("email", "ada@example.com", True),
        ("email", "o'neil+kiosk@a-b.example.co.uk", True),
        ("email", "ada@example.com\n", False),
        ("email", "ada@example", False),
        ("email", "a,b@example.com", False),
        ("email", "<ada@example.com>", False),
        ("email", "ada@[127.0.0.1]", False),
        ("email", "ada@exa\u043cple.com", False),
        ("email", "a" * 65 + "@example.com", False),
        ("text", "+447700900123", True),
        ("text", "+441632960001", False),
        ("text", "+447012345678", False),
        ("text", "+353871234567", False),
        ("text", "+447700900123;ext=1", False),
        ("text", "18001 +447700900123", False),
        ("post", "1 High Street", False),
    ],
)
def test_only_what_a_message_can_go_to_is_usable(by, to, yes):
    assert usable(by, to) is yes
