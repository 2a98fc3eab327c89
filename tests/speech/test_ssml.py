from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.pronounce import spoken
from kiosk.speech.ssml import ssml


def tree(text):
    return ET.fromstring(ssml(spoken(text, "en")[0]))


def test_a_mark_stands_before_each_shown_word():
    marks = [mark.get("name") for mark in tree("Pay £12.50 now").iter("mark")]
    assert marks == ["0", "1", "2"]


@pytest.mark.parametrize("text", ["A", "Plan B.", "9 A.M. now", "U.K.", "a b c"])
def test_words_and_abbreviations_are_not_spelled_by_the_engine(text):
    spelled = [part.text for part in tree(text).iter("say-as")]
    assert spelled == (["B"] if "B." in text else [])


def test_letters_are_read_by_their_names():
    assert [part.text for part in tree("SW1A 1AA").iter("say-as")] == ["S", "W", "A", "A", "A"]


@given(st.text(st.sampled_from("<>&\"'/ a-!?[]\0\x1b\ud800\ufffe=.;#"), min_size=1))
def test_markup_in_a_text_is_text(text):
    for sentence in spoken(text, "en"):
        root = ET.fromstring(ssml(sentence))
        assert {part.tag for part in root.iter()} <= {"speak", "mark", "say-as"}
        assert len(root.findall("mark")) == len(sentence.tokens)
