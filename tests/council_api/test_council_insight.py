"""The insight pages and what is written to files: right, current, recorded as a reading, and safe against names."""

import csv
import io
import json
import tomllib
from dataclasses import replace

import pytest
from sqlalchemy import insert

from council_api import bundles, cli, insight_words, watching
from council_api.audit import Action
from council_api.insight import Insight
from council_api.tables import journey as table
from council_api.wording import wording
from kiosk import config
from kiosk.analytics import wire
from kiosk.cli.commands import run
from tests.bundles.bundle_rig import small
from tests.council_api.conftest import BEGIN, _council
from tests.council_api.test_council_audit import did
from tests.council_api.test_council_inbox import HOSTILE, Page
from tests.insight.journeys import journey, view

PLACE = "/data/your_bin/missed_on"


@pytest.fixture
def database():
    """Only which months there are is asked of the database in words of its own: that is tried on both below."""


def month(service="missed-bin", day="2026-11-02", stopping=30, of=100):
    """Eight pages; many stop on one of them."""
    names = [f"/data/p{number}" for number in range(7)]
    stops = [journey("before", *names[:3], PLACE, ended="stopped", service=service, day=day)] * stopping
    met = view(PLACE, problems=(("/q", "constraint"),))
    ends = {"service": service, "day": day, "satisfaction": 3}
    goes = journey("before", *names[:3], met, *names[3:], "check", "sent", **ends)
    return stops + [goes] * (of - stopping)


def put(council, *journeys):
    rows = [
        {"kiosk_seq": 1, "taken_on": one.day, "service": one.service, "day": one.day, "body": wire.line(one)}
        for one in journeys
    ]
    with council.parts.engine.begin() as connection:
        connection.execute(insert(table), rows)


def shown(council, path, status=200):
    answer = council.get(path)
    assert answer.status_code == status
    return Page(answer.text)


def test_before_any_kiosk_told_anything_the_page_says_so(council):
    assert "No kiosk has told anything yet" in shown(council, "/inbox/insight").text
    for path in ("missed-bin", "missed-bin/pages.csv", "open-data.json"):
        assert council.get(f"/inbox/insight/{path}").status_code == 404


def test_the_page_names_what_to_change_first_and_each_service_with_its_measures(council):
    """K1, K2: in words of the form that kiosks have, not in names of its nodes."""
    put(council, *month())
    text = shown(council, "/inbox/insight").text
    assert "Report a missed bin: “What day should we have emptied it?”" in text
    assert "30 of 100 people stopped on this page; on pages like it 0 do." in text
    assert "70 (60 to 78)" in text
    assert "75 (70 said)" in text


def test_one_service_has_its_pages_problems_ways_and_months(council):
    put(council, *month(), *month(day="2026-10-05", stopping=10))
    page = shown(council, "/inbox/insight/missed-bin?month=2026-11")
    assert "What day should we have emptied it?" in page.text
    assert "The form’s own rule refused it" in page.text
    assert "October 2026" in page.text
    assert "by touch" in page.text
    assert "70 (60 to 78)" in page.text


def test_that_few_of_a_group_sent_it_is_told_without_their_number(council):
    heard = journey("p", "sent", modes=("speech",), ended="stopped")
    put(council, *[heard] * 30, *[replace(heard, ended="finished")] * 5, *[journey("p", "sent")] * 100)
    told = shown(council, "/inbox/insight/bins").text
    assert "People who did it by ear sent it less often than the others." in told


def test_what_another_wording_did_is_told_with_its_note_when_it_was_published(council):
    before = [journey("a", "b", ended="stopped", form="a" * 12, day="2026-11-02")] * 40
    before += [journey("a", "b", "c", form="a" * 12, day="2026-11-02")] * 60
    after = [journey("a", "b", "c", form="b" * 12, day="2026-11-09")] * 80
    after += [journey("a", "b", ended="stopped", form="b" * 12, day="2026-11-09")] * 20
    put(council, *before, *after)
    council.settings.bundles.mkdir()
    council.client.app.state.parts = replace(council.parts, bundles=council.settings.bundles)
    forms = [("a" * 12, "First words", "2026-10-01"), ("b" * 12, "The day is asked plainly", "2026-11-09")]
    for number, (form, note, day) in enumerate(forms, 1):
        line = {"version": number, "at": f"{day}T09:00:00+00:00", "note": note, "forms": {"bins": {"": form}}}
        (council.settings.bundles / f"{number:016}-{form:0<16}.json").write_text(json.dumps(line))
    (council.settings.bundles / f"{2:016}-{'b' * 16}.bundle").touch()
    text = shown(council, "/inbox/insight/bins").text
    assert "Changed on 2026-11-09: 100 visits with the wording before, 100 with the new one." in text
    assert "The day is asked plainly" in text
    assert (
        "More people sent the form: 60 % before, 80 % after; the difference is likely to be between 7 and 32 points."
        in text
    )
    assert "Fewer people stopped on “B”" in text


