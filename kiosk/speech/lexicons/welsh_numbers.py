"""Welsh numbers in words: by tens for amounts, with the gender and the mutation that a noun asks for.

The voice reads figures without either ("deg dau" for 12, "dau punt" for £2), so all figures are given to it in words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.speech.lexicon import listed, names

ONES = ("dim", "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw")
_FEMININE = {"dau": "dwy", "tri": "tair", "pedwar": "pedair"}
_TENS = (
    "",
    "deg",
    "dau ddeg",
    "tri deg",
    "pedwar deg",
    "pum deg",
    "chwe deg",
    "saith deg",
    "wyth deg",
    "naw deg",
)
_HUNDREDS = listed("cant|dau gant|tri chant|pedwar cant|pum cant|chwe chant|saith cant|wyth cant|naw cant")
_BEFORE_NOUN = {"pump": "pum", "chwech": "chwe", "cant": "can", "gant": "gan", "chant": "chan"}
_KEPT = ("ph", "th", "ch", "dd")
_SOFT = {"ll": "l", "rh": "r", "p": "b", "t": "d", "c": "g", "b": "f", "d": "dd", "g": "", "m": "f"}
_ASPIRATE = {"p": "ph", "t": "th", "c": "ch"}


def soft(word: str) -> str:
    """The soft mutation: punt, bunt."""
    return _mutated(word, _SOFT)


def aspirate(word: str) -> str:
    """The aspirate mutation: punt, phunt."""
    return _mutated(word, _ASPIRATE)


def _mutated(word: str, changes: Mapping[str, str]) -> str:
    old = next((old for old in changes if word.startswith(old) and not word.startswith(_KEPT)), "")
    return changes.get(old, "") + word[len(old) :]


def and_(word: str) -> str:
    """The word after "and": a phump, ac un."""
    return f"ac {word}" if word[0] in "aeiouwy" else f"a {aspirate(word)}"


_NUMERALS = frozenset(
    names("dau dwy tri tair pedwar pedair pump pum deg deuddeg deunaw pymtheg cant can mil miliwn biliwn")
)
_SOFTENING = frozenset(names("i o am ar at gan dan dros drwy trwy heb hyd wrth neu"))
_ASPIRATING = frozenset(names("a â gyda tua"))


def linked(word: str, said: str) -> str:
    """A number in words after the ``word`` before it: "o bump", "i ddeg", "a thri"."""
    first, gap, rest = said.partition(" ")
    if first not in _NUMERALS:
        return said
    last = word.rpartition(" ")[2].casefold()
    if last in _SOFTENING:
        return soft(first) + gap + rest
    return aspirate(first) + gap + rest if last in _ASPIRATING else said


def cardinal(number: int, *, feminine: bool = False) -> str:
    """By tens: 12 as "un deg dau", 2,345 as "dwy fil tri chant pedwar deg pump"."""
    for size, name, twice in (
        (10**9, "biliwn", "dau biliwn"),
        (10**6, "miliwn", "dwy filiwn"),
        (1000, "mil", "dwy fil"),
    ):
        many, rest = divmod(number, size)
        if many:
            whole = _many(many, name, twice)
            return f"{whole} {_rest(rest, feminine=feminine)}".strip()
    hundred, rest = divmod(number, 100)
    if hundred:
        return f"{_HUNDREDS[hundred]} {_rest(rest, feminine=feminine)}".strip()
    ten, one = divmod(number, 10)
    last = _FEMININE.get(ONES[one], ONES[one]) if feminine else ONES[one]
    if not ten:
        return last
    return f"{'un deg' if ten == 1 and one else _TENS[ten]} {last if one else ''}".strip()


def _rest(rest: int, *, feminine: bool) -> str:
    words = cardinal(rest, feminine=feminine) if rest else ""
    return and_(words) if 0 < rest <= len(ONES) else words


def _many(many: int, name: str, twice: str) -> str:
    if many == 1:
        return name
    if many == 2:  # noqa: PLR2004  two mutates
        return twice
    words = before_noun(cardinal(many, feminine=name != "biliwn"))
    return f"{words} {soft(name) if words.endswith('dwy') else name}"


def before_noun(words: str) -> str:
    """Pump, chwech and cant lose their ends before a noun."""
    head, _, last = words.rpartition(" ")
    return f"{head} {_BEFORE_NOUN.get(last, last)}".strip()


def figure(written: str, *, feminine: bool = False) -> str:
    """A figure, maybe with a decimal, in words: 2.5 as "dau bwynt pump"."""
    whole, _, part = written.partition(".")
    words = cardinal(int(whole), feminine=feminine and not part)
    return f"{words} {_point(whole)} {' '.join(ONES[int(c)] for c in part)}" if part else words


def _point(whole: str) -> str:
    return "bwynt" if whole.endswith("2") else "pwynt"


@dataclass(frozen=True)
class Noun:
    """A thing counted, unmutated; ``plural`` is what follows "o" after most numbers over ten."""

    one: str
    plural: str
    feminine: bool = False

    def __call__(self, written: str) -> str:
        """Two pounds as "dwy bunt", twelve as "un deg dwy o bunnau"."""
        if not written.isdigit():
            return f"{figure(written)} {self.one}"
        number = int(written)
        words = before_noun(cardinal(number, feminine=self.feminine))
        if (number > 10 and number % 10) or number >= 1000:  # noqa: PLR2004  the noun follows o
            return f"{cardinal(number, feminine=self.feminine)} o {soft(self.plural)}"
        return f"{words} {self._after(number)}"

    def _after(self, number: int) -> str:
        if number == 1:
            return soft(self.one) if self.feminine and self.one[:2] not in {"ll", "rh"} else self.one
        if number == 2:  # noqa: PLR2004  two mutates
            return soft(self.one)
        return aspirate(self.one) if number == 6 or (number == 3 and not self.feminine) else self.one  # noqa: PLR2004  chwe, tri


_AGES = dict(
    enumerate(
        listed(
            "un ar ddeg|deuddeg|tair ar ddeg|pedair ar ddeg|pymtheg|un ar bymtheg|dwy ar bymtheg|deunaw|"
            "pedair ar bymtheg|ugain"
        )[1:],
        11,
    )
)
_LINKS = frozenset(
    names(
        "i o a ac neu y yr yn ar am at gan mewn oed wedi gyda hyd na nac y’r i’r o’r a’r yw sydd fel cyn rhwng er tan "
        "wrth dros heb trwy bob os mae bydd"
    )
)
_FEMININE_NOUNS = re.compile(
    r"(?:bunt|punt|phunt|[gc]einiog|cheiniog|[fb]lynedd|[fb]lwyddyn|wythnos|awr|[td]udalen|thudalen|ystafell|"
    r"gadair|cadair|chadair|[fm]erch|ferched|sir|ysgol|[gc]oeden|ran|rhan|[fm]illtir|waith|gwaith|radd|gradd|noson|eiliad|"
    r"stryd|neges|ffurflen|eitem|adran|[fm]enyw|funud|[lr]hes|res|[dt]alaith|lythyren|llythyren|linell|llinell)\w*"
)


def counting(written: str, noun: str) -> str:
    """A plain figure before ``noun`` as it is written, already mutated: "dwy flynedd", "pum munud", "deunaw oed"."""
    if "." in written:
        return figure(written)
    number = int(written)
    if noun in {"oed", "mlwydd"}:
        return _AGES.get(number) or cardinal(number, feminine=True)
    words = cardinal(number, feminine=bool(_FEMININE_NOUNS.fullmatch(noun)))
    return before_noun(words) if noun[:1].islower() and noun not in _LINKS else words


_MINUTES = {
    5: "pum munud",
    10: "deg munud",
    15: "chwarter",
    20: "ugain munud",
    25: "pum munud ar hugain",
}
_HOURS = ("deuddeg", *listed("un|dau|tri|pedwar|pump|chwech|saith|wyth|naw|deg|un ar ddeg|deuddeg")[1:])


_MINUTE = Noun("munud", "munudau", feminine=True)


def clock(hour: int, minute: int) -> str:
    """As it is told: hanner awr wedi dau y prynhawn, chwarter i dri."""
    if (hour, minute) in ((0, 0), (12, 0)):
        return "hanner nos" if hour == 0 else "hanner dydd"
    part = "y bore" if hour < 12 else "y prynhawn" if hour < 18 else "yr hwyr"  # noqa: PLR2004  noon and six
    now, then = _HOURS[hour % 12], soft(_HOURS[hour % 12 + 1])
    if minute == 0:
        return f"{now} o’r gloch {part}"
    if minute == 30:  # noqa: PLR2004  half
        return f"hanner awr wedi {now} {part}"
    if 60 - minute in _MINUTES:
        return f"{_MINUTES[60 - minute]} i {then} {part}"
    return f"{_MINUTES.get(minute) or _MINUTE(str(minute))} wedi {now} {part}"


def year(number: int) -> str:
    """2026 as "dwy fil dau ddeg chwech", 1984 as "mil naw wyth pedwar"."""
    if 1100 <= number < 2000 and number % 100:  # noqa: PLR2004  by its figures
        return "mil " + " ".join(ONES[int(c)] for c in str(number)[1:])
    return cardinal(number)
