"""``kiosk roll-back``: kiosks get the services of an earlier bundle again, as a new and higher version."""

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.authoring import FOLDER
from kiosk.cli.bundle import FILE
from kiosk.cli.publish import asked, made, offer, signed
from kiosk.errors import BundleError, CouncilError

if TYPE_CHECKING:
    from kiosk.bundle.manifest import Manifest


@click.command("roll-back")
@click.option("--data", type=FOLDER, required=True, help="The data folder of the council API.")
@click.option("--key", type=FILE, required=True, help="The private key that 'kiosk bundle keys' made.")
@click.option("--because", required=True, help="Why, in one line: it goes into the note.")
@click.option("--to", "wanted", type=int, help="The version to go back to; the one before otherwise.")
@click.option(
    "--trust", multiple=True, help="Another public key that may have signed it, such as the spare's."
)
@click.option("--yes", is_flag=True, help="Do not ask whether to go on.")
def command(
    *, data: Path, key: Path, because: str, wanted: int | None, trust: tuple[str, ...], yes: bool
) -> int:
    """Go back to the bundle before: its services and words become a new version, signed. The council's keys stay."""
    from council_api import bundles  # noqa: PLC0415 heavy, and only for this command
    from council_api.settings import settings_for  # noqa: PLC0415 likewise
    from kiosk.bundle import signing  # noqa: PLC0415 likewise
    from kiosk.bundle.note import check_note  # noqa: PLC0415 likewise
    from kiosk.bundle.paths import COUNCIL_KEYS  # noqa: PLC0415 likewise

    folder = settings_for(data).bundles
    there = bundles.kept(folder) if folder.is_dir() else []
    old = _chosen(there, wanted)
    trusted = (signing.public_text(signing.load_key(key)), *trust)
    with tempfile.TemporaryDirectory(prefix="handrail-back-") as room:
        content, newest = made(Path(room) / "content"), made(Path(room) / "newest")
        manifest = _proved(old, trusted, content)
        now = _proved(there[-1], trusted, newest)
        note = (
            f"Back to version {manifest.bundle_version} of {manifest.not_before:%d %B %Y}, because: {because}"
        )
        check_note(note)
        _tell(now, manifest)
        if not asked("Give the kiosks this again?", yes=yes):
            return 1
        (content / COUNCIL_KEYS).unlink(missing_ok=True)
        if (newest / COUNCIL_KEYS).is_file():
            shutil.copyfile(newest / COUNCIL_KEYS, content / COUNCIL_KEYS)
        file = Path(room) / "back.bundle"
        offer(data, file, signed(content, key, file, note, now.bundle_version))
    return 0


def _chosen(there: list[Path], wanted: int | None) -> Path:
    """The bundle to go back to. Raises CouncilError when there is none."""
    if not there:
        raise CouncilError("No bundle was published yet, so there is none to go back to.")
    if wanted is None:
        if len(there) == 1:
            raise CouncilError(
                "Only one bundle was ever published, so there is none to go back to. Before it, the kiosks had the "
                "services that they came with: publish a folder with those."
            )
        return there[-2]
    found = next((file for file in there[:-1] if int(file.name[:16]) == wanted), None)
    if found is None:
        known = ", ".join(str(int(file.name[:16])) for file in there[:-1])
        raise CouncilError(f"There is no version {wanted} to go back to. There are: {known or 'none'}.")
    return found


def _proved(file: Path, trusted: tuple[str, ...], into: Path) -> "Manifest":
    """Unpack a bundle of the council's, once its signature is proved: what lies on a server may have been changed."""
    from kiosk.bundle import package, signing  # noqa: PLC0415 heavy, and only for this command
    from kiosk.bundle.head import read_head  # noqa: PLC0415 likewise

    known = signing.trusted(trusted)
    try:
        with package.opened(file) as bundle:
            head = read_head(bundle)
            if head.key_id not in known:
                raise CouncilError(
                    f"The bundle {file.name} is not signed by a key that you gave: add its public half with --trust."
                )
            manifest = package.prove(head, known)
            package.check_size(bundle, head, manifest)
            package.unpack(bundle, manifest, into)
    except BundleError as error:
        raise CouncilError(
            f"{file} is damaged: move it away. Then publish the services anew, or go back to another version with --to."
        ) from error
    return manifest


def _tell(now: "Manifest", old: "Manifest") -> None:
    click.echo(f"On offer now: version {now.bundle_version}, “{now.note or 'without a note'}”.")
    click.echo(
        f"To go back to: version {old.bundle_version} of {old.not_before:%d %B %Y}, “{old.note or 'without a note'}”."
    )
    before = {file.path: file.sha256 for file in now.files}
    after = {file.path: file.sha256 for file in old.files}
    paths = (path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    services = sorted({path.split("/")[1] for path in paths if path.startswith("services/")})
    click.echo(f"Services that change: {', '.join(services) or 'none'}.")
