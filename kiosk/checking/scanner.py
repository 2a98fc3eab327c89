"""The scanner: there, and answering."""

from threading import Event

from kiosk.attachments.scanner import Scanner
from kiosk.checking.found import Found, attention, fails, not_here, ok, plain
from kiosk.checking.here import Here
from kiosk.checking.tried import tried

_LIST = "Switch it on and check its cable; 'scanimage -L' lists what SANE finds (docs/documents.md)."


def check(here: Here) -> Found:
    """Scans nothing; beside a running kiosk it is only looked for, since somebody may be scanning."""
    if not here.config.scanner:
        return not_here("kiosk.toml names no scanner.")
    if not here.run(("scanimage", "--version")).there:
        return fails("There is no scanimage, so nothing can be scanned.", "Install sane-utils.")
    scanner, stop = Scanner(here.config.scanner, environ=here.environ), Event()
    device = scanner.found(stop)
    if not device:
        return fails("SANE finds no scanner.", _LIST)
    name = plain(device, 60)
    if here.running:
        return ok(f"The scanner is {name}. It was not asked for an answer, because the kiosk is running.")
    trouble = scanner.ready(device, stop)
    if trouble == "busy":
        return attention(f"Another program uses the scanner {name}.", "Close it, then check again.")
    if trouble:
        return fails(f"The scanner {name} does not answer.", _LIST)
    return tried(here, "scanner", ok(f"The scanner {name} answers."))
