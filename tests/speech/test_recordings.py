"""What a form has recorded is heard in place of the voice: where in an utterance, and what is played of it."""

from array import array

import pytest

from kiosk.speech import prompts
from kiosk.speech.engine import RATE
from kiosk.speech.prompts import play
from kiosk.speech.speaker import Spot, State
from kiosk.speech.utterance import Stretch, Utterance, borrowing, joined, recorded, since
from kiosk.speech.voice import Recording, Settings
from tests.speech.fakes import Stage
from tests.speech.test_prompts import Taken, record

TEXT = "Question 1 of 3. Which bin? Look outside. There are 2 choices."
FILES = {"Which  bin?": "/s/which.wav", "Look outside": "/s/look.wav", "bin": "/s/bin.wav"}
SAID = recorded(Utterance(TEXT, "en", "page"), FILES)
PARTS = [
    ("Question 1 of 3. ", None),
    ("Which bin?", "/s/which.wav"),
    ("Look outside.", "/s/look.wav"),
    (" There are 2 choices.", None),
]


def parts(said):
    return [(said.text[p.start : p.end], p.recording.file if p.recording else None) for p in said.stretches]


def test_each_recorded_text_is_a_stretch_of_its_own_with_its_full_stop():
    assert parts(SAID) == PARTS
    assert [p.recording.words for p in SAID.stretches if p.recording] == ["Which bin?", "Look outside."]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Name.", "Name", "Name."),
        ("Name? (optional).", "Name?", "Name?"),
        ("Name (optional).", "Name", "Name"),
        ("Your name is here. Name.", "Name", "Name."),
        ("Read this. Then that. Go on.", "Read this. Then that.", "Read this. Then that."),
        ("شناخت۔ آگے۔", "شناخت", "شناخت۔"),
    ],
)
def test_a_text_is_found_where_it_is_said_whole(text, words, found):
    (stretch,) = recorded(Utterance(text, "en", "page"), {words: "/a.wav"}).foreign
    assert text[stretch.start : stretch.end] == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("My name is Name Surname.", "Name"),
        ("Version 1.5.", "Version 1"),
        ("Not Name.", "Name"),
        ("Names.", "Name"),
        ("Anything.", ""),
    ],
)
def test_words_that_are_only_part_of_a_sentence_are_the_voices_own(text, words):
    assert recorded(Utterance(text, "en", "page"), {words: "/a.wav"}).foreign == ()


def test_borrowed_words_keep_their_language_when_they_are_recorded():
    """L3: another language is still told to the voice, which speaks when the file cannot be played."""
    mixed = borrowing(Utterance("Wybierz. Which bin? Dalej.", "pl", "page"), ["Which bin?", "Dalej"], "en")
    said = recorded(mixed, {"Which bin?": "/a.wav"})
    assert said.foreign == (
        Stretch(9, 19, "en", Recording("Which bin?", "/a.wav")),
        Stretch(20, 25, "en"),
    )


def test_a_part_of_borrowed_words_is_left_to_the_voice_of_their_language():
    mixed = borrowing(Utterance("Wybierz. Read. Which bin? Dalej.", "pl", "page"), ["Read. Which bin?"], "en")
    assert recorded(mixed, {"Which bin?": "/a.wav"}) == mixed


def test_one_after_the_other_and_gone_on_with_it_is_still_recorded():
    """A3: paused within a recording, it goes on in it."""
    whole = joined([Utterance("First.", "en", "notice"), SAID])
    assert parts(whole)[1:] == PARTS[1:]
    rest = since(SAID, TEXT.index("bin?"))
    assert parts(rest)[0] == ("bin?", "/s/which.wav")
    assert rest.stretches[0].recording.words == "Which bin?"


def test_the_speaker_asks_for_each_recording_in_its_turn_as_one_utterance():
    stage = Stage().speaking(SAID)
    for _ in PARTS:
        stage.voice.tell("started")
        stage.voice.tell("word", start=0, end=5)
        stage.voice.tell("finished")
    asked = [r.file if r else None for r in stage.voice.recordings]
    assert list(zip([text for _, text, *_ in stage.voice.said], asked, strict=True)) == PARTS
    assert stage.states == [State("speaking"), State("quiet")]
    assert stage.spots[1] == Spot(SAID, 17, 22)


def test_stop_cuts_a_recording_as_it_cuts_the_voice():
    """A3."""
    stage = Stage().speaking(SAID)
    stage.voice.tell("finished")
    stage.voice.tell("started")
    stage.speaker.stop()
    assert stage.voice.told[-1] == "stop"
    assert stage.speaker.state == State()
    stage.voice.tell("finished")
    assert len(stage.voice.said) == 2, "nothing follows"


