"""The whole way of somebody who changes a question: made, checked, compared, published, watched, taken back."""

import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest

from council_api import bundles, journeys, kiosks, watching
from council_api.cli import main
from council_api.database import open_database
from council_api.published import published
from council_api.settings import settings_for
from kiosk import catalogue, variants
from kiosk.analytics.journey import Journey, PageView
from kiosk.analytics.wire import Batch
from kiosk.authoring import live, template
from kiosk.bundle import checking, signing
from kiosk.catalogue import BUILT_IN
from kiosk.cli.commands import run
from kiosk.errors import BundleError
from kiosk.insight.watching import LEAST, sentence, watch
from tests.bundles.bundle_rig import KEYS, NOW, Kiosk

NOTE = "Which bin: we now say which one we forgot"


@pytest.fixture
def say(monkeypatch, capsys, tmp_path):
    """Runs a command: its exit code, and all that it said."""
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "no-kiosk"))
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)
    monkeypatch.setattr("kiosk.cli.publish.now", lambda: NOW)

    def run_it(*words):
        code = run([*map(str, words)])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return run_it


FEW = ("missed-bin", "call-back", "categories.toml", "departments.toml")


@pytest.fixture
def shelf(monkeypatch, tmp_path):
    """Few services that kiosks come with, and no pages: each is loaded many times."""
    place = tmp_path / "assets" / "services"
    place.mkdir(parents=True)
    for name in FEW:
        copy = shutil.copytree if (BUILT_IN / name).is_dir() else shutil.copyfile
        copy(BUILT_IN / name, place / name)
    manifest = place / "call-back" / "manifest.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(re.sub(r"(?m)^related = .*$", "", text), encoding="utf-8")
    few = replace(live.BUILT, content=place.parent)
    monkeypatch.setattr(live, "BUILT", few)
    return place


@pytest.fixture
def key(tmp_path):
    signing.new_key(tmp_path / "signing.key")
    return tmp_path / "signing.key"


@pytest.fixture
def council(tmp_path, shelf):
    assert shelf.is_dir()
    folder = tmp_path / "council"
    folder.mkdir()
    return folder


@pytest.fixture
def bins(tmp_path):
    """The service as its author has it, as XForm alone: no spreadsheet need be read."""
    place = tmp_path / "work" / "missed-bin"
    shutil.copytree(BUILT_IN / "missed-bin", place)
    (place / "form.csv").unlink()
    return place


