"""Who is stuck, rule by rule: when each fires, what just fails to make it, and that nobody else is asked anything."""

import pytest

from kiosk.analytics.happenings import Answered, Ended, HelpOpened, Left, OfferMade, Opened, Over, Stirred
from kiosk.errors import ConfigError
from kiosk.struggle.rules import RULES, patience
from kiosk.struggle.scene import OFFERS, Scene
from kiosk.struggle.settings import load
from kiosk.struggle.watcher import Watcher
from tests.struggle.streams import ALL, PEOPLE, STRUGGLE, Stream, smooth


def fired(stream, **scene):
    return [rule for rule, _offer in stream.offers(**scene)]


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_whose_visit_goes_well_is_asked_anything(who):
    """However slowly they read, hear, type or scan (A7, M9, M11), and though they leave for a minute."""
    assert smooth(PEOPLE[who]).offers() == []


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_is_seen_who_does_nothing_for_long(who):
    """T1: and always before the idle warning."""
    person = PEOPLE[who]
    stream = Stream(person).open("/data/one").away(person.scene.warning - 1)
    assert fired(stream) == ["silence"]
    assert patience(person.scene, STRUGGLE.rules["silence"]) < person.scene.warning


def test_a_silence_is_as_long_as_the_page_and_the_person_need():
    numbers = STRUGGLE.rules["silence"]
    usual = patience(Scene(words=40, warning=1e6), numbers)
    assert usual < patience(Scene(words=80, warning=1e6), numbers)
    assert usual < patience(Scene(words=40, spoken=150, warning=1e6), numbers)
    fast = patience(Scene(words=40, stops=14, scan=1.0, warning=1e6), numbers)
    assert usual < fast < patience(Scene(words=40, stops=14, scan=4.0, warning=1e6), numbers)
    assert patience(Scene(words=40, company=True, warning=1e6), numbers) == 2 * usual


def test_nothing_is_asked_while_papers_are_got_ready_or_the_reference_is_written_down():
    for page in ("before", "sent"):
        assert fired(Stream().open(page).away(170)) == []


def test_the_same_problem_twice():
    again = Stream().open("/data/a").refused("/data/a").letters("/data/a", 3).refused("/data/a")
    assert fired(again) == ["problem_again"]
    other = (
        Stream().open("/data/a").refused("/data/a", "required.text").letters("/data/a", 3).refused("/data/a")
    )
    assert fired(other) == []
    later = Stream().open("/data/a").refused("/data/a").letters("/data/a", 3).on("/data/b").refused("/data/b")
    assert fired(later) == []


def test_back_and_forth_between_the_same_two_pages():
    once = Stream().open("/data/a").on("/data/b").on("/data/a", "back").on("/data/b")
    assert fired(once) == []
    twice = once.on("/data/a", "back").on("/data/b")
    assert fired(twice) == ["back_and_forth"]
    onward = (
        Stream().open("/data/a").on("/data/b").on("/data/c").on("/data/b", "back").on("/data/c").on("/data/d")
    )
    assert fired(onward) == []


def test_correcting_two_answers_from_the_page_of_all_answers_is_no_trouble():
    way = ("check", "/data/a", "check", "/data/b", "check", "consent")
    stream = Stream().open("check")
    for page in way[1:]:
        stream.on(page, "away")
    assert fired(stream) == []


def test_taps_that_miss():
    """M2: three in half a minute, with no answer between them."""
    assert fired(Stream().open("/data/a").missed().missed()) == []
    assert fired(Stream().open("/data/a").missed().missed().missed()) == ["missed"]
    assert fired(Stream().open("/data/a").missed().missed().letters("/data/a", 1).missed()) == []
    assert fired(Stream().open("/data/a").missed().missed(20).missed(20)) == []


def test_help_opened_and_closed_again():
    assert fired(Stream().open("/data/a").help().on("/data/b").help()) == []
    assert fired(Stream().open("/data/a").help().help()) == ["help_again"]
    assert fired(Stream().open("/data/a").help("language").help("display").help("display")) == []