def test_a_wording_that_goes_on_as_one_of_two_is_what_was_before_and_what_is_since(council, tmp_path):
    """Else a trial of two wordings would be watched as one that has too few visits, for ever."""
    forms = [{"": "a" * 12}, {"a": "a" * 12, "b": "b" * 12}]
    for number, (wordings, day) in enumerate(zip(forms, ["10-01", "11-19"], strict=True), 1):
        at = f"2026-{day}T09:00:00+00:00"
        line = {"version": number, "at": at, "note": "", "forms": {"bins": wordings}}
        (tmp_path / f"{number:016}-{number:016}.json").write_text(json.dumps(line))
    (tmp_path / f"{2:016}-{2:016}.bundle").touch()
    days = [("a", "2026-11-18", 4), ("a", "2026-11-20", 2), ("b", "2026-11-20", 3)]
    for form, day, count in days:
        put(council, *[journey("p", form=form * 12, day=day)] * count)
    (found,) = watching.newest(council.parts.engine, tmp_path, BEGIN)
    assert (found.watched.before.whole, found.watched.since.whole) == (4, 5)


def test_both_databases_know_which_months_there_are(council_of, fresh_postgresql):
    with council_of(fresh_postgresql) as council:
        put(council, *month(), *month(day="2026-10-05"))
        assert [one["value"] for one in shown(council, "/inbox/insight").all("option")] == [
            "2026-11",
            "2026-10",
        ]


def test_what_came_since_is_counted(council):
    put(council, *month())
    assert "100" in shown(council, "/inbox/insight").text
    put(council, *month(stopping=0))
    assert "85 (79 to 89)" in shown(council, "/inbox/insight").text


def test_the_files_have_what_the_page_has_and_leave_out_what_is_too_few(council):
    """K5, K6."""
    put(council, *month(stopping=30), *month("bus-pass", stopping=4, of=60))
    rows = [*csv.DictReader(io.StringIO(council.get("/inbox/insight/missed-bin/pages.csv").text))]
    assert {row["page"]: row["stopped"] for row in rows}[PLACE] == "30"
    few = council.get("/inbox/insight/bus-pass/all.json").json()
    assert {page["page"]: page["stopped"] for page in few["pages"]}[PLACE] is None
    assert [place["page"] for place in council.get("/inbox/insight/missed-bin/all.json").json()["first"]] == [
        PLACE
    ]
    published = council.get("/inbox/insight/open-data.json").json()
    assert {
        "period": "2026-11",
        "service": "missed-bin",
        "channel": "kiosk",
        "dataType": "completed",
        "count": 70,
    } in published
    assert council.get("/inbox/insight/open-data.csv").text.startswith(
        "period,service,channel,dataType,count\r\n"
    )


def test_a_file_is_of_the_month_that_was_asked_for_or_there_is_none(council):
    put(council, *month(), *month("bus-pass", day="2026-10-05"))
    assert council.get("/inbox/insight/open-data.csv?month=2026-09").status_code == 404
    assert council.get("/inbox/insight/bus-pass/pages.csv?month=2026-10").status_code == 200
    nobody = shown(council, "/inbox/insight/bus-pass?month=2026-11", 404)
    assert "Nobody began this service in that month." in nobody.text


def test_settings_that_cannot_be_read_are_told_as_that(council):
    put(council, *month())
    council.settings.policy.write_text("[measures", encoding="utf-8")
    council.client.app.state.insight = Insight(council.parts.engine, None, council.settings.policy)
    assert "python -m council_api report" in shown(council, "/inbox/insight", 503).text


