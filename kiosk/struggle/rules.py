"""When somebody seems stuck: a function a rule, and the one table of them. Their numbers are in assets/struggle.toml.

A new rule is a function here, a line in RULES, and a table there.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from kiosk.struggle.scene import Scene
from kiosk.struggle.story import Story

Numbers = Mapping[str, Any]
Rule = Callable[[Story, Scene, float, Numbers], bool]
"""Whether it holds ``now``: given what happened, the page and the person, the time in seconds, and its own numbers."""


def problem_again(story: Story, _scene: Scene, _now: float, numbers: Numbers) -> bool:
    """Continue showed the very same problem of the same question again."""
    problem = story.here.problem
    return problem is not None and story.problems[problem] >= int(numbers["times"])


def help_again(story: Story, _scene: Scene, _now: float, numbers: Numbers) -> bool:
    """Help was opened and closed again, more than once on this page."""
    return sum(story.here.helps[kind] for kind in numbers["kinds"]) >= int(numbers["times"])


def speech_again(story: Story, _scene: Scene, _now: float, numbers: Numbers) -> bool:
    """The same page is listened to again and again."""
    return story.here.repeated >= int(numbers["times"])


def retyped(story: Story, _scene: Scene, _now: float, numbers: Numbers) -> bool:
    """An answer was begun, taken away as a whole and begun anew: attempts, not wrong letters."""
    for tries in story.here.tries.values():
        attempts = [lasted for lasted in tries.given_up if lasted >= numbers["lasting"]]
        if len(attempts) >= numbers["times"]:
            return True
    return False


def back_and_forth(story: Story, _scene: Scene, _now: float, numbers: Numbers) -> bool:
    """To the same other page and back, again and again."""
    way = story.before[-numbers["crossings"] - 1 :]
    two = set(way[:2])
    crossed = len(way) == numbers["crossings"] + 1 and len(two) > 1 and set(way) == two
    return crossed and all(one != other for one, other in pairwise(way))


def several(story: Story, _scene: Scene, _now: float, numbers: Numbers) -> bool:
    """One thing after another was tried on this page, none of them often enough for a rule of its own."""
    tried = [story.tried[story.page, kind] for kind in numbers["kinds"]]
    return sum(tried) >= int(numbers["times"]) and sum(map(bool, tried)) >= int(numbers["ways"])


def missed(story: Story, _scene: Scene, now: float, numbers: Numbers) -> bool:
    """Touches come down on nothing, with no answer between them."""
    recent = [at for at in story.here.misses if now - at <= numbers["within"]]
    return len(recent) >= int(numbers["times"])


def silence(story: Story, scene: Scene, now: float, numbers: Numbers) -> bool:
    """Nothing was done for longer than this page takes this person."""
    lasted = now - story.stirred >= patience(scene, numbers)
    return lasted and story.page not in tuple(numbers["not_on"])


def patience(scene: Scene, numbers: Numbers) -> float:
    """For how many seconds a silence is nothing to ask about: always less than until the idle warning (T1)."""
    needed: float = numbers["least"] + scene.words * 60 / numbers["words_a_minute"]
    if scene.spoken:
        needed += scene.words * 60 / scene.spoken
    needed += numbers["rounds"] * scene.stops * scene.scan
    if scene.company:
        needed *= numbers["with_company"]
    return float(min(needed, numbers["of_the_warning"] * scene.warning))


RULES: Mapping[str, Rule] = {
    "problem_again": problem_again,
    "help_again": help_again,
    "speech_again": speech_again,
    "retyped": retyped,
    "back_and_forth": back_and_forth,
    "several": several,
    "missed": missed,
    "silence": silence,
}