def change(folder, *changes, name="form.xml"):
    text = (folder / "form.xml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / name).write_text(text, encoding="utf-8")


def version(number):
    live = catalogue.load(BUILT_IN).service("missed-bin")
    told = (live.folder / "form.xml").read_text(encoding="utf-8").split('id="missed_bin" version="')[1]
    return f'version="{told.partition(chr(34))[0]}"', f'version="{number}"'


REWORDED = ("Which bin was missed?", "Which bin did we forget?")


def test_a_new_service_is_a_whole_form_without_a_finding(say, tmp_path):
    """From nothing to a form that can be published: the sheet is a real one, with a sheet for each explanation."""
    folder = tmp_path / "garden-help"
    code, told = say(
        "forms", "new", folder, "--title", 'Ask for "help" outside', "--title-cy", "Gofyn am help y tu allan"
    )
    assert (code, str(folder / template.START) in told) == (0, True)
    code, told = say("forms", "check", folder)
    assert (code, told) == (
        0,
        f"{folder / 'form.xlsx'}: can be used.\n{folder / 'manifest.toml'}: can be used.\n",
    )
    (service,) = catalogue.load(tmp_path).services
    assert (service.id, service.text("title", "cy")) == ("garden-help", "Gofyn am help y tu allan")
    (tmp_path / "csv").mkdir()
    other = tmp_path / "csv" / "garden-help"
    assert say("forms", "new", other, "--csv", "--title", 'Ask for "help" outside')[0] == 0
    assert (other / "form.xml").read_bytes() == (folder / "form.xml").read_bytes()
    assert "guidance_hint::Welsh (cy)" in (other / template.START).read_text(encoding="utf-8")
    said = (folder / template.START).read_text(encoding="utf-8")
    assert "kiosk forms preview" in said
    assert "{" not in said
    code, told = say("forms", "new", folder, "--title", "Again")
    assert (code, "there is something here already" in told) == (1, True)
    code, told = say("forms", "new", tmp_path / "other", "--title", "Two\nlines")
    assert (code, "a title is one line" in told) == (1, True)
    assert not (tmp_path / "other").exists()


def test_every_finding_of_a_folder_names_its_cell(say, tmp_path):
    """Sheet and manifest at once; a sheet under another name, and one that is saved half way, are told too."""
    folder = tmp_path / "bins"
    folder.mkdir()
    sheet = (
        "survey,,,,,\n,type,name,label,relevant,required\n,text,why,Why?,,\n,text,more,More?,${wh} = 'x',yes\n"
        "settings,,,,,\n,form_title,form_id,version,,\n,Bins,bins,1,,\n"
    )
    (folder / "form.csv").write_text(sheet)
    (folder / "manifest.toml").write_text(
        'id = "bins"\ncategory = "waste"\ntitle = { en = "Bins" }\nsummary = {}\nlanguages = ["en", "cy"]\n'
    )
    code, told = say("forms", "check", folder)
    assert code == 1
    assert "survey row 3, column “relevant”" in told.replace("row 4", "row 3")
    assert f"{folder / 'manifest.toml'}: warning: [title] cy: It is not there, and English is shown" in told
    (folder / "manifest.toml").unlink()
    (folder / "form.csv").unlink()
    (folder / "form.xml").write_text("<old/>")
    (folder / "Form new.ods").write_bytes(b"PK\x03\x04 under another name")
    code, told = say("forms", "check", folder, "--json")
    assert code == 1
    assert [(one["file"].rpartition("/")[2], one["usable"]) for one in json.loads(told)] == [
        ("form", False),
        ("manifest.toml", False),
    ]
    assert "here is “Form new.ods”, and a form is read from form.xlsx" in told
    (folder / "form.xlsx").write_bytes(b"PK\x03\x04 saved half way")
    code, told = say("forms", "check", folder)
    assert (code, "form.xlsx: error: " in told) == (1, True)


def test_compared_with_what_kiosks_have_in_words_in_json_and_as_a_page(say, bins, tmp_path):
    change(bins, REWORDED)
    code, told = say("forms", "compare", bins, "--html", tmp_path / "page.html")
    assert code == 0
    assert "Compared with the services that Handrail comes with." in told
    assert "Before: “Which bin was missed?”. Now: “Which bin did we forget?”." in told
    assert "The questions have changed, and the version has not." in told
    assert "<h2>Which bin did we forget?</h2>" in (tmp_path / "page.html").read_text(encoding="utf-8")
    code, told = say("forms", "compare", bins, "--with", BUILT_IN / "missed-bin", "--json")
    (found,) = json.loads(told)["changes"]
    assert (found["kind"], found["question"], found["language"]) == ("reworded", "bin", "English (en)")
    code, told = say("forms", "compare", bins, "--with", bins / "form.xml")
    assert (code, "Nothing that a person reads or answers has changed." in told) == (0, True)


class Terminal(StringIO):
    """Somebody who types."""

    def isatty(self):
        return True


def test_published_with_a_note_and_taken_back_in_one_step(say, bins, council, monkeypatch, tmp_path):
    signing.new_key(key := tmp_path / "signing.key")
    publish = ("publish", bins, "--key", key, "--data", council)
    code, told = say(*publish, "--note", "A bell \x07 in the note")
    assert (code, "Write the note on one line" in told) == (1, True)
    change(bins, REWORDED)
    code, told = say(*publish, "--note", NOTE)
    assert (code, "the version has not" in told) == (1, True)
    assert not (council / "bundles").exists()
    change(bins, version("1"))
    code, told = say(*publish, "--note", NOTE)
    assert (code, f"is offered to the kiosks from now on: {NOTE}" in told) == (0, True)
    code, told = say(*publish, "--note", NOTE)
    assert (code, "Nothing changed, so there is nothing to publish." in told) == (1, True)
    back = ("roll-back", "--data", council, "--key", key, "--because", "People did not understand it")
    code, told = say(*back)
    assert (code, "Only one bundle was ever published" in told) == (1, True)
    change(bins, version("1")[::-1], version("2"), ("Which bin did we forget?", "What bin?"))
    assert say(*publish, "--note", "Shorter words for the bin")[0] == 0
    code, told = say(*back, "--to", "7")
    assert (code, "There is no version 7 to go back to." in told) == (1, True)
    out = (
        "publish",
        bins,
        "--key",
        key,
        "--note",
        "The same, from another computer",
        "--out",
        tmp_path / "b.bundle",
    )
    code, told = say(*out, "--with", bundles.kept(settings_for(council).bundles)[0])
    assert (code, "All other services stay as they are in version 202611220800" in told) == (0, True)
    assert b"services/call-back/form.xml" in (tmp_path / "b.bundle").read_bytes()
    monkeypatch.setattr("sys.stdin", Terminal("no\n"))
    code, told = say(*back)
    assert (code, "Nothing was changed." in told) == (1, True)
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    code, told = say(*back)
    assert (code, "Services that change: missed-bin." in told) == (0, True)
    taken_back(settings_for(council).bundles, key, tmp_path)


def taken_back(folder, key, tmp_path):
    """The third bundle is the first again, with a higher version, and a kiosk that had them all has it in use."""
    first, second, third = published(folder)
    assert first.version < second.version < third.version
    assert (
        third.note
        == f"Back to version {first.version} of 22 November 2026, because: People did not understand it"
    )
    assert (third.forms, second.forms["missed-bin"]) != (second.forms, first.forms["missed-bin"])
    assert third.forms == first.forms
    kiosk = Kiosk(tmp_path / "bundles", (signing.public_text(signing.load_key(key)),), app="99.0")
    for file in bundles.kept(folder):
        kiosk.take(file)
    assert kiosk.in_use == third.version
    assert set(third.forms) == {"missed-bin", "call-back"}


def test_a_service_cannot_be_put_anywhere_else(say, bins, council, key, tmp_path):
    manifest = bins / "manifest.toml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace('"missed-bin"', '"../../escaped"'), encoding="utf-8"
    )
    code, told = say("publish", bins, "--key", key, "--data", council, "--note", NOTE)
    assert (code, "write the id in small letters" in told) == (1, True)
    assert list(tmp_path.rglob("*escaped*")) == []


