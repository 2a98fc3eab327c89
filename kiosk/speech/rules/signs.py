"""Signs before a figure or a name: plus or minus, more than, about; @ and #."""

import re

from kiosk.speech.lexicon import Lexicon, rule

_MEANT = {"~": "≈"}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _compared(match: re.Match[str], lexicon: Lexicon) -> str:
    return lexicon.signs[_MEANT.get(match[1], match[1])]


def _name(match: re.Match[str], lexicon: Lexicon) -> str:
    """A name as the net writes it, its words run together: @MerrowCouncil."""
    return f"{lexicon.signs[match[1]]} {_HUMP.sub(' ', match[2])}"


RULES = (
    rule("compared", r"(?<![\w/=<>-])([±<>≤≥~≈])\s?(?=[£€$]?\d)", _compared, needs="±<>≤≥~≈"),
    rule("name on the net", r"(?<![\w.@#&/])([@#])([^\W\d]\w+)", _name, needs="@#"),
)
