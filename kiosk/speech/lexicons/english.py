"""British English, as a council writes it."""

import re

from kiosk.months import MONTHS
from kiosk.speech.lexicon import FIGURES, Capitals, Lexicon, after, before, listed, multiples, names, rule
from kiosk.speech.lexicons.english_words import (
    ABBREVIATIONS,
    LABELS,
    SHOUTED,
    SPELLED,
    UNITS,
    WEEKDAYS,
    WORDS,
    unit,
)
from kiosk.speech.rules.calendar import dated

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = names("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = names("oh teen twenty thirty forty fifty sixty seventy eighty ninety")
_MONTHS = ("", *MONTHS["en"])
_DAYS = listed(
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    "sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first|twenty-second|twenty-third|twenty-fourth|"
    "twenty-fifth|twenty-sixth|twenty-seventh|twenty-eighth|twenty-ninth|thirtieth|thirty-first"
)
_SAINTS = (
    r"(?:Mary|John|David|Peter|Paul|George|Andrew|Patrick|James|Luke|Mark|Michael|Nicholas|Thomas|Teilo|Helen|"
    r"Ann|Anne|Albans?|Ives|Asaph|Mellons|Fagans|Tydfil|Austell|Helens|Davids|Margaret|Catherine|Joseph|Stephen|"
    r"Martin|Matthew|Francis|Bride|Brides|Agnes|Neots?|Leonard|Edmunds?|Columba|Ninian|Illtyd|Cadoc|Dogmaels)"
)


def _tens(number: int) -> str:
    """0 to 99 as the end of a year: "oh six", "sixty-six"."""
    ten, one = divmod(number, 10)
    if ten == 1:
        return _TEENS[one]
    joint = "-" if ten else " "
    return f"{_TENS[ten]}{joint}{_DIGITS[one]}" if one else _TENS[ten]


def _year(year: int) -> str:
    century, rest = divmod(year, 100)
    if 2000 <= year < 2010:  # noqa: PLR2004  "two thousand and nine", then "twenty ten"
        return "two thousand" + (f" and {_DIGITS[rest]}" if rest else "")
    if not 1010 <= year < 2100:  # noqa: PLR2004  other years are read as numbers
        return str(year)
    return f"{_tens(century)} {_tens(rest) if rest else 'hundred'}"


def _clock(hour: int, minute: int) -> str:
    if (hour, minute) in ((0, 0), (12, 0)):
        return "midnight" if hour == 0 else "twelve noon"
    past = "" if minute == 0 else f" oh {_DIGITS[minute]}" if minute < 10 else f" {minute}"  # noqa: PLR2004  one digit
    return f"{hour % 12 or 12}{past} {'A.M.' if hour < 12 else 'P.M.'}"  # noqa: PLR2004  noon


def _decade(match: re.Match[str], _lexicon: Lexicon) -> str:
    """1990s as "nineteen nineties", the 60s as "sixties"."""
    ten = int(match["ten"])
    name = f"{_TENS[ten].removesuffix('y')}ies" if ten > 1 else ("tens" if ten else "hundreds")
    if not match["century"]:
        return name if ten > 1 else ""
    if match["century"] == "20" and not ten:
        return "two thousands"
    return f"{_tens(int(match['century']))} {name}"


def _street(match: re.Match[str], _lexicon: Lexicon) -> str:
    """Street after a name; Saint before one."""
    last, then = before(match).strip("(“"), after(match)
    named = last[:1].isupper() and not last.endswith((",", ".", ":"))
    if re.match(rf"{_SAINTS}\b|[A-Z][a-z]+[’']s\b", then) or not named:
        return "Saint" if then[:1].isupper() else ""
    return "Street"


_PARTS = {"p": "page", "ch": "chapter", "s": "section", "Reg": "regulation", "Qs": "questions"}


_NUMBERED = {"ni": "National Insurance", "nhs": "N.H.S.", "utr": "U.T.R.", "vat": "V.A.T."} | {
    "a/c": "account",
    "ref": "reference",
    "reg": "registration",
    "tel": "telephone",
}


def _numbered(match: re.Match[str], _lexicon: Lexicon) -> str:
    """NI no. as "National Insurance number"."""
    return f"{_NUMBERED.get(match[1].casefold(), match[1])} number{'s' if match[2] else ''}"


def _one(unit: str) -> str:
    """The name of one of a unit."""
    return UNITS[unit]("1").partition(" ")[2]


def _height(match: re.Match[str], _lexicon: Lexicon) -> str:
    return f"{UNITS['ft'](match[1])} {unit('inches', 'inch')(match[2])}"


def _short_date(match: re.Match[str], lexicon: Lexicon) -> str:
    return dated(lexicon, match[1], int(match[2]), "")


def _drive(match: re.Match[str], _lexicon: Lexicon) -> str:
    last, then = before(match), after(match)
    named = last[:1].isupper() and last.isalpha() and last not in {"Ask", "See", "Dear", "The"}
    return "Drive" if named and not then[:1].isupper() else "Doctor"


_UNIT = "kg|g|km|mm|cm|m|ft|litres?|l|L|ml|GB|MB|kW|W|V|t"
_SMALL = (
    r"(?:and|or|to|for|from|in|on|of|per|was|will|by|at|each|every|off|more|less|extra|until|if|when|with)\b"
)

_CONTEXT = (
    rule("street or saint", r"(?<![\w.])St\b(?:\.(?=\s))?(?!\w)", _street, needs="S"),
    rule("doctor or drive", r"(?<![\w.])Dr\b(?:\.(?=\s))?(?!\w)", _drive, needs="D"),
    rule(
        "page, chapter, section",
        r"(?<![\w’'])(?:(p|ch|s|Reg)\. ?|(s|Qs)(?: (?=\d)|(?=\d{2,3}\b)))(?=\d)",
        lambda m, _x: _PARTS[m[1] or m[2]],
        needs=FIGURES,
    ),
    rule(
        "number of",
        r"\b(NI|NHS|UTR|[Rr]ef|[Rr]eg|[Aa]ccount|[Pp]hone|[Tt]el|[Pp]olicy|[Ii]nvoice|[Pp]ayroll|[Hh]ouse"
        r"|VAT|[Cc]ase|[Cc]heque|[Cc]ard|[Ll]icence|[Pp]assport|[Mm]embership|[Cc]ustomer|A/c)\.?"
        r" [Nn]o(s?)\b\.?",
        _numbered,
    ),
    rule(
        "a measured thing",
        rf"(?=\d)(?:(?<=\b[Aa] )|(?<=\b[Aa]n ))(\d+(?:\.\d+)?)(?: ?({_UNIT})(?=\s(?!{_SMALL})[a-z]{{3}}))",
        lambda m, _x: f"{m[1]} {_one(m[2])}",
        needs=FIGURES,
    ),
    rule("minutes long", r"(?<=\d)-(min|hr)\b(?= [a-z])", lambda m, _x: _one(m[1]), needs="-"),
    rule(
        "a sum for a thing",
        rf"(?:(?<=\b[Aa] )|(?<=\b[Aa]n ))£(\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}})(?=\s(?!{_SMALL})[a-z]{{3}})",
        lambda m, _x: f"{m[1].replace(',', '')} pound",
        needs="£",
    ),
    rule("per one", r"(?<=\bper )(kWh|kW|kg|km|m²|m2|m³|m|g|l|hr|min|ft|t)\b", lambda m, _x: _one(m[1])),
    rule(
        "amperes",
        r"(?<![\w.,])(\d{1,3}) ?A(?= (?:plug|fuse|socket|outlet|supply|circuit|adaptor)s?\b)",
        lambda m, _x: f"{m[1]} amp",
        needs=FIGURES,
    ),
    rule(
        "day and month in figures",
        r"(?=\d)(?:(?<=\bw/[ce] )|(?<=\b[Oo]n )|(?<=[a-z]day ))(\d{1,2})/(\d{1,2})(?![\w/%]|,?\s(?:of|price)\b)",
        _short_date,
        needs="/",
    ),
    rule("feet and inches", r"\b(\d)['’′] ?(\d{1,2})[\"”″]", _height, needs=FIGURES),
    rule("inches", r"(?<=\d)in\b", lambda *_: "inches", needs=FIGURES),
    rule("stone", r"(?<=\d)st(?= \d{1,2} ?lb)", lambda *_: "stone", needs=FIGURES),
    rule("industrial estate", r"\bInd\.? Est\b\.?", lambda *_: "Industrial Estate", needs="I"),
    rule(
        "world war",
        r"\bWW(1|2|II?)\b",
        lambda m, _x: f"World War {'2' if m[1] in {'2', 'II'} else '1'}",
        needs="W",
    ),
    rule("stars", r"(?<=\b\d)\*(?!\w)", lambda *_: "star", needs=FIGURES),
    rule(
        "number sign",
        r"\b[Nn]os?\b\.?\s?(?=\d)",
        lambda m, _x: "numbers" if "s" in m[0] else "number",
        needs=FIGURES,
    ),
    rule("hash", r"(?<!\w)#(?=\d)", lambda *_: "number", needs=FIGURES),
    rule(
        "County Durham",
        r"\bCo\.? (?=[A-Z])",
        lambda m, _x: "County" if not before(m)[:1].isupper() else "Company",
        needs="C",
    ),
    rule("company", r"\bCo\.(?=\s|,|$)", lambda *_: "Company", needs="C"),
    rule(
        "secret number",
        r"(?=\d)(?:(?<=\bPIN )|(?<=\bPIN is )|(?<=[Cc]ode )|(?<=[Cc]ode is )|(?<=[Cc]ode: ))"
        r"\d{3,4}(?: \d{3,4})?(?![\w/-])",
        lambda m, x: x.groups(*m[0].split()),
        needs=FIGURES,
    ),
    rule(
        "extension",
        r"(?=\d)(?:(?<=[Ee]xt )|(?<=[Ee]xt\. )|(?<=[Ee]xtension ))\d{3,5}\b",
        lambda m, x: x.spell(m[0]),
        needs=FIGURES,
    ),
    rule("decade", r"(?<![\w£.,])(?P<century>1[0-9]|20)?[’']?(?P<ten>\d)0[’']?s\b", _decade, needs=FIGURES),
    rule(
        "letter after a figure", r"(?<=\d )(?:AD|BC|BCE|CE)\b", lambda m, x: x.initials(m[0]), needs=FIGURES
    ),
    rule("one or more", r"\b([a-z]{3,})\(s\)", lambda m, _x: f"{m[1]} or {m[1]}s", needs="("),
    rule("child or children", r"\b([Cc]hild)\(ren\)", lambda m, _x: f"{m[1]} or children", needs="("),
    rule("listed building", r"\bGrade II\*", lambda *_: "Grade 2 star", needs="*"),
    rule("house", r"(?=[A-Z])(?<=[Nn]umber )([A-Z])\b", lambda m, x: x.spell(m[1])),
    rule("letter A", r"(?<=[a-z] )A(?=$|[.,;:!?)”]|\s(?:and|or|to|in|on|is)\b)", lambda *_: "A.", needs="A"),
    rule("grades", r"\bA(?=\s(?:level|levels|star|roads?)\b)", lambda *_: "A.", needs="A"),
)


ENGLISH = Lexicon(
    digits=_DIGITS,
    days=_DAYS,
    months=_MONTHS,
    month_names=tuple(month.casefold() for month in _MONTHS),
    date="the {day} of {month}",
    year=_year,
    pounds=unit("pounds", "pound"),
    pence=unit("pence", "penny"),
    money_and=" ",
    multiples=multiples("thousand pounds", "million pounds", "billion pounds"),
    clock=_clock,
    to="to",
    until="to",
    percent="percent",
    signs={
        "@": "at",
        ".": "dot",
        "/": "slash",
        "-": "dash",
        "_": "underscore",
        "+": "plus",
        "?": "question mark",
    }
    | {"=": "equals", "&": "and", "%": "percent", "#": "hash", "~": "tilde"}
    | {
        "±": "plus or minus",
        "<": "less than",
        ">": "more than",
        "≤": "at most",
        "≥": "at least",
        "≈": "about",
    },
    units=UNITS,
    minus="minus",
    by="by",
    times="times",
    per="per",
    either="or",
    both="and",
    fractions={
        "1/2": ("one half", "and a half"),
        "1/4": ("one quarter", "and a quarter"),
        "3/4": ("three quarters", "and three quarters"),
        "1/3": ("one third", "and a third"),
        "2/3": ("two thirds", "and two thirds"),
        "1/5": ("one fifth", "and a fifth"),
        "2/5": ("two fifths", "and two fifths"),
        "3/5": ("three fifths", "and three fifths"),
        "1/8": ("one eighth", "and an eighth"),
        "3/8": ("three eighths", "and three eighths"),
        "5/8": ("five eighths", "and five eighths"),
    },
    abbreviations=ABBREVIATIONS,
    unfinished=frozenset(
        names(
            "Mr. Mrs. Ms. Dr. Cllr. St. No. no. Nos. nos. Tel. Tel: tel. Ref. ref. e.g. i.e. approx. ext. Prof. Rev. "
            "c. p. pp. ch. s. Co. "
            "Jan. Feb. Aug. Sept. Oct. Nov. Dec. esp. vs. incl. inc. max. min. Dept. dept. Rd. Ave. opt. para. paras. "
            "Sched. Reg. Bldg. Flr. Nr. Revd. Rm. Flt. Cllrs. vol. fig. Art. Ch. Lt. Sgt. Hon."
        )
    ),
    number=lambda *_: "",
    weekdays=WEEKDAYS,
    little=frozenset("AIaio"),
    labels=LABELS,
    numbered=frozenset(
        names(
            "part step grade war chapter volume article phase book act schedule type stage class tier category annex"
        )
    ),
    rulers=dict.fromkeys(
        names(
            "Elizabeth Charles George Henry Edward William James Richard Mary Louis Philip Paul John Pius Benedict"
        ),
        lambda number: f"the {_DAYS[number]}" if number < len(_DAYS) else str(number),
    ),
    coins={
        "€": (unit("euros", "euro"), unit("cents", "cent")),
        "$": (unit("dollars", "dollar"), unit("cents", "cent")),
    },
    calling=frozenset(
        names("call calls calling ring ringing dial dialling phone phoning text on to nhs number or")
    ),
    capitals=Capitals(words=WORDS, shouted=SHOUTED, spelled=SPELLED),
    rules=_CONTEXT,
)
