"""The voice in its own process, for real: espeak-ng through pyttsx3, sound into a pipe."""

import contextlib
import os
import random
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kiosk.speech.speaker import ALIVE_SECONDS, SPEAK_SECONDS, Speaker, State
from kiosk.speech.utterance import Utterance
from kiosk.speech.voice import Settings
from kiosk.speech.voices import own
from tests.speech.conftest import PATIENCE, write_player
from tests.speech.fakes import FakeAfter

ROOT = Path(__file__).parents[2]
SECOND = 44100
LONG = "We have looked at your claim and we need some more information before we can decide it. " * 20
SECRET = "My number is QQ123456C"
PAGE = Utterance(LONG, "en", "page")


@pytest.fixture
def voice(events, voices):
    made = voices(lambda event: None)
    events.wait_for("ready")
    return made


@pytest.fixture
def clock():
    return FakeAfter()


@pytest.fixture
def speaker(voices, clock):
    speaker = Speaker(voices, lambda state: None, lambda spot: None, clock, clock.time)
    yield speaker
    speaker.forget()


def say(voice, number, text, language="en", wpm=450):
    voice.say(number, text, language, Settings(wpm=wpm))


def test_speech_is_sound_and_words_in_order(voice, events, player):
    text = "Pay £12.50 by 21/11/2026."
    say(voice, 1, text)
    events.wait_for("finished")
    player.wait_for(lambda sound: sound.loud > SECOND // 2)
    words = [text[e.start : e.end] for e in events.seen if e.name == "word"]
    assert words == ["Pay", "£12.50", "by", "21/11/2026."]
    assert [e.name for e in events.seen if e.name in ("started", "finished")] == ["started", "finished"]


@pytest.mark.parametrize(
    ("language", "text", "marked"),
    [
        ("cy", "Bore da", ["Bore", "da"]),
        ("pl", "Zapłać £12 do 5 maja.", ["Zapłać", "£12", "do", "5 maja."]),
        (
            "ur",
            "\u206801632 960 100\u2069 پر فون کریں۔",
            ["\u206801632", "960", "100\u2069", "پر", "فون", "کریں۔"],
        ),
    ],
)
def test_every_language_has_a_voice_and_its_words_light_up(voice, events, language, text, marked):
    """L3: the voice speaks the language of the screen."""
    say(voice, 1, text, language)
    events.wait_for("started")
    events.wait_for("finished")
    assert [text[e.start : e.end] for e in events.seen if e.name == "word"] == marked


def test_a_language_without_a_voice_is_told(voice, events):
    say(voice, 1, "Magacaaga?", "so")
    assert events.wait_for("failed").reason == "language"
    say(voice, 2, "Hello")
    events.wait_for("finished")


def test_a_language_whose_voice_is_not_installed_is_told(events, voices, tmp_path, monkeypatch):
    installed = next(Path("/usr").glob("lib/*/espeak-ng-data"), Path("/usr/share/espeak-ng-data"))
    data = tmp_path / "espeak-ng-data"
    (data / "lang").mkdir(parents=True)
    (data / "lang" / "gmw").symlink_to(installed / "lang" / "gmw")
    for part in installed.iterdir():
        if part.name != "lang":
            (data / part.name).symlink_to(part)
    monkeypatch.setenv("ESPEAK_DATA_PATH", str(tmp_path))
    voice = voices(lambda event: None)
    say(voice, 1, "Bore da", "cy")
    assert events.wait_for("failed").reason == "language"
    say(voice, 2, "Hello")
    events.wait_for("finished")


def test_nothing_to_say_is_done_at_once(voice, events):
    say(voice, 1, " \n ")
    events.wait_for("started")
    assert events.wait_for("finished").id == 1


def test_stop_stops_and_the_stream_stays_open(voice, events, player):
    say(voice, 1, LONG, wpm=150)
    events.wait_for("started")
    player.wait_for(lambda sound: sound.loud > 0)
    voice.stop()
    events.wait_for("stopped")
    player.wait_for(lambda sound: sound.quiet_run > 3 * SECOND)
    assert player.loud < 30 * SECOND
    assert "finished" not in [e.name for e in events.seen]


def test_what_is_said_last_is_what_is_heard(voice, events):
    for number in range(1, 40):
        say(voice, number, LONG)
    say(voice, 40, "Yes.")
    assert events.wait_for("finished").id == 40


def test_pause_keeps_the_place(voice, events, player):
    text = "One two three four five six seven eight nine ten"
    say(voice, 1, text, wpm=150)
    events.wait_for("word")
    voice.pause()
    player.wait_for(lambda sound: sound.quiet_run > 2 * SECOND)
    voice.resume()
    events.wait_for("finished")
    assert [text[e.start : e.end] for e in events.seen if e.name == "word"] == text.split()


def test_five_thousand_words_begin_at_once(voice, events):
    say(voice, 1, "Yes and no, " * 1666, wpm=150)
    events.wait_for("started")
    events.wait_for("word")
    voice.stop()
    events.wait_for("stopped")
    assert "failed" not in [e.name for e in events.seen]


HOSTILE = (
    "<speak>",
    "</speak></speak>",
    '<mark name="99"/>x',
    "<audio src='file:///etc/passwd'/>",
    "&amp;&lt;&#0;&nosuch;",
    "]]><![CDATA[",
    "a\0b",
    "\x01\x02\x03\x1b[31m",
    "\ud800 \udfff",
    "😀👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "\u202eabc\u202d",
    "\ufffe\uffff\ue000",
    "A." * 40,
    "£" * 40,
    "£999999999999999999999999.99",
    "x" * 3000,
    "9" * 3000,
    "((((" * 200,
    "31/31/9999 99:99 00/00/00",
    "0\u0660\u0967 \u00b2\u00bd",
    "[[h@l'oU]]",
    "{0} {name} %s %n",
    '{"do": "stop"}\n{"do": "pause"}',
)


def test_hostile_text_is_text(voice, events):
    chance = random.Random(7)
    signs = [chr(c) for c in (*range(0x20), *range(0x20, 0x7F), *range(0xA0, 0x250), 0x2028, 0x1F600, 0xD801)]
    texts = [*HOSTILE, *("".join(chance.choices(signs, k=40)) for _ in range(30))]
    before = voice.pid
    for number, text in enumerate(texts, 1):
        say(voice, number, text)
        assert events.wait_for("started").id == number, text
    say(voice, 1000, "Yes.")
    assert events.wait_for("finished").id == 1000
    assert "failed" not in [e.name for e in events.seen]
    assert voice.pid == before


def test_a_killed_voice_is_replaced_and_speaks_again(events, voices, speaker):
    speaker.say(PAGE)
    events.wait_for("started")
    first = voices.made[0].pid
    os.kill(first, signal.SIGKILL)
    assert events.wait_for("failed").reason == "died"
    events.wait_for("started")
    assert voices.made[1].pid != first
    assert speaker.state == State("speaking")


def test_a_hung_voice_is_killed_replaced_and_speaks_again(events, voices, speaker, clock):
    speaker.say(PAGE)
    events.wait_for("started")
    hung = voices.made[0].pid
    os.kill(hung, signal.SIGSTOP)
    speaker.say(Utterance("Continue.", "en", "control"))
    clock.advance(SPEAK_SECONDS)
    events.wait_for("started")
    assert speaker.state == State("speaking")
    wait_gone(hung)


def test_a_hung_voice_does_not_hold_up_its_caller(events, voices):
    voice = voices(lambda event: None)
    events.wait_for("ready")
    os.kill(voice.pid, signal.SIGSTOP)

    def much():
        for number in range(100):
            say(voice, number, LONG)
            voice.stop()

    caller = threading.Thread(target=much, daemon=True)
    caller.start()
    caller.join(PATIENCE)
    assert not caller.is_alive()


def test_closing_ends_the_process_and_its_player(voice, events, player):
    say(voice, 1, LONG)
    events.wait_for("started")
    child = voice.pid
    voice.close()
    player.wait_for(lambda sound: sound.over)
    wait_gone(child)


def test_no_library_is_told_and_the_kiosk_goes_on(events, voices, speaker, tmp_path, monkeypatch):
    hide = "import ctypes\ndef refuse(*_): raise OSError('not here')\nctypes.cdll.LoadLibrary = refuse\n"
    (tmp_path / "sitecustomize.py").write_text(hide)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    speaker.say(PAGE)
    assert events.wait_for("failed").reason == "voice"
    speaker.say(PAGE)
    assert speaker.state == State("broken", "voice")
    assert len(voices.made) == 1


def test_no_player_is_told_after_a_second_try(events, voices, speaker, tmp_path):
    (tmp_path / "bin" / "pacat").unlink()
    speaker.say(PAGE)
    events.wait_for("failed")
    events.wait_for("failed")
    assert speaker.state == State("broken", "sound")
    assert len(voices.made) == 2


def test_a_player_that_fails_gives_way_to_the_next(player, events, voices, tmp_path):
    (tmp_path / "bin" / "pacat").rename(tmp_path / "bin" / "aplay")
    write_player(tmp_path / "bin", "exit 1", "pacat")
    say(voices(lambda event: None), 1, "Hello there, this is read aloud.")
    events.wait_for("finished")
    player.wait_for(lambda sound: sound.loud > 0)


def test_a_player_that_takes_no_sound_is_a_hang(events, voices, speaker, clock, tmp_path):
    write_player(tmp_path / "bin", "exec /bin/sleep 3600")
    speaker.say(PAGE)
    for life in (0, 1):
        events.wait_for("ready")
        hung = voices.made[life].pid
        clock.advance(ALIVE_SECONDS)
        wait_gone(hung)
    assert speaker.state == State("broken", "hung")


def test_text_is_on_no_command_line_and_in_no_file(events, voices, tmp_path, monkeypatch):
    hidden = tmp_path / "tmp"
    hidden.mkdir()
    monkeypatch.setenv("TMPDIR", str(hidden))
    voice = voices(lambda event: None)
    say(voice, 1, SECRET)
    events.wait_for("word")
    family = [p for p in Path("/proc").iterdir() if p.name.isdigit() and group_of(p) == voice.pid]
    assert len(family) == 2, "the voice and its player"
    for process in family:
        assert b"QQ123456C" not in (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
    assert not [
        name for name in written_by(voice.pid) if name.startswith("/") and not name.startswith("/dev/")
    ]
    events.wait_for("finished")
    assert list(hidden.iterdir()) == []


def test_speech_ends_with_a_kiosk_that_is_killed(player, tmp_path):
    program = tmp_path / "parent.py"
    program.write_text(
        "import sys, threading\n"
        "from kiosk.speech.voices import own\n"
        "from kiosk.speech.voice import Settings\n"
        "voice = own('espeak')(lambda e: print(e.name, flush=True))\n"
        f"voice.say(1, {LONG!r}, 'en', Settings())\n"
        "threading.Event().wait()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, str(program)], stdout=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert "started\n" in iter(parent.stdout.readline, "")
        parent.kill()
    player.wait_for(lambda sound: sound.over)


def test_the_kiosk_itself_never_loads_the_engine():
    loaded = "import sys, kiosk.speech.speaker, kiosk.speech.voices; print('pyttsx3' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_a_voice_closed_before_it_runs_starts_nothing(player):
    voice = own("espeak")(lambda event: None)
    voice.close()
    for thread in threading.enumerate():
        if thread.name == "voice":
            thread.join(PATIENCE)
    assert voice.pid is None


def group_of(process):
    with contextlib.suppress(OSError):
        return os.getpgid(int(process.name))
    return None


def written_by(pid):
    """What the process has open for writing."""
    for entry in (Path("/proc") / str(pid) / "fd").iterdir():
        with contextlib.suppress(OSError):  # it may close one while we look
            flags = (entry.parents[1] / "fdinfo" / entry.name).read_text().split("flags:")[1].split()[0]
            if int(flags, 8) & os.O_ACCMODE != os.O_RDONLY:
                yield str(entry.readlink())


def wait_gone(pid):
    """Until the process is no more: its end shows on a pidfd."""
    with contextlib.suppress(ProcessLookupError):
        descriptor = os.pidfd_open(pid)
        with contextlib.closing(os.fdopen(descriptor)):
            assert select.select([descriptor], [], [], PATIENCE)[0], "the process lives on"
