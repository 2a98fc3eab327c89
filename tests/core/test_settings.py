"""The table of settings: the example explains all of it, every mistake is told at once, and editors can use it."""

import re
import tomllib

import jsonschema_rs
import pytest

from kiosk import config
from kiosk.config import ASSETS, Config
from kiosk.errors import ConfigError
from kiosk.settings import editors, lines
from kiosk.settings.defaults import defaults, in_toml
from kiosk.settings.destination import DESTINATION
from kiosk.settings.reading import read
from kiosk.settings.table import DESTINATIONS, SETTINGS, VOICES
from kiosk.speech import voices

SUCH = '{ en = "…", cy = "…" }'
NAMED = f"council_name = {in_toml(defaults()['council_name'])}"
EXAMPLE = (ASSETS.parent / "deploy" / "kiosk.toml").read_text(encoding="utf-8")
UNCOVERED = re.sub(r"^#(?=\[|[a-z_]+ = )", "", EXAMPLE, flags=re.MULTILINE)
IN_USE = tomllib.loads(UNCOVERED)


def told(tmp_path, text):
    (tmp_path / "kiosk.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        config.load({"KIOSK_DATA": str(tmp_path)})
    return str(error.value).replace(str(tmp_path / "kiosk.toml"), "kiosk.toml")


def test_every_setting_is_a_field_and_every_field_a_setting():
    """The table and Config name the same; ``data`` is where they lie, and no setting."""
    assert {*SETTINGS, DESTINATIONS, "data"} == set(Config.__dataclass_fields__)


def test_the_example_sets_nothing():
    """It lies on every kiosk: what it set would hide what the council gave when it enrolled the kiosk."""
    assert tomllib.loads(EXAMPLE) == {}


def test_the_example_has_every_key_with_what_holds_without_it_and_no_other():
    unset = {key for key, setting in SETTINGS.items() if setting.without}
    shown = {key: value for key, value in IN_USE.items() if key not in unset}
    assert shown == {**defaults(), DESTINATIONS: IN_USE[DESTINATIONS]}
    assert unset <= set(IN_USE)


def test_all_of_the_example_can_be_taken_into_use_and_has_every_key_of_a_destination(tmp_path):
    (tmp_path / "kiosk.toml").write_text(UNCOVERED)
    found = read(tmp_path / "kiosk.toml")
    assert found.mistakes == ()
    assert set(found.values[DESTINATIONS]) == {"central", "reports"}
    assert set().union(*IN_USE[DESTINATIONS].values()) == set(DESTINATION)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("colour = 1", "line 1: colour is no setting of Handrail. Take it out"),
        ("\n\nidle_warnin = 1", "line 3: idle_warnin is no setting of Handrail. Write idle_warning, or take"),
        ("Printer = 'x'", "line 1: Printer is no setting of Handrail. Write printer, or take it out."),
        ('idle_warning = "long"', "idle_warning must be a number without quotes, 120 to 900. What holds"),
        ("idle_warning = -1", "must be between 120 and 900. What holds without it is idle_warning = 180."),
        ("idle_end = 0", "idle_end must be between 60 and 600."),
        ("bounce = 3", "bounce must be between 0 and 2."),
        ("px_per_mm = 400", "px_per_mm must be between 1 and 20, or 0."),
        ("px_per_mm = 0.01", "px_per_mm must be between 1 and 20, or 0."),
        ("px_per_mm = nan", "px_per_mm must be between 1 and 20, or 0."),
        ('languages = ["en", "xx"]', "languages must have none but cy, en, pl, ur; there is no 'xx'."),
        ("languages = []", "languages must have something between its brackets."),
        ("read_aloud = 1", "read_aloud must be true or false, without quotes."),
        ('headphones = "jack"', "headphones must be one of key, evdev, pulse, none, in quotes."),
        ('paper = "A3"', "paper must be one of A4, A5, Letter, 80mm, in quotes."),
        ('voice = "robot"', "voice must be one of espeak, natural, silent, in quotes."),
        ('leave_command = "out"', 'leave_command must be a list of texts, such as ["one", "two"].'),
        ('bundle_keys = ["a", "b", "c"]', "bundle_keys must have 2 at most."),
        ("council_name = 'Ash'", "council_name must have a text for each language, such as { en ="),
        ("addresses = 7", "addresses must be text in quotes. Write it as the example does"),
        ("destinations = 7", "line 1: destinations must be tables. Write each as [destinations.NAME]."),
        ("phone = ", "line 1: what stands after = is no value. Put text in straight quotes"),
        (
            "\nphone = True",
            "line 2: what stands after = is no value. Put text in straight quotes; write true",
        ),
        ("phone 5", "line 1: there is no = after the key."),
        ('phone = "5', "line 1: a text does not end. Close its quotes on the same line."),
        ('phone = "5"\nphone = "6"', "line 2: the same key stands here for the second time."),
        ('phone = "5" location = ""', "line 1: something stands after the value."),
        ('keys = ["a"\nphone = "5"', "line 2: a list does not end. Close it with ]."),
        ("phone = \x00", "line 1: "),
    ],
)
def test_a_mistake_says_its_line_its_key_and_what_to_write(tmp_path, text, sentence):
    found = told(tmp_path, text)
    assert sentence in found
    assert found.startswith("kiosk.toml, line ")


