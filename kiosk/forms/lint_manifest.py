"""Looks over the manifest beside a service's form: its author hears of both at once."""

from pathlib import Path

from kiosk.catalogue import read_service
from kiosk.errors import ConfigError
from kiosk.forms.lint import Finding

NO_NUMBERS = (
    "The service is sensitive and has no number to call: add one as [[help]], with name, number and hours "
    "(docs/assisted.md)."
)


def check(form: Path) -> tuple[Finding, ...]:
    """What is wrong with manifest.toml in the folder of ``form``; nothing where there is none."""
    manifest = form.parent / "manifest.toml"
    if not manifest.is_file():
        return ()
    try:
        service = read_service(manifest)
    except ConfigError as error:
        return (Finding("", str(error), "error"),)
    return (Finding(manifest.name, NO_NUMBERS, "warning"),) if service.sensitive and not service.help else ()
