"""The log helps IT and holds no answer."""

import logging
import threading

from kiosk import log


def test_a_fault_is_logged_with_its_place_and_without_its_words(caplog):
    caplog.set_level(logging.ERROR, "handrail")
    try:
        {}["a secret that somebody typed"]
    except KeyError as error:
        log.fault(error, error.__traceback__, "e-17")
    assert "event e-17: KeyError at " in caplog.text
    assert "test_log.py" in caplog.text
    assert "a secret" not in caplog.text


def test_what_a_thread_dies_of_is_logged_without_its_words_too(monkeypatch, caplog, capfd):
    """P3: what Python itself would write of it has them."""
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    handrail = logging.getLogger("handrail")
    before = handrail.handlers[:], handrail.level
    try:
        log.set_up()
        thread = threading.Thread(target=int, args=("Canary Quillfeather",))
        thread.start()
        thread.join()
    finally:
        handrail.handlers[:] = before[0]
        handrail.setLevel(before[1])
    assert "ValueError" in caplog.text
    assert "Quillfeather" not in caplog.text + "".join(capfd.readouterr())