def test_all_mistakes_are_told_at_once_in_their_order(tmp_path):
    text = (
        'phone = 5\nvoise = "espeak"\ncouncil_name.en = 7\n'
        '[destinations.a]\nkind = "fax"\nurl = "x"\nprinter = "office"\n'
        '[destinations.B]\nkind = "openrosa"\nurl = "x"\nsecert = "s"\n'
    )
    assert told(tmp_path, text).splitlines() == [
        "kiosk.toml has 7 mistakes.",
        '- line 1: phone must be text in quotes. What holds without it is phone = "01632 960 100".',
        "- line 2: voise is no setting of Handrail. Write voice, or take it out.",
        f"- line 3: council_name must have a text for each language, such as {SUCH}. What holds without it is {NAMED}.",
        "- line 5: [destinations.a] has no kind 'fax' to go to. Write one of open311, openrosa.",
        "- line 7: printer stands below [destinations.a]. Move it above the first line in square brackets.",
        "- line 8: [destinations.B] cannot be called that. Choose another name, of small letters, digits and dashes.",
        "- line 11: [destinations.B] has a key 'secert' that Handrail does not know. Write secret.",
    ]


def test_what_is_right_is_read_beside_what_is_wrong(tmp_path):
    (tmp_path / "kiosk.toml").write_text('phone = "1"\nbounce = 9\n')
    found = read(tmp_path / "kiosk.toml")
    assert dict(found.values) == {"phone": "1"}
    assert [mistake.key for mistake in found.mistakes] == ["bounce"]


def test_a_key_inside_of_a_long_text_is_none():
    text = 'phone = """\nbounce = 1\n"""\nbounce = 9\n'
    assert lines.line_of(text, ("bounce",)) == 4
    assert lines.line_of(text, ("phone",)) == 1


def test_a_windows_editors_mark_at_the_beginning_is_no_mistake(tmp_path):
    (tmp_path / "kiosk.toml").write_text('\ufeffphone = "1"\n', encoding="utf-8")
    assert read(tmp_path / "kiosk.toml").mistakes == ()


def test_a_secret_is_never_told_with_a_mistake(tmp_path):
    """What a mistake says may be sent to anybody who helps."""
    url = 'url = "https://u:hunter2@x/"\nproxy = "http://u:hunter2@p"\n'
    assert "hunter2" not in told(tmp_path, f'[destinations.a]\nkind = "openrosa"\n{url}auth = "fax"\n')


def test_editors_get_the_same_rules():
    schema = editors.schema()
    keys = schema["properties"]
    assert set(keys) == {*SETTINGS, DESTINATIONS}
    assert keys["bounce"] == {
        "description": "Seconds for which what was just pressed cannot be pressed again.",
        "type": "number",
        "minimum": 0,
        "maximum": 2,
        "default": 0.5,
    }
    assert keys["px_per_mm"]["anyOf"][0] == {"const": 0}
    assert keys["voice"]["enum"] == list(VOICES)
    assert "default" not in keys["addresses"]
    assert set(keys[DESTINATIONS]["additionalProperties"]["properties"]) == set(DESTINATION)


def test_the_example_keeps_the_schema_that_editors_get():
    validator = jsonschema_rs.validator_for(editors.schema())
    assert validator.is_valid(IN_USE)
    assert not validator.is_valid({"bounce": 3})
    assert not validator.is_valid({"bounse": 1})


def test_the_voices_of_the_table_are_those_there_are():
    assert set(VOICES) == set(voices.VOICES)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("#px_per_mm = 0\n", "px_per_mm = 4\n"),
        ("#px_per_mm = 0\npx_per_mm = 3\n", "#px_per_mm = 0\npx_per_mm = 4\n"),
        ("[destinations.a]\n", "px_per_mm = 4\n[destinations.a]\n"),
        (None, "px_per_mm = 4\n"),
    ],
)
def test_a_number_takes_the_place_that_the_example_has_for_it(tmp_path, before, after):
    file = tmp_path / "kiosk.toml"
    if before is not None:
        file.write_text(before)
    config.keep("px_per_mm", 4.0, {"KIOSK_CONFIG": str(file)})
    assert file.read_text() == after


def test_a_number_is_kept_and_nothing_else_of_the_file_changes(tmp_path):
    file = tmp_path / "kiosk.toml"
    file.write_text("# ours\nphone = '1'\npx_per_mm = 0  # measure\n")
    file.chmod(0o640)
    assert config.keep("px_per_mm", 3.78, {"KIOSK_CONFIG": str(file)}) == file
    assert file.read_text() == "# ours\nphone = '1'\npx_per_mm = 3.78\n"
    assert file.stat().st_mode & 0o777 == 0o640


def test_where_the_settings_are_not_the_kiosks_to_write_a_measure_is_kept_beside_its_data(tmp_path):
    """The units give it /etc/handrail to read alone. What was measured holds before what was written."""
    data = {"KIOSK_DATA": str(tmp_path / "data")}
    no_folder = tmp_path / "file" / "kiosk.toml"
    no_folder.parent.write_text("")
    kept = config.keep("px_per_mm", 3.78, data | {"KIOSK_CONFIG": str(no_folder)})
    assert kept == tmp_path / "data" / "measured.toml"
    written = tmp_path / "kiosk.toml"
    written.write_text("px_per_mm = 5\nmount = 800\n")
    environ = data | {"KIOSK_CONFIG": str(written)}
    assert (config.load(environ).px_per_mm, config.load(environ).mount) == (3.78, 800)
    assert config.keep("px_per_mm", 4.0, environ) == written
    assert config.load(environ).px_per_mm == 4.0
