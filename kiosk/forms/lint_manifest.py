"""Looks over the manifest beside a service's form: its author hears of both at once."""

from pathlib import Path

from kiosk import catalogue, naming, paying
from kiosk.catalogue import Service, read_service
from kiosk.confirming import trouble_with
from kiosk.errors import ConfigError
from kiosk.forms.form import Form
from kiosk.forms.lint import Finding

MANIFEST = "manifest.toml"
NO_NUMBERS = (
    "The service is sensitive and has no number to call: add one as [[help]], with name, number and hours "
    "(docs/assisted.md)."
)
NO_SHELF = (
    "categories.toml has no category “{}”, so it stands under other services: add it or correct the name."
)
NO_DEPARTMENT = "departments.toml has no department “{}”: add it or correct the name."
NO_RELATED = "related names “{}”, and there is no such service beside it: correct the name or take it out."


def check(file: Path, form: Form | None = None) -> tuple[Finding, ...]:
    """What is wrong with manifest.toml beside the form in ``file``; nothing where there is none.

    ``form`` is what was read of it, None when it cannot be used or is not to be looked at.
    """
    manifest = file.parent / MANIFEST
    if not manifest.is_file():
        return ()
    try:
        service = read_service(manifest)
    except ConfigError as error:
        return (Finding("", str(error), "error"),)
    return check_service(service, form)


def check_service(
    service: Service, form: Form | None = None, shelf: Path | None = None
) -> tuple[Finding, ...]:
    """The same of a manifest that was read.

    ``shelf`` is the folder of the services that it is to stand among, where that is another than the one it is in.
    """
    found = [Finding(MANIFEST, NO_NUMBERS, "warning")] if service.sensitive and not service.help else []
    found += [Finding(MANIFEST, each, "warning") for each in naming.faults(service)]
    found += _beside(service, shelf or service.folder.parent)
    troubles = (trouble_with(service, form), paying.trouble_with(service, form)) if form is not None else ()
    found += [Finding(MANIFEST, trouble, "error") for trouble in troubles if trouble]
    return tuple(found)


def _beside(service: Service, shelf: Path) -> list[Finding]:
    """What is wrong between it and the services on the shelf."""
    try:
        known = catalogue.load(shelf, broken=lambda _error: None)  # each has its own report
        shelves = catalogue.titles_in(shelf / "categories.toml")
    except (ConfigError, OSError):
        return []
    there = {each.id: each for each in known.services} | {service.id: service}
    found = [(each, "warning") for id_, each in naming.among(there.values()) if id_ == service.id]
    if shelves and service.category not in {catalogue.OTHER.id, *shelves}:
        found.append((NO_SHELF.format(service.category), "warning"))
    if service.department and service.department not in known.departments:
        found.append((NO_DEPARTMENT.format(service.department), "error"))
    found += [(NO_RELATED.format(name), "error") for name in service.related if name not in there]
    return [Finding(MANIFEST, sentence, level) for sentence, level in found]
