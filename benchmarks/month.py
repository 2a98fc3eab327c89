"""A month of 20,000 simulated visits: whether the insight page names the faults and the rules notice who is stuck.

``python -m benchmarks.month [--visits 20000] [--seeds 3]`` prints what is found with three faults planted, and with
none. Who comes, and what that is taken from, is said in benchmarks/simulated/people.py.
"""

import argparse
import time
from dataclasses import replace

from benchmarks.simulated.services import Service, services
from benchmarks.simulated.trial import PLANTED, Noticed, known, month, ranked, recorded
from kiosk.analytics.journey import Journey
from kiosk.insight.figures import figures
from kiosk.insight.kinds import title_of
from kiosk.insight.saying import why
from kiosk.struggle.settings import Struggle, load

_WEAKER = (0.1, 0.05, 0.03)


def main() -> None:
    """Print the figures, a seed after another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=20_000)
    parser.add_argument("--seeds", type=int, default=3)
    asked = parser.parse_args()
    among, struggle = services(), load()
    recalls, alarms = [], []
    for seed in range(1, asked.seeds + 1):
        planted = _planted(seed, asked.visits, among, struggle)
        control = _control(seed, asked.visits, among, struggle)
        recalls.append(planted.recall)
        alarms += [planted.false_alarms, control.false_alarms]
    print(f"seed 1, {asked.visits:,} visits, the same faults met by fewer, or milder:")
    _weaker(1, asked.visits, among)
    _milder(1, asked.visits, among, struggle)
    print(
        f"month: at least {min(recalls):.1%} of those who met a fault noticed (90 % asked), "
        f"at most {max(alarms):.2%} of smooth visits disturbed (under 2 % asked)"
    )


def _planted(seed: int, visits: int, among: tuple[Service, ...], struggle: Struggle) -> Noticed:
    noticed = Noticed()
    journeys = recorded(month(seed, visits, among, PLANTED), noticed, struggle)
    print(f"\nseed {seed}, {visits:,} visits, three faults planted:")
    for number, place in enumerate(ranked(journeys, among), 1):
        page = place.figures
        title = title_of(known(among), page.service, page.page)
        print(f"  {number}. {page.service}, “{title}”: {why(place)}")
    print(f"  met a fault: {noticed.planted:,}, of these noticed {noticed.recall:.1%}")
    print(
        f"  other trouble: {noticed.own:,}, of these noticed {noticed.own_noticed / max(1, noticed.own):.1%}"
    )
    _tell_smooth(noticed)
    print(f"  all figures of the {visits:,} in {_seconds(journeys, among):.1f} s")
    return noticed


def _control(seed: int, visits: int, among: tuple[Service, ...], struggle: Struggle) -> Noticed:
    noticed = Noticed()
    journeys = recorded(month(seed, visits, among, ()), noticed, struggle)
    print(f"seed {seed}, {visits:,} visits, no fault planted:")
    print(f"  places said to stand out: {len(ranked(journeys, among))}")
    _tell_smooth(noticed)
    return noticed


def _weaker(seed: int, visits: int, among: tuple[Service, ...]) -> None:
    """How small a fault may be: the same three, met by fewer."""
    for share in _WEAKER:
        faults = [replace(fault, share=share) for fault in PLANTED]
        found = ranked(recorded(month(seed, visits, among, faults), Noticed(), None), among)
        places = {(place.figures.service, place.figures.page) for place in found}
        right = sum((fault.service, fault.page) in places for fault in faults)
        print(f"  met by {share:.0%} of people: {right} of 3 named, and {len(places) - right} other places")


def _milder(seed: int, visits: int, among: tuple[Service, ...], struggle: Struggle) -> None:
    """What is over sooner: a question understood after a try or two, a letter found in half of the time."""
    milder = {"confused": "confused a little", "searching": "searching a little"}
    faults = [replace(fault, kind=milder.get(fault.kind, fault.kind)) for fault in PLANTED]
    noticed = Noticed()
    found = ranked(recorded(month(seed, visits, among, faults), noticed, struggle), among)
    places = {(place.figures.service, place.figures.page) for place in found}
    right = sum((fault.service, fault.page) in places for fault in faults)
    print(
        f"  milder for each: {right} of 3 named, and {len(places) - right} other places; noticed {noticed.recall:.1%}"
    )


def _tell_smooth(noticed: Noticed) -> None:
    print(f"  smooth: {noticed.smooth:,}, of these something was offered in {noticed.false_alarms:.2%}")


def _seconds(journeys: list[Journey], among: tuple[Service, ...]) -> float:
    """Processor time: the machine may be busy with something else."""
    begin = time.process_time()
    figures(journeys, known(among))
    return time.process_time() - begin


if __name__ == "__main__":
    main()
