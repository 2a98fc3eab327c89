"""Easy Read from a form to the page: words and picture by the question's name, in each language (C14)."""

import random
from datetime import UTC, datetime

from kiosk.forms import lint, xform
from kiosk.forms.filling import Filling
from kiosk.forms.page import Easy
from kiosk.forms.readers import read_form

SHEET = """survey
,type,name,label::English (en),label::Welsh (cy),appearance
,text,name,What is your full name?,Beth yw eich enw llawn?,
,begin group,home,Your address,Eich cyfeiriad,field-list
,text,street,Street,Stryd,
,text,town,Town,Tref,
,end group,,,,
,text,pet,What does ${name} call the cat?,Beth mae ${name} yn galw’r gath?,
,text,plain,What else?,Beth arall?,
choices
,list_name,name,label::English (en),label::Welsh (cy),picture
,easy_read,name,Who are you?,Pwy ydych chi?,person
,easy_read,home,Where do you live?,Ble rydych chi’n byw?,home
,easy_read,pet,"{pet}",{pet_cy},
,easy_read_pictures,person,A person,Person,
,easy_read_pictures,home,A house,Tŷ,
settings
,form_title,form_id,default_language
,Easy,easy,English (en)
"""


def sheet(tmp_path, pet="Who is ${name}’s cat?", pet_cy="Pwy yw cath ${name}?"):
    path = tmp_path / "form.csv"
    path.write_text(SHEET.replace("{pet}", pet).replace("{pet_cy}", pet_cy), encoding="utf-8")
    return path


def filling(tmp_path, language="English (en)", **words):
    return Filling(
        xform.load(read_form(sheet(tmp_path, **words)).xml),
        language=language,
        now=lambda: datetime(2026, 11, 22, tzinfo=UTC),
        random=random.Random(1),
        new_id=lambda: "id",
    )


def easy(made):
    return {key.rsplit("/", 1)[-1]: made.page(key).easy for key in made.page_keys()}


def test_a_question_or_group_finds_its_words_picture_and_alternative_by_its_name(tmp_path):
    """C14."""
    found = easy(filling(tmp_path))
    assert found["name"] == Easy("Who are you?", "person", "A person")
    assert found["home"] == Easy("Where do you live?", "home", "A house")


def test_it_changes_language_with_the_rest(tmp_path):
    """C14, L2."""
    made = filling(tmp_path)
    made.language = "Welsh (cy)"
    assert easy(made)["home"] == Easy("Ble rydych chi’n byw?", "home", "Tŷ")


def test_values_are_filled_in(tmp_path):
    made = filling(tmp_path)
    made.answer("/data/name", "Ann")
    assert easy(made)["pet"] == Easy("Who is Ann’s cat?")


def test_where_there_is_none_nothing_is_there(tmp_path):
    made = filling(tmp_path)
    assert easy(made)["plain"] is None
    assert [question.easy for question in made.page("/data/home").questions] == [None, None]


def test_words_of_another_language_are_no_easy_words(tmp_path):
    """C14: the usual words of the person's own language are easier."""
    made = filling(tmp_path, language="Welsh (cy)", pet_cy="")
    assert easy(made)["pet"] is None
    assert easy(filling(tmp_path, pet_cy=""))["pet"] is not None


def told(tmp_path, old, new):
    path = sheet(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return [str(finding) for finding in lint.check(path).warnings]


def test_an_author_hears_of_a_line_for_no_question(tmp_path):
    said = "Easy Read is for a question “nmae”, but there is none; correct the name."
    assert said in told(tmp_path, "easy_read,name", "easy_read,nmae")[0]


def test_an_author_hears_of_a_picture_without_words(tmp_path):
    assert "the picture “house” has no words" in told(tmp_path, "byw?,home", "byw?,house")[0].lower()


def test_an_author_hears_of_easy_words_that_are_many(tmp_path):
    """C14: at most 15 words."""
    many = " ".join(["word"] * 16)
    assert "over 15 words" in told(tmp_path, "Who are you?", many)[0]


def test_a_good_sheet_is_found_without_fault(tmp_path):
    assert lint.check(sheet(tmp_path)).warnings == ()
