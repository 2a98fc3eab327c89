"""Journeys through the Blue Badge, the bus pass and council tax reduction, written as people live them."""

import pytest

from tests.services.journey import fill, go, journey, name_of, refused, usual

HEALTH = {"condition", "lasting", "difficult", "walk_distance"}


class TestBlueBadge:
    def test_high_pip_points_give_a_badge_without_questions_about_health(self):
        met = journey("blue-badge", lives_here="yes", benefit="pip", pip_moving="8_or_more", award_ends="no")
        assert {"automatic_note", "show_letter", "address_line_1", "declaration"} <= met.asked
        assert not HEALTH & met.asked
        assert "pip_journey" not in met.asked

    def test_twelve_points_for_journeys_do_so_too(self):
        met = journey(
            "blue-badge",
            lives_here="yes",
            benefit="pip",
            pip_moving="less",
            pip_journey="12",
            award_ends="yes",
            award_end=("31", "3", "2029"),
        )
        assert "automatic_note" in met.asked
        assert not HEALTH & met.asked
        assert "<award_end>2029-03-31</award_end>" in met.xml

    def test_a_registration_as_blind_counts_whatever_the_points(self):
        met = journey(
            "blue-badge", lives_here="yes", benefit="pip", pip_moving="less", pip_journey="less", blind="yes"
        )
        assert "automatic_note" in met.asked
        assert not {"award_ends", *HEALTH} & met.asked

    def test_too_few_points_lead_on_to_health(self):
        met = journey(
            "blue-badge",
            lives_here="yes",
            benefit="pip",
            pip_moving="not_known",
            pip_journey="less",
            lasting="3_years",
            difficult=("walking",),
            walk_distance="20",
        )
        assert "automatic_note" not in met.asked
        assert "unlikely_note" not in met.asked
        assert {"aids", "health_worker_name", "declaration"} <= met.asked

    def test_somebody_who_cannot_walk_is_not_asked_how_fast(self):
        met = journey("blue-badge", lives_here="yes", difficult=("walking",), walk_distance="none")
        assert not {"walk_speed", "walk_problem", "unlikely_note"} & met.asked

    def test_walking_far_at_an_ordinary_speed_is_told_so_and_may_leave(self):
        met = journey(
            "blue-badge",
            lives_here="yes",
            difficult=("walking",),
            walk_distance="more",
            walk_speed="normal",
            walk_problem=("none",),
            apply_anyway="no",
        )
        assert {"unlikely_note", "not_applying"} <= met.asked
        assert "national_insurance" not in met.asked
        assert "declaration" not in met.asked

    def test_they_may_apply_all_the_same(self):
        met = journey(
            "blue-badge",
            lives_here="yes",
            difficult=("walking",),
            walk_distance="more",
            walk_speed="normal",
            apply_anyway="yes",
        )
        assert {"unlikely_note", "health_worker_name", "declaration"} <= met.asked

    def test_walking_far_but_also_lost_on_journeys_is_not_called_unlikely(self):
        met = journey(
            "blue-badge",
            lives_here="yes",
            difficult=("walking", "journeys"),
            walk_distance="more",
            walk_speed="normal",
            journey_help="every",
        )
        assert "unlikely_note" not in met.asked

    def test_a_child_under_3_is_asked_about_equipment_not_about_walking(self):
        met = journey(
            "blue-badge",
            applicant="child",
            lives_here="yes",
            date_of_birth=("22", "11", "2023"),
            child_needs="equipment",
        )
        assert not {"difficult", "walk_distance", "national_insurance"} & met.asked
        assert {"helper_name", "you_means", "declaration"} <= met.asked

    def test_on_the_third_birthday_it_is_walking(self):
        met = journey(
            "blue-badge",
            applicant="child",
            lives_here="yes",
            date_of_birth=("21", "11", "2023"),
            difficult=("walking",),
        )
        assert "child_needs" not in met.asked

    @pytest.mark.parametrize(
        "answers", [{"applicant": "organisation"}, {"applicant": "myself", "lives_here": "no"}]
    )
    def test_whoever_cannot_apply_here_gives_no_name(self, answers):
        met = journey("blue-badge", **answers)
        assert {"organisation_call", "lives_elsewhere"} & met.asked
        assert not {"full_name", "date_of_birth", "address_line_1"} & met.asked

    def test_an_award_that_has_ended_is_no_award(self):
        said = refused(
            "blue-badge",
            "award_end",
            ("20", "11", "2026"),
            lives_here="yes",
            benefit="dla",
            dla_rate="higher",
            award_ends="yes",
        )
        assert said == "The date your award ends must be in the future"

    def test_none_of_these_stands_alone(self):
        assert "cannot select both" in refused(
            "blue-badge", "difficult", ("walking", "none"), lives_here="yes"
        )


