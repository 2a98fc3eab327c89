"""The command that gives kiosks their places: a code, a stick or a sheet of paper, and the approval by stick."""

import csv
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from council_api.options import DATA, DATABASE
from council_api.settings import private_file, settings_for
from kiosk.errors import ConfigError, CouncilError

if TYPE_CHECKING:
    from council_api.enrolment_settings import Enrolment
    from council_api.enrolment_sheet import Line
    from council_api.enrolments import Place
    from council_api.parts import Parts
    from kiosk.enrolment.offer import Offer

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
_MOST_LISTED = 5000


@dataclass(frozen=True)
class _Ways:
    """How the place goes to the kiosk besides what is printed here."""

    stick: Path | None
    qr: Path | None
    out: Path | None


@click.command()
@click.argument("name", required=False)
@DATA
@DATABASE
@click.option("--location", default="", help="Where it stands; staff see it with each call and submission.")
@click.option(
    "--hours", type=click.IntRange(1, 744), default=24, show_default=True, help="How long the code lives."
)
@click.option(
    "--settings", type=_FILE, help="A kiosk.toml for it, in place of that of [enrolment] in council.toml."
)
@click.option(
    "--replaces", is_flag=True, help="The kiosk that has the name now is revoked when this one comes."
)
@click.option(
    "--url", default="", help="Where kiosks find this API; else the url of [enrolment] in council.toml."
)
@click.option("--stick", type=_FOLDER, help="Write it for the kiosk onto the stick that is mounted here.")
@click.option(
    "--qr", type=click.Path(dir_okay=False, path_type=Path), help="Write the square code here (SVG or PNG)."
)
@click.option(
    "--list", "listed", type=_FILE, help="A CSV file with the columns name and location: many at once."
)
@click.option("--out", type=_FOLDER, help="With --list: the new folder for the sheet of paper and the stick.")
@click.option("--request", "requested", type=_FILE, help="Approve what a kiosk without a network wrote.")
@click.option(
    "--fingerprint", default="", help="With --request: the number that the kiosk shows, typed here."
)
@click.option("--cancel", is_flag=True, help="Take the place back: its code opens nothing any more.")
def enrolment(  # noqa: PLR0917  click gives them by name
    name: str | None,
    data: Path,
    database: str | None,
    location: str,
    hours: int,
    settings: Path | None,
    replaces: bool,
    url: str,
    stick: Path | None,
    qr: Path | None,
    listed: Path | None,
    out: Path | None,
    requested: Path | None,
    fingerprint: str,
    cancel: bool,
) -> None:
    """Make a place for the kiosk NAME, which takes it with a one-time code. Without anything: the places still open.

    The kiosk makes its own key; no secret of it is ever here.
    """
    from council_api import enrolments  # noqa: PLC0415, heavy
    from council_api.policy import read_policy  # noqa: PLC0415, heavy
    from council_api.server import parts_of  # noqa: PLC0415, heavy

    parts = parts_of(settings_for(data, database))
    rules = read_policy(parts.policy).enrolment
    rules = replace(rules, url=_root(url)) if url else rules
    place = enrolments.Place(name or "", location, _text(settings), hours, replaces)
    if listed is not None:
        if out is None:
            raise click.UsageError("Say with --out in which new folder the sheet and the stick are to be.")
        _many(parts, rules, listed, place, out)
    elif name is None:
        _open(parts)
    elif cancel:
        enrolments.end(parts.engine, name, parts.clock(), enrolments.By("command"))
        click.echo(f"Taken back: the code of {name} opens nothing any more.")
    elif requested is not None:
        _approve(parts, rules, place, requested, fingerprint, stick)
    else:
        _one(parts, rules, place, _Ways(stick, qr, None))


def _one(parts: "Parts", rules: "Enrolment", place: "Place", ways: _Ways) -> None:
    from council_api.enrolment_making import make  # noqa: PLC0415, heavy
    from council_api.enrolment_sheet import until  # noqa: PLC0415, heavy
    from council_api.enrolments import By  # noqa: PLC0415, heavy
    from kiosk.enrolment.codes import grouped  # noqa: PLC0415, likewise

    line = make(parts, rules, place, By("command"))
    offer = line.offer
    click.echo(
        f"{offer.name}\nAddress: {offer.url}\nCode:    {grouped(offer.code)}\nUntil:   {until(line.until)}"
    )
    if offer.pin:
        click.echo(f"Number:  {offer.number} (when the kiosk asks)")
        click.echo(f"Fingerprint of the council's certificate: {offer.pin}")
    if ways.stick is not None:
        click.echo(f"Written to {_to_stick(ways.stick, offer, 'enrol.json')}: put the stick into the kiosk.")
    if ways.qr is not None:
        _square(offer, ways.qr)


