"""The house: which part may import which, where outside libraries may be used, and how long a file may be."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("kiosk", "ui", "offline_cache", "council_api")
FILES = sorted(f for p in PACKAGES for f in (ROOT / p).rglob("*.py"))
OURS = sorted({*FILES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")})

MAY_IMPORT = {
    "kiosk": {"kiosk"},
    "ui": {"ui", "kiosk"},
    "offline_cache": {"offline_cache", "kiosk"},
    "council_api": {"council_api", "kiosk"},
}
# The command line alone joins the packages, inside each command.
JOINS = ("kiosk/cli",)
ONLY_IN = {
    "PySide6": ("ui/",),
    "shiboken6": ("ui/",),
    "sqlalchemy": ("offline_cache/", "council_api/"),
    # The kiosk has no database: what asks questions searches in one that is in memory alone (decision 0042).
    "sqlite3": ("offline_cache/", "council_api/", "kiosk/asking/index.py"),
    "rapidfuzz": ("kiosk/asking/reading.py", "kiosk/naming.py"),
    "requests": ("offline_cache/",),
    "pyttsx3": ("kiosk/speech/driver.py", "kiosk/speech/stock.py"),
    "pyxform": ("kiosk/forms/readers/",),
    "fastapi": ("council_api/",),
    "uvicorn": ("council_api/",),
    "psycopg": ("council_api/",),
    "alembic": ("council_api/migrations/",),
    "prometheus_client": ("council_api/metrics.py",),
    "click": ("kiosk/cli", "council_api/"),
    "weasyprint": ("kiosk/pdf.py",),
}


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_each_package_imports_only_what_it_may():
    for file in FILES:
        tops = {i.split(".")[0] for i in imports(file)}
        if not name(file).startswith(JOINS):
            assert tops & set(PACKAGES) <= MAY_IMPORT[name(file).split("/")[0]], name(file)
        for library in tops & ONLY_IN.keys():
            places = ONLY_IN[library]
            assert name(file).startswith(places), f"{name(file)}: {library} is for {places} alone"


def test_no_file_over_400_lines():
    long = {name(file): len(file.read_text(encoding="utf-8").splitlines()) for file in OURS}
    assert {where: lines for where, lines in long.items() if lines > 400} == {}


def test_no_function_over_50_lines():
    long = {
        f"{name(file)}:{node.lineno}": node.end_lineno - node.lineno + 1
        for file in OURS
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {where: lines for where, lines in long.items() if lines > 50} == {}


def test_nothing_is_left_for_later():
    words = ("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK", "NotImplemented" + "Error")
    left = re.compile(rf"\b({'|'.join(words)})\b")
    assert [name(file) for file in OURS if left.search(file.read_text(encoding="utf-8"))] == []


def test_no_test_sleeps():
    calls = [
        (f"{name(file)}:{node.lineno}", node.func.attr)
        for file in OURS
        if name(file).startswith("tests/")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    sleeps = {"sleep", "qWait", "qSleep", "wait_for_timeout"}
    assert [where for where, called in calls if called in sleeps] == []


def holds_by_itself(code):
    """What ``code`` asserts holds in a Python of its own, in which nothing has been loaded yet."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["--help"],
        ["status", "--help"],
        ["forms", "--help"],
        ["sync", "--help"],
        ["bundle", "status"],
        ["export", "--help"],
        ["cards", "--help"],
    ],
)
def test_headless_commands_never_load_qt_or_the_store(command):
    code = (
        "import sys; from kiosk.__main__ import main\n"
        f"sys.argv = ['kiosk', *{command!r}]\n"
        "try: main()\nexcept SystemExit: pass\n"
        "loaded = {m.split('.')[0] for m in sys.modules}\n"
        "assert not loaded & {'PySide6', 'sqlalchemy', 'requests', 'pyttsx3', 'pyxform'}, loaded\n"
    )
    holds_by_itself(code)


def test_importing_is_as_quick_with_pyside_as_without():
    """PySide's own way to import reads and keeps the source of every module that comes after it (ui/__init__.py)."""
    code = (
        "import builtins, linecache\n"
        "before = builtins.__import__\n"
        "import ui.app\n"
        "assert builtins.__import__ is before\n"
        "import sqlalchemy\n"
        "kept = [file for file in linecache.cache if '/ui/' in file or '/sqlalchemy/' in file]\n"
        "assert kept == [], kept\n"
    )
    holds_by_itself(code)


def test_every_dependency_is_pinned_with_hashes_and_has_a_line_in_the_docs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["council"], *extras["test"]]
    lock = (ROOT / "requirements.lock").read_text()
    docs = (ROOT / "docs" / "dependencies.md").read_text().lower()
    for line in asked:
        package = re.split(r"[<>=~!\[; ]", line)[0].lower()
        assert re.search(rf"^{package}==\S+.*\\\n +--hash=sha256:", lock, re.MULTILINE | re.IGNORECASE), (
            package
        )
        assert f"| {package} " in docs, f"{package} has no line in docs/dependencies.md"
    assert "://" not in re.sub(r"#.*", "", lock), "the lock names no index"


def test_qt_is_the_version_that_does_not_abort():
    """6.12.0 loses a reference to None at every void call on Python 3.11: docs/decisions/0002-pyside-6-11.md."""
    code = (
        "import sys\n"
        "from PySide6.QtCore import QObject\n"
        "thing = QObject()\n"
        "before = sys.getrefcount(None)\n"
        "for _ in range(500): thing.setObjectName('x')\n"
        "assert abs(sys.getrefcount(None) - before) < 50, sys.getrefcount(None) - before\n"
    )
    holds_by_itself(code)
