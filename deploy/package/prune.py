"""Takes out of an installed program what no kiosk uses: ``prune.py SITE-PACKAGES``. Prints what is left, in MB.

Everything here is held by ``make deb-test``: the whole demo, forms and PDFs run from what is left.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

QT_MODULES = ("QtCore", "QtDBus", "QtGui", "QtSvg", "QtWidgets")
"""What ui imports (tests/deploy/test_package.py)."""

QT_PLUGINS = (
    "iconengines/libqsvgicon.so",
    "imageformats/libqgif.so",
    "imageformats/libqjpeg.so",
    "imageformats/libqsvg.so",
    "imageformats/libqtiff.so",
    "imageformats/libqwebp.so",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "platforms/libqoffscreen.so",
    "platforms/libqxcb.so",
)
"""The screen and the picture in memory; accents by two keys; the pictures that people and councils bring."""

DROPPED = {
    "*.dist-info/RECORD": "pip's own, with the folder it was made in",
    "*.dist-info/INSTALLER": "the same",
    "*.dist-info/REQUESTED": "the same",
    "*.dist-info/direct_url.json": "the same",
    "**/__pycache__": "made again for the place where it will lie",
    "**/*.pyi": "for type checkers",
    "**/py.typed": "the same",
    "**/*.pxd": "for compilers",
    "**/*.pyx": "the same",
    "**/*.[ch]": "the same",
    "**/*.[ch]pp": "the same",
    "*/**/tests": "tests of others",
    "*/**/testing": "the same",
    "council_api": "the council's side: its packages are not here either",
    "kiosk/assets/sounds/make.py": "made the sounds",
    "_brotli*.so": "for fonts of the web, and answers that no council API gives",
    "brotli.py": "the same",
    "brotli-*": "the same",
    "dns": "email-validator asks nobody whether an address is reached",
    "dnspython-*": "the same",
    "zopfli": "compresses fonts for the web, which fonttools loads only to write them",
    "zopfli-*": "the same",
    "fontTools/cu2qu/*.so": "converts curves: PDFs take fonts as they are",
    "fontTools/qu2cu/*.so": "the same",
    "fontTools/feaLib/*.so": "the quicker half of what has a slow one in Python, never run",
    "fontTools/varLib/*.so": "the same",
    "fontTools/ufoLib": "for who draws fonts",
    "fontTools/voltLib": "the same",
    "fontTools/mtiLib": "the same",
    "fontTools/diff": "the same",
    "PIL/_avif*.so": "pictures that our PDFs never hold; Pillow goes on without",
    "PIL/_webp*.so": "the same",
    "PIL/_imagingft*.so": "the same, of letters drawn into pictures",
    "PIL/_imagingtk*.so": "the same, of windows",
    "PIL/_imagingmath*.so": "the same",
    "PIL/_imagingmorph*.so": "the same",
    "pyxform/validators/odk_validate/bin": "a program in Java; our own engine reads what was converted",
    "sqlalchemy/dialects/mssql": "the outbox is SQLite",
    "sqlalchemy/dialects/mysql": "the same",
    "sqlalchemy/dialects/oracle": "the same",
    "sqlalchemy/dialects/postgresql": "the same",
}
"""Patterns below site-packages, each with its reason."""

PYPHEN = ("en_GB", "en_US", "cy", "pl_PL")
"""The languages of which there are rules for breaking words at all."""

STDNUM = "stdnum/gb"
"""Of the numbers of 80 countries, ours."""


def prune(site: Path) -> None:
    """Leaves in ``site`` what a kiosk runs."""
    for pattern in DROPPED:
        found = sorted(site.glob(pattern))
        if not found and "*" not in pattern:
            raise SystemExit(f"prune: there is no {pattern} any more. Take its line out.")
        for path in found:
            _drop(path)
    _qt(site / "PySide6")
    _only(site / "pillow.libs", _needed((site / "PIL").glob("*.so")))
    for rules in (site / "pyphen" / "dictionaries").iterdir():
        if rules.suffix != ".py" and not rules.stem.endswith(PYPHEN):
            _drop(rules)
    for country in (site / "stdnum").iterdir():
        if (country.is_dir() and country != site / STDNUM) or country.suffix == ".dat":
            _drop(country)


def _qt(pyside: Path) -> None:
    """The modules and plug-ins that are named, the libraries that they need, the Python of PySide, and no more."""
    kept = {pyside / f"{name}.abi3.so" for name in QT_MODULES}
    kept |= {pyside / "Qt" / "plugins" / name for name in QT_PLUGINS}
    for path in kept:
        if not path.is_file():
            raise SystemExit(f"prune: there is no {path.name} in PySide6 any more.")
    for folder in ("scripts", "glue", "typesystems", "include", "doc"):
        _drop(pyside / folder)
    _only(pyside, {*kept, *_needed(kept), *pyside.rglob("*.py")})
    for folder in sorted((f for f in pyside.rglob("*") if f.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _only(folder: Path, wanted: set[Path]) -> None:
    for path in list(_files(folder)):
        if path not in wanted:
            _drop(path)


def _needed(files: Iterable[Path]) -> set[Path]:
    """The libraries that these load, whatever loads them."""
    done = subprocess.run(["ldd", *map(str, sorted(files))], capture_output=True, text=True, check=True)
    words = (line.split(" => ") for line in done.stdout.splitlines() if " => /" in line)
    return {Path(path.split(" (")[0]).resolve() for _, path in words}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())


def _drop(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    where = Path(sys.argv[1]).resolve()
    prune(where)
    print(f"{sum(f.stat().st_size for f in where.rglob('*') if f.is_file()) / 1e6:.0f} MB are left")
