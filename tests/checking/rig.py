"""A machine of the test's own: everything on it works, until the test says otherwise."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.checking.here import Certificate, Here, Outbox, Reply, Said, Screen
from kiosk.checking.table import CHECKS
from kiosk.config import Config, CouncilLink

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WORKS = {
    "timedatectl": "yes\n",
    "lpstat -a": "office accepting requests since Sun\n",
    "lpstat -l": "printer office is idle.  enabled since Sun\n\tAlerts: none\n",
    "lpstat -r": "scheduler is running\n",
    "pactl get-default-sink": "loud\n",
    "pactl -f": '[{"name": "loud", "mute": false, "volume": {"left": {"value_percent": "90%"}}}]',
    "systemctl show": (
        "LoadState=loaded\nActiveState=active\nUnitFileState=enabled\nWatchdogUSec=20s\nNRestarts=0\n"
        "NoNewPrivileges=yes\nProtectSystem=strict\n"
    ),
    "systemd-analyze": "→ Overall exposure level for handrail.service: 1.3 OK :-)\n",
}
"""What programs say, by how their command begins."""


def put(root, path, text):
    """A file below the root of the made-up machine."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(text, bytes):
        file.write_bytes(text)
    else:
        file.write_text(text, encoding="utf-8")


def bits(*numbers):
    """A mask as the kernel prints it."""
    mask = sum(1 << number for number in numbers)
    words = []
    while mask:
        words.insert(0, f"{mask & (1 << 64) - 1:x}")
        mask >>= 64
    return " ".join(words)


def plug(root, number, name, *keys, direct=False, switches=()):
    """An input device with these keys."""
    about = f"sys/class/input/event{number}/device"
    put(root, f"{about}/name", name)
    put(root, f"{about}/capabilities/key", bits(*keys))
    put(root, f"{about}/capabilities/sw", bits(*switches))
    put(root, f"{about}/properties", bits(1) if direct else "0")


def edid(width, height, across):
    """What a screen of that size says of itself."""
    data = bytearray(128)
    data[:8] = b"\x00\xff\xff\xff\xff\xff\xff\x00"
    timing = bytearray(18)
    timing[2], timing[4] = width & 0xFF, width >> 4 & 0xF0
    timing[5], timing[7] = height & 0xFF, height >> 4 & 0xF0
    timing[12], timing[14] = across & 0xFF, across >> 4 & 0xF0
    data[54:72] = timing
    return bytes(data)


def machine(root):
    """A kiosk as it should be, below ``root``."""
    put(root, "sys/class/drm/card0-HDMI-A-1/status", "connected\n")
    put(root, "sys/class/drm/card0-HDMI-A-1/edid", edid(1920, 1080, 477))
    plug(root, 0, "Storm AudioNav", 187, 188)
    plug(root, 1, "ELO Touch", 0x14A, direct=True)
    put(root, "sys/class/net/eth0/operstate", "up\n")
    put(root, "sys/class/net/lo/operstate", "unknown\n")
    put(root, "proc/meminfo", "MemTotal: 8000000 kB\nMemAvailable: 4000000 kB\n")
    put(root, "proc/swaps", "Filename Type Size Used Priority\n")
    put(root, "proc/self/mounts", "/dev/sda2 / ext4 rw,relatime 0 0\n")
    (root / "etc").mkdir()
    (root / "etc/localtime").symlink_to("/usr/share/zoneinfo/Europe/London")
    return root


def says(**other):
    """Runs no program: gives what WORKS has, or ``other`` by the same names with _ for a blank; None: not there."""
    told = WORKS | {name.replace("_", " "): said for name, said in other.items()}

    def run(command):
        line = " ".join(command)
        for begin, said in sorted(told.items(), key=lambda each: -len(each[0])):
            if line.startswith(begin):
                return (
                    said if isinstance(said, Said) else Said(there=False) if said is None else Said(0, said)
                )
        return Said(1)

    return run


def here(tmp_path, *, settings=None, **other):
    """The whole of it; ``settings`` are of Config."""
    data = tmp_path / "data"
    data.mkdir(exist_ok=True)
    wanted = {"px_per_mm": 1920 / 477, "mount": 800.0, "location": "Ash Library", "printer": "office"}
    config = Config(data, council_name={"en": "Ash"}, **(wanted | (settings or {})))
    link = CouncilLink("https://api.ash.example", "k", "p", lambda: "t")
    root = tmp_path / "root"
    made = Here(
        config=config,
        file=Path("kiosk.toml"),
        link=link,
        now=lambda: NOW,
        run=says(),
        screen=lambda: Screen(1920, 1080, ("ELO Touch",)),
        reach=lambda _host, _port: "",
        ask=lambda: Reply(200, NOW),
        certificate=lambda: Certificate(NOW + timedelta(days=90)),
        outbox=lambda: Outbox(there=True, waiting=2),
        opens=lambda _service: "",
        speak=lambda: "",
        root=root if root.exists() else machine(root),
    )
    return replace(made, **other)


def check(name, here):
    """What one check finds."""
    return next(check for check in CHECKS if check.name == name).look(here)
