"""Recorded sentences in place of the engine: which are heard, and what of the others."""

import wave
from array import array
from itertools import pairwise

import pytest

from kiosk.errors import ConfigError
from kiosk.speech import prompts, sound
from kiosk.speech.engine import RATE, read
from kiosk.speech.prompts import LIST, Prompts, recordings, spread, trouble
from kiosk.speech.pronounce import spoken


class Engine:
    """Says every sentence as one sample, and keeps it."""

    def __init__(self):
        self.said = []

    def make(self, sentence, shown, language, wpm, take):
        self.said.append(shown)
        return "said" if take(b"\1\0", []) else "cut"


class Taken:
    def __init__(self):
        self.sound = bytearray()
        self.words = []

    def __call__(self, piece, words):
        self.sound += piece
        self.words += words
        return True


def record(file, samples, rate=RATE, channels=1, width=2):
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(rate)
        out.writeframes(array("h", samples).tobytes())


@pytest.fixture
def folder(tmp_path):
    record(tmp_path / "cy" / "croeso.wav", [500] * RATE)
    (tmp_path / "cy" / LIST).write_text('"Croeso i bawb." = "croeso.wav"\n"Ar goll." = "nid-yma.wav"\n')
    return tmp_path


def hear(folder, text, language="cy", wpm=150):
    engine, taken = Engine(), Taken()
    assert read(text, language, wpm, [Prompts(folder), engine], taken) == "said"
    return engine, taken


def test_a_recorded_sentence_is_heard_and_the_engine_says_the_rest(folder):
    engine, taken = hear(folder, "Croeso  i bawb. Beth yw eich enw?")
    assert engine.said == ["Beth yw eich enw?"]
    assert array("h", bytes(taken.sound)).tolist() == [*[500] * RATE, 1]


def test_words_of_a_recording_light_up_in_turn_by_their_letters(folder):
    """A5."""
    _, taken = hear(folder, "Croeso i bawb.")
    assert [("Croeso i bawb."[start:end]) for _, start, end in taken.words] == ["Croeso", "i", "bawb."]
    places = [at for at, *_ in taken.words]
    assert places[0] == 0
    assert places == sorted(places)
    assert places[-1] < len(taken.sound)


@pytest.mark.parametrize(
    ("language", "text", "wpm"),
    [("en", "Croeso i bawb.", 150), ("cy", "Croeso i bawb.", 180), ("cy", "Ar goll.", 150)],
    ids=["another language", "another speed", "a file that is not there"],
)
def test_the_engine_speaks_where_no_recording_fits(folder, language, text, wpm):
    engine, _ = hear(folder, text, language, wpm)
    assert engine.said == [text]


def test_no_folder_is_no_recordings(tmp_path):
    assert hear(tmp_path / "none", "Croeso.")[0].said == ["Croeso."]


def test_a_recording_that_is_cut_short_gives_no_more(folder):
    pieces = []
    outcome = read(
        "Croeso i bawb.", "cy", 150, [Prompts(folder)], lambda sound, _: bool(pieces.append(sound))
    )
    assert (outcome, len(pieces)) == ("cut", 1)


def test_a_list_that_cannot_be_read_is_a_sentence_for_staff_and_silent_for_the_citizen(folder):
    (folder / "cy" / LIST).write_text("Croeso = ")
    with pytest.raises(ConfigError, match="Mend that line"):
        recordings(folder / "cy")
    assert hear(folder, "Croeso i bawb.")[0].said == ["Croeso i bawb."]


def test_a_list_leads_to_no_file_outside_its_folder(folder):
    (folder / "cy" / LIST).write_text('"Croeso." = "../../etc/passwd"\n')
    with pytest.raises(ConfigError, match="a-file-in-this-folder"):
        recordings(folder / "cy")


def test_what_is_wrong_with_a_recording_is_told(folder):
    assert trouble(folder / "cy" / "croeso.wav") == ""
    assert "put the file there" in trouble(folder / "cy" / "nid-yma.wav")
    (folder / "cy" / "text.wav").write_text("no sound")
    assert "16 bit" in trouble(folder / "cy" / "text.wav")
    record(folder / "cy" / "narrow.wav", [1, 2], width=1)
    assert "16 bit" in trouble(folder / "cy" / "narrow.wav")


@pytest.mark.parametrize(("rate", "channels"), [(44100, 1), (48000, 2), (16000, 1), (8000, 2)])
def test_any_rate_and_two_channels_come_out_at_the_length_and_height_they_went_in(tmp_path, rate, channels):
    file = tmp_path / "tone.wav"
    record(file, [s for s in range(-4000, 4000) for _ in range(channels)], rate, channels)
    made = array("h", b"".join(sound.recorded(file, RATE)))
    assert len(made) * sound.SAMPLE == sound.length(file, RATE)
    assert abs(len(made) / RATE - 8000 / rate) < 0.001
    assert (made[0], made[-1]) == (-4000, pytest.approx(3999, abs=4))
    assert all(0 <= after - before <= 4 for before, after in pairwise(made))


def test_words_are_spread_by_the_letters_that_are_said():
    (sentence,) = spoken("Pay £5 now", "en")
    places = [at for at, *_ in spread(sentence.tokens, 22000)]
    assert places[0] == 0
    assert places[2] - places[1] > places[1], "five pounds is longer than pay"
    assert prompts.spread(sentence.tokens, 0)[-1][0] == 0
