"""Whether a release that is rightly signed is for this kiosk: its kind, its machine, and newer than what runs."""

from kiosk.errors import ReleaseError
from kiosk.releases.here import Here
from kiosk.releases.ledger import Ledger
from kiosk.releases.release import IMAGE, Release, numbers


def check_fits(release: Release, here: Here, ledger: Ledger) -> None:
    """Raise ReleaseError, in a sentence, unless this kiosk may install the release.

    No clock is asked, so one that is wrong opens nothing and shuts nothing out.
    """
    if release.kind != here.kind:
        raise ReleaseError(
            "This kiosk runs from an image, and the release is of a program: make one of an image."
            if here.kind == IMAGE
            else "This kiosk runs a program, and the release is of an image: make one of a program."
        )
    if release.architecture != here.architecture:
        raise ReleaseError(
            f"The release is for {release.architecture}, and this computer is {here.architecture}."
        )
    if release.debian != here.debian:
        raise ReleaseError(
            f"The release is for Debian {release.debian}, and this is {here.debian or 'another'}."
        )
    if numbers(release.version) <= numbers(here.version):
        raise ReleaseError(
            f"The release {release.version} is not newer than {here.version}, which runs here."
        )
    if ledger.has_failed(release.digest):
        raise ReleaseError(
            f"The release {release.version} did not come up here before, so it is not tried again: make a newer one."
        )
