"""The log helps IT and holds no answer."""

import logging

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
