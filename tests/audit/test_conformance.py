"""The conformance report: by GSA's OpenACR schema 0.1.0, with every clause, and evidence that is there."""

import json
import re
from pathlib import Path

import pytest

from kiosk.conformance import claims, openacr
from ui.audit.measures import MEASURES
from ui.audit.word_measures import WORD_MEASURES

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs" / openacr.NAME
CLAIMS = claims.load()
# The numbers in the catalogue 2.5-edition-wcag-2.2-508-eu-en.
CATALOGUE = {
    "success_criteria_level_a": """1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1
        2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.1
        4.1.2""",
    "success_criteria_level_aa": """1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5
        2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3""",
    "en_301_549_functional_performance": """4.2.1 4.2.2 4.2.3 4.2.4 4.2.5 4.2.6 4.2.7 4.2.8 4.2.9 4.2.10 4.2.11""",
    "en_301_549_generic_requirements": """5.1 5.1.2 5.1.2.1 5.1.2.2 5.1.3 5.1.3.1 5.1.3.2 5.1.3.3 5.1.3.4 5.1.3.5
        5.1.3.6 5.1.3.7 5.1.3.8 5.1.3.9 5.1.3.10 5.1.3.11 5.1.3.12 5.1.3.13 5.1.3.14 5.1.3.15 5.1.3.16 5.1.4 5.1.5
        5.1.6 5.1.6.1 5.1.6.2 5.1.7 5.2 5.3 5.4 5.5 5.5.1 5.5.2 5.6 5.6.1 5.6.2 5.7 5.8 5.9""",
    "en_301_549_hardware": """8.1.1 8.1.2 8.1.3 8.2 8.2.1.1 8.2.1.2 8.2.2.1 8.2.2.2 8.3 8.3.2.1 8.3.2.2 8.3.2.3.1
        8.3.2.3.2 8.3.2.3.3 8.3.2.4 8.3.2.5 8.3.2.6 8.3.3.1 8.3.3.2 8.3.3.3.1 8.3.3.3.2 8.3.4.1 8.3.4.2 8.3.4.3.2
        8.3.4.3.3 8.3.5 8.3.6 8.4 8.4.1 8.4.2.1 8.4.2.2 8.4.3 8.5""",
    "en_301_549_software": """11.0 11.5 11.5.1 11.5.2 11.5.2.1 11.5.2.2 11.5.2.3 11.5.2.4 11.5.2.5 11.5.2.6 11.5.2.7
        11.5.2.8 11.5.2.9 11.5.2.10 11.5.2.11 11.5.2.12 11.5.2.13 11.5.2.14 11.5.2.15 11.5.2.16 11.5.2.17 11.6 11.6.1
        11.6.2 11.7 11.8 11.8.1 11.8.2 11.8.3 11.8.4 11.8.5""",
    "en_301_549_documentation_and_support_services": """12.1 12.1.1 12.1.2 12.2 12.2.2 12.2.3 12.2.4""",
}
REST = {
    "success_criteria_level_aaa",
    "functional_performance_criteria",
    "hardware",
    "software",
    "support_documentation_and_services",
    "en_301_549_ict_with_two-way_voice",
    "en_301_549_ict_with_video",
    "en_301_549_web",
    "en_301_549_non-web-documents",
    "en_301_549_ict_providing_relay_or_emergency_service_access",
}
LINE = re.compile(r"^( *)(- )?([\w.-]+):(?: (.*))?$")


def parsed(text):
    """The report back from its YAML, which is blocks of mappings and lists, with texts as JSON writes them."""
    top = {}
    open_at = [(-1, top)]
    for line in text.splitlines():
        indent, dash, key, value = LINE.match(line).groups()
        depth = len(indent) + (2 if dash else 0)
        while open_at[-1][0] >= depth or (dash and open_at[-1][0] >= len(indent)):
            open_at.pop()
        holder = open_at[-1][1]
        if dash:
            entry = {}
            holder.setdefault("items", []).append(entry)
            open_at.append((len(indent), entry))
            holder = entry
        if value:
            holder[key] = json.loads(value)
        else:
            holder[key] = {}
            open_at.append((depth, holder[key]))
    return top


def test_the_committed_report_is_what_the_command_makes():
    assert REPORT.read_text(encoding="utf-8") == openacr.text(CLAIMS, claims.about()), (
        "make it anew: kiosk audit --documents --out docs"
    )


def test_it_has_what_the_schema_asks_for():
    report = parsed(REPORT.read_text(encoding="utf-8"))
    assert {"title", "product", "author", "chapters"} <= report.keys()
    assert report["product"]["name"]
    assert "@" in report["author"]["email"]
    assert isinstance(report["version"], int)
    assert report["catalog"] == "2.5-edition-wcag-2.2-508-eu-en"
    for name, chapter in report["chapters"].items():
        assert ("criteria" in chapter) != (chapter.get("disabled") is True), name
        for criterion in chapter.get("criteria", {}).get("items", ()):
            assert isinstance(criterion["num"], str)
            (component,) = criterion["components"]["items"]
            assert component["name"] == ("software" if name.startswith("success") else "none")
            assert component["adherence"]["level"] in claims.LEVELS
            assert component["adherence"]["notes"]


def test_every_clause_of_the_catalogue_is_there_and_no_other():
    report = parsed(REPORT.read_text(encoding="utf-8"))["chapters"]
    assert set(report) == CATALOGUE.keys() | REST
    for chapter, numbers in CATALOGUE.items():
        assert [each["num"] for each in report[chapter]["criteria"]["items"]] == numbers.split()


def is_there(evidence):
    if evidence.startswith(claims.MEASURED):
        return evidence.removeprefix(claims.MEASURED) in {*MEASURES, *WORD_MEASURES}
    file, _, test = evidence.partition("::")
    path = ROOT / file
    return path.is_file() and (not test or re.search(rf"^ *def {test}\(", path.read_text(), re.MULTILINE))


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.number)
def test_each_claim_is_honest(claim):
    """What is supported has evidence that exists, itself or in the clauses it points to; what is not, has a gap."""
    assert claim.level in claims.LEVELS
    assert [each for each in claim.evidence if not is_there(each)] == []
    assert bool(claim.gap) == (claim.level in {"partially-supports", "does-not-support"})
    if claim.level == "supports":
        assert claim.evidence or claim.notes.startswith(("See ", "Always met")), claim.number


def test_evidence_that_is_not_there_is_found():
    assert not is_there("audit: taste")
    assert not is_there("tests/audit/test_conformance.py::test_that_nobody_wrote")
    assert not is_there("tests/audit/no_such_file.py")


def test_what_rests_on_a_measure_that_failed_is_supported_in_part():
    before = {claim.number: claim for claim in CLAIMS}
    after = {claim.number: claim for claim in claims.measured(CLAIMS, {"contrast": 3})}
    assert before["1.4.3"].level == "supports"
    assert after["1.4.3"].level == "partially-supports"
    assert "3 failures" in after["1.4.3"].notes
    assert after["1.4.3"].gap
    assert after["2.1.1"] == before["2.1.1"]
