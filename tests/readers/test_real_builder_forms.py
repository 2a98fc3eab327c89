"""Every real form of the digital form builder loads, is walked to a submission, and asks in the order of its graph."""

import json
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from readers.builder_graph import SAYING, walked

from kiosk.forms.filling import Filling
from kiosk.forms.lint import check
from kiosk.forms.walk import Walk, walk

FORMS = Path(__file__).parents[3] / "shared" / "forms" / "dfb"
NAMES = sorted(path.name for path in FORMS.glob("*.json")) if FORMS.is_dir() else []
SEEDS = range(12)

pytestmark = [
    pytest.mark.coverage_elsewhere,  # the same code many times over
    pytest.mark.skipif(not NAMES, reason="the real forms are not beside the repository"),
]


def filled(form, seed: int, language: str = "") -> tuple[Filling, Walk]:
    random = Random(seed)
    filling = Filling(
        form,
        language=language or form.default_language,
        now=lambda: datetime(2026, 11, 21, 10, 30, tzinfo=UTC),
        random=random,
        new_id=lambda: str(UUID(int=random.getrandbits(128), version=4)),
    )
    found = walk(filling, random)
    assert isinstance(found, Walk), found
    return filling, found


def pages_asked(filling: Filling) -> list[str]:
    """The names of the pages' nodes, in order; the entries of a repeat belong to their page."""
    names = [key.split("/")[2].split("[")[0] for key in filling.page_keys()]
    return [name for at, name in enumerate(names) if at == 0 or name != names[at - 1]]


def answers_on(filling: Filling, node: str, page: dict, lists: dict) -> dict:
    """What was answered on a page, as the builder would keep it: values of its lists, and not our codes."""
    given = {}
    questions = {
        question.path.rpartition("/")[2]: question
        for key in filling.page_keys()
        if key.split("/")[2].split("[")[0] == node
        for question in filling.page(key).questions
    }
    for component in page.get("components", []):
        question = questions.get(component.get("name"))
        if component["type"] in SAYING or question is None or not question.answer:
            continue
        chosen = component["type"] in ("RadiosField", "CheckboxesField", "SelectField", "AutocompleteField")
        by_label = {item["text"]: item["value"] for item in lists[component["list"]]} if chosen else {}
        if component["type"] == "YesNoField":
            given[component["name"]] = str(question.raw)
        elif component["type"] == "CheckboxesField":
            given[component["name"]] = [by_value(by_label, line) for line in question.answer.split("\n")]
        elif by_label:
            given[component["name"]] = by_value(by_label, question.answer)
        else:
            given[component["name"]] = question.raw
    return given


def by_value(by_label: dict, shown: str) -> str:
    (value,) = {
        value
        for label, value in by_label.items()
        if shown.split(" – ", maxsplit=1)[0] == " ".join(label.split())
    }
    return value


@pytest.mark.parametrize("name", NAMES)
def test_a_real_form_asks_its_pages_in_the_order_of_its_graph(name):
    document = json.loads((FORMS / name).read_text())
    report = check(FORMS / name)
    assert report.form is not None, report.errors
    node_of = nodes(report, document)
    pages = {page["path"]: page for page in document["pages"]}
    lists = {key: one["items"] for one in document["lists"] for key in (one["name"], one.get("id"))}
    for seed in SEEDS:
        filling, _ = filled(report.form, seed)
        order = walked(document, lambda path, f=filling: answers_on(f, node_of[path], pages[path], lists))
        asked = [name for name in pages_asked(filling) if name != "declaration"]
        assert [node_of[path] for path in order if node_of[path]] == asked


def nodes(report, document: dict) -> dict[str, str]:
    """The node of each page by its path; "" for the summary, which the kiosk has of its own, and for empty pages."""
    places = {place: node for node, place in report.places.items() if place.startswith("pages[")}
    found = {
        page["path"]: places.get(f"pages[{n}]", "").rpartition("/")[2]
        for n, page in enumerate(document["pages"])
    }
    for page in document["pages"]:
        told = any(page["path"] in warning.sentence for warning in report.warnings)
        empty = not page.get("components") and not page.get("title", "").strip()
        summary = "ummary" in page.get("controller", "") or "confirm" in page.get("controller", "")
        assert found[page["path"]] or told or empty or summary, page["path"]
    return found


PAIRS = {
    "applicant-information": "gwybodaeth-am-yr-ymgeisydd",
    "asset-information": "gwybodaeth-am-yr-ased",
    "community-benefits": "buddion-cymunedol",
    "community-engagement": "ymgysylltiad-cymunedol",
    "community-representation": "cynrychiolaeth-gymunedol",
    "community-use": "defnydd-cymunedol",
    "declarations": "cadarnhadau-terfynol",
    "environmental-sustainability": "cynaliadwyedd-amgylcheddol",
    "feasibility": "dichonoldeb",
    "funding-required": "cyllid-sydd-ei-angen",
    "inclusiveness-and-integration": "cynhwysiant-ac-integreiddio",
    "local-support": "cefnogaeth-leol",
    "operational-costs": "costau-gweithredol",
    "organisation-information": "gwybodaeth-am-y-sefydliad",
    "project-information": "gwybodaeth-am-y-prosiect",
    "risk": "risg",
    "skills-and-resources": "sgiliau-ac-adnoddau",
    "upload-business-plan": "lanlwythwch-y-cynllun-busnes",
}


@pytest.mark.parametrize(("english", "welsh"), PAIRS.items())
def test_an_english_and_a_welsh_file_become_one_form(english, welsh):
    report = check(FORMS / f"en__{english}-cof.json", FORMS / f"cy__{welsh}-cof.json")
    assert report.form is not None, report.errors
    assert report.form.languages == ("English (en)", "Welsh (cy)")
    alone = {language: labels(FORMS / name) for language, name in files(english, welsh).items()}
    together = {language: labels_of(report.form, language) for language in report.form.languages}
    assert together["English (en)"] == alone["English (en)"]
    assert sorted(together["Welsh (cy)"]) == sorted(alone["Welsh (cy)"])
    filled(report.form, 1, "Welsh (cy)")


def files(english: str, welsh: str) -> dict[str, str]:
    return {"English (en)": f"en__{english}-cof.json", "Welsh (cy)": f"cy__{welsh}-cof.json"}


def labels(path: Path) -> list[str]:
    form = check(path).form
    return labels_of(form, form.default_language)


def labels_of(form, language: str) -> list[str]:
    texts = [text for control in form.controls for text in (control.label, control.hint) if text]
    return ["".join(part if isinstance(part, str) else "…" for part in t.template(language)) for t in texts]
