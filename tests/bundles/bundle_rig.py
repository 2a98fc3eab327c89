"""Bundles for tests: keys, folders and shelves made in a moment, and bundles as only an attacker would write them."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.bundle import checking, package, paths, signing
from kiosk.bundle.head import MARK, Signed
from kiosk.bundle.installed import installed, read_state
from kiosk.bundle.manifest import Manifest
from kiosk.bundle.shelf import Shelf

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
SPARE = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
STRANGER = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
TRUSTED = (signing.public_text(KEY), signing.public_text(SPARE))
PEM = """-----BEGIN PUBLIC KEY-----
MCowBQYDK2VuAyEAAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=
-----END PUBLIC KEY-----
"""
KEYS = f"""[[key]]
public_key = '''{PEM}'''
not_before = 2026-01-01T00:00:00Z
not_after = 2027-01-01T00:00:00Z
"""
FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>Bins</h:title><model><instance><data id="bins" version="{version}"><why/></data></instance>
<bind nodeset="/data/why" type="string"/></model></h:head><h:body><input ref="/data/why"><label>Why?</label></input>
</h:body></h:html>"""
MANIFEST = 'id = "bins"\ncategory = "other"\ntitle = {{ en = "Bins {version}" }}\nsummary = {{}}\n'


def service(folder, version=1, name="bins"):
    """A folder with one small service in it."""
    place = folder / "services" / name
    place.mkdir(parents=True)
    (place / "manifest.toml").write_text(MANIFEST.format(version=version).replace('"bins"', f'"{name}"'))
    (place / "form.xml").write_text(FORM.format(version=version))
    return folder


def manifest_of(folder, version, **fields):
    """The manifest of a folder, from yesterday for a year unless told otherwise."""
    files = tuple(package.listed(folder, path) for path in paths.files_below(folder))
    begin = fields.pop("not_before", NOW - timedelta(days=1))
    end = fields.pop("expires", NOW + timedelta(days=365))
    return Manifest(version, begin, end, fields.pop("min_app", "0.1"), files, **fields)


def bundle(folder, out, version=1, key=KEY, **fields):
    """A bundle of a folder."""
    package.make(folder, manifest_of(folder, version, **fields), key, out)
    return out


def small(tmp_path, version=1, key=KEY, **fields):
    """A bundle of one small service, whose title has the version."""
    folder = service(tmp_path / f"made-{version}-{len(list(tmp_path.iterdir()))}", version)
    return bundle(folder, folder.with_suffix(".bundle"), version, key, **fields)


def forged(out, files, key=KEY, change=lambda fields: None, line=None):
    """A bundle signed over whatever manifest an attacker with a key would write. ``files`` are (path, bytes)."""
    listed = [{"path": p, "size": len(d), "sha256": hashlib.sha256(d).hexdigest()} for p, d in files]
    fields = {
        "bundle_version": 1,
        "not_before": "2026-11-21T08:00:00Z",
        "expires": "2027-11-21T08:00:00Z",
        "min_app": "0.1",
        "files": listed,
    }
    change(fields)
    line = line or json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
    signed = Signed(signing.key_id(key), key.sign(MARK + line), line)
    out.write_bytes(signed.head() + b"".join(data for _, data in files))
    return out


class Kiosk:
    """A shelf with a clock that can be set. ``in_use`` is the version, 0 for none."""

    def __init__(self, root, trusted=TRUSTED, app="1.0"):
        self.root = root
        self.clock = NOW
        self.shelf = Shelf(root, trusted, now=lambda: self.clock, app=lambda: app)

    def take(self, path, try_out=checking.check):
        return self.shelf.take(path, try_out)

    @property
    def in_use(self):
        found = installed(self.root)
        return found.manifest.bundle_version if found else 0

    @property
    def state(self):
        return read_state(self.root)

    def everything(self):
        """All that is on the shelf, to see that nothing was changed."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes() if path.is_file() else None
            for path in sorted(self.root.rglob("*"))
            if path.name != "lock"
        }
