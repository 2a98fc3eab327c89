"""PySide's own Python is compiled once, not at each start."""

import builtins
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli.precompiled import Precompiled

SUPPORT = "shibokensupport/feature.py"


def code_of(file: Path, source: bytes, filename: str = SUPPORT) -> tuple[object, Precompiled]:
    """What ``compile`` gives while ``file`` is in use."""
    precompiled = Precompiled(file)
    with precompiled:
        code = compile(source, filename, "exec")
    return code, precompiled


@pytest.fixture(autouse=True)
def writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were really compiled."""
    names: list[str] = []
    real = compile

    def compiled(source: bytes, filename: str, mode: str) -> object:
        names.append(filename)
        return real(source, filename, mode)

    monkeypatch.setattr(builtins, "compile", compiled)
    return names


def test_the_second_start_compiles_nothing(tmp_path: Path, counted: list[str]) -> None:
    file = tmp_path / "deep" / "kept.pyside"
    first, precompiled = code_of(file, b"answer = 42")
    precompiled.keep()
    second, again = code_of(file, b"answer = 42")
    assert counted == [SUPPORT]
    assert second == first
    written = file.stat()
    again.keep()
    assert file.stat() == written


def test_another_pyside_gets_code_of_its_own_and_the_old_is_let_go(tmp_path: Path) -> None:
    file = tmp_path / "kept.pyside"
    code_of(file, b"answer = 42")[1].keep()
    newer, precompiled = code_of(file, b"answer = 43")
    precompiled.keep()
    space: dict[str, int] = {}
    exec(newer, space)  # type: ignore[call-overload]
    assert space["answer"] == 43
    assert b"answer = 42" not in file.read_bytes()


@pytest.mark.parametrize("broken", [b"", b"\x00", b"not code", b"{0"])
def test_a_broken_file_is_as_none(tmp_path: Path, broken: bytes, counted: list[str]) -> None:
    file = tmp_path / "kept.pyside"
    file.write_bytes(broken)
    _, precompiled = code_of(file, b"answer = 42")
    precompiled.keep()
    code_of(file, b"answer = 42")
    assert counted == [SUPPORT]


def test_other_code_is_compiled_as_ever(tmp_path: Path, counted: list[str]) -> None:
    file = tmp_path / "kept.pyside"
    _, precompiled = code_of(file, b"answer = 42", "form.py")
    precompiled.keep()
    assert counted == ["form.py"]
    assert not file.exists()


def test_a_folder_that_may_not_be_written_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    _, precompiled = code_of(tmp_path / "file" / "kept.pyside", b"answer = 42")
    precompiled.keep()
    assert (tmp_path / "file").read_bytes() == b""


def test_it_is_what_pyside_compiles(tmp_path: Path) -> None:
    """The guess of which code is PySide's own is held against the PySide that is installed."""
    file = tmp_path / "kept.pyside"
    start = (
        "import sys; from pathlib import Path; from kiosk.cli.precompiled import Precompiled\n"
        "kept = Precompiled(Path(sys.argv[1]))\n"
        "with kept:\n    import PySide6.QtCore\n"
        "sys.dont_write_bytecode = False\nkept.keep()"
    )
    subprocess.run([sys.executable, "-c", start, str(file)], check=True)
    assert b"shibokensupport/signature/loader.py" in file.read_bytes()
