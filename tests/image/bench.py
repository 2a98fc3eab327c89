"""The bench that virtual kiosks stand on: one at a time, made from what ``make image TEST=1`` left in build/image."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from tests.image import disks, firmware
from tests.image.machine import OVMF_VARIABLES, Machine
from tests.image.rehearsal import likeness, rehearse
from tests.offline_cache.rig import make_private, public_of, public_pem

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "image-test"
PICTURES = OUT / "pictures"
SIZE = 3 * 2**30
"""Bytes of a machine's disk: two slots, and the rest for data."""

ALIKE = 0.7
"""Two pictures are of the same page from here on: others of ours agree by 0.69 at most, and mostly by 0.4."""

PAUSE = 1.5
"""Seconds between two looks at the screen: each costs the machine of its time."""

PYTHON = "/opt/handrail/venv/bin/python3"
KEPT = "/var/lib/handrail"
"""Where the data partition is mounted."""
DATA = f"{KEPT}/data"
SETTINGS = "/etc/handrail/kiosk.toml"
PUT = "/usr/lib/handrail-test/put_for_ever.py"
"""Puts submissions: PUT_IN with how it syncs, how it syncs, PUT_MARKS, seconds."""
PUT_IN = f"{DATA}/put-"
MARKS = "_empty"
"""The partition on whose first sector it marks what was acknowledged: slot B, while nothing is in it."""
PUT_MARKS = f"/dev/disk/by-partlabel/{MARKS}"
WRITE = "import sys; open(sys.argv[1], 'w').write(sys.argv[2])"
READ = """import json,sqlite3,sys
rows = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro",uri=True).execute("SELECT reference,hex(envelope) FROM submission")
print(json.dumps({reference: envelope if len(sys.argv) > 2 else "" for reference, envelope in rows}))"""


@dataclass(frozen=True)
class Built:
    """What was built: the disk, the root and the boot file of one version."""

    folder: Path
    version: str

    @property
    def disk(self):
        return self.folder / f"handrail_{self.version}.img"

    @property
    def root(self):
        return self.folder / f"handrail_{self.version}.root.img"

    @property
    def boot(self):
        return self.folder / f"handrail_{self.version}.efi"

    @classmethod
    def newest(cls):
        """What was built last. Raises LookupError when nothing was."""
        folder = Path(os.environ.get("IMAGE_TEST_FROM") or ROOT / "build" / "image")
        roots = sorted(folder.glob("handrail_*.root.img"), key=lambda file: file.stat().st_mtime)
        if not roots:
            raise LookupError("There is no image to test: run 'make image TEST=1' first.")
        return cls(folder, roots[-1].name.removeprefix("handrail_").removesuffix(".root.img"))


def keys():
    """The folder of the keys with which the image was signed."""
    return Path(os.environ.get("KEYS") or ROOT / "build" / "keys")


