"""The answers of an Open311 service's form as the fields of a report (GeoReport v2, “POST Service Request”)."""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from kiosk.forms.readers.open311 import Told

STANDARD = frozenset(
    {"service_code", "address_string", "address_id", "lat", "long", "description"}
    | {"first_name", "last_name", "phone", "email"}
)
SHOWN = frozenset({"about", "meta"})
"""What the form has for itself, and no answer."""

ATTRIBUTES = "attribute"
OURS = "kiosk_reference"
"""The attribute that holds our reference; it stands in the description, too, where every server keeps it."""

REFERENCE = re.compile(r"Reference: ([A-Z0-9]+)")
"""Ours is the last one in a description; the person may have written of others before it."""

LONGEST = 4000
"""Characters of a description, by the specification."""

Fields = list[tuple[str, str]]


def answers(xml: bytes) -> Element:
    """The root of the instance, checked. Raises ValueError when it has answers that no report could tell."""
    root: Element = fromstring(xml, forbid_dtd=True)
    for child in root:
        name = _name(child)
        if name not in STANDARD | SHOWN | {ATTRIBUTES} and "".join(child.itertext()).strip():
            raise ValueError("this form asks what an Open311 report cannot tell")
    return root


def service_code(root: Element) -> str:
    """The service that the report is for; "" when the instance names none."""
    return next((_text(child) for child in root if _name(child) == "service_code"), "")


def has_attributes(root: Element) -> bool:
    """Whether any question of the service's own was answered."""
    return any(_text(one) for child in root if _name(child) == ATTRIBUTES for one in child)


def fields(root: Element, reference: str, told: Mapping[str, Told]) -> Fields:
    """The report. ``told`` says how each attribute is sent; one that it does not know goes by its own name.

    Raises ValueError when the description would be longer than a server takes.
    """
    standard = {_name(child): _text(child) for child in root if _name(child) in STANDARD}
    described = standard.get("description", "")
    standard["description"] = f"{described}\n\nReference: {reference}".strip()
    if len(standard["description"]) > LONGEST:
        raise ValueError("the description is too long")
    made = [(name, text) for name, text in standard.items() if text]
    for child in root:
        if _name(child) == ATTRIBUTES:
            for one in child:
                made += _attribute(one, told.get(_name(one)))
    return [*made, (f"attribute[{OURS}]", reference)]


def _attribute(one: Element, told: Told | None) -> Iterator[tuple[str, str]]:
    text = _text(one)
    if not text:
        return
    if told is None:
        yield f"attribute[{_name(one)}]", text
    elif told.several:
        for value in text.split():
            yield f"attribute[{told.code}][]", told.keys.get(value, value)
    else:
        yield f"attribute[{told.code}]", told.keys.get(text, text)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(element: Element) -> str:
    return (element.text or "").strip()
