"""A first look through XML before anything is built from it: is it sound, is it an XForm."""

from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from kiosk.errors import FormError

XFORMS = "http://www.w3.org/2002/xforms"
MOST_DEEP = 200
MOST_ELEMENTS = 500_000
OTHERS = {
    "svg": "a drawing (SVG)",
    "html": "a web page",
    "workbook": "a workbook saved as XML",
    "kml": "a map file (KML)",
    "rss": "a news feed",
    "feed": "a news feed",
    "plist": "a settings file",
    "manifest": "a list of files, such as a form’s media",
}


def check(xml: bytes, name: str) -> None:
    """Raise FormError, with the line, unless ``xml`` is a sound XForm without entities of its own.

    Reads the text once and keeps none of it, so an entity bomb or a thousand-fold nesting costs nothing.
    """
    look = _Look()
    try:
        parser: Any = DefusedXMLParser(target=look, forbid_entities=True, forbid_external=True)
        parser.feed(xml)
        parser.close()
    except DefusedXmlException:
        raise FormError(
            f"“{name}” declares entities, which a form cannot have: delete its DOCTYPE."
        ) from None
    except ParseError as error:
        raise FormError(_broken(error), f"line {error.position[0]}") from None
    except (LookupError, ValueError):
        raise FormError(f"“{name}” is in an encoding that cannot be read: save it as UTF-8.") from None
    if not look.has_model:
        what = OTHERS.get(look.root.lower(), f"XML that begins with <{look.root}>")
        raise FormError(
            f"“{name}” is {what}, not a form: add an XForm (it begins with <h:html> and has a <model>)."
        )


class _Look:
    """The parser's target: counts, and remembers the first element's name and whether there was a model."""

    def __init__(self) -> None:
        self.root = ""
        self.has_model = False
        self.depth = self.elements = 0

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        space, _, local = tag.rpartition("}")
        self.root = self.root or local
        self.has_model = self.has_model or (local == "model" and space in ("", f"{{{XFORMS}"))
        self.depth += 1
        self.elements += 1
        if self.depth > MOST_DEEP:
            raise FormError(f"Elements are more than {MOST_DEEP} deep inside one another: use fewer groups.")
        if self.elements > MOST_ELEMENTS:
            raise FormError("The form has too many elements: shorten its lists, or move them to a .csv file.")

    def end(self, _tag: str) -> None:
        self.depth -= 1

    def close(self) -> None:
        """Nothing is kept."""


def _broken(error: ParseError) -> str:
    said = str(error).partition(":")[0]
    if said == "unbound prefix":
        return "A name begins with a prefix that is not declared: declare it with xmlns, or take it out."
    if said in {"no element found", "unclosed token"}:
        return "The file ends too early: make sure that all of it was copied."
    return f"This is not sound XML ({said}): correct the line, or make the form again."
