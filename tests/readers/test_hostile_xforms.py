"""XML that means harm, or is no form: refused with a plain sentence, and the line where that helps."""

import pytest

from kiosk.forms.readers import read_form, wellformed

FORM = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>T</h:title>'
    '<model><instance><data id="t"><a/></data></instance><bind nodeset="/data/a" type="string"/></model></h:head>'
    '<h:body><input ref="/data/a"><label>A</label></input></h:body></h:html>'
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))

HOSTILE = {
    "billion laughs": (f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><x>&l9;</x>', "", "declares entities"),
    "a file read from outside": (
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>',
        "",
        "entities",
    ),
    "a parameter entity": (
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.org/x"> %p;]><x/>',
        "",
        "entities",
    ),
    "very deep": ("<a>" * 100_000, "", "deep inside one another"),
    "cut off": (FORM[:200], "line 1", "ends too early"),
    "crossed tags": ("<a>\n<b></a>", "line 2", "not sound XML"),
    "an undeclared prefix": ("<a>\n<esri:x/></a>", "line 2", "prefix that is not declared"),
    "an unknown encoding": ('<?xml version="1.0" encoding="klingon"?><a/>', "", "save it as UTF-8"),
    "a drawing": ('<svg xmlns="http://www.w3.org/2000/svg"/>', "", "a drawing (SVG)"),
    "a web page": ("<html><body/></html>", "", "a web page"),
    "filled-in answers": ('<data id="t"><a>1</a></data>', "", "begins with <data>"),
    "words": ("hello", "", "is not XML"),
}


@pytest.mark.parametrize(("xml", "where", "word"), HOSTILE.values(), ids=HOSTILE)
def test_xml_that_is_no_form(tmp_path, refused, xml, where, word):
    (tmp_path / "form.xml").write_text(xml, encoding="utf-8")
    said = refused(tmp_path / "form.xml")
    assert (said.where, word in said.sentence) == (where, True), said


def test_very_many_elements(tmp_path, monkeypatch, refused):
    monkeypatch.setattr(wellformed, "MOST_ELEMENTS", 50)
    (tmp_path / "form.xml").write_text(f"<a>{'<b/>' * 60}</a>", encoding="utf-8")
    assert "too many elements" in str(refused(tmp_path / "form.xml"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_form_is_handed_on_as_it_is(tmp_path, encoding):
    (tmp_path / "form.xml").write_text(FORM, encoding=encoding)
    assert read_form(tmp_path / "form.xml").xml == FORM.encode(encoding)


@pytest.mark.parametrize("name", ["form.xml", "form.csv"])
def test_a_list_cannot_take_the_place_of_the_form(tmp_path, refused, name):
    """A service's form lies beside its lists as form.xml."""
    (tmp_path / "form.csv").write_text("name,label\na,A\n", encoding="utf-8")
    uses = f'<instance id="i" src="jr://file/{name}"/>'
    (tmp_path / "form.xml").write_text(FORM.replace("<bind", f"{uses}<bind"), encoding="utf-8")
    assert f"“{name}” has the name of the form itself" in str(refused(tmp_path / "form.xml"))


def test_lists_beside_the_form_come_with_it_and_others_do_not(tmp_path):
    names = ("towns.csv", "photo.jpg", "gone.csv", "../secret.csv", "linked.csv")
    uses = "".join(f'<instance id="i{n}" src="jr://file-csv/{name}"/>' for n, name in enumerate(names))
    folder = tmp_path / "service"
    folder.mkdir()
    (folder / "form.xml").write_text(FORM.replace("</model>", f"{uses}</model>"), encoding="utf-8")
    (folder / "towns.csv").write_text("name,label\nx,X\n", encoding="utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "secret.csv").write_text("secret", encoding="utf-8")
    (folder / "linked.csv").symlink_to(tmp_path / "secret.csv")
    source = read_form(folder / "form.xml")
    assert source.media == {"towns.csv": b"name,label\nx,X\n"}
    assert source.warnings == (
        "The form uses “gone.csv”, “../secret.csv”, “linked.csv”: put what is missing in the same folder.",
        "“photo.jpg” is no PNG or JPEG picture, so it is left out: save it as PNG.",
    )
