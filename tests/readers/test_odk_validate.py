"""pyxform's own ODK Validate (Java; optional) takes the real forms that lint takes, but for those told in docs."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pyxform.validators.odk_validate import ODK_VALIDATE_PATH

from kiosk.errors import FormError
from kiosk.forms import xform
from kiosk.forms.readers import read_form

FORMS = Path(__file__).parents[3] / "shared" / "forms" / "xlsform"
DIFFERENCES = Path(__file__).parents[2] / "docs" / "xforms-differences.md"
TIME_LIMIT = 300  # seconds, for all forms together

pytestmark = [
    pytest.mark.coverage_elsewhere,  # the same code many times over
    pytest.mark.skipif(not FORMS.is_dir(), reason="the real forms are not beside the repository"),
    pytest.mark.skipif(not shutil.which("java"), reason="ODK Validate needs Java, which is not installed"),
    pytest.mark.skipif(
        not Path(ODK_VALIDATE_PATH).is_file(), reason="pyxform was installed without ODK Validate"
    ),
    pytest.mark.filterwarnings("ignore::UserWarning:openpyxl"),  # of the workbooks' styles
]


def told() -> set[str]:
    """The forms that docs/xforms-differences.md names under ODK Validate."""
    part = DIFFERENCES.read_text(encoding="utf-8").partition("## Beside ODK Validate")[2]
    return set(re.findall(r"^- `(\S+)`$", part, re.MULTILINE))


def test_odk_validate_takes_what_lint_takes(tmp_path):
    ours: dict[str, bool] = {}
    for path in sorted(FORMS.iterdir()):
        try:
            source = read_form(path)
        except FormError:
            continue  # pyxform makes no form of it, so that there is nothing to compare
        (tmp_path / f"{path.stem}.xml").write_bytes(source.xml)
        try:
            xform.load(source.xml, source.media)
        except FormError:
            ours[path.stem] = False
        else:
            ours[path.stem] = True
    done = subprocess.run(
        [
            "java",
            "-Djava.awt.headless=true",
            "-jar",
            ODK_VALIDATE_PATH,
            *sorted(f"{name}.xml" for name in ours),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT,
        check=False,
    )
    each = [part.partition("\n") for part in done.stdout.split("Validating: ")[1:]]
    theirs = {name.strip().removesuffix(".xml"): "Xform is valid" in said for name, _, said in each}
    assert theirs.keys() == ours.keys()
    assert {name for name in ours if ours[name] != theirs[name]} == told()
