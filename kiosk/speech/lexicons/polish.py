"""Polish. Numbers stay in figures where espeak-ng's Polish voice reads them well; hours and dates are inflected."""

import re

from kiosk.months import MONTHS
from kiosk.speech.lexicon import Capitals, Counted, Lexicon, listed, multiples, names, rule
from kiosk.speech.lexicons.polish_words import ABBREVIATIONS, UNITS, WEEK
from kiosk.speech.rules.calendar import days_in_own_words, in_own_words

_DIGITS = ("zero", "jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć")
_MONTHS = ("", *MONTHS["pl"])
_ONES = listed(
    "pierwszego|drugiego|trzeciego|czwartego|piątego|szóstego|siódmego|ósmego|dziewiątego|dziesiątego|"
    "jedenastego|dwunastego|trzynastego|czternastego|piętnastego|szesnastego|siedemnastego|osiemnastego|"
    "dziewiętnastego"
)
_TENS = listed(
    "dziesiątego|dwudziestego|trzydziestego|czterdziestego|pięćdziesiątego|sześćdziesiątego|"
    "siedemdziesiątego|osiemdziesiątego|dziewięćdziesiątego"
)
_HOURS = (
    "północy",
    *listed(
        "pierwszej|drugiej|trzeciej|czwartej|piątej|szóstej|siódmej|ósmej|dziewiątej|dziesiątej|jedenastej|"
        "dwunastej|trzynastej|czternastej|piętnastej|szesnastej|siedemnastej|osiemnastej|dziewiętnastej|"
        "dwudziestej|dwudziestej pierwszej|dwudziestej drugiej|dwudziestej trzeciej"
    )[1:],
)
"""After "o", "od" and "do", which is where a council writes an hour. The day has 24 of them in Polish."""


def _ordinal(number: int) -> str:
    """1 to 99 in the genitive, as dates and years have it."""
    if number < len(_ONES):
        return _ONES[number]
    ten, one = divmod(number, 10)
    return f"{_TENS[ten]} {_ONES[one]}".strip()


_DAYS = ("", *(_ordinal(day) for day in range(1, 32)))


def _year(year: int) -> str:
    """1958 as "tysiąc dziewięćset pięćdziesiątego ósmego"."""
    if year == 2000:  # noqa: PLR2004  a word of its own
        return "dwutysięcznego"
    if 2000 < year < 2100:  # noqa: PLR2004  this century
        return f"dwa tysiące {_ordinal(year % 100)}"
    if 1900 < year < 2000:  # noqa: PLR2004  the last one
        return f"tysiąc dziewięćset {_ordinal(year % 100)}"
    return "tysiąc dziewięćsetnego" if year == 1900 else str(year)  # noqa: PLR2004  its first year


def _clock(hour: int, minute: int) -> str:
    if not minute:
        return _HOURS[hour]
    past = f"zero {_DIGITS[minute]}" if minute < len(_DIGITS) else str(minute)
    return f"{_HOURS[hour] if hour else 'zero'} {past}"


def _written(match: re.Match[str], lexicon: Lexicon) -> str:
    read = (days_in_own_words if "first" in match.groupdict() else in_own_words)(match, lexicon)
    return f"{read} roku" if read and match["year"] else read


def _week(match: re.Match[str], _lexicon: Lexicon) -> str:
    """pn.–pt. as "od poniedziałku do piątku"."""
    return f"{match[1] or 'od '}{WEEK[match[2]]} do {WEEK[match[3]]}"


_MULTIPLES = {
    "k": Counted("tysięcy funtów", {1: "tysiąc funtów"}, few="tysiące funtów"),
    "m": Counted("milionów funtów", {1: "milion funtów"}, few="miliony funtów"),
    "bn": Counted("miliardów funtów", {1: "miliard funtów"}, few="miliardy funtów"),
}
_PARTS = {"k": "tysiąca funtów", "m": "miliona funtów", "bn": "miliarda funtów"}
_NAMES = {"thousand": "k", "million": "m", "billion": "bn", "tys.": "k", "mln": "m", "mld": "bn"}


def _multiple(match: re.Match[str], _lexicon: Lexicon) -> str:
    name = match[3].casefold()
    name = _NAMES.get(name, name)
    if match[2]:
        return f"{match[1]},{match[2]} {_PARTS[name]}"
    return _MULTIPLES[name](match[1])


def _number(figure: str, noun: str) -> str:
    """1, 2 and numbers that end in 2 agree with what is counted; a decimal has a comma."""
    if "." in figure:
        return figure.replace(".", ",")
    nominative = noun.endswith(("a", "y", "i", "e", "o", "ć", "ź", "cz", "c")) and not noun.endswith("mi")
    word = next((word for word in (_FEMININE, _NEUTER) if nominative and word.fullmatch(noun)), None)
    if word is None or len(figure) > _LONGEST_AGREEING:
        return figure
    if figure == "1":
        return "jedna" if word is _FEMININE else "jedno"
    if word is _NEUTER or not figure.endswith("2") or figure.endswith("12"):
        return figure
    return f"{figure[:-1]}0 dwie" if len(figure) > 1 else "dwie"


