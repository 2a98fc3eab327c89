"""Which of two wordings a kiosk shows: told by its name and the service alone, and by nobody in front of it."""

import pytest

from kiosk import catalogue, variants
from kiosk.config import Config
from kiosk.content import Content
from kiosk.errors import ConfigError

MANIFEST = 'id = "bins"\ncategory = "waste"\ntitle = { en = "Bins" }\nsummary = {}\n'
SOME = tuple(f"library {number}" for number in range(8))


def service(folder, said="variants = { a = 50, b = 50 }\n", other="<b/>"):
    place = folder / "bins"
    place.mkdir(parents=True)
    (place / "form.xml").write_text("<a/>")
    if other:
        (place / "form-b.xml").write_text(other)
    (place / "manifest.toml").write_text(MANIFEST + said)
    return folder


def test_about_half_of_the_kiosks_show_each_and_another_service_divides_them_otherwise():
    names = [f"library {number}" for number in range(400)]
    first, second = (
        [variants.pick(service, name, {"a": 50, "b": 50}) for name in names]
        for service in ("bins", "bus-pass")
    )
    assert 160 < first.count("a") < 240
    assert first != second
    assert first == [variants.pick("bins", name, {"a": 50, "b": 50}) for name in names]


def test_shares_are_held():
    names = [f"library {number}" for number in range(400)]
    assert 20 < [variants.pick("bins", name, {"a": 90, "b": 10}) for name in names].count("b") < 60


def test_a_kiosk_offers_one_of_the_two_in_every_visit_and_after_every_start(tmp_path):
    service(tmp_path / "services")
    seen = {}
    for name in SOME:
        offered = {
            (one.variant, one.form, variants.digest(one))
            for _ in range(2)
            for one in catalogue.load(tmp_path / "services", kiosk=name).services
        }
        assert len(offered) == 1
        seen |= {name: offered.pop()}
    assert {form for _, form, _ in seen.values()} == {"form.xml", "form-b.xml"}
    assert len({digest for *_, digest in seen.values()}) == 2


def test_the_name_is_where_it_stands_else_its_credential(tmp_path):
    assert variants.name_of(Config(data=tmp_path, location="Merrow Library")) == "Merrow Library"
    assert variants.name_of(Config(data=tmp_path)) == ""
    (tmp_path / "council.toml").write_text("[council]\ntoken = 'one'\n")
    one = variants.name_of(Config(data=tmp_path))
    (tmp_path / "council.toml").write_text("[council]\ntoken = 'two'\n")
    assert variants.name_of(Config(data=tmp_path)) != one
    assert "token" not in one


def test_what_a_kiosk_was_given_goes_through_its_content(tmp_path):
    service(tmp_path / "services")
    found = {
        Content(tmp_path, kiosk=lambda name=name: name).catalogue().service("bins").variant for name in SOME
    }
    assert found == {"a", "b"}


@pytest.mark.parametrize(
    ("said", "other", "sentence"),
    [
        ("variants = { a = 50, c = 50 }\n", "<b/>", "write variants as { a = 50, b = 50 }."),
        ("variants = { a = 50, b = 60 }\n", "<b/>", "the variants a and b must be 100 together."),
        ("variants = { a = 50, b = true }\n", "<b/>", "write variants as { a = 50, b = 50 }."),
        ("variants = 'b'\n", "<b/>", "write variants as { a = 50, b = 50 }."),
        ("variants = { a = 50, b = 50 }\n", "", "there are two variants, but no form-b.xml: add it."),
        ("variant = 'b'\n", "<b/>", "has a key 'variant' that Handrail does not know"),
    ],
)
def test_a_mistake_in_the_manifest_is_told(tmp_path, said, other, sentence):
    service(tmp_path, said, other)
    with pytest.raises(ConfigError) as caught:
        catalogue.load(tmp_path)
    assert sentence in str(caught.value)
