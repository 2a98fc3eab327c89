"""No combination of keys leads out of the kiosk, stops it, or starts the machine again."""

from itertools import combinations, product

from PySide6.QtGui import QImage

from tests.image.bench import property_of
from tests.image.rehearsal import likeness

MODIFIERS = ("ctrl", "alt", "shift", "meta_l")
HELD = [held for many in range(1, 5) for held in combinations(MODIFIERS, many)]
FUNCTION = [f"f{number}" for number in range(1, 13)]
COMBINATIONS = [
    *((*held, key) for held, key in product(HELD, FUNCTION)),
    # Through SysRq the kernel itself would reboot (b), kill (e, i, k), sync, remount, go to a console, crash (c) ...
    *(("alt", "sysrq", letter) for letter in "beikosrucfhltw"),
    *(
        ("ctrl", "alt", key)
        for key in ("delete", "backspace", "esc", "t", "l", "kp_multiply", "kp_divide", "end")
    ),
    *(("alt", key) for key in ("tab", "esc", "spc", "ret", "left", "right", "home")),
    *(("meta_l", letter) for letter in "delrtx123"),
    *(("ctrl", letter) for letter in "qwntopscvzalrfd"),
    *(("ctrl", "shift", key) for key in ("esc", "i", "j", "n", "t", "q", "u")),
    *(("ctrl", key) for key in ("esc", "tab", "pgup", "pgdn", "print")),
    *((key,) for key in ("meta_l", "meta_r", "menu", "print", "sysrq", "pause", "insert", "compose")),
    *((key,) for key in ("sleep", "wake", "help", "stop", "again", "undo", "calculator", "mail", "computer")),
]


def state(machine):
    """What must be as it was."""
    return {
        "program": property_of(machine, "handrail.service", "MainPID"),
        "display": property_of(machine, "handrail-x.service", "MainPID"),
        "terminal": machine.ask("cat", "/sys/class/tty/tty0/active"),
        "start": machine.ask("cat", "/proc/sys/kernel/random/boot_id"),
    }


def test_two_hundred_combinations_change_nothing(bench, figure):
    machine = bench.new_visit()
    before, resets = state(machine), machine.resets()
    for keys in COMBINATIONS:
        machine.press(*keys)
    after = state(machine)
    bench.picture("after-all-combinations")
    assert after == before
    assert machine.resets() == resets
    one = QImage(str(bench.picture("next-key-before")))
    machine.press("esc")
    machine.press("tab")
    machine.qmp.listen(2)
    other = QImage(str(bench.picture("next-key-after")))
    figure("combinations of keys that changed anything", f"0 of {len(set(COMBINATIONS))}")
    assert likeness(one, other) < 1, "the next key does not answer"
    assert len(set(COMBINATIONS)) >= 200