def _approve(  # noqa: PLR0917  each of them is told
    parts: "Parts", rules: "Enrolment", place: "Place", file: Path, fingerprint: str, stick: Path | None
) -> None:
    from council_api import enrolments  # noqa: PLC0415, heavy
    from council_api.enrolment_making import check_settings, check_url  # noqa: PLC0415, heavy
    from council_api.enrolment_routes import told  # noqa: PLC0415, heavy
    from kiosk.enrolment import request, sticks  # noqa: PLC0415, likewise

    check_url(rules)
    try:
        asked = request.read(file.read_bytes()[: 64 * 1024])
    except ConfigError as error:
        raise CouncilError(str(error)) from error
    if fingerprint and re.sub(r"\s", "", fingerprint) != asked.fingerprint.replace(" ", ""):
        raise CouncilError(
            "The numbers are not the same: this is not what that kiosk asked. Nothing was done."
        )
    if not fingerprint and not click.confirm(f"Does the kiosk show the number {asked.fingerprint}?"):
        raise CouncilError("Nothing was done.")
    check_settings(place.settings or rules.settings_text())
    digest = bytes.fromhex(asked.digest)
    taken = enrolments.approve(parts.engine, place, digest, parts.clock(), enrolments.By("command"))
    answer = replace(told(parts, taken, asked.digest), url=rules.url)
    name = sticks.name_of("answer", asked.digest)
    if stick is None:
        written = file.with_name(name)
        written.write_bytes(answer.to_json())
    else:
        written = _on(stick, name, answer.to_json())
    click.echo(f"Approved {place.name}. The answer is in {written}: take it to the kiosk.")
    click.echo(f"The kiosk is to show this number before anybody says yes to it: {answer.fingerprint}")


def _many(parts: "Parts", rules: "Enrolment", listed: Path, common: "Place", out: Path) -> None:
    from council_api.enrolment_making import make  # noqa: PLC0415, heavy
    from council_api.enrolment_sheet import sheet  # noqa: PLC0415, heavy
    from council_api.enrolments import By  # noqa: PLC0415, heavy

    rows = _rows(listed)
    if out.exists():
        raise CouncilError(f"{out} is already there: choose another name.")
    lines: list[Line] = []
    refused: list[str] = []
    for row in rows:
        try:
            lines.append(make(parts, rules, replace(common, name=row[0], location=row[1]), By("command")))
        except CouncilError as error:
            refused.append(f"{row[0]}: {error}")
    out.mkdir(mode=0o700, parents=True)
    for number, line in enumerate(lines, 1):
        _to_stick(out / "stick", line.offer, f"enrol-{number:03d}.json")
    private_file(out / "codes.pdf", sheet(lines))
    for sentence in refused:
        click.echo(f"Left out: {sentence}", err=True)
    click.echo(
        f"{len(lines)} places. Print {out / 'codes.pdf'}, or copy what is in {out / 'stick'} onto a stick."
    )


def _rows(listed: Path) -> list[tuple[str, str]]:
    try:
        with listed.open(encoding="utf-8-sig", newline="") as file:
            found = [
                ((row.get("name") or "").strip(), (row.get("location") or "").strip())
                for row in csv.DictReader(file)
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CouncilError(f"{listed} cannot be read as CSV: save it so, in UTF-8.") from error
    names = [name for name, _ in found]
    if not 0 < len(found) <= _MOST_LISTED or not all(names) or len(set(names)) < len(names):
        raise CouncilError(f"{listed} must have a column name, with another name in each of its lines.")
    return found


def _open(parts: "Parts") -> None:
    from council_api.enrolment_sheet import until  # noqa: PLC0415, heavy
    from council_api.enrolments import open_places  # noqa: PLC0415, heavy

    found = open_places(parts.engine, parts.clock())
    for one in found:
        click.echo(f"{one.name}\t{one.location}\t{'past its time' if one.past else until(one.until)}")
    if not found:
        click.echo("No place is open.")


def _to_stick(stick: Path, offer: "Offer", name: str) -> Path:
    return _on(stick, name, offer.to_json())


def _on(stick: Path, name: str, data: bytes) -> Path:
    from kiosk.enrolment import sticks  # noqa: PLC0415, heavy

    try:
        stick.mkdir(exist_ok=True)
        return sticks.write(stick, name, data)
    except OSError as error:
        raise CouncilError(f"{stick} cannot be written to ({error.strerror}): use another stick.") from error


def _square(offer: "Offer", file: Path) -> None:
    import segno  # noqa: PLC0415, only for who asks for it

    try:
        segno.make(offer.to_text(), error="m", micro=False).save(str(file), border=4, scale=6)
    except (OSError, ValueError) as error:
        raise CouncilError(f"{file} cannot be written: name an .svg or a .png file.") from error
    file.chmod(0o600)


def _root(url: str) -> str:
    from kiosk.enrolment import offer  # noqa: PLC0415, heavy

    try:
        return offer.root(url)
    except ConfigError as error:
        raise CouncilError(str(error)) from error


def _text(file: Path | None) -> str:
    try:
        return file.read_text("utf-8") if file else ""
    except (OSError, UnicodeDecodeError) as error:
        raise CouncilError(f"{file} cannot be read: save it as text in UTF-8.") from error
