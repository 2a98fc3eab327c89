"""Every format a form can be written in, in one table. What a file is is told from its content, not its name.

To add a format, write one file here with ``recognises(data)`` and ``read(path, others, part)``, and one line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import FormError
from kiosk.forms.readers import digital_form_builder, open311, xform, xlsform
from kiosk.forms.readers.json_document import looks_like_json, parse
from kiosk.forms.readers.sniff import content
from kiosk.forms.readers.source import Source


@dataclass(frozen=True)
class Format:
    """One line of FORMATS.

    ``recognises`` looks at a file's bytes. ``read`` takes the file, the same form in other languages or what else
    belongs to it, and which of several forms in the file is meant ("" for the only one).
    """

    name: str
    endings: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[Path, Sequence[Path], str], Source]
    parts: Callable[[Path], tuple[str, ...]] = lambda _path: ("",)


FORMATS: tuple[Format, ...] = (
    Format("digital form builder", (".json",), digital_form_builder.recognises, digital_form_builder.read),
    Format("Open311", (".json", ".xml"), open311.recognises, open311.read, open311.parts),
    Format("XForm", (".xml",), xform.recognises, xform.read),
    Format("XLSForm", (".xlsx", ".xlsm", ".xls", ".csv", ".md"), xlsform.recognises, xlsform.read),
)
ENDINGS = tuple(dict.fromkeys(ending for one in reversed(FORMATS) for ending in one.endings))


def read_form(path: Path, *others: Path, part: str = "") -> Source:
    """Read a form file of any kind we know. Raises FormError: one plain sentence, where and what to do.

    ``others`` belong to the same form (its Welsh file); ``part`` names one form of a file that holds several.
    """
    return format_of(path).read(path, others, part)


def parts_of(path: Path) -> tuple[str, ...]:
    """The forms in a file, for ``part``; one without a name for nearly every file."""
    return format_of(path).parts(path)


def format_of(path: Path) -> Format:
    """The format of a file: what its content says, else its ending. Raises FormError when neither says."""
    if path.is_file() or path.suffix.lower() in ENDINGS:
        data = content(path)
        for one in FORMATS:
            if one.recognises(data):
                return one
        if looks_like_json(data) and path.suffix.lower() not in xlsform.TEXTS:
            parse(data, path.name)
            raise FormError(
                f"“{path.name}” is JSON, but no form: add one of the digital form builder, or an Open311 service."
            )
        for one in reversed(FORMATS):
            if path.suffix.lower() in one.endings:
                return one
    raise FormError(
        f"“{path.name}” is of no kind that can be a form: add one that ends with one of {', '.join(ENDINGS)}."
    )
