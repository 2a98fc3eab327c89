"""Looks over the manifest beside a service's form: its author hears of both at once."""

from pathlib import Path

from kiosk.catalogue import read_service
from kiosk.confirming import trouble_with
from kiosk.errors import ConfigError
from kiosk.forms.form import Form
from kiosk.forms.lint import Finding

NO_NUMBERS = (
    "The service is sensitive and has no number to call: add one as [[help]], with name, number and hours "
    "(docs/assisted.md)."
)


def check(file: Path, form: Form | None = None) -> tuple[Finding, ...]:
    """What is wrong with manifest.toml beside the form in ``file``; nothing where there is none.

    ``form`` is what was read of it, None when it cannot be used or is not to be looked at.
    """
    manifest = file.parent / "manifest.toml"
    if not manifest.is_file():
        return ()
    try:
        service = read_service(manifest)
    except ConfigError as error:
        return (Finding("", str(error), "error"),)
    found = [Finding(manifest.name, NO_NUMBERS, "warning")] if service.sensitive and not service.help else []
    if form is not None and (trouble := trouble_with(service, form)):
        found.append(Finding(manifest.name, trouble, "error"))
    return tuple(found)
