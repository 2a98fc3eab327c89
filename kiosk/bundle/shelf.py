"""Taking a bundle: proved, unpacked, tried out, and in use from then on; or refused, and nothing was changed."""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from kiosk.bundle import package, signing
from kiosk.bundle.head import read_head
from kiosk.bundle.installed import HEAD, NAME, STATE, Installed, State, is_whole, read_state
from kiosk.bundle.limits import MAX_STEP, ROOM
from kiosk.bundle.manifest import Manifest
from kiosk.durable import replace_synced, sync_folder, write_synced
from kiosk.errors import BundleError

_INCOMING = "incoming"


@dataclass(frozen=True)
class Taken:
    """What became of a bundle that was not refused; ``new`` is False when it was in use already."""

    manifest: Manifest
    new: bool


class Shelf:
    """The bundles of one kiosk. ``root`` need not exist yet; ``trusted`` are the texts of bundle_keys.

    ``now`` is the wall clock, ``app`` this program's version. What is wrong with a bundle is a BundleError, and
    then nothing was changed.
    """

    def __init__(
        self, root: Path, trusted: Sequence[str], *, now: Callable[[], datetime], app: Callable[[], str]
    ) -> None:
        self.root = root
        self._trusted = trusted
        self._now = now
        self._app = app

    def take(self, path: Path, try_out: Callable[[Path], object]) -> Taken:
        """Prove, unpack and try out the bundle in a file; when nothing is wrong, it is the one in use from then on.

        ``try_out`` is given the unpacked folder and raises BundleError when something in it cannot be used.
        """
        keys = signing.trusted(self._trusted)
        with _locked(self.root), package.opened(path) as file:
            signed = read_head(file)
            manifest = package.prove(signed, keys)
            state = read_state(self.root)
            if manifest.name == state.current:
                return Taken(manifest, new=False)
            self._check(manifest, state, tuple(keys))
            package.check_size(file, signed, manifest)
            fresh = self.root / _INCOMING
            _clear(fresh)
            fresh.mkdir()
            try:
                write_synced(fresh / HEAD, iter((signed.head(),)))
                package.unpack(file, manifest, fresh)
                try_out(fresh)
            except BaseException:
                _clear(fresh)
                raise
            self._put_in_use(fresh, manifest, signed.key_id, state)
            return Taken(manifest, new=True)

    def _put_in_use(self, fresh: Path, manifest: Manifest, key_id: str, state: State) -> None:
        place = self.root / manifest.name
        _clear(place)
        fresh.rename(place)
        sync_folder(self.root)
        highest = {**state.highest, key_id: manifest.bundle_version}
        good = state.current if is_whole(self.root, state.current) else state.previous
        _keep(self.root, State(manifest.name, good, highest))
        self._prune()

    def _check(self, manifest: Manifest, state: State, key_ids: Sequence[str]) -> None:
        highest = state.highest_of(key_ids)
        if manifest.bundle_version <= highest:
            raise BundleError(
                f"The bundle’s version {manifest.bundle_version} is not above {highest}, which this kiosk has seen. "
                "Make it again with a higher version."
            )
        if highest and manifest.bundle_version > highest + MAX_STEP:
            raise BundleError(
                f"The bundle’s version {manifest.bundle_version} is too far above {highest}: check the clock of the "
                "computer that made it, and make it again."
            )
        now = self._now()
        if now < manifest.not_before:
            raise BundleError(
                f"The bundle begins on {manifest.not_before:%d %B %Y}, and this kiosk’s clock says {now:%d %B %Y}. "
                "Wait until then, or set the clock."
            )
        if now >= manifest.expires:
            raise BundleError(
                f"The bundle ended on {manifest.expires:%d %B %Y}, and this kiosk’s clock says {now:%d %B %Y}. "
                "Make it again with a later end, or set the clock."
            )
        if _numbers(manifest.min_app) > _numbers(self._app()):
            raise BundleError(
                f"The bundle needs Handrail {manifest.min_app}, and this is {self._app()}: update it."
            )
        if shutil.disk_usage(self.root).free < manifest.size + ROOM:
            raise BundleError(
                "There is no room left on this kiosk’s disk for the bundle. Free some space first."
            )

    def _prune(self) -> None:
        """Remove what is neither in use nor the last good one, nor read by a visit that began with it."""
        state = read_state(self.root)
        for path in self.root.iterdir():
            left_over = path.name == _INCOMING or NAME.fullmatch(path.name)
            if left_over and path.name not in {state.current, state.previous} and not _in_use(path):
                _clear(path)


def go_back(root: Path, name: str) -> None:
    """The bundle ``name`` does not load: the last good one is in use from now on. Raises BundleError."""
    with _locked(root):
        state = read_state(root)
        if state.current == name:
            _keep(root, State(state.previous, "", state.highest))


def changed(bundle: Installed) -> str:
    """The path of a file in it that is no longer as it was signed, or ""."""
    for file in bundle.manifest.files:
        try:
            if package.listed(bundle.folder, file.path) != file:
                return file.path
        except BundleError:
            return file.path
    return ""


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(root / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise BundleError(f"The folder {root} cannot be used ({error.strerror}).") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise BundleError("Another bundle is being taken just now: try again in a minute.") from error
    except OSError as error:
        raise BundleError(f"The bundle cannot be kept in {root} ({error.strerror}).") from error
    finally:
        os.close(handle)


def _keep(root: Path, state: State) -> None:
    replace_synced(root / STATE, json.dumps(asdict(state), sort_keys=True).encode())


def _in_use(folder: Path) -> bool:
    try:
        handle = os.open(folder / HEAD, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _clear(path: Path) -> None:
    if path.exists():
        shutil.rmtree(path)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:4])
