"""The kinds of interaction: one file each, and this table. A question type names one of these."""

from ui.inputs.address import AddressInput
from ui.inputs.barcode import BarcodeInput
from ui.inputs.base import Input
from ui.inputs.choices import Acknowledge, ChooseMany, ChooseOne
from ui.inputs.date import DateInput
from ui.inputs.draw import DrawingInput, SignatureInput
from ui.inputs.file import FileInput
from ui.inputs.masked import MaskedCapitals, MaskedInput, MaskedNumber
from ui.inputs.money import MoneyInput
from ui.inputs.multiline import MultilineInput
from ui.inputs.place import PlaceInput
from ui.inputs.rank import RankInput
from ui.inputs.search import SearchMany, SearchOne
from ui.inputs.step import StepInput
from ui.inputs.text import CapitalsInput, EmailInput, NumberInput, TelephoneInput, TextInput
from ui.inputs.time import DateTimeInput, TimeInput

INPUTS: dict[str, type[Input]] = {
    "text": TextInput,
    "multiline": MultilineInput,
    "masked": MaskedInput,
    "masked_capitals": MaskedCapitals,
    "masked_number": MaskedNumber,
    "number": NumberInput,
    "telephone": TelephoneInput,
    "money": MoneyInput,
    "capitals": CapitalsInput,
    "email": EmailInput,
    "date": DateInput,
    "time": TimeInput,
    "date_time": DateTimeInput,
    "step": StepInput,
    "rank": RankInput,
    "choice_one": ChooseOne,
    "choice_many": ChooseMany,
    "address": AddressInput,
    "barcode": BarcodeInput,
    "place": PlaceInput,
    "search_one": SearchOne,
    "search_many": SearchMany,
    "acknowledge": Acknowledge,
    "signature": SignatureInput,
    "drawing": DrawingInput,
    "file": FileInput,
    "note": Input,
}
