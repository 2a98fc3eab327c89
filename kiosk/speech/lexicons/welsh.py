"""Welsh. Figures are read in words of Welsh, each mutated as it must be; words of the text are left as they are."""

import re

from kiosk.months import MONTHS
from kiosk.speech.lexicon import Capitals, Lexicon, before, listed, multiples, names, pairs, rule
from kiosk.speech.lexicons.welsh_numbers import ONES, Noun, cardinal, clock, counting, figure, linked, year
from kiosk.speech.rules.calendar import in_own_words

_MONTHS_AFTER_O = listed(
    "Ionawr|Chwefror|Fawrth|Ebrill|Fai|Fehefin|Orffennaf|Awst|Fedi|Hydref|Dachwedd|Ragfyr"
)
_MONTH_NAMES = ("", *(month.casefold() for month in MONTHS["cy"]))
_DAYS = listed(
    "y cyntaf|yr ail|y trydydd|y pedwerydd|y pumed|y chweched|y seithfed|yr wythfed|y nawfed|y degfed|"
    "yr unfed ar ddeg|y deuddegfed|y trydydd ar ddeg|y pedwerydd ar ddeg|y pymthegfed|"
    "yr unfed ar bymtheg|yr ail ar bymtheg|y deunawfed|y pedwerydd ar bymtheg|yr ugeinfed|"
    "yr unfed ar hugain|yr ail ar hugain|y trydydd ar hugain|y pedwerydd ar hugain|y pumed ar hugain|"
    "y chweched ar hugain|y seithfed ar hugain|yr wythfed ar hugain|y nawfed ar hugain|"
    "y degfed ar hugain|yr unfed ar ddeg ar hugain"
)
_POUNDS = Noun("punt", "punnau", feminine=True)
_PENCE = Noun("ceiniog", "ceiniogau", feminine=True)
_THOUSANDS = multiples("mil", "miliwn", "biliwn")


def _ruler(number: int) -> str:
    article, _, name = _DAYS[number].partition(" ") if number < len(_DAYS) else ("", "", str(number))
    return f"{article} {name.capitalize()}".strip()


def _ordinal(match: re.Match[str], _lexicon: Lexicon) -> str:
    """3ydd as "trydydd", 3edd as "trydedd"; an article that is written stays the only one."""
    number = int(match[1])
    if not 0 < number < len(_DAYS):
        return ""
    name = _DAYS[number].partition(" ")[2]
    if match[2] != "edd":
        return name
    mutated = before(match).casefold() == "y"
    return {3: "drydedd" if mutated else "trydedd", 4: "bedwaredd" if mutated else "pedwaredd"}.get(
        number, name
    )


def _many_pounds(match: re.Match[str], _lexicon: Lexicon) -> str:
    """£2m as "dwy filiwn o bunnau"."""
    amount, name = match[1], _THOUSANDS.get(match[2].casefold(), match[2])
    if "." in amount:
        return f"{figure(amount)} {name} o bunnau"
    size = {"mil": 1000, "miliwn": 10**6, "biliwn": 10**9}[name]
    return f"{cardinal(int(amount) * size)} o bunnau"


def _times(match: re.Match[str], _lexicon: Lexicon) -> str:
    """2x as "dwywaith"."""
    joined = {"1": "unwaith", "2": "dwywaith", "3": "teirgwaith"}
    return joined.get(match[1]) or Noun("gwaith", "weithiau", feminine=True)(match[1])


def _letters_and(match: re.Match[str], _lexicon: Lexicon) -> str:
    """The word for "and" goes with the name of the second letter: ac E, a D."""
    return f"{match[1]}. {'ac' if match[2] in 'ACEFGHILMNORSUWXY' else 'a'} {match[2]}."


def _per(match: re.Match[str], _lexicon: Lexicon) -> str:
    return f"{'yr' if match[1][0] in 'aw' else 'y'} {match[1]}"


def _part(match: re.Match[str], lexicon: Lexicon) -> str:
    """a.106 of an act, Bl. 7 of a school."""
    return f"{'adran' if match[1] == 'a' else 'Blwyddyn'} {lexicon.figure(match[2])}"


def _cyf(match: re.Match[str], _lexicon: Lexicon) -> str:
    """After a name, a company; else, and before a code, a reference."""
    code = re.match(r":|\s(?:[A-Z]+\b|\w*\d)", match.string[match.end() : match.end() + 20])
    return "cyfeirnod" if code or not before(match)[:1].isupper() else "Cyfyngedig"


