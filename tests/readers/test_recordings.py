"""The recordings of a form come in with it, and each is named where it cannot be played or has no words."""

import pytest

from kiosk import recordings
from kiosk.bundle import checking
from kiosk.catalogue import Service
from kiosk.cli.forms import add_form
from kiosk.errors import BundleError
from kiosk.forms import lint, xform
from kiosk.forms.readers import media, read_form
from tests.core.test_wav import BAD, made
from tests.readers.test_pictures import png
from tests.scenario import scenario
from tests.scenario import xform as written

SHEET = """survey
,type,name,label::EN,label::CY,hint::EN,hint::CY,audio::EN,audio::CY
,select_one bins,bin,Which bin?,Pa fin?,Look outside,Edrychwch,which.wav,pa.wav
,begin_group,about,About you,Amdanoch chi,,,about.wav,
,text,name,Your name,Eich enw,,,,enw.wav
,text,why,"And why, ${name}?",A pham?,,,why.wav,
,end_group,,,,,,,
choices
,list_name,name,label::EN,label::CY,media::audio::EN,media::audio::CY
,bins,black,The black one,Yr un du,black.wav,du.wav
,bins,blue,The blue one,Yr un glas,blue.wav,
settings
,form_title,form_id,default_language
,Bins,bins,EN
""".replace("EN", "English (en)").replace("CY", "Welsh (cy)")
NAMES = ("which", "pa", "about", "enw", "why", "black", "du", "blue")
ENGLISH, WELSH = "English (en)", "Welsh (cy)"


@pytest.fixture
def sheet(tmp_path):
    def make(text=SHEET, names=NAMES):
        (tmp_path / "bins.csv").write_text(text, encoding="utf-8")
        (tmp_path / "bins-media").mkdir(exist_ok=True)
        for name in names:
            (tmp_path / "bins-media" / f"{name}.wav").write_bytes(made())
        return tmp_path / "bins.csv"

    return make


def pages(form, language):
    """What is recorded of each page."""
    filling = scenario(form, language).filling
    return [dict(filling.page(key).recordings) for key in filling.page_keys()]


def test_a_spreadsheet_gives_each_language_its_recordings(sheet):
    source = read_form(sheet())
    assert source.warnings == ()
    assert set(source.media) == {f"{name}.wav" for name in NAMES}
    assert pages(source.xml, ENGLISH) == [
        {"Which bin?": "which.wav", "The black one": "black.wav", "The blue one": "blue.wav"},
        {"About you": "about.wav"},
        {"About you": "about.wav"},
    ], "what has a value in it is the voice's own"
    assert pages(source.xml, WELSH) == [
        {"Pa fin?": "pa.wav", "Yr un du": "du.wav"},
        {"Eich enw": "enw.wav"},
        {},
    ]


TEXTS = """<itext><translation lang="en" default="true()">
<text id="a"><value>Which?</value><value form="audio">jr://audio/which one.wav</value></text>
<text id="h"><value>Look</value><value form="audio">jr://audio/look.wav</value><value form="guidance">G</value></text>
<text id="m"><value>Say which</value><value form="audio">jr://audio/must.wav</value></text>
<text id="one"><value>This</value><value form="audio">jr://audio/this.wav</value></text>
<text id="two"><value>This</value><value form="audio">jr://audio/{other}.wav</value></text>
<text id="none"><value form="audio">jr://audio/none.wav</value></text>
</translation><translation lang="cy"><text id="a"><value>Pa un?</value></text></translation></itext>"""


def by_hand(other="this"):
    items = "".join(
        f"<item><label ref=\"jr:itext('{n}')\"/><value>{n}</value></item>" for n in ("one", "two")
    )
    return written(
        "<a/><b/>",
        "<bind nodeset='/data/a' required='true()' jr:requiredMsg=\"jr:itext('m')\"/>",
        f"<select1 ref='/data/a'><label ref=\"jr:itext('a')\"/><hint ref=\"jr:itext('h')\"/>{items}</select1>"
        "<input ref='/data/b'><label ref=\"jr:itext('none')\"/></input>",
        model=TEXTS.replace("{other}", other),
    )


def test_an_xform_gives_labels_hints_choices_and_messages():
    assert pages(by_hand(), "en")[0] == {
        "Which?": "which one.wav",
        "Look": "look.wav",
        "Say which": "must.wav",
        "This": "this.wav",
    }