def test_a_roll_back_proves_who_signed_and_leaves_the_keys_as_they_are(say, shelf, council, key, tmp_path):
    content = tmp_path / "content"
    shutil.copytree(shelf, content / "services", ignore=shutil.ignore_patterns("*.csv"))
    (content / "council-keys.toml").write_text(KEYS)
    publish = ("publish", content, "--key", key, "--data", council)
    assert say(*publish, "--note", "The first of them all")[0] == 0
    change(content / "services" / "missed-bin", REWORDED, version("1"))
    newer = KEYS.replace("2027-", "2028-")
    (content / "council-keys.toml").write_text(newer)
    assert say(*publish, "--note", "New words and a new key")[0] == 0
    folder = settings_for(council).bundles
    signing.new_key(tmp_path / "stranger.key")
    code, told = say(
        "roll-back", "--data", council, "--key", tmp_path / "stranger.key", "--because", "I say so"
    )
    assert (code, "not signed by a key" in told) == (1, True)
    assert say("roll-back", "--data", council, "--key", key, "--because", "The words were wrong")[0] == 0
    data = bundles.newest(folder).read_bytes()
    assert newer.encode() in data
    assert b"Which bin was missed?" in data
    assert b"Which bin did we forget?" not in data
    (newest := bundles.newest(folder)).write_bytes(data[:-1])
    code, told = say("roll-back", "--data", council, "--key", key, "--because", "The words were wrong")
    assert (code, f"{newest.name} is damaged: move it away." in told) == (1, True)


