"""Answers that are files: kept beside the form, named in the instance, counted, and gone when the answer is."""

from dataclasses import replace

import pytest

from kiosk.attachments.attachment import MAX_FILE, MAX_FILES, MAX_TOTAL, Attachment
from kiosk.attachments.kinds import KINDS, kind_of
from kiosk.forms.walking.sample_files import PNG
from kiosk.forms.xform import load
from tests.scenario import Scenario, ask, bind, scenario, xform

SIGNED = Attachment("image/png", PNG, "Sam Jones")
DRAWN = Attachment("image/png", PNG, strokes=(((0.1, 0.1), (0.2, 0.2)),))
LETTER = Attachment("application/pdf", b"%PDF-1.4\n", "Letter from landlord.pdf")


def upload(name, mediatype="image/*", **attributes):
    return ask(f"/data/{name}", name.capitalize(), tag="upload", mediatype=mediatype, **attributes)


def form(*bodies, names, binds="", takes_files=True, only_pages=False):
    binary = "".join(bind(f"/data/{name}", type="binary") for name in names)
    source = xform("".join(f"<{name}/>" for name in names), binary + binds, "".join(bodies))
    return load(source, takes_files=takes_files, only_pages=only_pages)


def here(*bodies, names, **wishes):
    return Scenario(form(*bodies, names=names, **wishes))


@pytest.fixture
def signing():
    return here(upload("sign", appearance="signature"), names=["sign"])


def test_a_signature_is_named_in_the_instance_and_goes_with_it(signing):
    signing.answer("sign", SIGNED)
    (given,) = signing.filling.attachments()
    assert signing.value("sign") == given.name
    assert given.name == "signature-000000000002.png"  # nothing of the person in it
    assert (given.data, given.media_type) == (PNG, "image/png")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (SIGNED, "Signed: Sam Jones"),
        (DRAWN, "Signed by drawing"),
        (replace(DRAWN, words="Sam"), "Signed by drawing, and as: Sam"),
    ],
)
def test_check_answers_says_how_it_was_signed(signing, given, words):
    signing.answer("sign", given)
    assert [row.answer for row in signing.filling.rows()] == [words]


def test_another_answer_replaces_the_file_and_an_empty_one_takes_it_away(signing):
    first = signing.answer("sign", SIGNED).value("sign")
    second = signing.answer("sign", DRAWN).value("sign")
    assert first != second
    assert len(signing.filling.attachments()) == 1
    assert signing.answer("sign", "").filling.attachments() == ()
    assert signing.value("sign") is None or signing.value("sign") == ""


def test_what_is_forgotten_is_gone(signing):
    """V9, P1: a file is wiped like every answer."""
    signing.answer("sign", SIGNED).filling.forget()
    assert signing.filling.attachments() == ()
    assert signing.question("sign").attachment is None


def test_a_required_one_says_what_to_do():
    s = here(
        upload("sign", appearance="signature"),
        names=["sign"],
        binds=bind("/data/sign", type="binary", required="true()"),
    )
    assert s.problem("sign").code == "required.signature"
    assert s.answer("sign", SIGNED).problem("sign") is None


def test_what_is_not_relevant_is_not_sent():
    s = here(
        ask("/data/ok", "Ok"),
        upload("sign", appearance="signature"),
        names=["ok", "sign"],
        binds=bind("/data/ok") + bind("/data/sign", type="binary", relevant="/data/ok != 'no'"),
    )
    s.answer("sign", SIGNED).answer("ok", "no")
    assert s.filling.attachments() == ()
    assert len(s.answer("ok", "yes").filling.attachments()) == 1


@pytest.mark.parametrize(
    ("attributes", "kind"),
    [
        ({"appearance": "signature"}, "signature"),
        ({"appearance": "new draw"}, "drawing"),
        ({"appearance": "annotate"}, "image"),
        ({}, "image"),
        ({"mediatype": "audio/*"}, "audio"),
        ({"mediatype": "video/*"}, "video"),
        ({"mediatype": "application/*"}, "file"),
        ({"mediatype": "*/*"}, "file"),
    ],
)
def test_each_upload_has_its_type(attributes, kind):
    (control,) = form(upload("a", **attributes), names=["a"]).controls
    assert control.type == kind


def test_only_what_is_drawn_is_asked_where_no_file_can_come_from():
    """Decision 0007."""
    made = form(
        upload("sign", appearance="signature"), upload("photo"), names=["sign", "photo"], takes_files=False
    )
    assert [control.type for control in made.controls] == ["signature"]
    assert "attachments_from" in made.warnings[-1]


def test_only_pictures_and_pdfs_are_asked_for_where_a_scanner_is_all_there_is():
    """Decision 0007: nobody is held up by a question that cannot be answered here."""
    made = form(
        upload("photo"),
        upload("letter", mediatype="application/*"),
        upload("sound", mediatype="audio/*"),
        upload("essay", mediatype="application/*", accept=".docx"),
        names=["photo", "letter", "sound", "essay"],
        only_pages=True,
    )
    assert [control.path for control in made.controls] == ["/data/photo", "/data/letter"]
    assert "a scanner makes pictures and PDFs alone" in made.warnings[-1]