_LONGEST_AGREEING = 3
_FEMININE = re.compile(
    r"(?:osob|godzin|minut|sekund|stron|lini|odpowied|opcj|wiadomoś|spraw|usłu|liter|kategori|cyfr|nazw|rzecz|"
    r"książ|karty|karta|kartk|prac|córk|części|część|próby|próba|kopi|raty|rata|sztuk|toreb|torby|torba|noc|not|tabl|"
    r"kobiet|grup|form[yau]|drog|ulic|szkoł|szkół|informacj|instrukcj|sekcj|łyż|paczk|walizk|pozycj|tabletk|zmian)"
    r"[^\W\d_]*"
)
_NEUTER = re.compile(r"(?:dziecko|pytanie|pole|zdjęcie|okno|miejsce|konto|słowo|zadanie|piętro|pudełko)")


_KINGS = names("pierwszy drugi trzeci czwarty piąty szósty siódmy ósmy dziewiąty dziesiąty")
_QUEENS = names("pierwsza druga trzecia czwarta piąta szósta siódma ósma dziewiąta dziesiąta")


def _king(number: int) -> str:
    return _KINGS[number - 1] if number <= len(_KINGS) else str(number)


def _queen(number: int) -> str:
    return _QUEENS[number - 1] if number <= len(_QUEENS) else str(number)


_CENTURIES = {18: "osiemnasty", 19: "dziewiętnasty", 20: "dwudziesty", 21: "dwudziesty pierwszy"}


def _century(match: re.Match[str], _lexicon: Lexicon) -> str:
    """XX wiek as "dwudziesty wiek"."""
    number = sum({"I": 1, "V": 5, "X": 10}[c] for c in match[1].replace("IV", "IIII").replace("IX", "VIIII"))
    if match[2]:
        return f"{_ordinal(number)} wieku"
    return f"{_CENTURIES.get(number) or _king(number)} wiek"


def _in_a_year(match: re.Match[str], lexicon: Lexicon) -> str:
    """After "w" a year is in the locative: "w dwa tysiące dziesiątym roku"."""
    return f"{re.sub('(i?)ego', lambda m: 'im' if m[1] else 'ym', lexicon.year(int(match[0][:4])))} roku"


def _hours(match: re.Match[str], lexicon: Lexicon) -> str:
    first, last = int(match[1]), int(match[2])
    return (
        f"godzinach od {lexicon.clock(first, 0)} do {lexicon.clock(last, 0)}"
        if max(first, last) < len(_HOURS)
        else ""
    )


def _decimal_unit(match: re.Match[str], lexicon: Lexicon) -> str:
    count = lexicon.units.get(match[3])
    return count(f"{match[1]}.{match[2]}") if count else ""


def _world_war(match: re.Match[str], _lexicon: Lexicon) -> str:
    first = len(match[1]) == 1
    return {"a": "pierwsza" if first else "druga", "y": "pierwszej" if first else "drugiej"}.get(
        match[2][-1], ""
    )