def test_a_voice_that_dies_within_a_recording_goes_on_in_it():
    stage = Stage().speaking(SAID)
    stage.voice.tell("finished")
    stage.voice.tell("started")
    stage.voice.tell("word", start=6, end=10)
    stage.voice.tell("failed", id=0, reason="died")
    assert len(stage.voices) == 2
    assert stage.voice.said[-1][1] == "bin?"
    assert stage.voice.recordings[-1] == Recording("Which bin?", "/s/which.wav")


@pytest.fixture
def wav(tmp_path, monkeypatch):
    monkeypatch.setattr(prompts, "gain", lambda _file: 1.0)
    record(tmp_path / "which.wav", range(1, RATE + 1))
    return str(tmp_path / "which.wav")


def heard(recording, text, wpm=150, language="en-GB"):
    taken = Taken()
    outcome = play(recording, text, language, wpm, taken)
    return outcome, array("h", bytes(taken.sound)).tolist(), taken.words


def test_the_whole_of_a_recording_is_played_and_its_words_light_up(wav):
    """A5."""
    words = "Which bin? The blue one."
    outcome, samples, marked = heard(Recording(words, wav), words)
    assert (outcome, samples[:RATE]) == ("said", list(range(1, RATE + 1)))
    assert samples[RATE:] == [0] * int(0.3 * RATE), "a breath before what follows"
    assert [words[start:end] for _, start, end in marked] == words.split()
    assert marked[0][0] == 0
    assert sorted(marked) == marked


def test_of_what_is_left_the_end_is_played(wav):
    words = "Which bin is it?"
    rest = words[words.index("is") :]
    outcome, samples, marked = heard(Recording(words, wav), rest)
    assert outcome == "said"
    assert samples[: RATE + 1 - samples[0]] == list(range(samples[0], RATE + 1))
    assert RATE // 3 < samples[0] < RATE
    assert [rest[start:end] for _, start, end in marked] == ["is", "it?"]
    assert marked[0][0] == 0


@pytest.mark.parametrize("wpm", [120, 180])
def test_at_another_speed_the_voice_speaks(wav, wpm):
    """A7: who chose a speed has it for all that is said."""
    assert heard(Recording("Which bin?", wav), "Which bin?", wpm)[0] == "none"


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"ID3" + bytes(90), b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0" + bytes(40)]
)
def test_what_cannot_be_played_is_said_by_the_voice(tmp_path, data):
    (tmp_path / "a.wav").write_bytes(data)
    assert heard(Recording("Which bin?", str(tmp_path / "a.wav")), "Which bin?")[0] == "none"
    for name in ("gone.wav", ".", "a\0b"):
        assert heard(Recording("Which bin?", str(tmp_path / name)), "Which bin?")[0] == "none"


def test_a_recording_that_is_cut_short_gives_no_more(wav):
    pieces = []
    outcome = play(Recording("Which bin?", wav), "Which bin?", "en", 150, lambda s, _: bool(pieces.append(s)))
    assert (outcome, len(pieces)) == ("cut", 1)


def test_the_real_voice_plays_it_and_stops_in_it(voices, events, player, tmp_path):
    """A3, A5: through the voice's own process and player; what cannot be played is spoken."""
    voice = voices(lambda event: None)
    events.wait_for("ready")
    record(tmp_path / "long.wav", [9_000] * (RATE * 60))
    words = "Which bin was missed?"
    voice.say(1, words, "en", Settings(volume=1.0), Recording(words, str(tmp_path / "long.wav")))
    events.wait_for("started")
    player.wait_for(lambda sound: sound.loud > RATE)
    voice.stop()
    events.wait_for("stopped")
    player.wait_for(lambda sound: sound.quiet_run > RATE)
    assert player.loud < RATE * 2 * 30
    assert "finished" not in [event.name for event in events.seen]
    record(tmp_path / "short.wav", [9_000] * RATE)
    voice.say(2, words, "en", Settings(), Recording(words, str(tmp_path / "short.wav")))
    assert events.wait_for("finished").id == 2
    marked = [words[e.start : e.end] for e in events.seen if e.name == "word" and e.id == 2]
    assert marked == words.split()
    voice.say(3, words, "en", Settings(), Recording(words, str(tmp_path / "none.wav")))
    assert events.wait_for("finished").id == 3
