"""``kiosk forms``: add, check, publish and walk council forms."""

import json
import re
import shutil
import sys
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeVar

import click

from kiosk import catalogue, config
from kiosk.catalogue import Service
from kiosk.cli import authoring
from kiosk.cli.preview import preview
from kiosk.destinations import COUNCIL
from kiosk.errors import ConfigError, FormError

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from kiosk.forms.filling import Filling
    from kiosk.forms.form import Form
    from kiosk.forms.lint import Finding, Report
    from kiosk.forms.readers.source import Source

Item = TypeVar("Item")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FILE_OR_FOLDER = click.Path(exists=True, path_type=Path)


@click.group()
def command() -> None:
    """Make, check, try out, compare and add council forms (XLSForm, ODK XForm, digital form builder, Open311)."""


command.add_command(authoring.new)
command.add_command(authoring.compare)
command.add_command(preview)


@command.command()
@click.argument("files", nargs=-1, required=True, type=FILE_OR_FOLDER)
@click.option("--together", is_flag=True, help="The files are one form, in English and in Welsh.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check(files: Sequence[Path], together: bool, as_json: bool) -> int:
    """Say all that is wrong with forms, where, and what to do. Exit code 1 when one cannot be used.

    Of a service's folder: with its manifest, and its second wording where it has one.
    """
    forms = [files] if together else [(file,) for file in files]
    reports: list[tuple[Path, Report]] = []
    with _progress(forms, "Checking", hidden=as_json or len(forms) < 2) as each:  # noqa: PLR2004 one needs no bar
        for file, *others in each:
            reports += of_folder(file) if file.is_dir() else [(file, one) for one in _checked(file, others)]
    if as_json:
        click.echo(json.dumps([_as_json(f, r) for f, r in reports], ensure_ascii=False, indent=2))
    else:
        for file, report in reports:
            print_report(file, report)
    return 1 if any(report.errors for _, report in reports) else 0


def of_folder(folder: Path, shelf: Path | None = None) -> "list[tuple[Path, Report]]":
    """A report for each file of a service's folder, which is to stand among the services of ``shelf``."""
    from kiosk.authoring import folder as service  # noqa: PLC0415 heavy, and only for this command

    return list(service.check(folder, shelf))


def _checked(file: Path, others: Sequence[Path]) -> "list[Report]":
    """A report for each form in a file: an Open311 service list holds several. The first has its manifest's, too."""
    from kiosk.forms import lint, lint_manifest, readers  # noqa: PLC0415 heavy, and only for this command

    try:
        parts = readers.parts_of(file)
    except FormError:
        parts = ("",)  # what is wrong is in the report
    first, *rest = [lint.check(file, *others, part=part) for part in parts]
    found = lint_manifest.check(file, first.form)
    errors = tuple(one for one in found if one.level == "error")
    warnings = tuple(one for one in found if one.level != "error")
    return [replace(first, errors=first.errors + errors, warnings=first.warnings + warnings), *rest]


@command.command()
@click.argument("file", type=FILE)
@click.argument("others", nargs=-1, type=FILE)
@click.option("--id", "service_id", help="The service's id; the form's own id otherwise.")
@click.option(
    "--service", "part", default="", help="The code of one service of an Open311 list; all of them otherwise."
)
@click.option(
    "--to", "destination", default=COUNCIL, help="Where it is sent: a destination that kiosk.toml names."
)
def add(file: Path, others: Sequence[Path], service_id: str | None, part: str, destination: str) -> None:
    """Put a form on this kiosk as a service under "Other services".

    OTHERS belong to the same form: its Welsh file, or the definitions of an Open311 service list.
    """
    from kiosk.forms import readers  # noqa: PLC0415 heavy, and only for this command

    settings = config.load()
    if destination not in {COUNCIL, *settings.destinations}:
        raise ConfigError(f"kiosk.toml has no destination {destination!r}: add [destinations.{destination}].")
    for one in (part,) if part else readers.parts_of(file):
        service = add_form(file, settings.data, service_id, others, one, destination=destination)
        title = service.text("title", "en")
        click.echo(f"Added {title!r} as {service.id}. It is on offer from the kiosk's next start.")


@command.command()
@click.argument(
    "folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def publish(folders: Sequence[Path]) -> None:
    """Make form.xml anew from form.csv (or .xlsx, .md, .json) in each service's folder; form-b.xml of form-b.csv."""
    from kiosk.authoring import folder as service  # noqa: PLC0415 heavy, and only for this command

    with _progress(folders, "Publishing", hidden=len(folders) < 2) as each:  # noqa: PLR2004 one needs no bar
        for folder in each:
            for name in (service.FORM, service.OTHER) if service.has_other(folder) else (service.FORM,):
                sheet = service.sheet_of(folder, name)
                if sheet.suffix == ".xml":
                    raise FormError(
                        f"there is no sheet named {name}.*, and one is needed: add it.", str(folder)
                    )
                (folder / f"{name}.xml").write_bytes(service.read(sheet)[0].xml)


@command.command()
@click.argument("file", type=FILE)
@click.argument("others", nargs=-1, type=FILE)
@click.option("--service", "part", default="", help="The code of one service of an Open311 list.")
@click.option(
    "--all-paths",
    type=click.IntRange(1, 100_000),
    help="Walk so many times to open every page; tell which never was.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same answers.")
@click.option("--language", default="", help="A language of the form; its default otherwise.")
@click.option("--xml", "as_xml", is_flag=True, help="Print the submission's XML alone.")
@click.option("--json", "as_json", is_flag=True, help="Print pages and answers as JSON.")
def walk(  # noqa: PLR0917 - one for each option
    file: Path,
    others: Sequence[Path],
    part: str,
    all_paths: int | None,
    seed: int,
    language: str,
    as_xml: bool,
    as_json: bool,
) -> int:
    """Fill a form in with plausible answers, with no window, until it can be sent.

    With --all-paths the exit code is 1 when a page was never reached.
    """
    from kiosk.cli import walking  # noqa: PLC0415 heavy, and only for this command
    from kiosk.forms import readers  # noqa: PLC0415 likewise

    source = readers.read_form(file, *others, part=part)
    form = _loaded(source)
    if all_paths:
        return walking.explore(form, source, all_paths, language, as_json=as_json)
    walking.fill_in(form, seed, language, as_xml=as_xml, as_json=as_json)
    return 0


@command.command()
@click.argument("destination")
@click.option("--form", "wanted", multiple=True, help="The id of a form; all of them otherwise.")
@click.option("--list", "only_list", is_flag=True, help="Show the forms that are there, and fetch none.")
def fetch(destination: str, wanted: Sequence[str], only_list: bool) -> int:
    """Fetch forms, with their lists and media, from an OpenRosa server (ODK Central, KoboToolbox).

    DESTINATION is its name in kiosk.toml. Exit code 1 when a form cannot be used.
    """
    from kiosk.cli import fetching  # noqa: PLC0415 heavy, and only for this command

    return fetching.fetch(destination, wanted, only_list=only_list)


def add_form(
    file: Path,
    data: Path,
    service_id: str | None = None,
    others: Sequence[Path] = (),
    part: str = "",
    *,
    destination: str = COUNCIL,
) -> Service:
    """Reads and checks a form, and makes a service of it in the data folder. Raises FormError or ConfigError.

    ``destination`` is where its submissions go.
    """
    from kiosk.forms import readers  # noqa: PLC0415 heavy, and only for this command

    source = readers.read_form(file, *others, part=part)
    form = _loaded(source)
    name = _folder_name(service_id or form.id or file.stem)
    folder = data / "services" / name
    fresh = data / "services-new" / name
    shutil.rmtree(fresh.parent, ignore_errors=True)
    fresh.mkdir(parents=True)
    (fresh / "form.xml").write_bytes(source.xml)
    for media, content in source.media.items():
        (fresh / Path(media).name).write_bytes(content)
    (fresh / "manifest.toml").write_text(_manifest(name, form, destination), encoding="utf-8")
    catalogue.load(fresh.parent)  # raises before anything is replaced
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh.rename(folder)
    fresh.parent.rmdir()
    for warning in (*source.warnings, *form.warnings):
        click.echo(f"note: {warning}", err=True)
    return catalogue.load(folder.parent).service(name)


def new_filling(form: "Form", random: Random, language: str = "") -> "Filling":
    """A form to fill in without a visit: the clock is real, ids and choices come from ``random``."""
    from kiosk.forms.filling import Filling  # noqa: PLC0415 heavy, and only where a form is filled in
    from kiosk.language import Words  # noqa: PLC0415 likewise

    return Filling(
        form,
        language=language or form.default_language,
        now=lambda: datetime.now().astimezone(),
        random=random,
        new_id=lambda: str(uuid.UUID(int=random.getrandbits(128), version=4)),
        say=Words("en").say,
    )


def _loaded(source: "Source") -> "Form":
    from kiosk.forms import lint  # noqa: PLC0415 heavy, and only where a form is loaded

    return lint.load(source)


def _progress(items: Iterable[Item], label: str, *, hidden: bool) -> "ProgressBar[Item]":
    return click.progressbar(items, label=label, hidden=hidden, file=sys.stderr)


def print_report(file: Path, report: "Report") -> None:
    """Every finding on a line of its own, and whether the file can be used."""
    for finding in (*report.errors, *report.warnings):
        click.echo(f"{file}: {finding.level}: {_sentence(finding)}")
    if not report.errors:
        click.echo(f"{file}: can be used{' (see the notes above)' if report.warnings else ''}.")


def _sentence(finding: "Finding") -> str:
    return f"{finding.where}: {finding.sentence}" if finding.where else finding.sentence


def _as_json(file: Path, report: "Report") -> dict[str, object]:
    findings = [
        {"level": f.level, "where": f.where, "sentence": f.sentence}
        for f in (*report.errors, *report.warnings)
    ]
    return {"file": str(file), "usable": not report.errors, "findings": findings}


def _folder_name(text: str) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]
    return name or "form"


def _manifest(name: str, form: "Form", destination: str) -> str:
    title = json.dumps(_title(form.title or name), ensure_ascii=False)
    return (
        f'id = "{name}"\ncategory = "other"\ntitle = {{ en = {title} }}\nsummary = {{}}\nform = "form.xml"\n'
        + (f'destination = "{destination}"\n' if destination != COUNCIL else "")
    )


def _title(text: str) -> str:
    """A form without a title has the name of its file: make that readable."""
    return text if " " in text.strip() else re.sub(r"[_\W]+", " ", text).strip().capitalize() or text
