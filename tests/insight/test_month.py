"""A simulated month: what was planted is named, nothing else is, and who is stuck is noticed (benchmarks/month.py).

The benchmark has 20,000 visits and several seeds; here are as many as a few seconds hold.
"""

import pytest

from benchmarks.simulated.services import services
from benchmarks.simulated.trial import PLANTED, Noticed, month, ranked, recorded
from kiosk.struggle.settings import load

pytestmark = pytest.mark.coverage_elsewhere  # many times the same


@pytest.fixture(scope="module")
def among():
    return services()


def test_the_three_planted_faults_are_ranked_first_in_the_right_services_and_nothing_else_is(among):
    journeys = recorded(month(1, 2_000, among, PLANTED), Noticed(), None)
    found = {(place.figures.service, place.figures.page) for place in ranked(journeys, among)}
    assert found == {(fault.service, fault.page) for fault in PLANTED}


def test_without_a_fault_nothing_is_ranked(among):
    assert ranked(recorded(month(2, 1_000, among, ()), Noticed(), None), among) == ()


def test_who_is_stuck_is_noticed_and_hardly_anybody_else(among):
    noticed = Noticed()
    recorded(month(3, 450, among, PLANTED), noticed, load())
    assert noticed.planted > 70
    assert noticed.recall >= 0.9
    assert noticed.smooth > 250
    assert noticed.false_alarms < 1 / 50
