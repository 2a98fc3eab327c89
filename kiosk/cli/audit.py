"""``kiosk audit``: every page in every look, measured against the requirements."""

import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kiosk import catalogue, config
from kiosk.catalogue import Catalogue, Service
from kiosk.cli.compose import load_form
from kiosk.cli.demo import plausible
from kiosk.cli.forms import FILE, add_form
from kiosk.conformance import claims, openacr, statement
from kiosk.errors import FormError
from kiosk.information import shelf

if TYPE_CHECKING:
    from ui.audit.finding import Findings, Found
    from ui.audit.run import Audit
    from ui.audit.walk import Subject

FOLDER = click.Path(file_okay=False, path_type=Path)
_SEED = 4
_WHOSE = {"kiosk": "the kiosk", "form": "in the form"}


@click.command()
@click.argument("services", nargs=-1)
@click.option(
    "--form", "forms", multiple=True, type=FILE, help="A form of your own (.xlsx, .csv, .md, .xml)."
)
@click.option("--out", type=FOLDER, help="A folder for pictures of failures, the report and the statement.")
@click.option("--all", "complete", is_flag=True, help="Every combination, not only every pair. Takes hours.")
@click.option("--documents", is_flag=True, help="Only write the report and the statement; walk nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the failures as JSON.")
def command(
    *,
    services: Sequence[str],
    forms: Sequence[Path],
    out: Path | None,
    complete: bool,
    documents: bool,
    as_json: bool,
) -> int:
    """Walk every page of the kiosk and of SERVICES (all of ours when none is named), and measure each.

    Exit code 1 when anything fails.
    """
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    if documents:
        if out is None:
            raise click.UsageError("--documents needs --out and the folder to write them to.")
        write_documents(out, {})
        return 0
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="handrail-audit-") as folder:
        audit = _audit(services, forms, Path(folder), out)
        audit.read()
        trips = audit.trips(complete=complete)
        with click.progressbar(trips, label="Auditing", hidden=as_json, file=sys.stderr) as each:
            for trip in each:
                audit.take(trip)
    if out is not None:
        write_documents(out, audit.failed)
    if as_json:
        click.echo(json.dumps(_as_json(audit), ensure_ascii=False, indent=2))
    else:
        _print(audit, len(trips))
    return 1 if audit.findings.found else 0


def _audit(services: Sequence[str], forms: Sequence[Path], data: Path, out: Path | None) -> "Audit":
    from ui.audit.run import Audit  # noqa: PLC0415 Qt asks for its platform when it is loaded

    ours = catalogue.load(catalogue.BUILT_IN, information=shelf.BUILT_IN)
    names = {service.id for service in ours.services}
    for name in services:
        if name not in names:
            raise click.UsageError(f"There is no service {name!r}: write some of {', '.join(sorted(names))}.")
    chosen = [ours.service(name) for name in services] or ([] if forms else list(ours.services))
    given = [added(file, number, data) for number, file in enumerate(forms)]
    more = Catalogue((*ours.categories, replace(catalogue.OTHER, services=tuple(given))))
    subjects = [_subject(service) for service in [*chosen, *given]]
    usual = _subject(ours.services[0])
    return Audit(more if given else ours, load_form, usual, subjects, datetime.now().astimezone(), out)


def write_documents(out: Path, failures: Mapping[str, int]) -> None:
    """The conformance report and the accessibility statement, as they are when each measure failed so many times."""
    settings = config.load()
    made = claims.measured(claims.load(), failures)
    about = claims.about()
    (out / openacr.NAME).write_text(openacr.text(made, about), encoding="utf-8")
    told = statement.text(made, about, settings, openacr.NAME)
    (out / statement.NAME).write_text(told, encoding="utf-8")


def added(file: Path, number: int, data: Path) -> Service:
    """A council's own form as a service; two forms may have one id."""
    service = add_form(file, data / str(number))
    return replace(service, id=file.stem, category=catalogue.OTHER.id)


def _subject(service: Service) -> "Subject":
    from ui.audit.walk import Subject  # noqa: PLC0415 likewise

    try:
        return Subject(service, plausible(service, _SEED))
    except FormError as error:
        return Subject(service, {}, trouble=str(error))


def _print(audit: "Audit", looks: int) -> None:
    for found in audit.findings.found.values():
        failure = found.failure
        times = f"in {found.count} looks, the first" if found.count > 1 else "in one look"
        shown = f"; {audit.out / found.picture}" if audit.out is not None and found.picture else ""
        click.echo(f"{failure.requirement} ({_WHOSE[failure.whose]}) {found.page}: {failure.sentence}")
        click.echo(f"    {times}: {found.look}{shown}" if found.look else "    in the words themselves")
    click.echo(f"{audit.views} pages measured in {looks} looks.")
    click.echo(_total(audit.findings))


def _total(findings: "Findings") -> str:
    ours, theirs = len(findings.of("kiosk")), len(findings.of("form"))
    return f"{ours} failure{'s' * (ours != 1)} of the kiosk, {theirs} of the form's own text."


def _as_json(audit: "Audit") -> dict[str, Any]:
    return {
        "pages": audit.views,
        "kiosk": len(audit.findings.of("kiosk")),
        "form": len(audit.findings.of("form")),
        "failures": [_failure(found) for found in audit.findings.found.values()],
    }


def _failure(found: "Found") -> dict[str, object]:
    return {
        "requirement": found.failure.requirement,
        "whose": found.failure.whose,
        "page": found.page,
        "sentence": found.failure.sentence,
        "looks": found.count,
        "look": found.look,
        "picture": found.picture,
    }
