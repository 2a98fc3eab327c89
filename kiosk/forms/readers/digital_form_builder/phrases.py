"""The few words that the builder shows of its own, for fields that are made of several and for rules."""

from kiosk.forms.readers.digital_form_builder.pairing import ENGLISH, WELSH
from kiosk.forms.readers.xform_writer import Said

PHRASES: dict[str, tuple[str, str]] = {
    "line1": ("Address line 1", "Llinell gyntaf y cyfeiriad"),
    "line2": ("Address line 2 (optional)", "Ail linell y cyfeiriad (dewisol)"),
    "town": ("Town or city", "Tref neu ddinas"),
    "county": ("County (optional)", "Sir (dewisol)"),
    "postcode": ("Postcode", "Cod post"),
    "easting": ("Easting", "Dwyreiniad"),
    "northing": ("Northing", "Gogleddiad"),
    "latitude": ("Latitude", "Lledred"),
    "longitude": ("Longitude", "Hydred"),
    "declaration": ("Declaration", "Datganiad"),
    "end": ("You have reached the end of these questions", "Rydych wedi cyrraedd diwedd y cwestiynau hyn"),
    "file": (
        "If you do not have this file with you, go on without it. The council can ask you for it.",
        "Os nad yw’r ffeil hon gyda chi, ewch ymlaen hebddi. Gall y cyngor ofyn i chi amdani.",
    ),
    "number.range": ("Enter a number from {low} to {high}", "Rhowch rif o {low} i {high}"),
    "number.least": ("Enter a number that is {low} or more", "Rhowch rif sy’n {low} neu fwy"),
    "number.most": ("Enter a number that is {high} or less", "Rhowch rif sy’n {high} neu lai"),
    "text.range": (
        "Enter between {low} and {high} letters, numbers or spaces",
        "Rhowch rhwng {low} a {high} o lythrennau, rhifau neu fylchau",
    ),
    "text.least": (
        "Enter {low} letters, numbers or spaces, or more",
        "Rhowch {low} neu fwy o lythrennau, rhifau neu fylchau",
    ),
    "text.most": (
        "Enter {high} letters, numbers or spaces, or fewer",
        "Rhowch {high} neu lai o lythrennau, rhifau neu fylchau",
    ),
    "words.most": ("Use {high} words or fewer", "Defnyddiwch {high} gair neu lai"),
    "choices.range": ("Choose between {low} and {high}", "Dewiswch rhwng {low} a {high}"),
    "choices.least": ("Choose {low} or more", "Dewiswch {low} neu fwy"),
    "choices.most": ("Choose {high} or fewer", "Dewiswch {high} neu lai"),
    "date.range": ("Enter a date in the time that is asked about", "Rhowch ddyddiad yn y cyfnod dan sylw"),
    "pattern": (
        "Enter it in the way the question asks for",
        "Rhowch hyn yn y ffordd y mae’r cwestiwn yn gofyn amdani",
    ),
    "email": (
        "Enter an email address, like name@example.com",
        "Rhowch gyfeiriad e-bost, fel enw@example.com",
    ),
    "phone": ("Enter a phone number, like 01632 960 001", "Rhowch rif ffôn, fel 01632 960 001"),
    "website": ("Enter a website, like www.example.com", "Rhowch wefan, fel www.example.com"),
    "grid": ("Enter a grid reference, like TQ 389 773", "Rhowch gyfeirnod grid, fel SH 610 543"),
}


def phrase(key: str, languages: tuple[str, ...], **values: str) -> Said:
    """A phrase in each of a form's languages."""
    english, welsh = (words.format(**values) for words in PHRASES[key])
    return {language: {ENGLISH: english, WELSH: welsh}[language] for language in languages}
