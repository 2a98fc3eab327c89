"""What the table of functions says about each."""

from collections.abc import Callable
from typing import NamedTuple

from kiosk.forms.xpath.context import Value


class Function(NamedTuple):
    """``run(frame, *values)`` works a call out; ``least`` and ``most`` values (None: any number).

    A ``lazy`` function gets closures in place of values and calls those it needs with the frame.
    """

    run: Callable[..., Value]
    least: int
    most: int | None
    lazy: bool = False
