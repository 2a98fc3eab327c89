"""The folder of the bundles that were taken: the one in use, the last good one, and how high versions have come.

    bundles/
        state.json                what is in use; replaced as a whole
        0000202611220740-1f…/     one bundle: its files, and ``head`` as it was signed
        incoming/                 one that is being unpacked; never in use

After a power cut at any moment the one in use is whole: a folder gets its name once all in it is on disk, and
state.json names it only then.
"""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from kiosk.bundle import package, signing
from kiosk.bundle.limits import MAX_BUNDLE, MAX_STEP, ROOM
from kiosk.bundle.manifest import Manifest
from kiosk.errors import BundleError

FOLDER = "bundles"
HEAD = "head"
_STATE = "state.json"
_INCOMING = "incoming"
_NAME = re.compile(r"(\d{16})-[0-9a-f]{16}")
_ANYBODY = "*"


@dataclass(frozen=True)
class State:
    """``current`` and ``previous`` name folders, "" for none; ``highest`` is the highest version by each key."""

    current: str = ""
    previous: str = ""
    highest: Mapping[str, int] = field(default_factory=dict)

    def highest_of(self, key_ids: Sequence[str]) -> int:
        """The highest version that counts while these keys are trusted; 0 for none."""
        return max((self.highest.get(key, 0) for key in (*key_ids, _ANYBODY)), default=0)


@dataclass(frozen=True)
class Installed:
    """A bundle as it lies on the shelf. ``name`` is its folder's."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.folder.name


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
        with self._locked(), package.opened(path) as file:
            signed = package.read_head(file)
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
                package.write_synced(fresh / HEAD, iter((signed.head(),)))
                package.unpack(file, manifest, fresh)
                try_out(fresh)
            except BaseException:
                _clear(fresh)
                raise
            self._put_in_use(fresh, manifest, signed.key_id, state)
            return Taken(manifest, new=True)

    def go_back(self, name: str) -> None:
        """The bundle ``name`` does not load: the last good one is in use from now on."""
        with self._locked():
            state = read_state(self.root)
            if state.current == name:
                _keep(self.root, State(state.previous, "", state.highest))

    def _put_in_use(self, fresh: Path, manifest: Manifest, key_id: str, state: State) -> None:
        place = self.root / manifest.name
        _clear(place)
        fresh.rename(place)
        package.sync_folder(self.root)
        highest = {**state.highest, key_id: manifest.bundle_version}
        good = state.current if self._whole(state.current) else state.previous
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

    def _whole(self, name: str) -> bool:
        return _as_installed(self.root / name) is not None if name else False

    def _prune(self) -> None:
        """Remove what is neither in use nor the last good one, nor read by a visit that began with it."""
        state = read_state(self.root)
        for path in self.root.iterdir():
            left_over = path.name == _INCOMING or _NAME.fullmatch(path.name)
            if left_over and path.name not in {state.current, state.previous} and not _in_use(path):
                _clear(path)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.root / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise BundleError(f"The folder {self.root} cannot be used ({error.strerror}).") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            raise BundleError("Another bundle is being taken just now: try again in a minute.") from error
        except OSError as error:
            raise BundleError(f"The bundle cannot be kept in {self.root} ({error.strerror}).") from error
        finally:
            os.close(handle)


def installed(root: Path) -> Installed | None:
    """The bundle in use, or the last good one when files of that are missing; None when neither is whole.

    Looks at names and sizes alone, so that it may be asked before the first paint.
    """
    state = read_state(root)
    found = (_as_installed(root / name) for name in (state.current, state.previous) if name)
    return next((one for one in found if one is not None), None)


def changed(bundle: Installed) -> str:
    """The path of a file in it that is no longer as it was signed, or ""."""
    for file in bundle.manifest.files:
        try:
            if package.listed(bundle.folder, file.path) != file:
                return file.path
        except BundleError:
            return file.path
    return ""


def hold(bundle: Installed) -> int:
    """Keep a bundle's files while they are read, whatever is taken meanwhile: until the handle is closed."""
    handle = os.open(bundle.folder / HEAD, os.O_RDONLY | os.O_CLOEXEC)
    fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    return handle


def read_state(root: Path) -> State:
    """What state.json says. One that is lost or damaged is made up from the folders: the highest is in use."""
    try:
        fields = json.loads((root / _STATE).read_bytes())
        state = State(**fields)
        named = (state.current, state.previous)
        if all(name == "" or _NAME.fullmatch(name) for name in named) and _are_versions(state.highest):
            return state
    except (OSError, ValueError, TypeError, RecursionError):
        pass
    names = (
        sorted(path.name for path in root.glob("*-*") if _NAME.fullmatch(path.name)) if root.exists() else []
    )
    *_, previous, current = "", "", *names
    return State(current, previous, {_ANYBODY: int(current[:16])} if current else {})


def _keep(root: Path, state: State) -> None:
    part = root / f"{_STATE}.new"
    part.unlink(missing_ok=True)
    package.write_synced(part, iter((json.dumps(asdict(state), sort_keys=True).encode(),)))
    part.replace(root / _STATE)
    package.sync_folder(root)


def _as_installed(folder: Path) -> Installed | None:
    try:
        if (folder / HEAD).stat().st_size > MAX_BUNDLE:
            return None
        with (folder / HEAD).open("rb") as file:
            manifest = Manifest.of(package.read_head(file).line)
        whole = all((folder / each.path).stat().st_size == each.size for each in manifest.files)
    except (OSError, BundleError):
        return None
    return Installed(folder, manifest) if whole else None


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


def _are_versions(value: object) -> bool:
    return isinstance(value, dict) and all(type(number) is int for number in value.values())


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:4])
