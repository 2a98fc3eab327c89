"""English words for units, shortened words and capitals."""

from kiosk.speech.lexicon import Counted, names, pairs


def unit(other: str, one: str) -> Counted:
    """A word of the plural, and the one after 1."""
    return Counted(other, {1: one})


UNITS = {
    short: unit(*forms.split("|"))
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
        V = volts|volt
        t = tonnes|tonne
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

ABBREVIATIONS = pairs(
    """
    & = and
    T&Cs = terms and conditions
    w/ = with
    + = plus
    = = equals
    × = times
    ASAP = as soon as possible
    Apr = April
    FAO = for the attention of
    TBC = to be confirmed
    Aug = August
    Ave = Avenue
    Blvd = Boulevard
    Cl = Close
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
    Pl = Place
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
    # = hash
    * = star
    A/C = account
    A/c = account
    a/c = account
    AKA = also known as
    a.k.a = also known as
    Art. = Article
    Ch. = Chapter
    Cllrs = Councillors
    Esq = Esquire
    Flt = Flat
    Hon = Honourable
    Inc = Incorporated
    Lt = Lieutenant
    N/K = not known
    Rm = Room
    Sgt = Sergeant
    fig. = figure
    kg = kilograms
    lb = pound
    lbs = pounds
    plc = P.L.C.
    vol. = volume
    Apt = Apartment
    Bldg = Building
    Bldgs = Buildings
    C/O = care of
    Ctr = Centre
    DOB = date of birth
    D.O.B = date of birth
    Flr = Floor
    Gro = Grove
    Hse = House
    NINO = National Insurance number
    Nr = near
    Opt = option
    Pde = Parade
    Pk = Park
    Sched. = schedule
    T/A = trading as
    W/C = week commencing
    Yr = Year
    kWh = kilowatt hours
    mth = month
    mths = months
    opt. = option
    p/w = per week
    p/m = per month
    para. = paragraph
    paras = paragraphs
    sched. = schedule
    wk = week
    wks = weeks
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

WEEKDAYS = pairs(
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

SHOUTED = frozenset(
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
SPELLED = frozenset(
    names("CCTV DVLA ECHR EHCP HMRC PAYE PCSO RNIB RNID RSPCA IELTS AGM ESA MOT VAT SEN DLA NHS DWP GP BBC")
)
WORDS = pairs(
    """
    PIP = pip
    PIN = pin
    SIM = sim
    PAT = pat
    ACAS = ay-cas
    BTEC = bee-tec
    IBAN = eye-ban
    SAT = sat
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
LABELS = frozenset(
    names("""mr mrs ms miss mx dr cllr flat unit block plan part section grade group class hepatitis
    vitamin annex annexe appendix room route option bay
    platform gate type level form box team zone band category schedule stage ward wing floor door tier letter""")
)
