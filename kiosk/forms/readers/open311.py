"""An Open311 GeoReport v2 service, from its service list or its service definition, in JSON or XML, as a form.

The answers are named as the report to the council's Open311 server names them: ``address_string``,
``description``, ``first_name``, ``attribute/CODE``. Source: Open311 GeoReport v2, “GET Service List” and “GET
Service Definition”.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kiosk.errors import FormError
from kiosk.forms.readers.html_words import MARKUP, from_html
from kiosk.forms.readers.json_document import MOST_BYTES, Json, looks_like_json, parse
from kiosk.forms.readers.names import Taken, codes, node_name
from kiosk.forms.readers.sniff import content
from kiosk.forms.readers.source import Source
from kiosk.forms.readers.xform_writer import Ask, Part, Said, without_marks, write
from kiosk.forms.tree import bound_attributes

LANGUAGE = "English (en)"
XML_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:services|service_definition|service_definitions)[\s>]")
LISTS = {"services": "service", "attributes": "attribute", "values": "value"}
HINTS = {"hint", "group_hint"}
"""What FixMyStreet’s servers say to people in attributes that are otherwise for the server alone."""

MOST_ATTRIBUTES = 500
MOST_CHOICES = 20_000
KINDS = {
    "string": ("input", "string", ""),
    "number": ("input", "decimal", ""),
    "datetime": ("input", "dateTime", ""),
    "text": ("input", "string", "multiline"),
    "singlevaluelist": ("select1", "string", ""),
    "multivaluelist": ("select", "string", ""),
}


def recognises(data: bytes) -> bool:
    """Whether a file is a service list or a service definition."""
    if looks_like_json(data):
        return b'"service_code"' in data
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and XML_ROOT.search(data[:4_096]) is not None


def parts(path: Path) -> tuple[str, ...]:
    """The codes of the services in a file."""
    return tuple(service.text("service_code") for service in _services_of(path))


def read(path: Path, others: Sequence[Path] = (), part: str = "") -> Source:
    """Read one service. ``others`` are definitions that belong to a list; one beside it, named by its code, is found.

    Raises FormError, one plain sentence, when the file holds several services and ``part`` names none of them.
    """
    services = _services_of(path)
    known = ", ".join(service.text("service_code") for service in services[:5])
    chosen = [service for service in services if part in ("", service.text("service_code"))]
    if not chosen:
        raise FormError(f"There is no service “{part}” in “{path.name}”: give one of {known}.")
    if len(chosen) > 1:
        raise FormError(f"“{path.name}” has {len(chosen)} services: say which one, such as {known}.")
    service = chosen[0]
    definition, at = _definition(service, path, others)
    return _form(service, definition, at)


@dataclass(frozen=True)
class Told:
    """How an answer is told to the server: under which code, by which key for each choice, and whether as a list."""

    code: str
    keys: Mapping[str, str]
    several: bool


def told(definition: bytes, service_code: str) -> dict[str, Told]:
    """The way back from the names and choices of the form to those of the service's definition, by node name.

    Raises FormError when the definition is none, or of another service.
    """
    for service in _services(definition, "definition"):
        if service.text("service_code") == service_code:
            taken: Taken = {}
            return {node_name(one.text("code"), taken, "attribute"): _told(one) for one in _ordered(service)}
    raise FormError(
        f"There is no service “{service_code}” in the definition: ask the server for the right one."
    )


def _told(attribute: Json) -> Told:
    keys = {code: key for key, code in codes(_values(attribute)).items()}
    return Told(attribute.text("code"), keys, attribute.text("datatype").lower() == "multivaluelist")


def _services_of(path: Path) -> list[Json]:
    return _services(content(path), path.name)


def _services(data: bytes, name: str) -> list[Json]:
    document = parse(data, name) if looks_like_json(data) else _from_xml(data, name)
    listed = [document] if document.text("service_code") else list(_objects(document))
    services = [one for one in listed if one.text("service_code")]
    if not services:
        raise FormError(f"“{name}” has no service with a service_code: export it from the server again.")
    return services


def _ordered(definition: Json) -> list[Json]:
    return sorted(definition.each("attributes"), key=lambda one: _order(one.text("order")))


def _objects(document: Json) -> Iterator[Json]:
    """The services of a list; some servers put it into an object of its own."""
    for one in document.entries():
        if isinstance(one.value, list):
            yield from one.entries()
        else:
            yield one


def _from_xml(data: bytes, name: str) -> Json:
    if len(data) > MOST_BYTES:
        raise FormError(f"“{name}” is over {MOST_BYTES // 1_000_000} MB: shorten it.")
    bound_attributes(data)
    try:
        root: Any = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise FormError(f"“{name}” declares entities, which it cannot have: delete its DOCTYPE.") from None
    except ParseError as error:
        raise FormError("This is not sound XML: correct the line.", f"line {error.position[0]}") from None
    except (LookupError, ValueError):
        raise FormError(f"“{name}” is in an encoding that cannot be read: save it as UTF-8.") from None
    value = [_value(one) for one in root] if _name(root) in LISTS else _value(root)
    return Json(value, "")


def _value(element: Element) -> dict[str, object]:
    """An element as JSON has it; a definition is three lists deep and no deeper."""
    made: dict[str, object] = {}
    for child in element:
        inside = LISTS.get(_name(child))
        made[_name(child)] = (
            [_value(one) for one in child if _name(one) == inside] if inside else (child.text or "").strip()
        )
    return made


def _name(element: Element) -> str:
    """Without the namespace, which some servers write and most do not."""
    return element.tag.rpartition("}")[2]


def _definition(service: Json, path: Path, others: Sequence[Path]) -> tuple[Json, str]:
    """Where the service's attributes are: in the service itself, or in a file of its own."""
    code = service.text("service_code")
    if service.each("attributes"):
        return service, ""
    names = [
        path.parent / folder / f"{code}{end}" for folder in ("", "services") for end in (".json", ".xml")
    ]
    if re.fullmatch(r"[\w.-]+", code):
        others = [*others, *(file for file in names if file.is_file() and file != path)]
    for file in others:
        found = next((one for one in _services_of(file) if one.text("service_code") == code), None)
        if found and found.each("attributes"):
            return found, f"{file.name} "
    return service, ""


