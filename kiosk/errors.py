"""Every error that Handrail raises on purpose, in one tree.

    HandrailError               a sentence for a person: what is wrong, and what to do
    ├── ConfigError             kiosk.toml, an environment variable, a missing key file
    ├── FormError               a form that cannot be used; says where (row, cell, node) and what to do
    │   └── ExpressionError     an expression of a form; carries the character it goes wrong at
    ├── EvaluationError         an expression did too much work or met a value it cannot use
    ├── StoreError              the outbox cannot take or keep a submission (disk full, newer database)
    ├── DisplayError            the display that is started beside the program did not come up
    ├── SpeechError             a voice has nothing to speak with
    ├── BundleError             a bundle of services cannot be made or taken; nothing was changed
    ├── ReleaseError            a release of the image or the program cannot be made, taken or installed
    └── CouncilError            the council API cannot start or be used (port in use, no key)

A wrong answer by a citizen is no error: it is a Problem (kiosk/forms/problem.py).
"""


class HandrailError(Exception):
    """The root. ``str(error)`` is one plain sentence that says what is wrong and what to do."""


class ConfigError(HandrailError):
    """The configuration cannot be used."""


class FormError(HandrailError):
    """A form cannot be used.

    ``where`` names the place as the author knows it: ``row 12``, ``cell survey!C12`` or a node such as
    ``/data/age``; empty when the whole file is meant. ``others`` are more faults of the same form, so that its
    author can mend all of them at once.
    """

    def __init__(self, sentence: str, where: str = "", others: "tuple[FormError, ...]" = ()) -> None:
        super().__init__(f"{where}: {sentence}" if where else sentence)
        self.sentence = sentence
        self.where = where
        self.others = others


class ExpressionError(FormError):
    """An expression cannot be read. ``at`` is the character, counted from 1, in ``source``."""

    def __init__(self, sentence: str, source: str, at: int, where: str = "") -> None:
        super().__init__(f"{sentence} (at character {at})", where)
        self.reason = sentence
        self.source = source
        self.at = at


class EvaluationError(HandrailError):
    """An expression was stopped while it ran: too much work, or a value it cannot use."""


class StoreError(HandrailError):
    """The outbox cannot take or keep a submission."""


class BundleError(HandrailError):
    """A bundle cannot be made or taken. Nothing was changed."""


class ReleaseError(HandrailError):
    """A release cannot be made, taken or installed. What runs goes on."""


class CouncilError(HandrailError):
    """The council API cannot start or be used."""


class DisplayError(HandrailError):
    """The display that is started beside the program did not come up."""


class SpeechError(HandrailError):
    """A voice cannot make the sound that was asked for."""
