"""A first look through XML before anything is built from it: is it sound, is it an XForm."""

from typing import Any
from xml.parsers import expat

from kiosk.errors import FormError
from kiosk.forms.tree import bound_attributes

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
    bound_attributes(xml)
    look = _Look(name)
    parser: Any = expat.ParserCreate(namespace_separator="}")
    parser.ordered_attributes = True
    parser.StartElementHandler = look.start
    parser.EndElementHandler = look.end
    parser.EntityDeclHandler = parser.UnparsedEntityDeclHandler = look.refuse
    parser.ExternalEntityRefHandler = parser.SkippedEntityHandler = look.refuse
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise _broken(error, name) from None
    except (LookupError, ValueError):
        raise FormError(f"“{name}” is in an encoding that cannot be read: save it as UTF-8.") from None
    if not look.has_model:
        what = OTHERS.get(look.root.lower(), f"XML that begins with <{look.root}>")
        raise FormError(
            f"“{name}” is {what}, not a form: add an XForm (it begins with <h:html> and has a <model>)."
        )


class _Look:
    """The parser's handlers: counts, and remembers the first element's name and whether there was a model."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root = ""
        self.has_model = False
        self.depth = self.elements = 0

    def start(self, tag: str, _attributes: list[str]) -> None:
        space, _, local = tag.rpartition("}")
        self.root = self.root or local
        self.has_model = self.has_model or (local == "model" and space in ("", XFORMS))
        self.depth += 1
        self.elements += 1
        if self.depth > MOST_DEEP:
            raise FormError(f"Elements are more than {MOST_DEEP} deep inside one another: use fewer groups.")
        if self.elements > MOST_ELEMENTS:
            raise FormError("The form has too many elements: shorten its lists, or move them to a .csv file.")

    def end(self, _tag: str) -> None:
        self.depth -= 1

    def refuse(self, *_about: object) -> None:
        raise FormError(f"“{self.name}” declares entities, which a form cannot have: delete its DOCTYPE.")


def _broken(error: expat.ExpatError, name: str) -> FormError:
    said = expat.ErrorString(error.code)
    where = f"line {error.lineno}"
    if said == "unbound prefix":
        return FormError(
            "A name begins with a prefix that is not declared: declare it with xmlns, or take it out.", where
        )
    if said in {"no element found", "unclosed token"}:
        return FormError("The file ends too early: make sure that all of it was copied.", where)
    if said == "unknown encoding":
        return FormError(f"“{name}” is in an encoding that cannot be read: save it as UTF-8.")
    return FormError(f"This is not sound XML ({said}): correct the line, or make the form again.", where)
