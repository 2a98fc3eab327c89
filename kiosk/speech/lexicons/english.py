"""British English, as a council writes it."""

import re

from kiosk.speech.lexicon import Capitals, Counted, Lexicon, after, before, listed, names, pairs, rule

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = names("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = names("oh teen twenty thirty forty fifty sixty seventy eighty ninety")
_MONTHS = listed("January|February|March|April|May|June|July|August|September|October|November|December")
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


def _drive(match: re.Match[str], _lexicon: Lexicon) -> str:
    last, then = before(match), after(match)
    named = last[:1].isupper() and last.isalpha() and last not in {"Ask", "See", "Dear", "The"}
    return "Drive" if named and not then[:1].isupper() else "Doctor"


_CONTEXT = (
    rule("street or saint", r"(?<![\w.])St\b(?:\.(?=\s))?(?!\w)", _street),
    rule("doctor or drive", r"(?<![\w.])Dr\b(?:\.(?=\s))?(?!\w)", _drive),
    rule("number sign", r"\b[Nn]os?\b\.?\s?(?=\d)", lambda m, _x: "numbers" if "s" in m[0] else "number"),
    rule("hash", r"(?<!\w)#(?=\d)", lambda *_: "number"),
    rule(
        "County Durham",
        r"\bCo\.? (?=[A-Z])",
        lambda m, _x: "County" if not before(m)[:1].isupper() else "Company",
    ),
    rule("company", r"\bCo\.(?=\s|,|$)", lambda *_: "Company"),
    rule(
        "extension",
        r"(?:(?<=[Ee]xt )|(?<=[Ee]xt\. )|(?<=[Ee]xtension ))\d{3,5}\b",
        lambda m, x: x.spell(m[0]),
    ),
    rule("decade", r"(?<![\w£.,])(?P<century>1[0-9]|20)?[’']?(?P<ten>\d)0[’']?s\b", _decade),
    rule("letter after a figure", r"(?<=\d )(?:AD|BC|BCE|CE)\b", lambda m, x: x.initials(m[0])),
    rule("one or more", r"\b([a-z]{3,})\(s\)", lambda m, _x: f"{m[1]} or {m[1]}s"),
    rule("child or children", r"\b([Cc]hild)\(ren\)", lambda m, _x: f"{m[1]} or children"),
    rule("listed building", r"\bGrade II\*", lambda *_: "Grade 2 star"),
    rule("house", r"(?<=[Nn]umber )([A-Z])\b", lambda m, x: x.spell(m[1])),
    rule("letter A", r"(?<=[a-z] )A(?=$|[.,;:!?)”]|\s(?:and|or|to|in|on|is)\b)", lambda *_: "A."),
    rule("grades", r"\bA(?=\s(?:level|levels|star|roads?)\b)", lambda *_: "A."),
)


def _unit(other: str, one: str) -> Counted:
    return Counted(other, {1: one})


_UNITS = {
    short: _unit(*forms.split("|"))
    for short, forms in pairs(
        """
        kg = kilograms|kilogram
        g = grams|gram
        mg = milligrams|milligram
        lb = pounds|pound
        lbs = pounds|pound
        oz = ounces|ounce
        km = kilometres|kilometre
        m = metres|metre
        cm = centimetres|centimetre
        mm = millimetres|millimetre
        ft = feet|foot
        m² = square metres|square metre
        m2 = square metres|square metre
        sq m = square metres|square metre
        sq ft = square feet|square foot
        cm² = square centimetres|square centimetre
        km² = square kilometres|square kilometre
        km2 = square kilometres|square kilometre
        m³ = cubic metres|cubic metre
        m3 = cubic metres|cubic metre
        l = litres|litre
        L = litres|litre
        litre = litres|litre
        litres = litres|litre
        ml = millilitres|millilitre
        mph = miles per hour|mile per hour
        kph = kilometres per hour|kilometre per hour
        km/h = kilometres per hour|kilometre per hour
        kW = kilowatts|kilowatt
        kWh = kilowatt hours|kilowatt hour
        W = watts|watt
        GB = gigabytes|gigabyte
        MB = megabytes|megabyte
        KB = kilobytes|kilobyte
        hr = hours|hour
        hrs = hours|hour
        min = minutes|minute
        mins = minutes|minute
        sec = seconds|second
        secs = seconds|second
        ° = degrees|degree
        °C = degrees Celsius|degree Celsius
        °F = degrees Fahrenheit|degree Fahrenheit
        """
    ).items()
}

_ABBREVIATIONS = pairs(
    """
    & = and
    24/7 = 24 7
    + = plus
    = = equals
    × = times
    Apr = April
    Aug = August
    Ave = Avenue
    Blvd = Boulevard
    Cllr = Councillor
    Cres = Crescent
    Ct = Court
    Dec = December
    Dept = Department
    Feb = February
    Fri = Friday
    Gdns = Gardens
    Govt = Government
    Jan. = January
    Jr = Junior
    Ln = Lane
    Ltd = Limited
    Mr = Mister
    Mrs = Missis
    Ms = Mizz
    Mx = Mix
    NI = National Insurance
    NINo = National Insurance number
    Nov = November
    Oct = October
    PO = P.O.
    Prof = Professor
    Rd = Road
    Ref = reference
    Rev = Reverend
    Revd = Reverend
    Sep = September
    Sept = September
    Sq = Square
    Tel = telephone
    Terr = Terrace
    Thurs = Thursday
    Tues = Tuesday
    UC = Universal Credit
    and/or = and or
    appt = appointment
    approx = approximately
    asap = as soon as possible
    c. = about
    c/o = care of
    cont. = continued
    dept = department
    Ext = extension
    dob = date of birth
    e.g. = for example
    eg = for example
    esp. = especially
    est. = estimated
    etc = et cetera
    ext = extension
    govt = government
    hr = hour
    hrs = hours
    i.e. = that is
    ie = that is
    inc. = including
    incl = including
    info = information
    max = maximum
    min = minimum
    mins = minutes
    misc = miscellaneous
    n/a = not applicable
    N/A = not applicable
    nr = near
    p.a. = per year
    pcm = per calendar month
    p.w. = per week
    pa = per year
    pp = pages
    pw = per week
    qty = quantity
    ref = reference
    s/he = she or he
    tbc = to be confirmed
    tel = telephone
    temp = temporary
    viz = namely
    vs = versus
    w/c = week commencing
    w/e = week ending
    w/o = without
    yr = year
    yrs = years
    """
)

_WEEKDAYS = pairs(
    """
    Mon = Monday
    Tue = Tuesday
    Tues = Tuesday
    Wed = Wednesday
    Weds = Wednesday
    Thu = Thursday
    Thur = Thursday
    Thurs = Thursday
    Fri = Friday
    Sat = Saturday
    Sun = Sunday
    """
)

_SHOUTED = frozenset(
    names(
        """
        A AM AN AND ANY ARE AS ASK AT BAD BE BIG BIN BOX BUS BUT BUY BY CALL CAN CAR CUT DAY DID DO DON DUE EACH
        END EXIT FEE FEW FOR FREE FROM GET GO HAD HAS HE HELP HER HIM HIS HOLD HOT HOW IF IN INTO IS ITS KEEP
        KEY LAW LESS LET LIST LOW MAP MAY ME MEN MORE MUST MY NEED NEW NEXT NO NOT NOW OF OFF OLD ON ONE ONLY
        OPEN OR OUR OUT OWN PAID PAY PEN PER PUT READ RED RUN SAY SEE SET SHE SHOP SIX SO SOME STAY STOP TAP TAX
        TEN THAN THAT THE THEM THEN THEY THIS TO TOP TRY TWO UP USE VAN VERY WALK WAS WE WHO WHY WILL WITH YES
        YET YOU YOUR
        """
    )
)
_SPELLED = frozenset(
    names("CCTV DVLA EHCP HMRC PAYE PCSO RNIB RNID RSPCA IELTS AGM ESA MOT VAT SEN DLA NHS DWP GP BBC")
)
_WORDS = pairs(
    """
    PIP = pip
    PIN = pin
    SIM = sim
    PAT = pat
    ISA = eye-sa
    ISAs = eye-sas
    JPEG = jay-peg
    MIX = mix
    VOID = void
    NASA = NASA
    NATO = NATO
    OK = O.K.
    """
)
_LABELS = frozenset(
    names("""mr mrs ms miss mx dr cllr flat unit block plan part section grade group class hepatitis
    vitamin annex annexe appendix room route option bay
    platform gate type level form box team zone band category schedule stage ward wing floor door tier letter""")
)

ENGLISH = Lexicon(
    digits=_DIGITS,
    days=_DAYS,
    months=_MONTHS,
    month_names=tuple(month.casefold() for month in _MONTHS),
    date="the {day} of {month}",
    year=_year,
    pounds=_unit("pounds", "pound"),
    pence=_unit("pence", "penny"),
    money_and=" ",
    multiples={
        short: f"{long} pounds"
        for short, long in pairs(
            """
            k = thousand
            m = million
            bn = billion
            thousand = thousand
            million = million
            billion = billion
            """
        ).items()
    },
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
    | {"=": "equals", "&": "and", "%": "percent", "#": "hash", "~": "tilde"},
    units=_UNITS,
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
    abbreviations=_ABBREVIATIONS,
    unfinished=frozenset(
        names(
            "Mr. Mrs. Ms. Dr. Cllr. St. No. no. Nos. nos. Tel. Tel: tel. Ref. ref. e.g. i.e. approx. ext. Prof. Rev. "
            "c. p. pp. Co. "
            "Jan. Feb. Aug. Sept. Oct. Nov. Dec. esp. vs. incl. inc. max. min. Dept. dept. Rd. Ave."
        )
    ),
    number=lambda *_: "",
    weekdays=_WEEKDAYS,
    little=frozenset("AIaio"),
    labels=_LABELS,
    numbered=frozenset(
        names(
            "part grade war chapter volume article phase book act schedule type stage class tier category annex"
        )
    ),
    rulers=dict.fromkeys(
        names(
            "Elizabeth Charles George Henry Edward William James Richard Mary Louis Philip Paul John Pius Benedict"
        ),
        lambda number: f"the {_DAYS[number]}" if number < len(_DAYS) else str(number),
    ),
    calling=frozenset(
        names("call calls calling ring ringing dial dialling phone phoning text on to nhs number or")
    ),
    capitals=Capitals(words=_WORDS, shouted=_SHOUTED, spelled=_SPELLED),
    rules=_CONTEXT,
)
