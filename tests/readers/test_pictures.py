"""The pictures of a form come in with it: by content, within limits, and named when they cannot (promise 5)."""

import struct
import zlib

import pytest

from kiosk.cli.forms import add_form
from kiosk.forms.readers import pictures, read_form
from tests.scenario import ask, scenario, xform


def png(width=4, height=3):
    """A white picture."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = (b"\x00" + b"\xff" * (3 * width)) * height if width * height < 10**6 else b""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


JPEG = b"\xff\xd8\xff\xe0\x00\x04AB\xff\xc0\x00\x11\x08\x00\x14\x00\x1e\x03" + b"\x00" * 12
TEXTS = """<itext><translation lang="English (en)" default="true()">
<text id="/data/a:label"><value>Which bin?</value><value form="image">jr://images/bins.png</value></text>
<text id="one"><value>The black one</value><value form="image">jr://images/black.jpg</value></text>
<text id="two"><value>The blue one</value><value form="big-image">jr://images/blue.png</value>
<value form="image">jr://images/small.png</value></text>
<text id="/data/b:label"><value>And why?</value><value form="audio">jr://audio/why.mp3</value>
<value form="video">jr://video/why.mp4</value></text>
</translation><translation lang="Welsh (cy)">
<text id="/data/a:label"><value>Pa fin?</value><value form="image">jr://images/biniau.png</value></text>
<text id="one"><value>Yr un du</value></text><text id="two"><value>Yr un glas</value></text>
<text id="/data/b:label"><value>A pham?</value></text></translation></itext>
<instance id="pictures"><root><item><name>bins.png</name>
<label>Two bins beside each other</label></item></root></instance>
"""
ITEMS = "".join(
    f"<item><label ref=\"jr:itext('{name}')\"/><value>{name}</value></item>" for name in ("one", "two")
)
FORM = xform(
    "<a/><b/>",
    "",
    f"<select1 ref='/data/a'><label ref=\"jr:itext('/data/a:label')\"/>{ITEMS}</select1>"
    "<input ref='/data/b'><label ref=\"jr:itext('/data/b:label')\"/></input>",
    model=TEXTS,
)


def test_a_question_and_its_choices_have_their_pictures():
    asked = scenario(FORM).question("a")
    assert (asked.picture.file, asked.picture.shows) == ("bins.png", "Two bins beside each other")
    assert {value: each.file for value, each in asked.pictures.items()} == {
        "one": "black.jpg",
        "two": "blue.png",
    }
    assert [choice.label for choice in asked.choices] == ["The black one", "The blue one"]
    assert asked.pictures["one"].shows == ""


def test_each_language_has_its_own_picture_or_else_the_first():
    asked = scenario(FORM, "Welsh (cy)").question("a")
    assert asked.picture.file == "biniau.png"
    assert asked.pictures["one"].file == "black.jpg"


def test_pictures_of_choices_from_a_list():
    chosen = "<itemset nodeset=\"instance('l')/root/item\">"
    chosen += '<value ref="name"/><label ref="jr:itext(itextId)"/></itemset>'
    rows = "<instance id='l'><root><item><itextId>one</itextId><name>x</name></item></root></instance>"
    body = f"<select1 ref='/data/a'><label>Which?</label>{chosen}</select1>" + ask("/data/b", "B")
    asked = scenario(xform("<a/><b/>", "", body, model=TEXTS + rows)).question("a")
    assert asked.pictures["x"].file == "black.jpg"
    assert asked.picture is None


def test_films_are_named_and_not_dropped_in_silence():
    warned = [warning for warning in scenario(FORM).form.warnings if warning.startswith("/data/b:")]
    assert warned == [
        "/data/b: a film (“why.mp4”) cannot be shown here; put what it says into the label or the hint",
    ]


def test_a_picture_without_words_is_named():
    source = FORM.replace(b"<value>The black one</value>", b"").replace(b"<value>Yr un du</value>", b"")
    told = "one: a picture (“black.jpg”) has no words; write in the label what it says"
    assert told in scenario(source).form.warnings


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b.png", "..\\x.png", ""])
def test_a_name_that_leads_elsewhere_is_no_picture(name):
    source = FORM.replace(b"bins.png</value>", f"{name}</value>".encode())
    assert scenario(source).question("a").picture != name
    found = scenario(source).question("a").picture
    assert found is None or found.file == "biniau.png"


@pytest.mark.parametrize(
    ("data", "size"), [(png(4, 3), (4, 3)), (JPEG, (30, 20)), (b"GIF89a" + b"x" * 40, None)]
)
def test_a_picture_is_told_by_its_content(data, size):
    assert pictures.dimensions(data) == size


@pytest.mark.parametrize("at", range(0, len(JPEG), 3))
def test_a_picture_that_breaks_off_harms_nothing(at):
    assert pictures.dimensions(JPEG[:at]) in {None, (30, 20)}
    assert pictures.dimensions(png()[:at]) in {None, (4, 3)}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg/>", "is no PNG or JPEG"),
        (png(40_000, 40_000), "has 40,000 by 40,000 dots"),
        (png() + b"x" * pictures.MOST_BYTES, "is over 2 MB"),
        (b"", "is no PNG or JPEG"),
    ],
)
def test_what_cannot_be_taken_says_why(data, why):
    assert why in pictures.trouble_with("a.png", data)
    assert pictures.trouble_with("a.png", png()) == ""


def test_a_form_is_added_with_its_pictures(tmp_path, monkeypatch, capsys):
    source = tmp_path / "bins.xml"
    source.write_bytes(FORM)
    (tmp_path / "bins-media").mkdir()
    (tmp_path / "bins-media" / "bins.png").write_bytes(png())
    (tmp_path / "blue.png").write_bytes(b"not a picture")
    (tmp_path / "black.jpg").write_bytes(JPEG)
    service = add_form(source, tmp_path / "data")
    assert sorted(file.name for file in service.folder.iterdir()) == [
        "bins.png",
        "black.jpg",
        "form.xml",
        "manifest.toml",
    ]
    assert service.media() == {}, "pictures are read when they are drawn"
    told = capsys.readouterr().err
    assert "“blue.png” is no PNG or JPEG" in told
    assert "“why.mp3”" in told
    assert "small.png" in told


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "bins.png").write_bytes(png())
    (tmp_path / "form").mkdir()
    source = tmp_path / "form" / "bins.xml"
    source.write_bytes(FORM)
    (tmp_path / "form" / "bins.png").symlink_to(tmp_path / "elsewhere" / "bins.png")
    assert "bins.png" not in read_form(source).media