class TestBusPass:
    def test_sixty_today_is_old_enough(self):
        met = journey("bus-pass", lives_here="yes", date_of_birth=("21", "11", "1966"))
        assert {"age_proof", "photo", "declaration"} <= met.asked
        assert not {"disabled", "disability_proof", "companion", "too_young"} & met.asked

    def test_sixty_tomorrow_is_told_the_age_now(self):
        met = journey("bus-pass", lives_here="yes", date_of_birth=("22", "11", "1966"), disabled="no")
        assert "You are 59 now." in met.seen["too_young"].hint
        assert "nothing_to_send" in met.asked
        assert not {"full_name", "address_line_1"} & met.asked

    def test_the_age_is_told_in_welsh_too(self):
        met = journey(
            "bus-pass", "Welsh (cy)", lives_here="yes", date_of_birth=("22", "11", "1966"), disabled="no"
        )
        assert "Rydych yn 59 oed nawr." in met.seen["too_young"].hint

    def test_too_young_may_be_called_and_gives_a_name_and_number_only(self):
        met = journey(
            "bus-pass", lives_here="yes", date_of_birth=("1", "1", "1990"), disabled="no", call_me="yes"
        )
        assert {"full_name", "call_phone"} <= met.asked
        assert not {"address_line_1", "declaration", "nothing_to_send"} & met.asked

    def test_a_disability_that_lasts_gives_a_pass_at_any_age(self):
        met = journey(
            "bus-pass",
            lives_here="yes",
            date_of_birth=("1", "1", "1990"),
            disabled="yes",
            disability=("sight",),
            lasting="yes",
            companion="yes",
        )
        assert {"disability_proof", "declaration"} <= met.asked
        assert "<companion>yes</companion>" in met.xml

    def test_one_that_does_not_last_gives_none(self):
        met = journey(
            "bus-pass",
            lives_here="yes",
            date_of_birth=("1", "1", "1990"),
            disabled="yes",
            disability=("walking",),
            lasting="no",
        )
        assert "too_short" in met.asked
        assert "address_line_1" not in met.asked

    def test_no_papers_is_no_dead_end(self):
        met = journey("bus-pass", lives_here="yes", home_proof="none")
        assert {"no_proof", "declaration"} <= met.asked

    def test_a_first_pass_has_no_old_photo(self):
        said = refused("bus-pass", "photo", "old_pass", lives_here="yes", had_pass="no")
        assert said == "Select another photo, because this is your first pass"
        assert refused("bus-pass", "photo", "old_pass", lives_here="yes", had_pass="renew") == ""


class TestCouncilTaxReduction:
    def test_income_support_means_no_questions_about_income(self):
        met = journey(
            "council-tax-reduction", pays="yes", savings="under_6000", main_benefit=("income_support",)
        )
        assert not {"work", "pay", "other_income", "state_pension_amount"} & met.asked
        assert {"proof", "declaration"} <= met.asked

    def test_a_working_couple_with_children(self):
        met = journey(
            "council-tax-reduction",
            pays="yes",
            savings="6000_to_16000",
            has_partner="yes",
            children="2",
            has_others="no",
            work="employed",
            pay="1250.50",
            partner_works="yes",
            partner_pay="900",
            childcare="80",
            savings_amount="7500",
        )
        assert "other_adult_name" not in met.asked
        assert "<pay>1250.50</pay>" in met.xml or "<pay>1250.5</pay>" in met.xml
        assert "<partner_date_of_birth>1950-11-02</partner_date_of_birth>" in met.xml

    def test_each_other_adult_is_added_and_checked_as_one(self):
        names = iter(("Rhys Parry", "Siân Owen"))
        more = iter(("yes", "no"))
        given = {"pays": "yes", "savings": "under_6000", "has_partner": "no", "has_others": "yes"}

        def choose(question):
            name = name_of(question)
            if name == "other_adult_name":
                return next(names)
            return next(more) if name == "@more" else given.get(name, usual(question))

        met = go(fill("council-tax-reduction"), choose)
        assert met.xml.count("<other_adult>") == 2
        assert ("What is the person’s full name?", "Siân Owen") in met.rows
        assert ("Person aged 16 or over", "You have added 2") in met.rows

    def test_somebody_alone_is_asked_nothing_about_a_partner(self):
        met = journey("council-tax-reduction", pays="yes", savings="under_6000", has_partner="no")
        assert not {name for name in met.asked if name.startswith("partner_")}

    def test_savings_over_the_limit_are_told_of_other_help(self):
        met = journey(
            "council-tax-reduction", pays="yes", savings="over_16000", guarantee_credit="no", call_me="no"
        )
        assert {"too_much", "nothing_to_send"} <= met.asked
        assert not {"full_name", "national_insurance"} & met.asked

    def test_guarantee_credit_lifts_the_limit_and_the_questions_about_income(self):
        met = journey("council-tax-reduction", pays="yes", savings="over_16000", guarantee_credit="yes")
        assert "declaration" in met.asked
        assert not {"too_much", "work", "other_income"} & met.asked

    def test_whoever_does_not_pay_may_be_called(self):
        met = journey("council-tax-reduction", pays="no", call_me="yes")
        assert {"does_not_pay", "full_name", "call_phone"} <= met.asked
        assert "national_insurance" not in met.asked

    def test_it_looks_back_three_months_and_no_further(self):
        early = {"pays": "yes", "savings": "under_6000", "backdate": "yes"}
        told = refused("council-tax-reduction", "backdate_from", ("20", "8", "2026"), **early)
        assert told == "The date must be in the last 3 months"
        assert refused("council-tax-reduction", "backdate_from", ("21", "8", "2026"), **early) == ""