def test_where_words_of_another_language_stand_in_their_recording_does_too():
    """The caption shows what is heard."""
    assert pages(by_hand(), "cy")[0] == {"Look": "look.wav", "Say which": "must.wav", "This": "this.wav"}


def test_two_texts_that_read_alike_with_two_recordings_have_none():
    assert "This" not in pages(by_hand("that"), "en")[0]


def test_a_recording_without_words_is_named_and_the_question_has_its_name():
    form = scenario(by_hand()).form
    assert "none: a recording (“none.wav”) has no words; write in the label what it says" in form.warnings
    asked = scenario(by_hand(), "en").question("b")
    assert (asked.label, asked.recordings) == ("B", frozenset())


@pytest.mark.parametrize("name", ["../../etc/a.wav", "a/b.wav", "..\\x.wav", "/a.wav", ""])
def test_a_name_that_leads_elsewhere_is_no_recording(name):
    """Promise 5."""
    source = by_hand().replace(b"which one.wav", name.encode())
    assert "Which?" not in pages(source, "en")[0]


def test_a_form_is_added_with_its_recordings(sheet, tmp_path, capsys):
    file = sheet()
    (tmp_path / "bins-media" / "pa.wav").write_bytes(BAD["float"][0])
    (tmp_path / "bins-media" / "du.wav").unlink()
    service = add_form(file, tmp_path / "data")
    heard = {f"{name}.wav" for name in NAMES} - {"pa.wav", "du.wav"}
    assert {each.name for each in service.folder.iterdir()} == {"form.xml", "manifest.toml", *heard}
    told = capsys.readouterr().err
    assert "“pa.wav” is a WAV file, but not of 16 bit: save it as WAV, 16 bit." in told
    assert "Until then the voice reads the words." in told
    assert "“du.wav”: put what is missing in the same folder" in told


@pytest.mark.parametrize("kind", BAD)
def test_no_hostile_recording_comes_in(kind, sheet, tmp_path):
    """Promise 5."""
    file = sheet()
    (tmp_path / "bins-media" / "pa.wav").write_bytes(BAD[kind][0])
    source = read_form(file)
    assert "pa.wav" not in source.media
    assert any("“pa.wav”" in each and BAD[kind][1] in each for each in source.warnings)


@pytest.mark.parametrize("name", ["which one.wav", "Q&A.wav", "Pa fîn.WAV"])
def test_a_name_as_people_give_them_is_found(sheet, tmp_path, name):
    file = sheet(SHEET.replace("which.wav", name))
    (tmp_path / "bins-media" / name).write_bytes(made())
    assert name in read_form(file).media
    assert pages(read_form(file).xml, ENGLISH)[0]["Which bin?"] == name


def test_a_recording_of_another_format_is_named_with_what_to_do(sheet, tmp_path):
    file = sheet(SHEET.replace("which.wav", "which.mp3"))
    (tmp_path / "bins-media" / "which.mp3").write_bytes(b"ID3" + bytes(90))
    assert (
        "“which.mp3” is MP3, not WAV: save it as WAV, 16 bit. Until then the voice reads the words."
        in read_form(file).warnings
    )


def test_one_that_is_not_there_and_is_no_wav_is_told_at_once(sheet):
    told = read_form(sheet(SHEET.replace("which.wav", "which.mp3"), ())).warnings
    assert "The recordings “which.mp3” would not be played: save them as WAV, 16 bit." in told
    assert any("“which.mp3”" in each and "put what is missing" in each for each in told)


def test_what_is_too_much_together_is_named(sheet, monkeypatch):
    monkeypatch.setattr(recordings, "MOST_TOGETHER", 3 * len(made()))
    source = read_form(sheet())
    assert len(source.media) == 3
    assert "save them in mono" in source.warnings[0]
    monkeypatch.setattr(media, "MOST_RECORDINGS", 2)
    source = read_form(sheet())
    assert len(source.media) == 2
    assert "over 2 recordings" in source.warnings[0]


