"""A barcode: read by a scanner that types it, or typed from the number under it. The type ``barcode`` asks so."""

from dataclasses import replace
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.types.text import TEXT


def plausible(random: Random, _question: Question) -> Raw:
    """Thirteen digits, as on a book."""
    return "".join(random.choice("0123456789") for _ in range(13))


BARCODE = replace(
    TEXT, input="barcode", plausible=plausible, required="required.barcode", hint="hint.barcode"
)
