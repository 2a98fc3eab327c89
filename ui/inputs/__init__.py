"""The kinds of interaction: one file each, and this table. A question type names one of these."""

from ui.inputs.base import Input
from ui.inputs.choices import Acknowledge, ChooseMany, ChooseOne
from ui.inputs.date import DateInput
from ui.inputs.masked import MaskedInput
from ui.inputs.multiline import MultilineInput
from ui.inputs.search import SearchMany, SearchOne
from ui.inputs.text import NumberInput, TextInput

INPUTS: dict[str, type[Input]] = {
    "text": TextInput,
    "multiline": MultilineInput,
    "masked": MaskedInput,
    "number": NumberInput,
    "date": DateInput,
    "choice_one": ChooseOne,
    "choice_many": ChooseMany,
    "search_one": SearchOne,
    "search_many": SearchMany,
    "acknowledge": Acknowledge,
    "note": Input,
}
