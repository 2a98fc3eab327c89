"""``kiosk enrol``: make this kiosk one of its council's, by a code, a stick or a square code (docs/enrolment.md)."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.installed import as_kiosk
from kiosk.enrolment.trouble import TroubleError

if TYPE_CHECKING:
    from kiosk.cli.enrolling import Enrolling
    from kiosk.enrolment.answer import Answer
    from kiosk.enrolment.offer import Offer

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_SEALED = "/var/lib/handrail/secrets/handrail-kiosk-key.cred"


@click.command()
@click.option("--url", help="The council's address, as it was told with the code.")
@click.option(
    "--code", help="The one-time code; asked for when it is not given, and '-' reads it from the input."
)
@click.option("--authority", type=_FILE, help="The council's own certificates (PEM), where it has its own.")
@click.option("--fingerprint", default="", help="The SHA-256 of the first of them, in place of the file.")
@click.option("--proxy", default="", help="The web proxy between here and the council.")
@click.option("--stick", is_flag=True, help="Take what the council put onto the stick that is in now.")
@click.option(
    "--request", "requests", is_flag=True, help="Without a network: write what the council is to approve."
)
@click.option("--again", is_flag=True, help="This kiosk has a council already, and is to be enrolled anew.")
@click.option("--yes", is_flag=True, help="Do not ask whether what is on the stick is right.")
@click.option("--screen", is_flag=True, help="Open the screen that an installed kiosk begins with.")
def command(  # noqa: PLR0917 - one for each option
    url: str | None,
    code: str | None,
    authority: Path | None,
    fingerprint: str,
    proxy: str,
    stick: bool,
    requests: bool,
    again: bool,
    yes: bool,
    screen: bool,
) -> int:
    """Enrol this kiosk with its council. Nothing changes when it cannot be done, and it may be done again.

    The kiosk makes its own key, which never leaves it: the council learns a digest of it.
    """
    if (code := _typed(url, code)) is not None and (done := _in_the_unit(code)) is not None:
        return done
    from kiosk.cli.enrolling import Enrolling  # noqa: PLC0415 only for this command
    from kiosk.enrolment.taking import is_enrolled  # noqa: PLC0415 likewise

    enrolling = Enrolling()
    if is_enrolled(enrolling.data) and not again:
        raise TroubleError("enrolled", "This kiosk has a council already: give --again to enrol it anew.")
    if screen:
        from kiosk.cli.setting_up import set_up  # noqa: PLC0415 only where there is a screen

        return 0 if set_up() else 1
    if requests:
        asked = enrolling.request()
        click.echo(f"Written to {enrolling.write_request()}. Its number, to be compared: {asked.fingerprint}")
        return 0
    if stick:
        answer = _by_stick(enrolling, yes=yes)
    elif url:
        answer = enrolling.by_offer(_offer(url, code or "", authority, fingerprint, proxy))
    else:
        raise click.UsageError("Give --url and --code, --stick, --request or --screen.")
    return _told(enrolling, answer)


def _typed(url: str | None, code: str | None) -> str | None:
    """The code, which is asked for where none was given."""
    if not url:
        return ""
    if code == "-":
        return sys.stdin.readline()
    return click.prompt("Code") if code is None else code


def _in_the_unit(code: str, sealed: str = _SEALED) -> int | None:
    """Where systemd keeps the kiosk's key, this command runs again as the kiosk's user, who is given it; its exit code.

    None: here is the right place. The code goes by the input: a command line is seen by everybody, and logged.
    """
    if os.environ.get("CREDENTIALS_DIRECTORY") or not os.path.exists(sealed):  # noqa: PTH110 Path raises where it is shut
        return None
    return subprocess.run(again(sys.argv[2:]), input=f"{code}\n", text=True, check=False).returncode


def again(arguments: list[str]) -> list[str]:
    """The same command as a passing unit of the kiosk's user, with its key and without the code."""
    kept, skip = list[str](), False
    for argument in arguments:
        if skip or argument.startswith("--code="):
            skip = False
            continue
        skip = argument == "--code"
        if not skip:
            kept.append(argument)
    asks = ["--code", "-"] if any(one == "--url" or one.startswith("--url=") for one in kept) else []
    return as_kiosk(["enrol", *kept, *asks])


def _offer(url: str, code: str, authority: Path | None, fingerprint: str, proxy: str) -> "Offer":
    from dataclasses import replace  # noqa: PLC0415 only for this command

    from kiosk.enrolment import offer  # noqa: PLC0415 likewise

    text = authority.read_text(encoding="utf-8", errors="replace") if authority else ""
    offer.check_authority(text)
    pin = fingerprint.replace(":", "").replace(" ", "").upper()
    return replace(offer.typed(url, code), authority=text, pin=pin, proxy=proxy)


def _by_stick(enrolling: "Enrolling", *, yes: bool) -> "Answer":
    from kiosk.enrolment import sticks  # noqa: PLC0415 only for this command
    from kiosk.enrolment.answer import Answer  # noqa: PLC0415 likewise

    found = enrolling.found()
    if not found:
        raise TroubleError("stick", "There is nothing of the council for this kiosk on a stick: put it in.")
    for file, one in found:
        told = f"{one.name or 'a kiosk'} of {one.url}"
        if isinstance(one, Answer):
            told += f", number {one.fingerprint}"
        if yes or click.confirm(f"{file}: {told}. Is that right?"):
            if isinstance(one, Answer):
                enrolling.by_answer(one)
                answer = one
            else:
                answer = enrolling.by_offer(one)
            sticks.mark_used(file)
            return answer
    raise TroubleError("stick", "Nothing was used of the stick, and nothing was changed.")


def _told(enrolling: "Enrolling", answer: "Answer") -> int:
    from kiosk.cli.enrolling import clock_off  # noqa: PLC0415 loaded already

    click.echo(f"This kiosk is {answer.name!r} of {answer.url}.")
    if clock_off(answer):
        click.echo("Its clock differs from the council's by more than ten minutes: set it.", err=True)
    version = enrolling.first_bundle()
    if version:
        click.echo(f"Version {version} of the services is in use.")
    elif answer.bundle:
        click.echo("The council's services were not taken yet: the kiosk tries again by itself.", err=True)
    click.echo("A kiosk that runs must be started again.")
    return 0
