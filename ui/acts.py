"""What staff do at the console besides opening its pages. Each is asked of the desk first, and so is in the log."""

from collections.abc import Sequence
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QProcess

from kiosk import helping, log, pin
from kiosk.errors import ConfigError
from kiosk.helper import STAFF as HELPERS
from kiosk.roles import Act, Role
from kiosk.self_test import DEVICES
from kiosk.staff_log import Outcome, Reason
from kiosk.stage import Aside
from kiosk.submission import grouped
from ui.calibration import LEAST, MOST
from ui.errand import PATIENCE, Errand
from ui.inputs.aiming import Watcher
from ui.inputs.taking import Taker

if TYPE_CHECKING:
    from kiosk.visit import Visit
    from ui.desk import Desk
    from ui.inputs.file import Source
    from ui.printing import Printer

LEFT = 69
"""The exit code when IT ended the program: so that what starts it again after a crash can let it be."""


def retry(desk: "Desk", reference: str) -> None:
    """Staff have seen to a held one: it is sent again."""
    desk.do(Act.RETRY, lambda: desk.office.send_again(reference), "staff.sent", reference=grouped(reference))


def hold(desk: "Desk", reference: str) -> None:
    """One that waits is not to be sent yet."""
    desk.do(Act.HOLD, lambda: desk.office.keep_back(reference), "console.kept", reference=grouped(reference))


def start(desk: "Desk", visit: "Visit") -> None:
    """Hands over with settings of one's choice: the console closes, and the page of them shows (S4)."""
    if desk.allow(Act.START):
        visit.open(Aside.PRESETS)


def assist(desk: "Desk", visit: "Visit") -> None:
    """Somebody of the staff offers to help: the person is asked, on a page of their own (S2)."""
    role = desk.role
    if desk.allow(Act.ASSIST) and helping.can_begin(visit) and role is not None:
        visit.close()
        helping.offer_staff(visit, role.value if role.value in HELPERS else Role.STAFF.value)


def end(desk: "Desk", visit: "Visit", reason: Reason) -> None:
    """Ends the visit that is set aside: its answers are forgotten."""
    if desk.allow(Act.END, reason.value):
        visit.end()


def read_aloud(desk: "Desk", visit: "Visit", *, wanted: bool) -> None:
    """The console is read aloud, by choice: never to headphones that the person put in (A17)."""
    if not desk.allow(Act.LOOK):
        return
    if wanted and desk.theirs:
        desk.say("", "console.headphones_in")
    else:
        visit.show(replace(visit.display, read_aloud=wanted))


def keep_test(desk: "Desk", device: str, *, passed: bool) -> None:
    """Somebody has tried a device, and it worked or it did not."""
    desk.part = ""  # back to all of them
    told = "console.passed" if passed else "console.not_passed"
    desk.do(Act.TEST, lambda: desk.office.keep_test(DEVICES[device].name, passed=passed), told, device)


def play(desk: "Desk", words: str) -> None:
    """Says ``words``, whatever is set."""
    if desk.allow(Act.TEST):
        desk.sound(words)


def print_test(desk: "Desk", printer: "Printer | None") -> None:
    """A page that shows whether the printer prints."""
    if not desk.allow(Act.PRINT) or printer is None:
        return
    if printer.try_out():
        desk.say("console.printing")
    else:
        desk.say("", "console.prints_already")


def try_picture(desk: "Desk", device: str, source: "Source | None") -> None:
    """Whether a picture comes from a scanner or a camera. It is not shown: somebody's paper may lie there."""
    if not desk.allow(Act.TEST, device):
        return
    desk.say(f"taking.wait.{device}")

    def told(found: bytes | str) -> None:
        if not desk.is_open or (desk.page, desk.part) != (Act.TEST, device):
            return
        if isinstance(found, bytes):
            desk.say("console.picture")
        else:
            desk.say("", f"taking.trouble.{device}.{found}")

    errand = desk.findChild(Errand) or Errand(desk)
    errand.run(lambda stop: _picture_of(source, stop), told, PATIENCE)


class _Came(Exception):  # noqa: N818 it is no fault: one picture is enough
    """The first picture of a camera."""


def _picture_of(source: "Source | None", stop: Event) -> bytes | str:
    def seen(picture: bytes) -> None:
        raise _Came(picture)

    if isinstance(source, Watcher):
        try:
            return source.watch(stop, seen)
        except _Came as came:
            return bytes(came.args[0])
    return source.take(stop) if isinstance(source, Taker) else ""


def keep_measure(desk: "Desk", px_per_mm: float) -> None:
    """The screen was measured: from the next start on all sizes go by it."""
    measured = min(max(px_per_mm, LEAST), MOST)
    desk.do(Act.CALIBRATE, lambda: desk.office.keep_measure(measured), "console.measured")


def look_for_updates(desk: "Desk") -> None:
    """Looks for a newer bundle now."""
    desk.do(Act.UPDATE, desk.office.look_for_updates, "console.looking")


def set_pin(desk: "Desk", role: Role, first: str, again: str) -> None:
    """Another PIN for ``role``, typed twice."""
    if not desk.may(Act.PINS):
        desk.allow(Act.PINS, role.value)
        return
    if first != again:
        desk.say("", "console.not_same")
        return
    try:
        pin.check_strength(first)
    except ConfigError:
        desk.say("", "console.easy_pin")
        return
    desk.part = ""
    desk.do(Act.PINS, lambda: desk.office.set_pin(role, first), "console.pin_set", role.value)


def leave(desk: "Desk", visit: "Visit") -> None:
    """Ends the program, so that IT can work on the machine. Nothing of a visit stays; the log is on disk first."""
    role = desk.role
    if desk.may(Act.LEAVE):
        written = desk.office.note(role, Act.LEAVE.value, Outcome.ALLOWED)
        visit.end()
        desk.afterwards(written, desk.quit)
    else:
        desk.allow(Act.LEAVE)


def quit_program(command: Sequence[str]) -> None:
    """Ends the program, and first begins what IT set up for that, such as the end of the session."""
    if command and not QProcess.startDetached(command[0], list(command[1:]))[0]:
        log.error("%s cannot be begun: look at leave_command in kiosk.toml.", command[0])
    QCoreApplication.exit(LEFT)