def test_a_form_takes_the_kinds_that_it_names():
    s = here(upload("letter", mediatype="application/*", accept=".pdf, .docx"), names=["letter"])
    assert s.answer("letter", SIGNED).last.code == "file.kind"
    assert s.answer("letter", LETTER).last is None
    assert s.question("letter").answer == "Letter from landlord.pdf (PDF, 1 KB)"


@pytest.mark.parametrize(
    "attributes", [{"accept": ".docx,image/*"}, {"accept": "*/*"}, {}, {"accept": "image/png"}]
)
def test_a_family_of_kinds_can_be_named(attributes):
    s = here(upload("proof", mediatype="application/*", **attributes), names=["proof"])
    assert s.answer("proof", SIGNED).last is None


def test_one_exact_mediatype_is_the_only_kind():
    s = here(upload("proof", mediatype="application/pdf"), names=["proof"])
    assert s.answer("proof", SIGNED).last.code == "file.kind"
    assert s.answer("proof", LETTER).last is None


def test_a_picture_question_takes_no_letter():
    assert here(upload("photo"), names=["photo"]).answer("photo", LETTER).last.code == "file.kind"


def test_too_much_is_a_problem_and_nothing_of_it_is_kept():
    s = here(upload("photo"), names=["photo"]).answer("photo", replace(SIGNED, data=bytes(MAX_FILE + 1)))
    assert (s.last.code, s.last.params["limit"]) == ("file.too_big", "10 MB")
    assert s.filling.attachments() == ()
    assert s.problem("photo").code == "file.too_big"


def many(count):
    names = [f"p{number}" for number in range(count)]
    return here(*(upload(name) for name in names), names=names), names


def test_files_are_counted():
    s, names = many(MAX_FILES + 1)
    for name in names[:-1]:
        assert s.answer(name, SIGNED).last is None
    assert s.answer(names[-1], SIGNED).last.code == "file.too_many"
    assert s.answer(names[0], SIGNED).last is None, "one that takes another's place is no more than before"


def test_a_question_that_comes_back_brings_no_file_beyond_the_limit():
    names = ["ok", *(f"p{number}" for number in range(MAX_FILES + 1))]
    s = here(
        ask("/data/ok", "Ok"),
        *(upload(name) for name in names[1:]),
        names=names,
        binds=bind("/data/ok") + bind("/data/p0", type="binary", relevant="/data/ok != 'no'"),
    )
    for name in names[1:-1]:
        s.answer(name, SIGNED)
    s.answer("ok", "no")
    assert s.answer(names[-1], SIGNED).last.code == "file.too_many"
    assert len(s.answer("ok", "yes").filling.attachments()) == MAX_FILES


def test_all_files_together_have_a_limit():
    s, names = many(4)
    third = replace(SIGNED, data=bytes(MAX_TOTAL // 3))
    for name in names[:3]:
        assert s.answer(name, third).last is None
    assert s.answer(names[3], SIGNED).last.code == "file.too_much"


def test_a_repeat_has_a_file_an_entry_each_with_its_own_name():
    s = scenario(
        xform(
            "<r><sign/></r><r><sign/></r>",
            bind("/data/r/sign", type="binary"),
            '<group ref="/data/r"><repeat nodeset="/data/r">'
            + ask("/data/r/sign", "Sign", tag="upload", mediatype="image/*", appearance="signature")
            + "</repeat></group>",
        )
    )
    for number in (1, 2):
        s.filling.answer(f"/data/r[{number}]/sign", SIGNED)
    names = [given.name for given in s.filling.attachments()]
    assert len(set(names)) == 2
    assert [node.text for node in s.sent().iter("sign")] == names


HEADS = {
    "png": PNG,
    "jpg": b"\xff\xd8\xff\xe0",
    "webp": b"RIFF....WEBP",
    "gif": b"GIF89a",
    "pdf": b"%PDF-1.7",
    "rtf": b"{\\rtf1",
    "wav": b"RIFF....WAVE",
    "ogg": b"OggS",
    "m4a": b"....ftypM4A ",
    "flac": b"fLaC",
    "mp3": b"ID3\x03",
    "mp4": b"....ftypisom",
    "mov": b"....ftypqt  ",
    "webm": b"\x1a\x45\xdf\xa3",
    "txt": "Dŵr, Łódź, پانی\n".encode(),
}


@pytest.mark.parametrize("extension", HEADS)
def test_a_kind_is_told_by_its_content(extension):
    assert kind_of(HEADS[extension]).extension == extension


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90\0",
        b"\x7fELF",
        b"<html><script>",
        b" <svg/>",
        b"PK\x03\x04 broken",
        b"\0\0\0",
        b"\x1b[2J",
    ],
)
def test_what_could_do_harm_is_no_kind(data):
    assert kind_of(data) is None


def test_extensions_are_safe_and_each_kind_has_its_own():
    assert len({kind.extension for kind in KINDS}) == len(KINDS)
    assert all(kind.extension.isalnum() for kind in KINDS)
