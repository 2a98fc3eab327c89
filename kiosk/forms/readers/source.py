"""A form file as it was read: the XForm, what lies beside it, and the author's own rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.errors import FormError


@dataclass(frozen=True)
class SheetRow:
    """One row of a sheet: its number (the headers are row 1) and its filled cells by header."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Source:
    """What a reader hands on: an ODK XForm in ``xml``, and data files such as ``towns.csv`` in ``media``.

    ``warnings`` are plain sentences for the author, each with its row. ``sheets`` keeps the author's rows by
    sheet name, and ``headers`` the columns, so that a fault in the XForm can be shown where it was written;
    both are empty for a plain XForm. ``places`` does the same for JSON: ``pages[3].components[1]`` by node.
    """

    xml: bytes
    media: Mapping[str, bytes] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    sheets: Mapping[str, tuple[SheetRow, ...]] = field(default_factory=dict)
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


class UnsoundError(FormError):
    """A form file with faults that could be taken out; ``rest`` is what is left, to be looked over and not used."""

    def __init__(self, first: FormError, rest: Source) -> None:
        super().__init__(first.sentence, first.where, first.others)
        self.rest = rest
