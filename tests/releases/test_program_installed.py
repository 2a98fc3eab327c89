"""A new program comes up or is gone back from by itself; the plug is pulled at every step (issue 9, point 6)."""

import ast
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.errors import ReleaseError
from kiosk.releases import watchman
from kiosk.releases.ledger import Ledger, read_ledger
from kiosk.releases.program import prepare_program
from kiosk.releases.release import PROGRAM
from kiosk.releases.taking import Updater
from tests.releases.release_rig import PowerCutError, here, image, program


class Machine:
    """A Debian with our package: a package file is its version and what it needs, and dpkg can be cut in the middle."""

    def __init__(self, tmp_path, broken=()):
        self.installed = "1.0.0"
        self.broken = set(broken)
        self.needs = ""
        self.shown = True
        self.folder = tmp_path / "updates"
        self.units = tmp_path / "units"
        self.units.mkdir()
        self.here = here(tmp_path, PROGRAM)
        self.steps = 0
        self.cut = None
        self.went = []

    def take(self, place):
        def install(folder, release, keep):
            prepare_program(folder, release, self.here.version, self.folder, self.ask, keep, self.units)

        return Updater(self.here, self.folder, install, lambda ledger: ledger).take(place)

    def ask(self, command):
        """What root's updater asks, and is told."""
        match command:
            case ("dpkg-deb", "-f", file, "Version"):
                return Path(file).read_text().split()[0]
            case ("dpkg-deb", "-f", file, *_):
                version, *words = Path(file).read_text().split()
                name, architecture = words or ("handrail", "amd64")
                return f"Package: {name}\nVersion: {version}\nArchitecture: {architecture}\n"
            case ("dpkg-query", "-W", *_):
                return self.installed
            case ("dpkg-query", "-L" | "--control-path", _):
                return ""
            case ("dpkg-query", "-s", _):
                return f"Package: handrail\nStatus: install ok installed\nVersion: {self.installed}\n"
            case ("dpkg-deb", "-Zgzip", "-z1", "--build", tree, out):
                told = (Path(tree) / "DEBIAN" / "control").read_text()
                assert "Status" not in told
                Path(out).write_text(told.split("Version: ")[1].strip())
                return ""
            case ("apt-get", "install", "--simulate", *_):
                return f"Inst handrail (1.1.0)\n{self.needs}Conf handrail (1.1.0)\n"
        raise AssertionError(command)

    def run(self, command):
        """What the watchman runs. The plug may be pulled before, in the middle of, or after each."""
        self.step()
        match command:
            case ("dpkg", *_, "-i", file):
                self.installed = "half"
                self.step()
                version = Path(file).read_text().split()[0]
                if version in self.broken and "cannot" in self.broken:
                    return False
                self.installed = version
            case ("systemctl", "is-enabled", *_):
                return self.shown
            case ("systemctl", "restart" | "--no-block", *_) if not self.shown:
                raise AssertionError(command)
            case ("systemctl", "restart", "handrail-healthy.service"):
                return self.installed != "half" and self.installed not in self.broken
        self.step()
        return True

    def step(self):
        self.steps += 1
        if self.steps == self.cut:
            raise PowerCutError

    def switch_on(self):
        """The machine starts: systemd starts what is enabled, out of the folder of updates."""
        while (self.units / "multi-user.target.wants" / watchman.NAME).is_symlink():
            try:
                watchman.Watchman(self.run, self.folder / "program", self.units).watch()
            except PowerCutError:
                self.cut = None
                continue
            self.here = replace(self.here, version=self.installed)
            return

    @property
    def ledger(self):
        return read_ledger(self.folder)


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def deb(tmp_path, version="1.1.0", name="program", words=""):
    return program(tmp_path, version, name, data=f"{version} {words}".encode())


def test_a_program_is_installed_once_nobody_is_there_and_kept_to_come_back_to(machine, tmp_path):
    machine.take(deb(tmp_path))
    assert (machine.installed, machine.ledger.trying.version) == ("1.0.0", "1.1.0")
    machine.switch_on()
    assert (machine.installed, machine.ledger) == ("1.1.0", Ledger())
    kept = machine.folder / "program"
    assert (kept / "current.deb").read_text().split() == ["1.1.0"]
    assert not (kept / "previous.deb").exists()
    machine.take(deb(tmp_path, "1.2.0", "next"))
    assert (kept / "previous.deb").read_text().split() == ["1.1.0"], "the very package that came"
    machine.switch_on()
    assert machine.installed == "1.2.0"
    assert sorted(path.name for path in machine.units.rglob("*")) == ["multi-user.target.wants"]