def test_pictures_that_cannot_be_drawn_are_named_by_whatever_name(sheet, tmp_path, monkeypatch):
    monkeypatch.setattr(media, "MOST_PICTURES", 1)
    names = ("a.gif", "b.png", "c.png")
    text = SHEET.replace("audio::Welsh (cy)\n,select", "media::image::English (en)\n,select")
    for old, name in zip(("pa.wav", "enw.wav"), names, strict=False):
        text = text.replace(old, name)
        (tmp_path / name).write_bytes(b"GIF89a" + bytes(40) if name == "a.gif" else png())
    told = read_form(sheet(text)).warnings
    assert any("“a.gif” is no PNG or JPEG picture" in each for each in told)
    assert any("over 1 pictures, so “b.png”" in each for each in told)


MEDIA = """survey
,type,name,label::English (en),label::Welsh (cy),media::audio::English (en),media::video::English (en),audio
,text,a,What?,Beth?,a.wav,a.mp4,
,text,b,,,b.wav,,
,text,c,What next?,,,,c.wav
,text,d,"Why, ${a}?","Pam, ${a}?",d.wav,,
,select_one l,e,Which?,Pa un?,,,
choices
,list_name,name,label::English (en),label::Welsh (cy),media::audio::Welsh (cy),media::video::Welsh (cy),media::image
,l,x,Ex,Ecs,x.wav,x.mp4,
,l,y,Why,,y.wav,,
,l,z,,,,,z.png
"""


def test_lint_names_films_and_what_has_no_words_at_its_cell(sheet):
    report = lint.check(sheet(MEDIA, ()))
    assert not report.errors
    told = {(each.where, each.sentence) for each in report.warnings}
    film = "which a kiosk cannot show; put what it says into the label or the hint."
    for where, sentence in (
        ("survey row 2, column “media::video::English (en)”", f"“a.mp4” is a film, {film}"),
        ("choices row 2, column “media::video::Welsh (cy)”", f"“x.mp4” is a film, {film}"),
        (
            "survey row 3, column “media::audio::English (en)”",
            "“b.wav” is a recording without words; write in the label what it says.",
        ),
        (
            "survey row 4, column “audio”",
            "“c.wav” is a recording in no language; name one in the header, such as media::audio::English (en).",
        ),
        (
            "survey row 5, column “media::audio::English (en)”",
            "“d.wav” is a recording, which cannot say what changes in the label; the voice reads it instead.",
        ),
        (
            "choices row 3, column “media::audio::Welsh (cy)”",
            "“y.wav” is a recording in a language that the label is not in; write the label in it too.",
        ),
        (
            "choices row 4, column “media::image”",
            "“z.png” is a picture without words; write in the label what it says.",
        ),
    ):
        assert (where, sentence) in told
    assert not any("row 2" in where and "audio" in where for where, _ in told)
    assert sum("a film" in sentence for _, sentence in told) == 2, "each once"


def test_a_form_that_is_no_spreadsheet_has_it_at_its_text():
    texts = TEXTS.replace("<value>Which?</value>", "<value>Which, <output value='/data/b'/>?</value>")
    texts = texts.replace("jr://audio/look", "jr://audio/x.wav</value><value form='video'>jr://video/look")
    form = xform.load(by_hand().replace(TEXTS.replace("{other}", "this").encode(), texts.encode()))
    assert "a: a recording (“which one.wav”) cannot say what changes in the label; " in " ".join(
        form.warnings
    )
    assert "h: a film (“look.wav”) cannot be shown here; " in " ".join(form.warnings)


def test_a_bundle_with_a_recording_that_cannot_be_played_is_not_taken(sheet, tmp_path):
    service = add_form(sheet(), tmp_path / "data")
    services = service.folder.parent
    assert checking.check(services.parent).services == ("bins",)
    (service.folder / "extra.WAV").write_bytes(BAD["two gigabytes that are not there"][0])
    with pytest.raises(BundleError, match=r"“extra\.WAV” breaks off before its end: save it again"):
        checking.check(services.parent)


def test_an_added_form_is_read_without_its_recordings(sheet, tmp_path):
    service = add_form(sheet(), tmp_path / "data")
    assert isinstance(service, Service)
    assert service.media() == {}, "they are read when they are played"


def test_half_a_megabyte_of_names_is_soon_read(sheet, tmp_path):
    """Promise 5."""
    names = "".join(f"<x>jr://audio/{n}.wav</x>" for n in range(20_000)).encode()
    found, told = media.beside(tmp_path / "a.xml", names, {})
    assert found == {}
    assert "and 19997 more" in told[0]
