"""Somebody at an X display who wants out of the kiosk: real keys and presses, and a look at what stands there then."""

import contextlib
import itertools
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from kiosk.cli.local_council import LocalCouncil

ROOT = Path(__file__).parents[2]
NEEDS = ("Xvfb", "openbox", "xdotool", "xwininfo")
SIZE = (1280, 1024)
MODIFIERS = ("ctrl", "alt", "shift", "super")
FUNCTION_KEYS = tuple(f"F{number}" for number in range(1, 13))
OTHERS = (
    *("Tab", "Escape", "Delete", "BackSpace", "Insert", "Home", "End", "Print", "Sys_Req", "Pause", "Menu"),
    *("space", "grave", "Left", "Right", "Up", "Down", "minus", "plus", "0", "1"),
    *"acdefhilmnopqrstuvwxz",
)
MEDIA = (
    "WWW",
    "HomePage",
    "Mail",
    "Search",
    "Explorer",
    "Terminal",
    "Calculator",
    "Sleep",
    "PowerOff",
    "Eject",
)
DOORS = (
    *("xdg-open", "sensible-browser", "x-www-browser", "firefox", "chromium", "xterm", "x-terminal-emulator"),
    *("gnome-terminal", "konsole", "gio", "kde-open", "zenity", "kdialog", "nautilus", "thunar", "pcmanfm"),
)
"""Programs that would lead out, each a trap here."""


def combinations():
    """Every set of modifiers with every key, as xdotool names them."""
    sets = [held for size in range(5) for held in itertools.combinations(MODIFIERS, size)]
    plain = ["+".join((*held, key)) for held in sets for key in (*FUNCTION_KEYS, *OTHERS)]
    return plain + [f"XF86{key}" for key in MEDIA]


class Attacked:
    """The real kiosk, alone with its window manager on a screen of its own."""

    def __init__(self, folder, stack):
        self.folder, self.stack = folder, stack
        traps = folder / "traps"
        traps.mkdir()
        self.escaped = folder / "escaped"
        for name in DOORS:
            (traps / name).write_text(f"#!/bin/sh\necho {name} >>'{self.escaped}'\n")
            (traps / name).chmod(0o755)
        for name in ("home", "tmp", "run"):
            (folder / name).mkdir(mode=0o700)
        self._environment = {
            "PATH": f"{traps}:{os.environ['PATH']}",
            "HOME": str(folder / "home"),
            "TMPDIR": str(folder / "tmp"),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "KIOSK_DATA": str(folder / "data"),
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "DISPLAY": self._display(),
        }
        (folder / "data").mkdir()
        (folder / "data" / "kiosk.toml").write_text('voice = "silent"\nbundle_sticks = ""\n')
        LocalCouncil(folder / "data").enrol()
        self._begin("openbox", "--sm-disable", "--config-file", str(ROOT / "deploy" / "x11" / "rc.xml"))
        self.kiosk = self._begin(sys.executable, "-P", "-m", "kiosk", "run")

    def do(self, commands):
        """Many commands of xdotool, in one go."""
        script = "\n".join(commands)
        self._run("xdotool", "-", input=script)

    def wait_for_the_window(self):
        """Until the kiosk's window is there and has the keys."""
        self._run(
            "xdotool", "search", "--sync", "--onlyvisible", "--name", "^Handrail$", "windowfocus", "--sync"
        )

    def stands(self):
        """What somebody could have changed: the program, what it began, the windows that show, and who has the keys."""
        visible = self._run("xdotool", "search", "--onlyvisible", "--name", "").split()
        return {
            "pid": (self.kiosk.pid, self.kiosk.poll()),
            "children": sorted(self._children()),
            "windows": sorted(visible),
            "keys": self._run("xdotool", "getwindowfocus", "getwindowname").strip(),
            "place": self._run("xdotool", "getwindowfocus", "getwindowgeometry", "--shell").split()[1:5],
            "doors": self.escaped.read_text() if self.escaped.exists() else "",
            "left": sorted(each.name for name in ("home", "tmp") for each in (self.folder / name).rglob("*")),
        }

    def picture(self):
        """What the screen shows, as one word."""
        look = (
            "import hashlib;from PySide6.QtWidgets import QApplication as A;a=A([]);"
            "i=a.primaryScreen().grabWindow(0).toImage();print(hashlib.sha256(i.constBits()).hexdigest())"
        )
        return self._run(sys.executable, "-c", look)

    def _children(self):
        file = Path(f"/proc/{self.kiosk.pid}/task/{self.kiosk.pid}/children")
        for child in file.read_text().split():
            with contextlib.suppress(OSError):
                yield Path(f"/proc/{child}/comm").read_text().strip()

    def _display(self):
        reading, writing = os.pipe()
        screen = ["-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24"]
        server = self._begin(
            "Xvfb",
            "-displayfd",
            str(writing),
            *screen,
            "-nolisten",
            "tcp",
            pass_fds=(writing,),
            env=os.environ,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, server.poll()
        return f":{number}"

    def _begin(self, *command, env=None, pass_fds=()):
        place = (env or self._environment)["PATH"]
        process = subprocess.Popen(
            [shutil.which(command[0], path=place) or command[0], *command[1:]],
            env=env or self._environment,
            pass_fds=pass_fds,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.stack.callback(self._end, process)
        return process

    def _run(self, *command, input=None):  # noqa: A002 as subprocess names it
        done = subprocess.run(
            command,
            env=self._environment,
            input=input,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return done.stdout

    @staticmethod
    def _end(process):
        process.kill()
        process.wait()


def wild_presses(seed, count):
    """Presses, long ones, drags and other buttons, all over the screen and at its edges."""
    dice = random.Random(seed)

    def place():
        edge = dice.random() < 0.2
        return (
            dice.choice([(0, 0), (SIZE[0] - 1, SIZE[1] - 1), (0, SIZE[1] - 1)]) if edge else _somewhere(dice)
        )

    for _ in range(count):
        x, y = place()
        yield f"mousemove {x} {y}"
        kind = dice.choice(["press", "right", "middle", "long", "drag", "train", "wheel"])
        if kind in {"long", "drag"}:
            yield "mousedown 1"
            if kind == "drag":
                yield from (f"mousemove {a} {b}" for a, b in (place(), place()))
            yield "mouseup 1"
        else:
            button = {"right": 3, "middle": 2, "wheel": dice.choice([4, 5, 8, 9])}.get(kind, 1)
            yield f"click {'--repeat 5 --delay 1 ' if kind == 'train' else ''}{button}"


def _somewhere(dice):
    return dice.randrange(SIZE[0]), dice.randrange(SIZE[1])
