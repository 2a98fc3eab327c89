"""When headphones are news, and what they bring to silence (A9)."""

from kiosk.private import PrivateListening


def test_what_is_told_twice_is_news_once():
    private = PrivateListening()
    assert not private.plug(False, used=True)  # nothing was in
    assert private.plug(True, used=True)
    assert not private.plug(True, used=True)
    assert private.present
    assert not private.stopped


def test_taken_out_the_voice_stops_until_somebody_asks():
    """A9: also in the next seconds, also for another page."""
    private = PrivateListening()
    private.plug(True, used=True)
    assert private.plug(False, used=True)
    assert private.stopped
    private.wanted()
    assert not private.stopped
    assert not private.present


def test_put_in_again_it_goes_on():
    private = PrivateListening()
    for present in (True, False, True):
        private.plug(present, used=True)
    assert not private.stopped


def test_taken_out_while_nobody_is_there_stops_nothing():
    """A2: the next person's first key is answered."""
    private = PrivateListening()
    private.plug(True, used=True)
    private.plug(False, used=False)
    assert not private.stopped


def test_the_next_person_is_not_silenced_and_headphones_stay_in():
    private = PrivateListening()
    private.plug(True, used=True)
    private.plug(False, used=True)
    private.explained = True
    private.forget()
    assert (private.stopped, private.explained) == (False, False)
    private.plug(True, used=True)
    private.forget()
    assert private.present
