"""Finds every fault that stops a form: what reading stops at is taken out, and the rest is read again."""

from collections.abc import Callable
from time import process_time
from typing import Any
from xml.parsers.expat import ExpatError

from defusedxml.minidom import parseString

from kiosk.errors import ExpressionError, FormError
from kiosk.forms.form import Form
from kiosk.forms.readers.source import Source
from kiosk.forms.xpath import compile as compile_expression

MOST = 200
"""Faults that are told of one form; whoever has mended those can check again."""

MOST_READ = 700_000
"""Characters of XML that are read again, all in all; a form of a thousand questions has 300,000."""

MOST_SECONDS = 0.7
"""Of reading again: only a form that means harm takes longer."""

EXPRESSIONS = ("relevant", "constraint", "calculate", "required", "readonly")
Load = Callable[[bytes], Form]


def faults(
    source: Source, load: Load, clock: Callable[[], float] = process_time
) -> tuple[list[FormError], Form | None]:
    """What stops the form in ``source``, in the order found, and the form without it, where all could be taken out.

    ``clock`` gives seconds: after MOST_SECONDS no more is looked for.
    """
    start = clock()
    try:
        return [], load(source.xml)
    except FormError as error:
        first = error
    times = MOST_READ // len(source.xml)
    if not times:
        return [first], None
    try:
        root: Any = parseString(source.xml, forbid_dtd=True)  # type: ignore[arg-type]  # bytes are taken; a DOM keeps the prefixes as they were written
    except ExpatError:  # it takes no namespace with a blank in it, which the loader does
        return [first], None
    found = [*_unreadable(root)]
    last: tuple[str, str] | None = None
    for _ in range(min(times, MOST)):
        try:
            return found or [first], load(root.toxml(encoding="utf-8"))
        except FormError as error:
            if (error.where, error.sentence) == last or len(found) >= MOST or clock() - start > MOST_SECONDS:
                break
            last = (error.where, error.sentence)
            if all(error.where != other.where or error.sentence != other.sentence for other in found):
                found.append(error)
            if not _take_out(root, error):
                break
    return found or [first], None


def _unreadable(root: Any) -> list[FormError]:
    """Every expression of a bind that cannot be read; each is taken out of ``root``."""
    made: list[FormError] = []
    for bind in root.getElementsByTagName("bind"):
        path = bind.getAttribute("nodeset") or bind.getAttribute("ref")
        for name in EXPRESSIONS:
            source = bind.getAttribute(name).strip()
            if not source or len(made) >= MOST:
                continue
            try:
                compile_expression(source, {})
            except ExpressionError as error:
                if "prefix" in error.reason:
                    continue  # only the loader knows which are declared
                made.append(ExpressionError(error.reason, error.source, error.at, path))
                bind.removeAttribute(name)
    return made


def _take_out(root: Any, error: FormError) -> bool:
    """Take what an error is about out of the form; False when it cannot be found."""
    for element in root.getElementsByTagName("*"):
        if error.where not in (element.getAttribute("nodeset"), element.getAttribute("ref")):
            continue
        if element.localName == "bind":
            wrong = _wrong(element, error)
            if wrong:
                element.removeAttribute(wrong[0])
                return True
        elif element.localName not in ("value", "label", "itemset", "repeat"):
            element.parentNode.removeChild(element)
            return True
    return False


def _wrong(bind: Any, error: FormError) -> list[str]:
    """The attributes of a bind that an error may be about."""
    if isinstance(error, ExpressionError):
        return [name for name in EXPRESSIONS if bind.getAttribute(name).strip() == error.source]
    return [
        name for name in ("relevant", "calculate") if "depend" in error.sentence and bind.hasAttribute(name)
    ]
