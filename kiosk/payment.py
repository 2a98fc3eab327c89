"""How something is paid: [pay] in a service's manifest. No money and no card number is ever taken here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from kiosk.help_numbers import NUMBER
from kiosk.language import FALLBACK, pick

GAP = "{reference}"
_KEYS = {"address", "host", "phone", "reference", "amount", "desk"}
_LONGEST = 300
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
_DIGITS = re.compile(r"\d(?:[ -]?\d){12,}")
_CARD = range(13, 20)
"""How many digits the number of a bank card has (ISO/IEC 7812)."""


@dataclass(frozen=True)
class Payment:
    """Where and how to pay. The mappings hold the text in each language, by language code.

    ``address`` is the council's pay page with a gap for the reference, and ``host`` the one that it must lie on.
    ``reference`` names the question whose answer is the payment's reference, "" where the kiosk makes one. ``amount``
    says how much, as far as that is known; ``desk`` where to pay in person.
    """

    phone: str
    address: str = ""
    host: str = ""
    reference: str = ""
    amount: Mapping[str, str] = field(default_factory=dict)
    desk: Mapping[str, str] = field(default_factory=dict)

    def page(self, reference: str, allowed: Sequence[str] = ()) -> str:
        """The address of the pay page for ``reference``, and nothing else of the person in it.

        "" where there is none, or where ``allowed`` are the hosts that kiosk.toml has and this is none of them.
        """
        if not self.address or (allowed and self.host not in allowed):
            return ""
        return self.address.replace(GAP, quote(reference, safe=""))

    def text(self, name: str, language: str) -> str:
        """``amount`` or ``desk`` in ``language``, else in English; "" where it is not told."""
        return pick(getattr(self, name), language)

    def borrowed(self, language: str) -> set[str]:
        """What it says in English for want of ``language``."""
        return {
            pick(texts, language) for texts in (self.amount, self.desk) if texts and language not in texts
        }


def tidy(reference: str) -> str:
    """A reference as it is printed on bills: without the spaces and dashes that people type."""
    return re.sub(r"[\s-]+", "", reference).upper()


def is_card(text: str) -> bool:
    """Whether a number in ``text`` can be that of a bank card: 13 to 19 digits with the right last one (Luhn)."""
    found = (re.sub(r"\D", "", each) for each in _DIGITS.findall(text))
    return any(len(digits) in _CARD and _luhn(digits) for digits in found)


def _luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def fault(table: object) -> str:
    """What is wrong with the [pay] table of a manifest, as a sentence that says what to do; "" when nothing is."""
    if not isinstance(table, dict):
        return "write how to pay as a table, [pay]."
    for key in table:
        if key not in _KEYS:
            return f"[pay] has a key {key!r} that Handrail does not know: take it out or mend its name."
    for key in ("address", "host", "phone", "reference"):
        if not isinstance(table.get(key, ""), str):
            return f"[pay]: write {key} as text in quotes."
    for key in ("amount", "desk"):
        texts = table.get(key, {FALLBACK: "-"})
        if not isinstance(texts, dict) or not all(isinstance(text, str) and text for text in texts.values()):
            return f'[pay]: write {key} as {{ en = "..." }}.'
        if FALLBACK not in texts:
            return f"[pay] has no {key} in English: add it, since every other language falls back on it."
    if not NUMBER.fullmatch(table.get("phone", "")):
        return '[pay] needs the number of the payment line as phone, as it is dialled: "01632 960 200".'
    return _fault_of_address(table.get("address", ""), table.get("host", ""))


def _fault_of_address(address: str, host: str) -> str:
    if not address and not host:
        return ""
    if not address.startswith("https://"):
        return "[pay]: the address must begin with https://, so that nobody else can read or change the page."
    if len(address) > _LONGEST or not re.fullmatch(r"[!-~]+", address):
        return f"[pay]: the address must be at most {_LONGEST} plain characters, without spaces."
    if address.count(GAP) != 1 or "{" in address.replace(GAP, "") or "}" in address.replace(GAP, ""):
        return f"[pay]: the address must have {GAP} in it exactly once, and no other gap."
    try:
        parts = urlsplit(address)
        plain = parts.netloc == parts.hostname == host and not parts.fragment
    except ValueError:
        plain = False
    if not plain or not _HOST.fullmatch(host):
        return "[pay]: host must be the council's own host, as it stands in the address: pay.example.gov.uk."
    if GAP not in parts.path + "?" + parts.query:
        return f"[pay]: {GAP} must stand behind the host of the address."
    return ""