def test_every_reading_is_recorded_and_nobody_reads_without_the_password(council):
    put(council, *month())
    paths = ["/inbox/insight", "/inbox/insight/missed-bin", "/inbox/insight/missed-bin/pages.csv"]
    for path in paths:
        assert council.client.get(path).status_code == 401
        council.get(path)
    assert did(council) == [(Action.INSIGHT, "", None)] * 3


@pytest.mark.parametrize("asked", ["2020-01", "2026-13", "x", HOSTILE, ""])
def test_a_month_that_is_none_is_the_newest_or_refused(council, asked):
    put(council, *month())
    answer = council.client.get(
        "/inbox/insight", params={"month": asked}, auth=("council", council.parts.password)
    )
    assert answer.status_code in {200, 422, 400}
    assert HOSTILE not in answer.text


def test_a_name_that_a_kiosk_made_up_is_text_and_no_markup(council):
    put(council, *[journey(HOSTILE, service=HOSTILE)] * 60)
    page = shown(council, "/inbox/insight")
    assert page.all("script") == [] == page.all("img")
    put(council, *month("łódka"))
    named = council.get("/inbox/insight/łódka/pages.csv").headers["content-disposition"]
    assert named == 'attachment; filename="--dka-2026-11.csv"'


def test_it_can_be_printed_and_asks_only_us(council):
    put(council, *month())
    policy = council.get("/inbox/insight").headers["content-security-policy"]
    assert "form-action 'self'" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy


@pytest.fixture
def folder(tmp_path):
    """The data folder of a council with two months."""
    with _council(tmp_path / "council", None) as council:
        put(council, *month(), *month(day="2026-10-05", stopping=5))
    return str(tmp_path / "council")


@pytest.mark.parametrize("program", [run, cli.main], ids=["kiosk", "council_api"])
def test_the_report_says_the_same_on_the_command_line(folder, capsys, program):
    assert program(["report", "--data", folder]) == 0
    told = capsys.readouterr().out
    assert told.startswith("November 2026. What to change first:\n1. Report a missed bin, “What day")
    assert "sent, of 100: 70 (60 to 78)" in told
    assert program(["report", "--data", folder, "--service", "missed-bin", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["month"] == "2026-11"
    assert program(["report", "--data", folder, "--month", "2026-10", "--format", "csv"]) == 0
    assert "2026-10,missed-bin,kiosk,completed,95" not in capsys.readouterr().out


@pytest.mark.parametrize("more", [["--month", "2020-01"], ["--service", "nothing"]])
def test_what_is_not_there_is_said_in_a_sentence(folder, capsys, more):
    assert run(["report", "--data", folder, *more]) == 1
    assert capsys.readouterr().err.startswith("kiosk: ")


@pytest.mark.parametrize("command", ["report", "watch", "audit", "purge"])
def test_a_folder_without_a_council_is_told_and_none_is_begun_there(tmp_path, capsys, command):
    """A timer with a slip in its folder would say every morning that all is well."""
    assert cli.main([command, "--data", str(tmp_path / "concil")]) == 1
    assert capsys.readouterr().err.startswith("There is no council in ")
    assert not (tmp_path / "concil").exists()


def test_pages_are_called_what_the_form_on_offer_calls_them(tmp_path):
    """A new bundle is read when it is there, and one that cannot be read is no reason to show nothing."""
    folder = tmp_path / "bundles"
    bundles.publish(folder, small(tmp_path))
    (page,) = wording(folder).pages.values()
    assert wording(folder).title("bins") == "Bins 1"
    assert page.kind == "a question to write an answer to"
    bundles.publish(folder, small(tmp_path, 2))
    assert wording(folder).title("bins") == "Bins 2"
    (folder / f"{3:016}-{'c' * 16}.bundle").write_bytes(b"no bundle")
    assert wording(folder).title("missed-bin") == "Missed bin"


def test_why_help_was_offered_and_what_is_said_in_words():
    for rule, numbers in tomllib.loads((config.ASSETS / "struggle.toml").read_text("utf-8")).items():
        if rule != "limits":
            assert insight_words.why(rule) in insight_words._WHY.values(), rule
            assert all(
                insight_words.offer(each) in insight_words._OFFERS.values() for each in numbers["offers"]
            ), rule
    assert insight_words.refused("required.choices") == "Nothing was answered"
    assert insight_words.refused("date.future") == "Date future"
