"""The pictures of the guides in docs/: pages of the kiosk that a plain visit does not pass, each in the real window."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.catalogue import Catalogue, Service
from kiosk.config import Config
from kiosk.display import Display
from kiosk.forms.form import Form
from kiosk.out_of_order import Trouble
from kiosk.self_test import DEVICES
from kiosk.staff import Report
from ui.audit import walk
from ui.audit.kiosk import Kiosk
from ui.audit.looks import Look
from ui.audit.office import REPORT, AuditOffice, done
from ui.audit.walk import Subject
from ui.enrolment.flow import Steps
from ui.enrolment.run import made
from ui.out_of_order import OutOfOrder

SHAPE = (1280, 1024)
FLAT = (1280, 760)
WIDTH = 960
"""Pixels of a picture in a guide: enough to read it beside the words."""


@dataclass(frozen=True)
class Picture:
    """A page of the kiosk, by its name in ui/audit/walk.py, and how it is to look."""

    name: str
    page: str
    display: Display = Display()  # noqa: RUF009 a frozen value


_TABLE = (
    Picture("welcome", "welcome"),
    Picture("paused", "paused"),
    Picture("large-dark", "services", Display(text_size="largest", theme="white_on_black")),
    Picture("console", "staff, health"),
    Picture("console-test", "staff, test"),
    Picture("helped", "with a helper"),
)
"""A picture is one line. The others of docs/pictures are of the demo's own visit, and of the council's pages."""


class _Usual(AuditOffice):
    """A kiosk as it mostly is: all is well but one submission that waits for a decision."""

    def report(self) -> Future[Report]:
        return done(
            replace(
                REPORT,
                works=True,
                printer="works",
                held=REPORT.held[:1],
                ends=REPORT.ends[2:],
                tested=dict.fromkeys(DEVICES, True),
                release=None,
            )
        )


def draw(
    out: Path, catalogue: Catalogue, load_form: Callable[[Service], Form], subject: Subject, now: datetime
) -> Iterator[str]:
    """Saves each into the folder ``out``, and gives its name. ``subject`` is the service that pages are of."""
    looks: dict[Display, dict[str, str]] = {}
    for picture in _TABLE:
        looks.setdefault(picture.display, {})[picture.page] = picture.name
    for display, wanted in looks.items():
        kiosk = Kiosk(Look(display, "en", SHAPE), catalogue, load_form, now)
        yield from _drawn(out, kiosk, wanted, subject)


def _drawn(out: Path, kiosk: Kiosk, wanted: Mapping[str, str], subject: Subject) -> Iterator[str]:
    assert kiosk.window.desk is not None  # noqa: S101 the kiosk of the audit has one
    kiosk.window.desk.office = _Usual()
    left = dict(wanted)
    try:
        for page in walk.shell(kiosk, subject):
            if page in left:
                name = f"{left.pop(page)}.png"
                yield _saved(kiosk.window, out / name)
            if not left:
                return
        raise LookupError(f"no page of the kiosk is called {', '.join(left)}")
    finally:
        kiosk.close()


def draw_windows(out: Path, config: Config, steps: Steps) -> Iterator[str]:
    """Saves what no citizen meets into the folder ``out``: the set-up screen, and a kiosk that is out of order."""
    shell = made(config, steps, lambda _: False)
    shell.resize(QSize(*FLAT))
    shell.show()
    QApplication.processEvents()  # or a scroll bar that is not needed is in the picture
    yield _saved(shell, out / "set-up.png")
    shell.deleteLater()
    trouble = Trouble("O1", "The outbox cannot be opened.")
    page = OutOfOrder(trouble, config.languages, config.phone, lambda _: None)
    page.resize(QSize(*SHAPE))
    page.show()
    yield _saved(page, out / "out-of-order.png")
    page.deleteLater()


def _saved(window: QWidget, file: Path) -> str:
    picture = window.grab().toImage()
    picture.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation).save(str(file))
    return file.name
