"""All that a check may ask. What needs the network, the store or a window is handed in by kiosk/cli/check.py."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.config import Config
from kiosk.council_link import CouncilLink
from kiosk.settings.mistakes import Mistake

if TYPE_CHECKING:
    from kiosk.catalogue import Service


@dataclass(frozen=True)
class Said:
    """What a program wrote, and its exit code. ``there`` is False where it is not installed."""

    code: int = 0
    out: str = ""
    there: bool = True

    @property
    def well(self) -> bool:
        """Whether it ended, and says that it did what it was asked."""
        return self.there and self.code == 0


@dataclass(frozen=True)
class Screen:
    """What the window system tells: pixels, and the names of the touch screens that it hears."""

    width: int
    height: int
    touch: tuple[str, ...] = ()


@dataclass(frozen=True)
class Certificate:
    """The one of the council's server, None when it was not seen. ``trouble`` says why it is not trusted."""

    ends: datetime | None = None
    trouble: str = ""


@dataclass(frozen=True)
class Reply:
    """What the council's API answered: its status, and its own time, None when it told none."""

    status: int
    date: datetime | None


@dataclass(frozen=True)
class Outbox:
    """``sound`` is None when it is too large to be looked through in time."""

    there: bool
    sound: bool | None = True
    waiting: int = 0
    held: int = 0
    oldest: datetime | None = None
    trouble: str = ""


@dataclass(frozen=True)
class Here:
    """One machine at one moment. Every function may take seconds.

    ``mistakes`` are those of ``file``, the settings; ``link_trouble`` is that of council.toml. ``quiet``: no sound.
    ``running``: the kiosk runs beside this, perhaps with a visit, so nothing of it is touched. ``root`` is where /proc,
    /sys, /dev and /etc lie. ``reach`` says why a host and port cannot be connected to (network.py), "" when they can;
    ``ask`` is the council's answer, None when nobody was reached; ``opens`` why a service's form does not open;
    ``speak`` why a sentence was not heard to its end.
    """

    config: Config
    file: Path
    link: CouncilLink | None
    now: Callable[[], datetime]
    run: Callable[[Sequence[str]], Said]
    screen: Callable[[], Screen | None]
    reach: Callable[[str, int], str]
    ask: Callable[[], Reply | None]
    certificate: Callable[[], Certificate]
    outbox: Callable[[], Outbox]
    opens: "Callable[[Service], str]"
    speak: Callable[[], str]
    mistakes: tuple[Mistake, ...] = ()
    link_trouble: str = ""
    quiet: bool = False
    running: bool = False
    root: Path = Path("/")
    environ: Mapping[str, str] = field(default_factory=dict)