POLISH = Lexicon(
    digits=_DIGITS,
    days=_DAYS,
    months=_MONTHS,
    month_names=_MONTHS,
    date="{day} {month}",
    year=_year,
    pounds=Counted("funtów", {1: "funt"}, few="funty"),
    pence=Counted("pensów", {1: "pens"}, few="pensy"),
    money_and=" ",
    multiples=multiples(*(word.other for word in _MULTIPLES.values())),
    clock=_clock,
    to="do",
    until="do",
    percent="procent",
    signs={"@": "małpa", ".": "kropka", "/": "ukośnik", "-": "myślnik", "_": "podkreślnik", "+": "plus"}
    | {"?": "znak zapytania", "=": "równa się", "&": "i", "%": "procent", "#": "krzyżyk", "~": "tylda"}
    | {
        "±": "plus minus",
        "<": "mniej niż",
        ">": "więcej niż",
        "≤": "najwyżej",
        "≥": "co najmniej",
        "≈": "około",
    },
    units=UNITS,
    minus="minus",
    by="na",
    times="razy",
    per="na",
    either="lub",
    both="i",
    fractions={
        "1/2": ("pół", "i pół"),
        "1/4": ("jedna czwarta", "i jedna czwarta"),
        "3/4": ("trzy czwarte", "i trzy czwarte"),
        "1/3": ("jedna trzecia", "i jedna trzecia"),
        "2/3": ("dwie trzecie", "i dwie trzecie"),
        "1/5": ("jedna piąta", "i jedna piąta"),
        "1/8": ("jedna ósma", "i jedna ósma"),
    },
    abbreviations=ABBREVIATIONS,
    unfinished=frozenset(
        names(
            "al. dot. godz. im. m.in. maks. min. np. ok. os. pl. r. ref. str. tel. tel: tj. tys. tzn. tzw. ul. wewn."
        )
    ),
    number=_number,
    little=frozenset("AIOUWZaiouwz"),
    labels=frozenset(
        names("mieszkanie mieszkania blok lokal część sekcja grupa klasa kategoria formularz opcja witamina")
    ),
    numbered=frozenset(names("część części rozdział tom etap faza klasa kategoria")),
    rulers=dict.fromkeys(names("Karol Jerzy Henryk Edward Jakub Ryszard Wilhelm Filip Jan Paweł"), _king)
    | dict.fromkeys(
        names("Karola Jerzego Henryka Edwarda Jakuba Ryszarda Wilhelma Filipa Jana Pawła"), _ordinal
    )
    | {"Elżbieta": _queen, "Maria": _queen},
    coins={
        "€": (Counted("euro"), Counted("centów", {1: "cent"}, few="centy")),
        "$": (Counted("dolarów", {1: "dolar"}, few="dolary"), Counted("centów", {1: "cent"}, few="centy")),
    },
    calling=frozenset(names("numer numerem dzwoń zadzwoń zadzwonić dzwonić pod na lub nhs")),
    capitals=Capitals(
        words={"PIP": "pip", "PIN": "pin", "PESEL": "pesel", "ZUS": "zus", "NASA": "NASA"},
        shouted=frozenset(
            names(
                "NIE TAK DO NA BEZ LUB ALE ZE ZA PO OD JEST TO TU JAK KTO CO SIĘ MA TYLKO ALBO NIC NAM STOP"
            )
        ),
        spelled=frozenset(names("CCTV DVLA HMRC PAYE RNIB EHCP")),
    ),
    rules=(
        rule(
            "days of a Polish month",
            rf"\b(?P<first>\d{{1,2}})(?:\s?[–-]\s?| do )(?P<day>\d{{1,2}})\s(?P<month>{'|'.join(_MONTHS[1:])})\b"
            r"(?:\s(?P<year>\d{4})\b(?:\s(?:r\.|roku\b))?)?",
            _written,
        ),
        rule(
            "days of the week",
            rf"(\b[Oo]d )?\b({'|'.join(WEEK)})\.?\s?[–-]\s?({'|'.join(WEEK)})\b\.?",
            _week,
        ),
        rule("flat", r"(?<=\d )m\.\s?(?=\d)", lambda *_: "mieszkanie"),
        rule(
            "decimal percentage",
            r"(?<![\w.,£])(\d+,\d{1,2})\s?%",
            lambda m, x: f"{m[1]} {x.percent}",
            needs="%",
        ),
        rule(
            "Polish date",
            rf"\b(?P<day>\d{{1,2}})\s(?P<month>{'|'.join(_MONTHS[1:])})\b(?:\s(?P<year>\d{{4}})\b(?:\s(?:r\.|roku\b))?)?",
            _written,
        ),
        rule(
            "thousands and millions of pounds",
            r"£(\d{1,3})(?:[.,](\d{1,2}))?\s?(k|m|bn|thousand|million|billion|tys\.|mln|mld)(?!\w)",
            _multiple,
            re.IGNORECASE,
        ),
        rule("tax year", r"\b((?:19|20)\d\d)[/–-](\d\d)\b(?!-)", lambda m, _x: f"{m[1]} na {m[2]}"),
        rule("in a year", r"(?<=\b[Ww] )(?:19|20)\d\d(?:\sr\.|\sroku\b)?(?![\d.,/–-])", _in_a_year),
        rule("century", r"\b([IVX]{1,5}) wiek(u?)\b", _century),
        rule("hours of a day", r"\bgodz\. (\d{1,2})[–-](\d{1,2})(?![\w:.])", _hours),
        rule("decimal and unit", r"(?<![\w.,£])(\d+),(\d{1,2})\s?([a-zA-Z°²³/]{1,4})(?!\w)", _decimal_unit),
        rule("decimal", r"(?<![\w.,£])\d+,\d{1,2}(?![\w,]|\.\d)", lambda m, _x: m[0]),
        rule(
            "pounds with a comma",
            r"£(\d+),(\d\d)(?![\d,]|\s?(?:tys|mln|mld|m\b|k\b))",
            lambda m, x: f"{x.pounds(m[1])} {x.pence(str(int(m[2])))}" if int(m[2]) else x.pounds(m[1]),
        ),
        rule("world war", r"\b(II?) (?=wojn([ay]) świat)", _world_war),
        rule(
            "hours",
            r"\b([01]?\d|2[0-3]):([0-5]\d)\s?[–-]\s?([01]?\d|2[0-3]):([0-5]\d)\b",
            lambda m, x: f"{x.clock(int(m[1]), int(m[2]))} do {x.clock(int(m[3]), int(m[4]))}",
        ),
    ),
)
