"""The languages whose text is read by rules; any other is read as it is written."""

from collections.abc import Mapping
from types import MappingProxyType

from kiosk.speech.lexicon import Lexicon
from kiosk.speech.lexicons.english import ENGLISH
from kiosk.speech.lexicons.polish import POLISH
from kiosk.speech.lexicons.urdu import URDU
from kiosk.speech.lexicons.welsh import WELSH

LEXICONS: Mapping[str, Lexicon] = MappingProxyType({"cy": WELSH, "en": ENGLISH, "pl": POLISH, "ur": URDU})
