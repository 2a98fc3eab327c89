"""deploy/setup.sh, with a Debian and a Python that only write down what they are asked for."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = {
    "dpkg-query": """
for name; do
    case $name in -*) ;; *) [ -e "$STATE/$name" ] && echo "installed $name" ;; esac
done""",
    "apt-get": """
echo "apt-get $*" >>"$STATE/../asked"
[ ! -e "$STATE/../offline" ] || { echo "cannot resolve"; exit 1; }""",
    "sudo": "exit 1",
    "id": """cat "$STATE/../id" """,
    "python3": """
case $1 in
-c) case $2 in *sysconfig*) echo .venv/lib/python3.11/site-packages ;; esac ;;
--version) echo Python 3.11.2 ;;
-P) echo "$*" ;;
*)
    echo "python $*" >>"$STATE/../asked"
    [ ! -e "$STATE/../offline" ] || { echo "no route to host"; exit 1; }
    if [ "$2" = venv ]; then mkdir -p .venv/bin .venv/lib/python3.11/site-packages && cp "$0" .venv/bin/python; fi ;;
esac""",
}
"""Each is the body of a small program. Packages are files in $STATE; ``asked`` is what was asked for, in order."""


class Machine:
    """A checkout on a machine of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.checkout = folder / "our kiosk"
        self.packages = folder / "packages"
        self.packages.mkdir()
        shutil.copytree(ROOT / "deploy", self.checkout / "deploy")
        shutil.copy(ROOT / "requirements.lock", self.checkout)
        for name, body in TOOLS.items():
            tool = folder / "bin" / name
            tool.parent.mkdir(exist_ok=True)
            tool.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
            tool.chmod(0o755)
        self.user(1000)

    def user(self, number: int) -> None:
        (self.folder / "id").write_text(f"{number}\n", encoding="ascii")

    def install(self, *lists: str) -> None:
        for name in names(*lists):
            (self.packages / name).touch()

    def offline(self, offline: bool) -> None:
        mark = self.folder / "offline"
        mark.touch() if offline else mark.unlink()

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env={
                "PATH": f"{self.folder}/bin:/usr/bin:/bin",
                "PYTHON": "python3",
                "STATE": str(self.packages),
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def setup(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("sh", self.checkout / "deploy" / "setup.sh", *words)

    def asked(self) -> list[str]:
        """What was asked of apt-get and Python since the last time."""
        log = self.folder / "asked"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        log.write_text("", encoding="utf-8")
        return lines


def names(*lists: str) -> list[str]:
    texts = [(ROOT / "deploy" / f"packages-{name}.txt").read_text(encoding="utf-8") for name in lists]
    return [line for text in texts for line in text.splitlines() if line and not line.startswith("#")]


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_a_wrong_word_is_wrong_usage(machine):
    done = machine.setup("everything")
    assert done.returncode == 2
    assert done.stderr == "setup: say run, test, benchmarks or image-test.\n"


@pytest.mark.parametrize(
    "lists",
    [
        ["run"],
        ["run", "test"],
        ["run", "test", "benchmarks"],
        ["run", "test", "image", "image-test"],
    ],
    ids=lambda each: each[-1],
)
def test_an_ordinary_user_is_told_the_one_line_to_run_as_root(machine, lists):
    done = machine.setup(lists[-1])
    assert done.returncode == 1
    assert done.stdout == ""
    line = done.stderr.splitlines()[1]
    start = "apt-get update && apt-get install -y --no-install-recommends "
    assert line.startswith(start)
    assert line.removeprefix(start).split() == names(*lists)
    assert machine.asked() == []


def test_only_what_is_lacking_is_named(machine):
    machine.install("run")
    machine.packages.joinpath("libegl1").unlink()
    assert machine.setup("run").stderr.splitlines()[1].endswith("--no-install-recommends libegl1 ")


def test_root_is_given_the_packages_and_then_the_venv(machine):
    machine.user(0)
    assert machine.setup("run").returncode == 0
    update, install, venv, pip = machine.asked()
    assert update.startswith("apt-get update")
    assert install.startswith("apt-get install -y")
    assert install.endswith(" ".join(names("run")))
    assert venv == "python -m venv .venv"
    assert "--require-hashes" in pip
    assert "--only-binary :all:" in pip


def test_the_second_time_does_and_says_nothing(machine):
    machine.install("run")
    machine.setup("run")
    machine.asked()
    again = machine.setup("run")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert machine.asked() == []


def test_another_lock_makes_the_venv_again(machine):
    machine.install("run")
    machine.setup("run")
    machine.asked()
    with (machine.checkout / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# another\n")
    assert machine.setup("run").returncode == 0
    assert "python -m venv .venv" in machine.asked()


def test_packages_that_cannot_be_had_are_one_sentence_after_the_reason(machine):
    machine.user(0)
    machine.offline(True)
    done = machine.setup("run")
    assert done.returncode == 1
    reason, sentence = done.stderr.splitlines()
    assert reason == "cannot resolve"
    assert sentence.startswith("The Debian packages could not be installed")


def test_a_venv_left_half_made_is_made_again(machine):
    machine.install("run")
    machine.offline(True)
    failed = machine.setup("run")
    reason, sentence = failed.stderr.splitlines()
    assert failed.returncode == 1
    assert reason == "no route to host"
    assert sentence.startswith("The Python packages could not be installed")
    machine.asked()
    machine.offline(False)
    assert machine.setup("run").returncode == 0
    assert len(machine.asked()) == 2


def test_the_command_works_from_a_moved_folder_and_through_a_link(machine):
    machine.install("run")
    machine.setup("run")
    moved = machine.checkout.rename(machine.folder / "moved")
    link = machine.folder / "kiosk"
    link.symlink_to(moved / ".venv/bin/kiosk")
    assert machine.run(link, "forms", "check", "a file").stdout == "-P -m kiosk forms check a file\n"
    path = moved / ".venv/lib/python3.11/site-packages/handrail.pth"
    assert (path.parent / path.read_text(encoding="utf-8").strip()).resolve() == moved


def pinned(lock: str) -> dict[str, set[str]]:
    """The packages of a lock, each with its version, and their hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    found = re.findall(
        r"^(\w\S*==\S+).*\\\n((?: {4}--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE
    )
    assert len(found) == len([line for line in text.splitlines() if line[:1] not in {"", " ", "#"}]) > 0
    assert "://" not in text
    return {package: set(hashes.replace("\\", "").split()) for package, hashes in found}


def test_a_lock_pins_every_package_by_hash_and_names_no_index():
    """And the kiosk's lock is a part of the whole: what is tested is what a kiosk gets."""
    whole, kiosk = pinned("requirements.lock"), pinned("requirements-kiosk.lock")
    assert kiosk.items() <= whole.items()
    assert not {package.split("==")[0] for package in kiosk} & {
        "fastapi",
        "uvicorn",
        "psycopg",
        "pytest",
        "pip",
    }
    assert pinned("requirements-build.lock").keys()
