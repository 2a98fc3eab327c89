"""``kiosk voices``: the list, and a sample in a file."""

import ctypes.util
import json
import wave

import pytest

from kiosk.cli.commands import run
from kiosk.speech.voices import VOICES

needs_espeak = pytest.mark.skipif(
    not ctypes.util.find_library("espeak-ng"), reason="libespeak-ng is not installed"
)


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)
    return tmp_path


def test_lists_every_voice_and_which_is_chosen(capsys):
    assert run(["voices", "--json"]) == 0
    voices = json.loads(capsys.readouterr().out)["voices"]
    assert [voice["name"] for voice in voices] == list(VOICES)
    assert [voice["name"] for voice in voices if voice["chosen"]] == ["espeak"]
    assert {"en", "cy", "pl", "ur"} <= set(voices[0]["languages"])


def test_lists_the_recordings_and_what_is_wrong_with_one(capsys, data):
    folder = data / "prompts" / "cy"
    folder.mkdir(parents=True)
    (folder / "sentences.toml").write_text('"Croeso." = "croeso.wav"\n')
    assert run(["voices"]) == 0
    out = capsys.readouterr().out
    assert "Recorded in cy: 0 sentences" in out
    assert "croeso.wav cannot be read: put the file there." in out
    (folder / "sentences.toml").write_text("Croeso")
    assert run(["voices"]) == 0
    assert "Mend that line" in capsys.readouterr().out


@needs_espeak
def test_a_sample_is_a_wav_file(capsys, data):
    out = data / "sample.wav"
    assert run(["voices", "--say", "Bore da.", "--language", "cy", "--out", str(out)]) == 0
    with wave.open(str(out)) as sound:
        assert 0.3 < sound.getnframes() / sound.getframerate() < 3
    assert "words a minute" in capsys.readouterr().out


@needs_espeak
def test_a_language_without_a_voice_is_a_sentence(capsys, data):
    assert run(["voices", "--say", "Magacaaga?", "--language", "so", "--out", str(data / "x.wav")]) == 1
    assert "cannot speak 'so' on this kiosk" in capsys.readouterr().err
    assert not (data / "x.wav").exists()


def test_a_sample_needs_a_file_to_go_to(capsys):
    assert run(["voices", "--say", "Hello."]) == 2
    assert "--out FILE" in capsys.readouterr().err