def _decade(match: re.Match[str], _lexicon: Lexicon) -> str:
    """1980au as "mil naw wyth degau"."""
    return f"{'mil naw ' if match[1] else ''}{cardinal(int(match[2]) * 10)}au"


def _noun(one: str, plural: str, gender: str = "") -> Noun:
    return Noun(one, plural, feminine=gender == "f")


_UNITS = {
    short: _noun(*nouns.split("|"))
    for short, nouns in pairs(
        """
        kg = cilogram|cilogramau
        g = gram|gramau
        mg = miligram|miligramau
        km = cilometr|cilometrau
        m = metr|metrau
        cm = centimetr|centimetrau
        mm = milimetr|milimetrau
        ft = troedfedd|troedfeddi|f
        m² = metr sgwâr|metrau sgwâr
        m2 = metr sgwâr|metrau sgwâr
        km² = cilometr sgwâr|cilometrau sgwâr
        cm² = centimetr sgwâr|centimetrau sgwâr
        m³ = metr ciwbig|metrau ciwbig
        l = litr|litrau
        L = litr|litrau
        ml = mililitr|mililitrau
        mph = milltir yr awr|milltiroedd yr awr|f
        km/h = cilometr yr awr|cilometrau yr awr
        kW = cilowat|cilowatiau
        kWh = cilowat awr|cilowatiau awr
        W = wat|watiau
        V = folt|foltiau
        t = tunnell|tunelli|f
        mya = milltir yr awr|milltiroedd yr awr|f
        GB = gigabeit|gigabeitiau
        MB = megabeit|megabeitiau
        KB = cilobeit|cilobeitiau
        min = munud|munudau
        mins = munud|munudau
        hrs = awr|oriau|f
        lb = pwys|pwysi
        oz = owns|ownsys|f
        ° = gradd|graddau|f
        °C = gradd Celsius|graddau Celsius|f
        °F = gradd Fahrenheit|graddau Fahrenheit|f
        """
    ).items()
}

