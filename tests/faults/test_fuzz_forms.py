"""Spoilt form files and media: looked over and loaded, or refused in one plain sentence, in bounded time (promise 5).

A few with ``make test``, thousands by ``make faults`` (ten minutes): tests/faults/amount.py.
"""

import contextlib
import io
import os
import random
import re
import resource
import signal
import struct
import wave
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from kiosk.attachments.kinds import kind_of
from kiosk.catalogue import BUILT_IN
from kiosk.errors import EvaluationError, FormError
from kiosk.forms import lint
from kiosk.forms.filling import Filling
from kiosk.forms.readers import convert, xlsform
from kiosk.speech.prompts import trouble
from tests.faults.amount import MANY, amount, dice
from tests.faults.mutations import spoil, spoil_workbook
from ui.drawing import png
from ui.photo import made_anew

SHARED = Path(__file__).resolve().parents[3] / "shared" / "forms"
SECONDS = 2.0 if MANY else 10.0
"""Of the processor, for one file. With ``make test`` coverage is measured, which makes everything slower."""
MOST = 300_000
"""kB of memory that all files together may add."""
LARGEST = 200_000
"""Bytes: of larger files fewer could be tried."""
KINDS = {
    "XForm": ("xml", 150, 30_000),
    "digital form builder": ("json", 120, 20_000),
    "CSV": ("csv", 20, 3_000),
    "workbook": ("xlsx", 5, 500),
}
INTERNAL = re.compile(r"Traceback|object at 0x|Error:|<class|NoneType|(?<!cannot be read \()KeyError|\n")
"""What no sentence says; what pyxform's own faults are called stands behind "cannot be read" for whoever looks on."""


@cache
def originals(ending):
    """Our own services' files, and real ones where they are."""
    found = [*BUILT_IN.glob(f"*/form.{ending}"), *sorted(SHARED.rglob(f"*.{ending}"))]
    return [path for path in found if path.stat().st_size < LARGEST]


class TooSlow(BaseException):
    """No Exception, so that nothing on the way takes it for a fault of the file."""


@contextlib.contextmanager
def bounded():
    """Ends what takes too much of the processor."""

    def over(*_):
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def look_over(path):
    """As ``kiosk forms check``, and then as a visit that begins; gives how it ended."""
    report = lint.check(path)
    for finding in (*report.errors, *report.warnings):
        assert not INTERNAL.search(str(finding)), finding
        assert finding.sentence.strip(), finding
    if report.form is None:
        assert report.errors
        return "refused"
    try:
        filling = Filling(
            report.form,
            language=report.form.default_language,
            now=lambda: datetime(2026, 11, 21, tzinfo=UTC),
            random=random.Random(1),
            new_id=lambda: "00000000-0000-4000-8000-000000000000",
        )
        key = filling.next_key(None)
        if key is not None:
            filling.page(key)
    except (FormError, EvaluationError) as error:
        said = str(error)
    else:
        return "works"
    assert not INTERNAL.search(said), said
    return "stopped"


@pytest.mark.parametrize("kind", KINDS)
def test_a_spoilt_form_is_refused_in_a_sentence_or_works(kind, tmp_path, tried, monkeypatch):
    """A hostile form (docs/threat-model.md): no fault of ours, no long work, no memory without end."""
    ending, few, many = KINDS[kind]
    files = originals(ending)
    if not files:
        pytest.skip(f"there is no .{ending} among our own forms, and ../shared/forms is not here")
    # In this process: a thousand children would take an hour. What the child is limited to is tested beside it.
    monkeypatch.setattr(xlsform, "in_a_child", lambda path, kind, data: convert.answer(data, kind, path.stem))
    chance, before = dice("forms", kind), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ends = dict.fromkeys(("refused", "works", "stopped"), 0)
    for number in range(amount(few, many)):
        original = chance.choice(files)
        path = tmp_path / f"{number % 10}.{ending}"
        path.write_bytes((spoil_workbook if ending == "xlsx" else spoil)(original.read_bytes(), chance))
        try:
            with bounded(), contextlib.redirect_stdout(io.StringIO()):
                ends[look_over(path)] += 1
        except BaseException as error:
            kept = Path(os.environ.get("FAULTS_KEPT", tmp_path)) / f"spoilt-{kind}-{number}.{ending}"
            kept.write_bytes(path.read_bytes())
            raise AssertionError(f"{original.name}, spoilt {number} times, kept as {kept}") from error
    assert ends["refused"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST
    tried(f"spoilt {kind} files", sum(ends.values()), f"{ends['refused']} refused, 0 faults")


def sound():
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(struct.pack("<200h", *range(200)))
    return made.getvalue()


def test_a_spoilt_recording_is_refused_in_a_sentence_or_plays(tmp_path, tried):
    chance, refused = dice("recordings"), 0
    for _ in range(number := amount(200, 40_000)):
        file = tmp_path / "said.wav"
        file.write_bytes(spoil(sound(), chance))
        with bounded():
            said = trouble(file)
        assert not INTERNAL.search(said), said
        refused += bool(said)
    assert refused
    tried("spoilt recordings", number, f"{refused} refused, 0 faults")


def test_a_spoilt_picture_is_refused_or_made_anew(qapp, tried):
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    whole, chance, refused = png(image), dice("pictures"), 0
    for _ in range(number := amount(200, 40_000)):
        data = spoil(whole, chance)
        with bounded():
            kind = kind_of(data)
            anew = made_anew(data) if kind is not None and kind.group == "image" else None
        refused += anew is None
        assert anew is None or kind_of(anew[1]) is not None
    assert refused
    tried("spoilt pictures", number, f"{refused} refused, 0 faults")
