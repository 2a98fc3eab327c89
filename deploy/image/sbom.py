"""Says what an image is made of, as CycloneDX 1.6: every Debian package and every Python package in it.

python3 deploy/image/sbom.py ROOT VERSION > handrail_<version>.sbom.json``.
"""

import json
import re
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from email.parser import HeaderParser
from os import environ
from pathlib import Path
from urllib.parse import quote

Component = dict[str, object]


def debian(status: str) -> Iterator[Component]:
    """The installed packages of dpkg's status file, in its order."""
    for paragraph in status.strip().split("\n\n"):
        told = HeaderParser().parsestr(paragraph)
        if "installed" not in (told["Status"] or "").split():
            continue
        name, version, machine = told["Package"], told["Version"], told["Architecture"]
        ref = f"pkg:deb/debian/{quote(name)}@{quote(version, safe='')}?arch={machine}&distro=trixie"
        source = re.sub(r" \(.*", "", told["Source"] or name)
        yield {
            "type": "library",
            "bom-ref": ref,
            "name": name,
            "version": version,
            "purl": ref,
            "properties": [{"name": "handrail:debian-source", "value": source}],
        }


def python(site_packages: Path) -> Iterator[Component]:
    """The Python packages in a folder of them, by name."""
    for metadata in sorted(site_packages.glob("*.dist-info/METADATA")):
        told = HeaderParser().parsestr(metadata.read_text(encoding="utf-8"))
        name, version = told["Name"], told["Version"]
        ref = f"pkg:pypi/{re.sub(r'[-_.]+', '-', name).lower()}@{quote(version)}"
        license_said = told["License-Expression"] or ""
        one: Component = {"type": "library", "bom-ref": ref, "name": name, "version": version, "purl": ref}
        yield one | ({"licenses": [{"expression": license_said}]} if license_said else {})


def bill(version: str, when: datetime, components: list[Component]) -> dict[str, object]:
    """The whole document; the same for the same image."""
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([version, components], sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "timestamp": when.isoformat().replace("+00:00", "Z"),
            "component": {
                "type": "operating-system",
                "bom-ref": "image",
                "name": "handrail",
                "version": version,
            },
        },
        "components": components,
    }


def main(root: Path, version: str) -> None:
    """Print it."""
    status = (root / "var/lib/dpkg/status").read_text(encoding="utf-8")
    (site,) = root.glob("opt/handrail/venv/lib/python3*/site-packages")
    when = datetime.fromtimestamp(int(environ["SOURCE_DATE_EPOCH"]), UTC)
    made = bill(version, when, [*debian(status), *python(site)])
    json.dump(made, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
