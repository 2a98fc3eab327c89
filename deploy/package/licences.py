"""Says of each Python package in a folder its version and its licence: ``licences.py SITE-PACKAGES``."""

import sys
from importlib.metadata import Distribution, distributions


def licence(package: Distribution) -> str:
    """What the package itself says, in its newest way of saying it."""
    told = package.metadata.get("License-Expression") or package.metadata.get("License") or ""
    classes = [
        c.rsplit(" :: ", 1)[1] for c in package.metadata.get_all("Classifier", []) if "License ::" in c
    ]
    return told if 0 < len(told) < 80 else ", ".join(classes) or "see its .dist-info folder"  # noqa: PLR2004 no text


for found in sorted(distributions(path=[sys.argv[1]]), key=lambda package: package.name.lower()):
    if found.name != "handrail":
        print(f"  {found.name} {found.version}: {licence(found)}")