def test_clearing_and_retyping():
    attempt = Stream().open("/data/a").letters("/data/a", 9).emptied("/data/a").letters("/data/a", 9)
    assert fired(attempt) == []
    assert fired(attempt.emptied("/data/a")) == ["retyped"]
    letters = Stream().open("/data/a").wrong_letter("/data/a").wrong_letter("/data/a").letters("/data/a", 9)
    assert fired(letters) == []


def test_hearing_it_three_times():
    stream = Stream().open("/data/a").again().again()
    assert fired(stream) == []
    assert fired(stream.on("/data/b").again()) == []
    assert fired(Stream().open("/data/a").again().again().again()) == ["speech_again"]


def test_one_thing_after_another_on_one_page():
    stream = Stream().open("/data/a").on("/data/b").help().on("/data/a", "back").on("/data/b")
    assert fired(stream) == []
    assert fired(stream.refused("/data/b")) == ["several"]


def test_each_rule_has_its_numbers_and_a_reason_and_each_is_tried_here():
    assert STRUGGLE.rules.keys() == RULES.keys()
    assert all(len(table["why"]) > 40 for table in (STRUGGLE.limits, *STRUGGLE.rules.values()))
    assert all(set(table["offers"]) <= set(OFFERS) for table in STRUGGLE.rules.values())


def test_what_is_offered_is_the_first_that_fits_and_can_be_made():
    stream = Stream().open("/data/a").refused("/data/a").refused("/data/a")
    for can, offer in ((ALL, "example"), ({"skip", "easy"}, "easy"), ({"person"}, "person")):
        assert stream.offers(can=frozenset(can)) == [("problem_again", offer)]
    assert stream.offers(can=frozenset()) == []


def test_once_a_page_three_times_a_visit_and_not_in_a_row():
    stream = Stream()
    for page in "abcde":
        stream.open(f"/data/{page}")
        for _ in range(6):
            stream.refused(f"/data/{page}")
        stream.away(60).tell(Left, "on")
    assert fired(stream) == ["problem_again"] * 3
    near = Stream().open("/data/a").refused("/data/a").refused("/data/a").on("/data/b").help().help()
    assert fired(near) == ["problem_again"]  # what is asked next waits until the first is out of mind


def test_the_next_person_is_offered_what_the_last_was():
    """P1: nothing is known of the visit before."""
    stream = Stream().open("/data/a").refused("/data/a").refused("/data/a")
    stream.tell(Left, "away").tell(Ended, "stopped").tell(Over)
    stream.open("/data/a").refused("/data/a")
    assert fired(stream) == ["problem_again"]
    assert fired(stream.refused("/data/a")) == ["problem_again"] * 2


def test_nothing_is_offered_over_help_nor_where_no_page_shows():
    watcher = Watcher(STRUGGLE, lambda: Scene(ALL))
    for told, asked in (
        (Opened(0.0, "/data/a"), "silence"),
        (HelpOpened(1.0, "help"), None),
        (Left(2.0, "away"), None),
        (Opened(3.0, "/data/a"), "silence"),
        (Stirred(100.0), None),
        (Answered(3.0, "/data/a"), "silence"),
        (OfferMade(4.0, "silence", "skip"), None),
    ):
        watcher.hear(told)
        wish = watcher.wish(150.0)
        assert (wish.rule if wish else None) == asked, told


def test_a_council_changes_one_number_and_the_rest_stays(tmp_path):
    own = tmp_path / "struggle.toml"
    own.write_text("[silence]\nleast = 100\n[missed]\noffers = []\n")
    struggle = load(tmp_path)
    assert struggle.rules["silence"] == {**STRUGGLE.rules["silence"], "least": 100}
    assert struggle.rules["missed"]["offers"] == []
    assert load(tmp_path / "elsewhere") == STRUGGLE


@pytest.mark.parametrize(
    "text",
    [
        "[silense]\n",
        "[silence]\nleast = 'long'\n",
        "[silence]\nleast = -1\n",
        "[missed]\noffers = ['sing']\n",
        "[missed]\nlimit = 3\n",
        "[missed\n",
    ],
)
def test_a_file_that_is_not_as_ours_is_refused_with_its_name(tmp_path, text):
    (tmp_path / "struggle.toml").write_text(text)
    with pytest.raises(ConfigError, match=r"struggle\.toml"):
        load(tmp_path)