def _form(service: Json, definition: Json, at: str) -> Source:
    name = service.text("service_name") or service.text("service_code")
    warnings: list[str] = []
    if not service.text("service_name"):
        at_service = service.at or "service"
        warnings.append(f"{at_service}: it has no service_name, so people are shown its code: write one.")
    attributes = _ordered(definition)
    if len(attributes) > MOST_ATTRIBUTES:
        raise FormError(f"The service asks more than {MOST_ATTRIBUTES} questions: shorten it.", "attributes")
    if service.flag("metadata") and not attributes:
        warnings.append(
            f"{service.at or 'service'}: the service has questions of its own, but its definition is not there: "
            f"put {service.text('service_code')}.json beside this file."
        )
    if sum(1 for one in attributes for _ in one.get("values").entries()) > MOST_CHOICES:
        raise FormError(
            f"The service has more than {MOST_CHOICES:,} choices: shorten its lists.", "attributes"
        )
    taken: Taken = {}
    asked = [ask for one in attributes for ask in _attribute(one, taken, at, warnings)]
    children = [
        Ask("service_code", default=service.text("service_code"), at=service.at or "service"),
        *_about(service),
        *([Part("attribute", tuple(asked), at=f"{at}attributes")] if asked else []),
        *_standard(),
    ]
    form_id = node_name(service.text("service_code"), {}, "service")
    written = write(f"open311-{form_id}", "", name, [LANGUAGE], children)
    return Source(written.xml, warnings=tuple(warnings), places=written.places)


def _about(service: Json) -> list[Ask]:
    description = service.text("description")
    if not description or description == service.text("service_name"):
        return []
    label = _said(service.text("service_name"))
    return [
        Ask(
            "about", "input", label=label, hint=_said(description), read_only=True, at=service.at or "service"
        )
    ]


def _attribute(one: Json, taken: Taken, at: str, warnings: list[str]) -> list[Ask]:
    code, kind = one.text("code"), one.text("datatype").lower()
    place = f"{at}{one.at}"
    label = _said(one.text("description") or code)
    name = node_name(code, taken, "attribute")
    if one.text("automated") and code not in HINTS:
        warnings.append(f"{place}: “{code}” is filled in by the server, so nobody is asked for it.")
        return []
    if not one.flag("variable", otherwise=True):
        return [Ask(name, "input", label=label, read_only=True, at=place)]
    if kind not in KINDS:
        warnings.append(
            f"{place}: “{code}” is of the kind “{kind[:40]}”, which is not known: it is asked as text."
        )
    control, type_, appearance = KINDS.get(kind, KINDS["string"])
    items = _choices(one) if control != "input" else ()
    if control != "input" and not items:
        warnings.append(f"{place}: “{code}” has no values to choose from: it is asked as text.")
        control = "input"
    hint = _said(one.text("datatype_description"))  # Chicago’s says ##########, which no voice should read
    hint = {language: words for language, words in hint.items() if any(map(str.isalnum, words))}
    required = one.flag("required")
    return [Ask(name, control, type_, label, hint, required, appearance=appearance, items=items, at=place)]


def _values(attribute: Json) -> list[Json]:
    return [
        Json({"value": one.text("key"), "text": one.text("name")}, one.at) for one in attribute.each("values")
    ]


def _choices(attribute: Json) -> tuple[tuple[str, Said], ...]:
    values = _values(attribute)
    code = codes(values)
    return tuple(
        (code[one.text("value")], _said(one.text("text") or one.text("value")))
        for one in values
        if one.text("value")
    )


def _standard() -> list[Ask | Part]:
    """What every report asks: where, what, and who may be asked about it."""
    return [
        Ask(
            "address_string",
            "input",
            label=_said("Where is it?"),
            hint=_said("A street and a house number, or a place nearby that people know."),
            required=True,
            required_message=_said("Enter where it is"),
            at=STANDARD,
        ),
        Ask(
            "description",
            "input",
            label=_said("What do you want to tell us?"),
            hint=_said("Do not write your name or your phone number here."),
            required=True,
            required_message=_said("Enter what you want to tell us"),
            appearance="multiline",
            at=STANDARD,
        ),
        Ask(
            "first_name", "input", label=_said("What is your first name?"), hint=_said(OPTIONAL), at=STANDARD
        ),
        Ask("last_name", "input", label=_said("What is your last name?"), hint=_said(OPTIONAL), at=STANDARD),
        Ask("phone", "input", label=_said("What is your phone number?"), hint=_said(OPTIONAL), at=STANDARD),
        Ask("email", "input", label=_said("What is your email address?"), hint=_said(OPTIONAL), at=STANDARD),
    ]


OPTIONAL = "You can leave this out."
STANDARD = "the standard questions"


def _order(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("inf")


def _said(words: str) -> Said:
    plain = without_marks(words)
    shown = from_html(plain) if MARKUP.search(plain) else plain
    return {LANGUAGE: shown} if shown else {}