@pytest.mark.parametrize("broken", [("1.1.0",), ("1.1.0", "cannot")])
def test_a_program_that_does_not_come_up_or_does_not_install_is_gone_back_from(machine, tmp_path, broken):
    machine.broken = set(broken)
    place = deb(tmp_path)
    machine.take(place)
    machine.switch_on()
    assert machine.installed == "1.0.0"
    (failure,) = machine.ledger.failed
    assert failure.why == "The program 1.1.0 did not come up, so 1.0.0 runs again."
    with pytest.raises(ReleaseError, match="did not come up here before"):
        machine.take(place)
    machine.take(deb(tmp_path, "1.1.1", "mended"))
    machine.switch_on()
    assert machine.installed == "1.1.1"


@pytest.mark.parametrize(("broken", "end"), [((), "1.1.0"), (("1.1.0",), "1.0.0")])
def test_the_plug_is_pulled_at_every_step(tmp_path, broken, end):
    machine = Machine(tmp_path, broken)
    machine.take(deb(tmp_path))
    kept = {path: path.with_name(f"{path.name}.kept") for path in (machine.folder, machine.units)}
    for path, copy in kept.items():
        path.rename(copy)
    for cut in range(1, 60):
        for path, copy in kept.items():
            shutil.rmtree(path, ignore_errors=True)
            shutil.copytree(copy, path, symlinks=True)
        machine.installed, machine.steps, machine.cut = "1.0.0", 0, cut
        machine.switch_on()
        assert machine.installed == end
        assert machine.ledger.trying is None
        assert len(machine.ledger.failed) == len(broken)
        assert not any(path.name == watchman.NAME for path in machine.units.rglob("*"))
        if machine.cut is not None:
            assert cut > 12
            return


def test_a_machine_that_does_not_show_the_kiosk_is_not_made_to(machine, tmp_path):
    machine.shown = False
    machine.take(deb(tmp_path))
    machine.switch_on()
    assert (machine.installed, machine.ledger) == ("1.1.0", Ledger())


def test_who_pulls_the_plug_again_and_again_has_the_program_before(machine, tmp_path):
    machine.take(deb(tmp_path))

    def cut_at_the_end(command):
        if command[-1] == "handrail-healthy.service":
            raise PowerCutError
        return machine.run(command)

    for _ in range(watchman.STARTS):
        with pytest.raises(PowerCutError):
            watchman.Watchman(cut_at_the_end, machine.folder / "program", machine.units).watch()
    machine.switch_on()
    assert machine.installed == "1.0.0"


@pytest.mark.parametrize(
    ("words", "needs", "told"),
    [
        ("another amd64", "", "another than the release says"),
        ("handrail arm64", "", "another kind of computer"),
        ("", "Inst libthing (3)\n", "needs libthing"),
    ],
)
def test_a_package_that_is_another_or_lacks_something_is_refused(machine, tmp_path, words, needs, told):
    machine.needs = needs
    with pytest.raises(ReleaseError, match=told):
        machine.take(deb(tmp_path, words=words))
    assert machine.ledger.trying is None
    assert told in machine.ledger.refused
    assert not (machine.units / watchman.NAME).exists()


def test_a_package_of_another_version_or_debian_or_an_image_is_refused(machine, tmp_path):
    for number, (place, told) in enumerate(
        (
            (program(tmp_path, data=b"1.0.5"), "another than the release says"),
            (program(tmp_path, "1.1.0", "old", debian="12", data=b"1.1.0"), "for Debian 12, and this is 13"),
            (image(tmp_path), "This kiosk runs a program"),
            (deb(tmp_path, "1.0.0", "same"), "not newer than 1.0.0"),
        )
    ):
        with pytest.raises(ReleaseError, match=told):
            machine.take(place)
        assert machine.steps == 0, number


def test_no_room_is_told(machine, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 1000))
    with pytest.raises(ReleaseError, match="no room"):
        machine.take(deb(tmp_path))


def test_nothing_else_is_taken_while_one_is_being_tried(machine, tmp_path):
    machine.take(deb(tmp_path))
    state = json.loads((machine.folder / "state.json").read_bytes())
    state["trying"]["step"] = "writing"
    (machine.folder / "state.json").write_text(json.dumps(state))
    with pytest.raises(ReleaseError, match="is being tried just now"):
        machine.take(deb(tmp_path, "1.2.0", "next"))
    assert machine.ledger.trying.version == "1.1.0"


def test_the_watchman_needs_nothing_of_the_program_that_it_judges(machine, tmp_path):
    machine.take(deb(tmp_path))
    copied = (machine.folder / "program" / "watchman.py").read_text()
    assert copied == Path(watchman.__file__).read_text()
    tops = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(copied))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert tops <= set(sys.stdlib_module_names)
    unit = (machine.units / watchman.NAME).read_text()
    assert f"/usr/bin/python3 -I {machine.folder}/program/watchman.py" in unit


def test_a_watchman_with_nothing_in_hand_goes_home(machine):
    (machine.units / watchman.NAME).touch()
    machine.folder.mkdir()
    watchman.Watchman(machine.run, machine.folder / "program", machine.units).watch()
    assert machine.steps == 0
    assert not (machine.units / watchman.NAME).exists()
