"""The words of the interface, in each language, from assets/languages/<code>.toml."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from kiosk.config import ASSETS

FALLBACK = "en"


@cache
def _table(folder: Path, code: str) -> Mapping[str, str]:
    file = folder / f"{code}.toml"
    if not file.exists():
        return {}
    flat: dict[str, str] = {}
    _flatten("", tomllib.loads(file.read_text(encoding="utf-8")), flat)
    return flat


def _flatten(prefix: str, table: Mapping[str, object], into: dict[str, str]) -> None:
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            _flatten(f"{name}.", value, into)
        else:
            into[name] = str(value)


class Words:
    """Says any sentence of the interface in one language: ``Words("cy").say("button.continue")``.

    A sentence that the language lacks is said in English; a key that English lacks raises KeyError, since
    that is a fault of ours that a test must find. ``{name}`` in a sentence is filled from the parameters.
    """

    def __init__(self, code: str, folder: Path = ASSETS / "languages") -> None:
        self.code = code
        self._own = _table(folder, code)
        self._fallback = _table(folder, FALLBACK)

    def say(self, key: str, **params: object) -> str:
        """The sentence under ``key``; with ``count=1`` the key ``<key>_one`` is preferred when there is one."""
        if params.get("count") == 1 and (f"{key}_one" in self._own or f"{key}_one" in self._fallback):
            key = f"{key}_one"
        text = self._own.get(key) or self._fallback[key]
        return text.format_map(params) if params else text

    def has(self, key: str) -> bool:
        """Whether there is a sentence under ``key``, if only in English."""
        return key in self._own or key in self._fallback

    @property
    def keys(self) -> frozenset[str]:
        """The keys that this language has itself."""
        return frozenset(self._own)


def pick(texts: Mapping[str, str], code: str) -> str:
    """The text in ``code``, else in English, else any: for the texts of manifests and of kiosk.toml."""
    return texts.get(code) or texts.get(FALLBACK) or next(iter(texts.values()), "")


def in_form(code: str, labels: Iterable[str]) -> str | None:
    """The form's own label for a language (``"Welsh (cy)"`` for ``cy``), or None when the form lacks it.

    Form authors write ``English (en)``, ``English``, ``en`` or ``Cymraeg``: all are understood.
    """
    names = _NAMES.get(code, ())
    for label in labels:
        inside = re.search(r"\(([A-Za-z]{2,3})(?:-[A-Za-z0-9]+)*\)\s*$", label)
        tag = inside.group(1) if inside else label.strip()
        if tag.lower() == code or re.split(r"[\s(]", label.strip().lower())[0] in names:
            return label
    return None


_NAMES = {
    "en": ("english", "en-gb", "saesneg"),
    "cy": ("welsh", "cymraeg"),
    "pl": ("polish", "polski"),
    "ur": ("urdu", "اردو"),
}