WELSH = Lexicon(
    digits=ONES,
    days=_DAYS,
    months=_MONTHS_AFTER_O,
    month_names=_MONTH_NAMES,
    date="{day} o {month}",
    year=year,
    pounds=_POUNDS,
    pence=_PENCE,
    money_and=" ",
    multiples={short: f"{name} o bunnau" for short, name in _THOUSANDS.items()},
    clock=clock,
    to="i",
    until="tan",
    percent="y cant",
    signs={"@": "at", ".": "dot", "/": "slaes", "-": "cysylltnod", "_": "tanlinell", "+": "plws"}
    | {"?": "marc cwestiwn", "=": "hafal", "&": "a", "%": "y cant", "#": "hash", "~": "tild"}
    | {"±": "plws neu finws", "<": "llai na", ">": "mwy na", "≤": "dim mwy na", "≥": "o leiaf", "≈": "tua"},
    units=_UNITS,
    minus="minws",
    by="wrth",
    times="gwaith",
    per="y",
    either="neu",
    both="ac",
    fractions={
        "1/2": ("hanner", "a hanner"),
        "1/4": ("chwarter", "a chwarter"),
        "3/4": ("tri chwarter", "a thri chwarter"),
        "1/3": ("traean", "a thraean"),
        "2/3": ("dau draean", "a dau draean"),
        "1/5": ("un rhan o bump", "ac un rhan o bump"),
        "1/8": ("un rhan o wyth", "ac un rhan o wyth"),
    },
    abbreviations=pairs(
        """
        & = a
        + = plws
        = = hafal
        × = gwaith
        C.C. = Crist
        CC = Credyd Cynhwysol
        D/O = dan ofal
        Cyng = Cynghorydd
        Dr = Doctor
        Est = estyniad
        Ffôn = ffôn
        Mr = Mister
        Mrs = Misis
        Ms = Miss
        Parch = Parchedig
        Rhif. = rhif
        St = Sant
        Tel = ffôn
        YG = Yswiriant Gwladol
        a/neu = a neu
        a.y.b = ac yn y blaen
        a.y.y.b = ac yn y blaen
        ayb = ac yn y blaen
        ayyb = ac yn y blaen
        c. = circa
        cyf = cyfeirnod
        d/o = dan ofal
        d.s. = dalier sylw
        e.e = er enghraifft
        e.e. = er enghraifft
        est. = estyniad
        ffôn = ffôn
        gw. = gweler
        h.y = hynny yw
        h.y. = hynny yw
        rh. = rhif
        rhif. = rhif
        t. = tudalen
        tt. = tudalennau
        tud. = tudalen
        tud = tudalen
        para. = paragraff
        para = paragraff
        tel = ffôn
        y.b. = yn y blaen
        """
    ),
    unfinished=frozenset(
        names(
            "Mr. Mrs. Ms. Dr. Cyng. Parch. e.e. h.y. Rhif. rhif. Ffôn. est. gw. t. tt. tud. para. Cyf. cyf. Bl. bl. "
            "tel. Tel. c."
        )
    ),
    number=counting,
    linked=linked,
    weekdays=pairs(
        """
        Llun = Llun
        Maw = Mawrth
        Mer = Mercher
        Iau = Iau
        Gwe = Gwener
        Gwen = Gwener
        Sad = Sadwrn
        Sul = Sul
        """
    ),
    little=frozenset("AIOYaioyâŷÂŶ"),
    labels=frozenset(
        names(
            "fflat uned bloc rhan adran grŵp opsiwn cynllun dosbarth fitamin atodiad ystafell parth band bae platfform "
            "lefel bocs mr mrs ms miss dr cyng tîm categori gradd hepatitis ffurflen blwch ward llythyren"
        )
    ),
    numbered=frozenset(names("rhan adran pennod cyfrol atodlen byd gradd cam erthygl categori")),
    rulers=dict.fromkeys(
        names("Elizabeth Elisabeth Siarl Charles Harri Edward Siôr William Iago Richard Mari"), _ruler
    ),
    coins={
        "€": (Noun("ewro", "ewros"), Noun("sent", "sentiau")),
        "$": (Noun("doler", "doleri", feminine=True), Noun("sent", "sentiau")),
    },
    calling=frozenset(names("ffoniwch ffonio galw galwch deialwch deialu ar neu rhif gig nhs i")),
    capitals=Capitals(
        words=pairs(
            """
            PIP = pip
            PIN = pin
            NASA = NASA
            OK = O.K.
            """
        ),
        shouted=frozenset(
            names(
                "A AC AM AR AT BETH CHI DIM DO EI EICH EU FEL GALL GAN HEB HYD I MAE MEWN NA NAC NI NID NEU O OS PAM "
                "PEIDIO PEIDIWCH POB RHAID SUT TAN TRI UN WEDI Y YN YR DAU DŴR TŶ NOS DYDD OES OEDD IE NAGE BIN HWN HON"
            )
        ),
        spelled=frozenset(names("CCTV DVLA HMRC PAYE RNIB EHCP TGAU CBAC DLA")),
    ),
    rules=(
        rule(
            "date with its month mutated",
            r"\b(?:[Yy]r?\s)?(?P<day>\d{1,2})(?:af|il|ail|ydd|ed|fed|eg|ain)?\so "
            rf"(?P<month>{'|'.join(_MONTHS_AFTER_O[1:])})\b"
            r"(?:\s(?P<year>\d{4})\b)?",
            in_own_words,
        ),
        rule(
            "ordinal",
            r"(?<![\w.,/])(\d{1,2})(af|il|ail|ydd|edd|ed|fed|eg|ain)\b(?!\s(?:o )?[A-Z]|\s?[–-]\s?\d)",
            _ordinal,
        ),
        rule(
            "millions of pounds",
            r"£\s?(\d{1,6}(?:\.\d{1,2})?)\s?(k|m|bn|thousand|million|billion)\b",
            _many_pounds,
            re.IGNORECASE,
        ),
        rule(
            "pounds of a count",
            r"£\s?(\d+(?:\.\d+)?) (mil|miliwn|biliwn)\b(?: o bunnau| o bunnoedd)?",
            _many_pounds,
        ),
        rule("times", r"(?<![\w£.,])(\d{1,2})x\b(?!\s?\d)", _times),
        rule("letters and", r"(?<![\w&])([A-Z])\s?&\s?([A-Z])(?![\w&])", _letters_and, needs="&"),
        rule("pence", r"(?<![\w£.,])(\d{1,3})c\b", lambda m, x: x.pence(m[1])),
        rule("decade", r"(?<![\w£.,])(19)?([1-9])0au\b", _decade),
        rule("per", r"(?<=[\dpc])\s?/\s?(awr|wythnos|mis|dydd|diwrnod|blwyddyn|milltir|person)\b", _per),
        rule("limited or reference", r"\bCyf\b(?:\.(?=\s))?", _cyf),
        rule("section and year", r"\b(a|[Bb]l)\. ?(\d{1,3})\b", _part),
        rule("number sign", r"(?<!\w)#(?=\d)", lambda *_: "rhif"),
    ),
)
