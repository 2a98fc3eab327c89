"""A bundle is tried out before it is taken: every form is loaded, every sentence fits, every key can be read."""

import pytest

from kiosk.bundle import checking
from kiosk.errors import BundleError
from tests.bundles.bundle_rig import KEYS, bundle, service


def written(folder, path, text):
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")
    return folder


def test_what_a_bundle_brings_is_counted(tmp_path):
    folder = service(service(tmp_path), name="trees")
    written(folder, "languages/cy.toml", '[button]\ncontinue = "Ymlaen"\n')
    written(folder, "council-keys.toml", KEYS)
    found = checking.check(folder)
    assert (found.services, found.languages, found.keys) == (("bins", "trees"), ("cy",), 1)
    assert len(found.advice) == 3  # two titles that say nothing, and much alike
    assert found.advice[0].startswith("The service bins: title, en: “Bins 1” does not begin")


def test_a_related_service_is_in_the_bundle(tmp_path):
    folder = service(tmp_path)
    manifest = folder / "services" / "bins" / "manifest.toml"
    manifest.write_text(manifest.read_text() + 'related = ["gone"]\n')
    with pytest.raises(BundleError, match="The service bins names 'gone' as related"):
        checking.check(folder)


@pytest.mark.parametrize(
    ("path", "text", "sentence"),
    [
        ("services/bins/form.xml", "<h:html", "The form of the service bins cannot be used"),
        ("services/bins/form.xml", "x" * 99, "The form of the service bins cannot be used"),
        ("services/bins/manifest.toml", "id = 1", "has no 'category'"),
        ("services/bins/manifest.toml", "id = ", "cannot be read"),
        (
            "services/trees/manifest.toml",
            'id = "t"\ncategory = "o"\ntitle = { en = "T" }\nsummary = {}\n',
            "names the form",
        ),
        (
            "services/trees/manifest.toml",
            'id = "t"\ncategory = "o"\ntitle = { en = "T" }\nsummary = {}\nform = "../bins/form.xml"\n',
            "names a form outside its folder",
        ),
        ("services/bins/manifest.toml", f"id = {'[' * 9000}{']' * 9000}", "nested too deeply"),
        ("languages/en.toml", f"[button]\ncontinue = {'[' * 9000}{']' * 9000}", "nested too deeply"),
        ("council-keys.toml", f"key = {'[' * 9000}{']' * 9000}", "nested too deeply"),
        ("languages/xx.toml", "", "not one of the languages"),
        ("languages/en/deep.toml", "", "not one of the languages"),
        (
            "languages/en.toml",
            "[button]\nfly = 'Fly'\n",
            "a sentence 'button.fly' that this kiosk does not know",
        ),
        ("languages/en.toml", "[unusable]\ncall = 'Call us'\n", "must have the same gaps as ours"),
        (
            "languages/en.toml",
            "[unusable]\ncall = 'Call {phone} {0.__class__}'\n",
            "must have the same gaps as ours",
        ),
        ("languages/en.toml", "[unusable]\ncall = 'Call {phone'\n", "a bracket too many or too few"),
        ("languages/en.toml", "[button]\ncontinue = 1\n", "must be a sentence in quotes"),
        ("languages/en.toml", "continue = 'On'\n", "must be a sentence in quotes"),
        ("languages/en.toml", "button = { continue = 'On' }\n", "must be written as ours are"),
        ("languages/en.toml", "[button\n", "cannot be read"),
        ("council-keys.toml", "", "must have [[key]] tables"),
        ("council-keys.toml", KEYS.replace("AQEB", "A?EB"), "cannot be sealed to"),
        ("council-keys.toml", KEYS.replace("PUBLIC", "PRIVATE"), "cannot be sealed to"),
        ("council-keys.toml", KEYS.replace("not_after", "until"), "each [[key]] needs"),
        ("council-keys.toml", KEYS.replace("2027", "2025"), "a key ends before it begins"),
        ("council-keys.toml", KEYS.replace("2027-01-01T00:00:00Z", "'soon'"), "write times as"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_taken(kiosk, tmp_path, path, text, sentence):
    folder = written(service(tmp_path / "made"), path, text)
    with pytest.raises(BundleError) as error:
        kiosk.take(bundle(folder, tmp_path / "x.bundle"))
    assert sentence in str(error.value)
    assert kiosk.in_use == 0
    assert not (kiosk.root / "incoming").exists()


def test_a_folder_of_services_with_none_is_refused(tmp_path):
    with pytest.raises(BundleError, match="no service in it"):
        checking.check(written(tmp_path, "services/readme", "x"))
