"""What the wheel and the .deb are made of. That they install and work is tried by make deb-test and make wheel-test."""

import importlib.util
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "deploy" / "package"
PACKAGES = ("kiosk", "ui", "offline_cache", "council_api")


def prune():
    spec = importlib.util.spec_from_file_location("prune", PACKAGE / "prune.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def data(folder):
    return [file for file in (ROOT / folder).rglob("*") if file.is_file() and "__pycache__" not in file.parts]


def test_every_file_beside_the_code_is_in_the_wheel():
    """A form's page, a word or a template that is left out is missed by nobody until it is asked for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]
    assert patterns["kiosk.assets"] == ["**"]
    for package in PACKAGES:
        for file in data(package):
            if file.suffix == ".py":
                assert (file.parent / "__init__.py").is_file(), (
                    f"{file.parent} is no package, so {file} is not taken"
                )
                continue
            homes = [up for up in file.parents if (up / "__init__.py").is_file()]
            assert any(file.relative_to(home).match(p) for home in homes[:1] for p in patterns["*"]), file


def test_no_asset_is_left_out_for_its_name():
    """The pattern ** of setuptools takes no file whose name begins with a dot."""
    assert [
        file for file in data("assets") if any(part.startswith(".") for part in file.parts[len(ROOT.parts) :])
    ] == []


def test_qt_keeps_what_the_window_imports_and_no_more():
    found = set()
    for file in (ROOT / "ui").rglob("*.py"):
        found |= set(re.findall(r"(?:from|import) PySide6\.(\w+)", file.read_text(encoding="utf-8")))
    assert found == set(prune().QT_MODULES)


@pytest.mark.parametrize("package", ["sqlalchemy/dialects/postgresql", "dns", "zopfli", "fontTools/voltLib"])
def test_nothing_of_ours_imports_what_is_taken_out(package):
    name = re.escape(package.replace("/", "."))
    used = [
        file
        for top in ("kiosk", "ui", "offline_cache")
        for file in (ROOT / top).rglob("*.py")
        if re.search(rf"^\s*(?:from|import) {name}\b", file.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert package in prune().DROPPED
    assert used == []


def test_what_is_installed_beside_the_program_is_there():
    table = (ROOT / "deploy" / "systemd" / "installed.txt").read_text(encoding="utf-8").splitlines()
    lines = [line.split() for line in table if line and not line.startswith("#")]
    assert lines
    for whose, file, to, mode in lines:
        assert whose in {"both", "image"}
        assert (ROOT / file).is_file(), file
        assert to.startswith("/")
        assert mode in {"644", "755"}
    targets = [to for _, _, to, _ in lines]
    assert len(targets) == len(set(targets))


def test_the_scripts_can_be_read_by_the_shell():
    scripts = [ROOT / "deploy" / "bare.sh", ROOT / "deploy" / "debian.sh", ROOT / "deploy" / "setup.sh"]
    scripts += [PACKAGE / name for name in ("deb", "tree", "try", "try-wheel", "wheel")]
    scripts += [PACKAGE / "debian" / name for name in ("postinst", "postrm", "prerm")]
    for script in scripts:
        done = subprocess.run(["sh", "-n", script], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), script


def test_no_is_the_answer_to_whether_the_outbox_is_deleted():
    """Promise 2: what was acknowledged is not lost; not to a purge that nobody was asked about either."""
    templates = (PACKAGE / "debian" / "templates").read_text(encoding="utf-8")
    assert re.search(r"Template: handrail/purge-outbox\nType: boolean\nDefault: false\n", templates)
    postrm = (PACKAGE / "debian" / "postrm").read_text(encoding="utf-8")
    assert postrm.index("delete=false") < postrm.index('rm -rf "$state"\n')
    assert 'if [ "$delete" = true ]; then\n        rm -rf "$state"\n' in postrm
