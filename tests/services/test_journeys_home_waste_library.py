"""Journeys through home repairs, missed bins and joining the library, written as people live them."""

import pytest

from tests.services.journey import journey, refused


class TestHousingRepair:
    @pytest.mark.parametrize(
        ("danger", "note", "number"),
        [
            ("gas", "gas_note", "0800 111 999"),
            ("electric", "electric_note", "01632 960 150"),
            ("water", "water_note", "01632 960 150"),
            ("open", "open_note", "01632 960 150"),
        ],
    )
    def test_danger_is_answered_with_a_number_to_call_first(self, danger, note, number):
        met = journey("housing-repair", danger=danger, go_on="stop")
        assert number in met.seen[note].label
        assert list(met.seen)[:2] == ["danger", note]
        assert "call_instead" in met.asked
        assert "landlord" not in met.asked

    def test_whoever_has_called_may_go_on(self):
        met = journey("housing-repair", danger="water", go_on="report", landlord="council", kind="water")
        assert {"water_note", "water_what", "visit_when"} <= met.asked

    def test_no_heating_asks_how_to_keep_warm(self):
        met = journey(
            "housing-repair",
            landlord="council",
            kind="heating",
            heating_what="neither",
            other_heat="no",
            vulnerable=("baby", "pregnant"),
        )
        assert "<vulnerable>baby pregnant</vulnerable>" in met.xml
        assert not {"water_what", "electric_what", "damp_size", "can_lock"} & met.asked

    def test_damp_asks_about_breathing(self):
        met = journey("housing-repair", landlord="council", kind="damp", damp_size="large", breathing="yes")
        assert "other_toilet" not in met.asked

    def test_the_number_of_a_key_safe_is_not_asked(self):
        met = journey("housing-repair", landlord="council", access="key_safe")
        assert "Do not write it here." in met.seen["key_safe_note"].hint

    @pytest.mark.parametrize(
        ("landlord", "note"),
        [("association", "other_landlord"), ("private", "other_landlord"), ("own", "owner_note")],
    )
    def test_other_homes_are_told_who_mends_them(self, landlord, note):
        met = journey("housing-repair", landlord=landlord, call_me="no")
        assert {note, "nothing_to_send"} <= met.asked
        assert not {"full_name", "kind"} & met.asked

    def test_and_may_be_called(self):
        met = journey("housing-repair", landlord="private", call_me="yes")
        assert {"full_name", "phone"} <= met.asked
        assert not {"address", "kind", "visit_when"} & met.asked


class TestMissedBin:
    def test_a_recycling_bin_out_in_time(self):
        met = journey("missed-bin", bin=("recycling",), out_by_7="yes", bin_out_now="yes", contact_by="none")
        assert not {"garden_paid", "out_late", "sticker_says", "put_bin_out", "phone", "email"} & met.asked
        assert ("Which bin was missed?", "Recycling (blue bin)") in met.rows

    def test_a_green_bin_that_is_not_paid_for(self):
        met = journey("missed-bin", bin=("rubbish", "garden"), garden_paid="no")
        assert "01632 960 110" in met.seen["garden_not_paid"].hint

    def test_a_bin_out_late_is_told_at_once_and_may_report(self):
        met = journey("missed-bin", out_by_7="no")
        names = list(met.seen)
        assert names.index("out_late") == names.index("out_by_7") + 1
        assert "full_name" in met.asked

    def test_a_sticker_about_weight_says_what_to_do(self):
        met = journey("missed-bin", sticker="yes", sticker_says="too_heavy")
        assert "sticker_advice" in met.asked

    def test_a_bin_fetched_from_the_door_is_asked_where_it_stands(self):
        met = journey("missed-bin", bin_place="door", bin_place_where="By the back step")
        assert not {"bin_out_now", "wants_help"} & met.asked

    @pytest.mark.parametrize("day", [("21", "11", "2026"), ("7", "11", "2026"), ("7", "Tachwedd", "2026")])
    def test_today_and_14_days_ago_are_taken(self, day):
        assert refused("missed-bin", "missed_on", day) == ""

    @pytest.mark.parametrize("day", [("22", "11", "2026"), ("6", "11", "2026")])
    def test_tomorrow_and_15_days_ago_are_not(self, day):
        assert refused("missed-bin", "missed_on", day) == "The day must be today or in the last 14 days"

    @pytest.mark.parametrize("code", ["MR1 2AB", "mr12ab", " mr1  2ab ", "M1 1AA", "sw1a 1aa"])
    def test_a_postcode_may_be_typed_in_any_way(self, code):
        assert refused("missed-bin", "postcode", code) == ""

    @pytest.mark.parametrize(
        ("code", "problem"),
        [("MR1", "half"), ("12345", "no_letters"), ("MR1 2A", "end"), ("Merrow", "no_numbers")],
    )
    def test_what_is_no_postcode_is_told_what_is_missing(self, code, problem):
        assert refused("missed-bin", "postcode", code) == f"postcode.{problem}"


class TestLibraryMembership:
    def test_a_grown_up_needs_no_guardian(self):
        met = journey("library-membership", date_of_birth=("21", "11", "2010"))
        assert not {"guardian_needed", "guardian_name", "guardian_agrees"} & met.asked

    def test_the_day_before_16_needs_one(self):
        met = journey("library-membership", date_of_birth=("22", "11", "2010"), guardian_name="Nia Rees")
        assert {"guardian_needed", "guardian_computers", "guardian_agrees"} <= met.asked
        assert ("What is the parent or guardian’s full name?", "Nia Rees") in met.rows

    def test_whoever_cannot_come_is_offered_books_at_home(self):
        met = journey(
            "library-membership", hard_to_visit="yes", home_library="yes", formats=("large_print", "audio")
        )
        assert "<formats>large_print audio</formats>" in met.xml

    def test_an_old_card_may_be_found_again(self):
        met = journey("library-membership", member_before="yes", old_card_number="mer 123 456")
        assert "old_card_number" in met.asked

    def test_the_rules_must_be_agreed_to(self):
        assert refused("library-membership", "rules", "") == "Confirm that you agree to the library rules"

    def test_all_of_it_can_be_done_in_welsh(self):
        met = journey("library-membership", "Welsh (cy)", contact_by="email")
        assert ("Beth yw eich cyfeiriad e-bost?", "mair@example.org") in met.rows

    @pytest.mark.parametrize(
        "number", ["01632 960 001", "(01632) 960001", "+44 1632 960001", "07700-900-123"]
    )
    def test_a_phone_number_may_be_typed_in_any_way(self, number):
        assert refused("library-membership", "phone", number, contact_by="phone") == ""

    @pytest.mark.parametrize(("number", "problem"), [("960 001", "area"), ("none", "letters")])
    def test_what_is_no_phone_number_is_told_what_is_wrong(self, number, problem):
        told = refused("library-membership", "phone", number, contact_by="phone")
        assert told == f"telephone.{problem}"
