"""The services on offer, and what a mistake in a manifest is told."""

import pytest

from kiosk import catalogue, rating
from kiosk.errors import ConfigError

GOOD = 'id = "bins"\ncategory = "waste"\ntitle = { en = "Bins", cy = "Biniau" }\nsummary = { en = "About bins" }\n'


def service(folder, name="bins", manifest=GOOD):
    place = folder / name
    place.mkdir()
    (place / "form.xml").write_text("<x/>")
    (place / "manifest.toml").write_text(manifest, encoding="utf-8")
    return place


def test_shelves_stand_in_the_order_of_their_titles_and_services_in_their_own(tmp_path):
    (tmp_path / "categories.toml").write_text('money = { en = "Money" }\nwaste = { en = "Waste" }\n')
    service(tmp_path, "bins", GOOD + "order = 2\n")
    service(tmp_path, "skips", GOOD.replace('"bins"', '"skips"') + "order = 1\n")
    service(tmp_path, "odd", GOOD.replace('"bins"', '"odd"').replace('"waste"', '"nowhere"'))
    shelves = catalogue.load(tmp_path).categories
    assert [(s.id, [x.id for x in s.services]) for s in shelves] == [
        ("waste", ["skips", "bins"]),
        ("other", ["odd"]),
    ]


def test_texts_fall_back_to_english(tmp_path):
    service(tmp_path)
    bins = catalogue.load(tmp_path).service("bins")
    assert bins.text("title", "cy") == "Biniau"
    assert bins.text("summary", "cy") == "About bins"
    assert bins.text("consent", "cy") == ""


def test_a_service_added_on_the_kiosk_replaces_the_built_in_one(tmp_path):
    for name in ("built-in", "added"):
        (tmp_path / name).mkdir()
    service(tmp_path / "built-in")
    service(tmp_path / "added", manifest=GOOD.replace("About bins", "About our bins"))
    both = catalogue.load(tmp_path / "built-in", tmp_path / "added", tmp_path / "not there")
    assert both.service("bins").text("summary", "en") == "About our bins"
    assert len(both.services) == 1


def test_what_lies_beside_the_form_is_its_media(tmp_path):
    place = service(tmp_path)
    (place / "form.csv").write_text("survey")
    (place / "streets.csv").write_text("name,label")
    assert catalogue.load(tmp_path).service("bins").media() == {"streets.csv": b"name,label"}


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [
        (GOOD.replace("category", "shelf"), "has a key 'shelf' that Handrail does not know"),
        (GOOD.replace('category = "waste"\n', ""), "has no 'category': add it."),
        (GOOD + 'form = "other.xml"\n', "names the form 'other.xml', which is not in its folder: add it."),
        ("id = ", "cannot be read"),
        (GOOD.replace('{ en = "About bins" }', '"About bins"'), "summary is not written as in"),
        (GOOD.replace('"waste"', '["waste"]'), "category is not written as in"),
        (GOOD + 'minutes = "three"\n', "minutes is not written as in"),
        (GOOD + 'need = { en = "a bin" }\n', "need is not written as in"),
        (GOOD + "languages = []\n", "languages is not written as in"),
        (GOOD.replace('"bins"', f'"{rating.SERVICE}"'), "is that of what people say: choose another."),
    ],
)
def test_a_mistake_is_told_with_the_manifest_and_the_key(tmp_path, manifest, sentence):
    service(tmp_path, manifest=manifest)
    with pytest.raises(ConfigError) as told:
        catalogue.load(tmp_path)
    assert sentence in str(told.value)
    assert "manifest.toml" in str(told.value)


def test_one_broken_folder_does_not_close_the_others(tmp_path):
    (tmp_path / "categories.toml").write_text('waste = "Waste"\n')
    service(tmp_path, "bins")
    service(tmp_path, "cut off", GOOD[:40])
    service(tmp_path, "skips", GOOD.replace('{ en = "About bins" }', "7"))
    told = []
    assert [s.id for s in catalogue.load(tmp_path, broken=told.append).services] == ["bins"]
    assert [sum(place in str(error) for error in told) for place in ("categories", "cut off", "skips")] == [
        1,
        1,
        1,
    ]