class Bench:
    """Starts machines, one at a time: starting one cuts the power of the one before. ``running`` is that one."""

    def __init__(self, built):
        self.built = built
        self.folder = OUT
        self.private = make_private()
        self.running = None
        self.steps, self.sent, self.last = rehearse()
        self._prepared_at = self.folder / "first-start.json"
        if self._prepared_at.exists() and self._prepared_at.stat().st_mtime < built.disk.stat().st_mtime:
            shutil.rmtree(self.folder)  # all of it was made of an image before
        self.folder.mkdir(parents=True, exist_ok=True)
        self._firmware = firmware.with_keys(OVMF_VARIABLES.read_bytes(), (keys() / "db.crt").read_bytes())
        self._prepared = None
        self.first_start = 0.0

    def start(self, name, disk, **settings):
        """A machine with this disk is switched on; its firmware is new, with Secure Boot."""
        self.stop()
        variables = self.folder / f"{name}.variables"
        variables.write_bytes(self._firmware)
        self.running = Machine(self.folder, name, disk, variables, **settings)
        return self.running.start()

    def stop(self):
        """The power of the one that runs is cut, if one does."""
        if self.running is not None:
            self.running.close()
        self.running = None

    def prepared(self):
        """A disk that was started once, is enrolled with a council whose key we hold, and was shut down.

        One that an earlier run made of the same image is taken again.
        """
        disk, done = self.folder / "prepared.img", self._prepared_at
        if self._prepared is None:
            if not done.exists():
                self._prepare(disk)
                done.write_text(json.dumps(self.first_start))
            self.first_start = json.loads(done.read_text())
            self._prepared = disk
        return self._prepared

    def _prepare(self, disk):
        disks.copy(self.built.disk, disk)
        os.truncate(disk, SIZE)
        machine = self.start("first", disk)
        machine.wait_for_agent(300)
        machine.wait_for(lambda: is_active(machine, "handrail.service"), 180, "the program")
        self.first_start = machine.since
        self.picture("first-start")
        self._enrol(machine)
        machine.ask("systemctl", "poweroff")
        machine.wait_for_end(120)
        self.stop()

    def copy(self, name):
        """A disk of its own, as ``prepared``."""
        return disks.copy(self.prepared(), self.folder / f"{name}.img")

    def kiosk(self):
        """The kiosk that most tests share: it is on, and its welcome page was seen."""
        if self.running is None or self.running.name != "kiosk" or not self.running.is_on:
            before = self.prepared()
            disk = self.folder / "kiosk.img"
            if not disk.exists() or disk.stat().st_mtime < before.stat().st_mtime:
                self.copy("kiosk")
            self.start("kiosk", disk).wait_for_agent()
            self.welcome()
        return self.running

    def new_visit(self):
        """The shared kiosk with its program started anew, at the welcome page."""
        machine = self.kiosk()
        machine.ask("systemctl", "stop", "handrail.service", seconds=120)
        machine.ask("systemctl", "reset-failed", "handrail.service")
        machine.ask("systemctl", "start", "handrail.service", seconds=120)
        # With its voice: a key that comes while the page is built anew for it goes to what is there already.
        self.sees(self.steps[0].seen, 180, "the welcome page with its voice", alike=0.85)
        return machine

    def welcome(self, seconds=180):
        """Until the welcome page is on the screen: seconds since the power was turned on. Raises TimeoutError."""
        return self.sees(self.steps[0].seen, seconds, "the welcome page")

    def sees(self, page, seconds, what, alike=ALIKE):
        """Until the screen looks like ``page``: seconds since the power was turned on. Raises TimeoutError."""
        machine, file, best, next_look = self.running, self.folder / "look.ppm", 0.0, 0.0

        def shows():
            nonlocal best, next_look
            if machine.since < next_look:
                return False
            next_look = machine.since + PAUSE
            best = max(best, likeness(QImage(str(machine.picture(file))), page))
            return best >= alike

        try:
            machine.wait_for(shows, seconds, what)
        except TimeoutError as error:
            name = "".join(letter if letter.isalnum() else "-" for letter in what)
            page.save(str(PICTURES / f"wanted-{name}.png"))
            raise TimeoutError(f"{what} did not come; the screen was like it by {best:.2f}") from error
        return machine.since

    def picture(self, name):
        """Keep what stands on the screen, to be looked at."""
        return self.running.picture(PICTURES / f"{name}.png")

    def submissions(self, machine, outbox=f"{DATA}/outbox.sqlite", *, whole=False):
        """What the kiosk keeps: references, with their envelopes if ``whole``."""
        more = ("whole",) if whole else ()
        found = json.loads(machine.ask(PYTHON, "-c", READ, outbox, *more, seconds=120))
        return {reference: bytes.fromhex(envelope) for reference, envelope in found.items()}

    def _enrol(self, machine):
        """As 'council_api enrol' does: the kiosk seals to a key that we hold, and no council can be reached."""
        key = public_of(self.private)
        link = {"url": "https://127.0.0.1:9", "token": "t" * 43, "key_id": key.key_id}
        text = "[council]\n" + "".join(f'{name} = "{value}"\n' for name, value in link.items())
        text += f'public_key = """{public_pem(self.private)}"""\n'
        file = f"{DATA}/council.toml"
        machine.ask(PYTHON, "-c", WRITE, file, text)
        machine.ask("chown", "handrail:handrail", file)
        machine.ask("chmod", "600", file)
        # The rehearsal is in these two, and the welcome page has a slab for each language.
        machine.ask(PYTHON, "-c", WRITE, SETTINGS, 'languages = ["en", "cy"]\n')
        machine.ask("sync")


def is_active(machine, unit):
    """Whether systemd counts the unit as up."""
    return machine.run("systemctl", "is-active", unit)[1].strip() == "active"


def property_of(machine, unit, name):
    """What systemd says of the unit."""
    return machine.ask("systemctl", "show", "-P", name, unit)


def taken_from(program, section, target):
    """A section of a unified kernel image, in the file ``target``."""
    subprocess.run(["objcopy", "-O", "binary", "--only-section", section, program, target], check=True)
    return target
