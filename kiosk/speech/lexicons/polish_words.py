"""Polish words for units, shortened words and days."""

from kiosk.speech.lexicon import Counted, pairs


def _unit(many: str, one: str, few: str, part: str) -> Counted:
    return Counted(many, {1: one}, few=few, part=part, point=",")


UNITS = {
    short: _unit(*forms.split("|"))
    for short, forms in pairs(
        """
        kg = kilogramów|kilogram|kilogramy|kilograma
        g = gramów|gram|gramy|grama
        mg = miligramów|miligram|miligramy|miligrama
        km = kilometrów|kilometr|kilometry|kilometra
        m = metrów|metr|metry|metra
        cm = centymetrów|centymetr|centymetry|centymetra
        mm = milimetrów|milimetr|milimetry|milimetra
        ft = stóp|stopa|stopy|stopy
        m² = metrów kwadratowych|metr kwadratowy|metry kwadratowe|metra kwadratowego
        m2 = metrów kwadratowych|metr kwadratowy|metry kwadratowe|metra kwadratowego
        km² = kilometrów kwadratowych|kilometr kwadratowy|kilometry kwadratowe|kilometra kwadratowego
        cm² = centymetrów kwadratowych|centymetr kwadratowy|centymetry kwadratowe|centymetra kwadratowego
        m³ = metrów sześciennych|metr sześcienny|metry sześcienne|metra sześciennego
        l = litrów|litr|litry|litra
        L = litrów|litr|litry|litra
        ml = mililitrów|mililitr|mililitry|mililitra
        km/h = kilometrów na godzinę|kilometr na godzinę|kilometry na godzinę|kilometra na godzinę
        mph = mil na godzinę|mila na godzinę|mile na godzinę|mili na godzinę
        kWh = kilowatogodzin|kilowatogodzina|kilowatogodziny|kilowatogodziny
        V = woltów|wolt|wolty|wolta
        t = ton|tona|tony|tony
        kW = kilowatów|kilowat|kilowaty|kilowata
        W = watów|wat|waty|wata
        GB = gigabajtów|gigabajt|gigabajty|gigabajta
        MB = megabajtów|megabajt|megabajty|megabajta
        KB = kilobajtów|kilobajt|kilobajty|kilobajta
        min = minut|minuta|minuty|minuty
        ° = stopni|stopień|stopnie|stopnia
        °C = stopni Celsjusza|stopień Celsjusza|stopnie Celsjusza|stopnia Celsjusza
        °F = stopni Fahrenheita|stopień Fahrenheita|stopnie Fahrenheita|stopnia Fahrenheita
        """
    ).items()
}

WEEK = pairs(
    """
    pn = poniedziałku
    pon = poniedziałku
    wt = wtorku
    śr = środy
    czw = czwartku
    pt = piątku
    sob = soboty
    niedz = niedzieli
    nd = niedzieli
    """
)

ABBREVIATIONS = pairs(
    """
    & = i
    + = plus
    = = równa się
    × = razy
    Dr = Doktor
    Mr = Mister
    Mrs = Misis
    Ms = Miz
    al. = aleja
    dr = doktor
    dot. = dotyczy
    godz = godzinie
    i/lub = i lub
    im. = imienia
    itd = i tak dalej
    itp = i tym podobne
    m.in. = między innymi
    m. = mieszkanie
    maks. = maksymalnie
    mies. = miesięcznie
    min. = minimum
    np = na przykład
    nr = numer
    Nr = numer
    ref. = referencyjny
    ur. = data urodzenia
    pn. = poniedziałek
    pon. = poniedziałek
    wt. = wtorek
    śr. = środa
    czw. = czwartek
    pt. = piątek
    sob. = sobota
    niedz. = niedziela
    ok = około
    os. = osiedle
    pkt = punkt
    pl. = plac
    r. = roku
    str. = strona
    tel = telefon
    tj. = to jest
    tys = tysięcy
    tyg. = tygodniowo
    tzn = to znaczy
    tzw. = tak zwany
    ul = ulica
    w. = wieku
    wewn. = wewnętrzny
    """
)
