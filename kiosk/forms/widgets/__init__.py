"""The widgets: other ways to ask a question of a standard type, one small file each, and this table.

A form names one by appearance or k:widget. To add one, write its file and its line here; docs/appearances.md lists
them.
"""

from dataclasses import replace

from kiosk.forms.types import TYPES
from kiosk.forms.types.kind import QuestionType
from kiosk.forms.types.text import TEXT
from kiosk.forms.widgets.account_number import ACCOUNT_NUMBER
from kiosk.forms.widgets.address import ADDRESS
from kiosk.forms.widgets.barcode import BARCODE
from kiosk.forms.widgets.date_of_birth import DATE_OF_BIRTH
from kiosk.forms.widgets.digits import some_digits
from kiosk.forms.widgets.email import EMAIL
from kiosk.forms.widgets.money import MONEY
from kiosk.forms.widgets.nhs_number import NHS_NUMBER
from kiosk.forms.widgets.ni_number import NI_NUMBER
from kiosk.forms.widgets.postcode import POSTCODE
from kiosk.forms.widgets.sort_code import SORT_CODE
from kiosk.forms.widgets.telephone import TELEPHONE
from kiosk.forms.widgets.utr import UTR

WIDGETS: dict[str, QuestionType] = {
    "ni-number": NI_NUMBER,
    "sort-code": SORT_CODE,
    "account-number": ACCOUNT_NUMBER,
    "money": MONEY,
    "postcode": POSTCODE,
    "address": ADDRESS,
    "barcode": BARCODE,
    "telephone": TELEPHONE,
    "phone": TELEPHONE,
    "tel": TELEPHONE,
    "email": EMAIL,
    "date-of-birth": DATE_OF_BIRTH,
    "nhs-number": NHS_NUMBER,
    "utr": UTR,
    "multiline": replace(TEXT, input="multiline"),
    "numbers": replace(TEXT, input="number", plausible=lambda random, _question: some_digits(random, 6)),
}
"""By name. ``QuestionType.name`` is the type that a widget is for; on another type its name changes nothing."""

MASKED = {"number": "masked_number", "telephone": "masked_number", "capitals": "masked_capitals"}
"""The input that masks (P4) in the place of another; of the rest, ``masked`` does."""
_HIDE = "masked"


def kind_of(type_: str, appearance: frozenset[str]) -> QuestionType:
    """How a question is read, shown and asked: by the first widget of the table that it names, else by its type."""
    kind = TYPES[type_]
    if not appearance:
        return kind
    named = (each for name, each in WIDGETS.items() if name in appearance and each.name == type_)
    kind = next(named, kind)
    if _HIDE in appearance and type_ == TEXT.name and not is_masked(kind.input):
        return replace(kind, input=MASKED.get(kind.input, "masked"))
    return kind


def is_masked(input_: str) -> bool:
    """Whether an input shows dots for what is typed, which then is told nowhere (P4)."""
    return input_.startswith("masked")
