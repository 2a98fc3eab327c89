"""Keypads as data: what is built in, a council's own, and what each mistake is told (M8)."""

from pathlib import Path

import pytest

from kiosk import keypads
from kiosk.config import ASSETS, Config
from kiosk.errors import ConfigError
from kiosk.keys import Command
from kiosk.language import Words

KNOWN = {"F17", "F18", "Up", "A", "5", "Asterisk"}
"""What Qt would know: enough for the tests."""
NOWHERE = Path("nowhere")
BUILT_IN = sorted(file.stem for file in (ASSETS / "keys").glob("*.toml"))
FIVE = {Command.UP, Command.DOWN, Command.LEFT, Command.RIGHT, Command.SELECT}
GOOD = 'title = { en = "Ours" }\n[[key]]\nnames = ["F17"]\ndoes = "help"\nlooks = { en = "Red key" }\n'


def load(folder, *names):
    return keypads.load(names, folder, KNOWN.__contains__)


def built_in(*names):
    return keypads.load(names, NOWHERE, lambda _name: True)


def own(tmp_path, text, name="ours"):
    (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return load(tmp_path)


@pytest.mark.parametrize("name", sorted({*BUILT_IN} - {"media", "switches"}))
def test_every_keypad_has_the_five_keys_that_do_everything(name):
    """M7, M8."""
    (profile,) = built_in(name).profiles
    assert {key.command for key in profile.keys} >= FIVE


@pytest.mark.parametrize("name", BUILT_IN)
@pytest.mark.parametrize("code", ["en", "cy", "pl", "ur"])
def test_every_key_says_how_it_looks_in_every_language(name, code):
    """A14, L3."""
    (profile,) = built_in(name).profiles
    assert profile.title[code]
    assert all(key.looks[code] for key in profile.keys)


@pytest.mark.parametrize("command", Command)
def test_every_command_has_words_for_what_it_does(command):
    """A14: nothing that a profile may name is without an answer on Learn the buttons."""
    assert Words("en").say(f"keys.{command.value}")


def test_the_keypads_that_are_read_unasked_agree_and_take_no_letter_or_digit():
    """M8: what is safe on any keyboard."""
    chosen = built_in(*Config.keys)
    assert not any(len(name) == 1 for name in chosen.by_name)


@pytest.mark.parametrize(
    ("names", "command"),
    [
        (["F17"], Command.HELP),
        (["F18"], Command.UP),
        (["F19"], Command.DOWN),
        (["F20"], Command.SELECT),
        (["F21"], Command.BACK),
        (["F22"], Command.FORWARD),
        (["F23"], Command.LEFT),
        (["F24"], Command.RIGHT),
        (["scan:198", "MicMute"], Command.SELECT),
        (["TouchpadToggle"], Command.BACK),
        (["Launch8"], Command.HELP),
        (["scan:197"], Command.DOWN),
        (["scan:202"], Command.RIGHT),
    ],
)
def test_ez_access_keys_are_known_also_where_the_layout_turns_them(names, command):
    """M8: section 7, F17 to F24, and what X11's layouts make of them."""
    found = built_in("ez-access").find(names)
    assert found is not None
    assert found[1].command is command


def test_the_code_of_the_wire_counts_before_the_name(tmp_path):
    """M8: two keys that the layout gives one name can still be told apart."""
    found = own(tmp_path, GOOD + '[[key]]\nnames = ["scan:9"]\ndoes = "back"\nlooks = { en = "Blue key" }\n')
    assert found.find(["scan:9", "F17"])[1].command is Command.BACK
    assert found.find(["scan:8", "F17"])[1].command is Command.HELP
    assert found.find(["F18"]) is None


def test_a_council_adds_a_keypad_with_one_file(tmp_path):
    """M8."""
    found = own(tmp_path, GOOD)
    assert [profile.name for profile in found.profiles] == ["ours"]
    assert found.profiles[0].key(Command.HELP).looks == {"en": "Red key"}
    assert found.profiles[0].key(Command.STOP) is None


def test_a_councils_file_stands_in_for_ours_of_the_same_name(tmp_path):
    """M8."""
    found = own(tmp_path, GOOD, "ez-access")
    assert [len(profile.keys) for profile in found.profiles] == [1]


def test_two_keypads_that_want_different_things_of_one_key_are_refused():
    """M8: nobody has to guess which one counts."""
    with pytest.raises(ConfigError) as told:
        built_in("numpad", "votingworks")
    assert str(told.value) == (
        "The key 1 is 'back' in numpad.toml and 'move' in votingworks.toml: "
        "mend one of them, or take one out of keys in kiosk.toml."
    )


def test_a_keypad_without_a_file_is_refused(tmp_path):
    """M8."""
    with pytest.raises(ConfigError, match=r"names a keypad 'ezaccess' .* Write some of ez-access, keyboard"):
        load(tmp_path, "ezaccess")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('title = { en = "Ours" }', "", "has no title: write title"),
        ('title = { en = "Ours" }', "title = 3", "has no title: write title"),
        ("[[key]]", "[other]", "has no keys: write a [[key]] for each."),
        ('names = ["F17"]', "", 'key 1 has no names: write names = ["F17"].'),
        ('names = ["F17"]', "names = []", 'key 1 has no names: write names = ["F17"].'),
        ('"F17"', '"F99"', "key 1 (F99): there is no key called 'F99'."),
        ('"F17"', '"scan:red"', "key 1 (scan:red): there is no key called 'scan:red'."),
        ('does = "help"', "", "key 1 (F17): does must be one of up, down,"),
        ('"help"', '"fly"', "key 1 (F17): does must be one of up, down,"),
        ('looks = { en = "Red key" }', "", "key 1 (F17) does not say how it looks"),
        ('looks = { en = "Red key" }', "looks = {}", "key 1 (F17) does not say how it looks"),
        (
            'does = "help"',
            'does = "help"\ncolour = 1',
            "key 1 (F17) has 'colour', which Handrail does not know",
        ),
        (
            '"F17"]',
            '"F17", "5"]\nin_fields = true',
            "a letter or a digit is typed, so it cannot have in_fields",
        ),
        ('does = "help"', 'does = "help"\nin_fields = 1', "in_fields must be true or false."),
        ("title =", "title", "is not a TOML file"),
    ],
)
def test_a_mistake_is_told_in_one_sentence_that_names_the_file_and_the_key(tmp_path, old, new, sentence):
    """M8."""
    assert old in GOOD
    with pytest.raises(ConfigError) as told:
        own(tmp_path, GOOD.replace(old, new, 1))
    assert sentence in str(told.value)
    assert str(told.value).startswith(str(tmp_path / "ours.toml"))


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    """M8."""
    (tmp_path / "ours.toml").mkdir()
    with pytest.raises(ConfigError, match=r"ours\.toml cannot be read"):
        load(tmp_path)