def test_two_wordings_are_published_only_when_the_answers_stay_the_same(say, bins, council, key, tmp_path):
    with (bins / "manifest.toml").open("r+", encoding="utf-8") as manifest:
        text = manifest.read()
        manifest.seek(0)
        manifest.write(f"variants = {{ a = 50, b = 50 }}\n{text}")
    more = '<item><itextId>bin-4</itextId><name>more</name></item></root></instance><instance id="sticker">'
    change(bins, ('</root></instance><instance id="sticker">', more), name="form-b.xml")
    publish = ("publish", bins, "--key", key, "--data", council, "--note", NOTE)
    code, told = say(*publish)
    assert code == 1
    assert (
        "form-b.xml: “Which bin was missed?”: the choice “Nappies or pads (purple bags)” (more) is new."
        in told
    )
    shutil.copytree(bins, tmp_path / "bundle" / "services" / "missed-bin")
    with pytest.raises(BundleError, match="differ in more than words"):
        checking.check(tmp_path / "bundle")
    change(bins, REWORDED, name="form-b.xml")
    assert say(*publish)[0] == 0
    (last,) = published(settings_for(council).bundles)
    assert set(last.forms["missed-bin"]) == {"a", "b"}
    shown = {
        variants.shown(catalogue.read_service(bins / "manifest.toml"), f"library {number}").variant
        for number in range(8)
    }
    assert shown == {"a", "b"}
    change(bins, ("Which bin was missed?", "Which bin was left?"), name="form-b.xml")
    code, told = say(*publish)
    assert (code, "Files that change: services/missed-bin/form-b.xml." in told) == (0, True)


PAGES = (PageView("/data/bin", 60, "on"),)
VISIT = Journey(
    "missed-bin", "1", "a" * 12, "", "en", "2026-11-20", 10, ("touch",), "alone", PAGES, "finished"
)


def visits(finished, others, **fields):
    one = replace(VISIT, **fields)
    return [one] * finished + [replace(one, ended="stopped")] * others


@pytest.mark.parametrize(
    ("before", "since", "fell", "rose", "told"),
    [
        (
            (180, 20),
            (40, 30),
            True,
            False,
            "Fewer people finish since this change. Before, 90 in 100 finished",
        ),
        ((120, 80), (95, 12), False, True, "More people finish since this change. Before, 60 in 100"),
        ((180, 20), (85, 15), False, False, "No difference is shown so far."),
        ((180, 20), (1, LEAST - 2), False, False, "too few visits yet"),
        ((300, 3), (60, 60), True, False, "Fewer people finish since this change. Look at it"),
    ],
)
def test_staff_are_told_when_surely_fewer_people_finish(before, since, fell, rose, told):
    """The interval leaves no change out; and no number is told of fewer than ten people (K5)."""
    found = watch(visits(*before), visits(*since))
    assert (found.fell, found.rose) == (fell, rose)
    assert told in sentence(found)


def test_a_change_is_watched_for_a_week(say, bins, council, capsys, monkeypatch):
    key = council.parent / "signing.key"
    signing.new_key(key)
    change(bins, REWORDED, version("1"))
    assert say("publish", bins, "--key", key, "--data", council, "--note", NOTE)[0] == 0
    settings = settings_for(council)
    (made,) = published(settings.bundles)
    day = made.at.date().isoformat()
    engine = open_database(settings)
    seq = kiosks.kiosk_with(engine, kiosks.enrol(engine, "hall", made.at, lambda: "a token"))
    new = visits(30, 40, form=made.forms["missed-bin"][""], day=day)
    old = visits(180, 20, day=(made.at - timedelta(days=3)).date().isoformat())
    journeys.keep(engine, seq, Batch("1" * 8, tuple(new + old)), made.at)
    monkeypatch.setattr("council_api.server.utc_now", lambda: made.at + timedelta(days=6))
    assert main(["watch", "--data", str(council)]) == 1
    told = capsys.readouterr().out
    assert f"missed-bin, since {made.at:%d %B %Y} “{NOTE}”: Fewer people finish since this change." in told
    assert watching.newest(engine, settings.bundles, made.at + timedelta(days=8)) == ()
    assert datetime.now(UTC) > made.at
