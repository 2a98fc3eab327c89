"""No credential lies in the repository, and nothing reads XML but through defusedxml; the scans work offline."""

import ast
import re
from pathlib import Path

import pytest
from detect_secrets.core.scan import scan_file
from detect_secrets.settings import transient_settings

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("kiosk", "ui", "offline_cache", "council_api", "deploy", "docs", ".ci")
TESTS = ("tests", "benchmarks")
TEXTS = {".py", ".toml", ".md", ".txt", ".sh", ".html", ".ini", ".mako", ".yaml", ".css", ".json", ".sql", ""}
KEYS = ("PrivateKeyDetector",)
LOOSE = ("BasicAuthDetector", "KeywordDetector", "Base64HighEntropyString", "HexHighEntropyString")
KNOWN = {
    ("deploy/kiosk.toml", "Secret Keyword"): "the name of a credential's file, in an example",
    ("docs/destinations.md", "Secret Keyword"): "the same",
    ("docs/confirmations.md", "Secret Keyword"): "the same",
    ("kiosk/council_key.py", "Base64 High Entropy String"): "the alphabet of age's addresses",
    ("kiosk/submission.py", "Base64 High Entropy String"): "the alphabet of references",
    ("tests/council_api/test_council_start.py", "Private Key"): "the first line of a key, and no key",
}
"""What looks like a secret and is none, each with what it is."""


MAYBE = re.compile(
    r"""secret|passw|pwd|token|api.?key|private key|credential|://[^/]*:[^/]*@|["'`][\w+/=-]{16,}["'`]""",
    re.IGNORECASE,
)


def files(folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXTS and "__pycache__" not in path.parts:
                yield path


def found(paths, plugins, tmp_path):
    """(file, kind of secret). Only lines that may hold one are handed on: the scan takes its time for each."""
    seen = set()
    with transient_settings({"plugins_used": [{"name": name} for name in plugins]}):
        for path in paths:
            lines = [line for line in path.read_text("utf-8", "replace").splitlines() if MAYBE.search(line)]
            if lines:
                few = tmp_path / path.name
                few.write_text("\n".join(lines), encoding="utf-8")
                seen |= {(path.relative_to(ROOT).as_posix(), secret.type) for secret in scan_file(str(few))}
    return seen


def test_no_secret_is_in_the_product_or_its_tests(tmp_path):
    seen = found(files(PRODUCT), (*KEYS, *LOOSE), tmp_path) | found(files(TESTS), KEYS, tmp_path)
    assert seen == KNOWN.keys()


def test_the_scan_sees_a_secret(tmp_path):
    begin = "-----BEGIN"  # in two parts, so that the scan above passes by
    lines = ['password = "Tr0ub4dor&3-Tr0ub4dor"', f'KEY = "{begin} PRIVATE KEY-----"']
    (tmp_path / "kept.py").write_text("\n".join(lines))
    with transient_settings({"plugins_used": [{"name": name} for name in (*KEYS, *LOOSE)]}):
        types = {secret.type for secret in scan_file(str(tmp_path / "kept.py"))}
    assert types >= {"Secret Keyword", "Private Key"}


@pytest.mark.parametrize("package", ["kiosk", "ui", "offline_cache", "council_api"])
def test_xml_is_read_by_defusedxml_alone(package):
    """What bandit is told to leave out of its scan (B405, B406): types and writers, but no reader."""
    readers = re.compile(
        r"\b(fromstring|parse|iterparse|XMLParser|XML|XMLPullParser|make_parser|parseString)$"
    )
    wrong = []
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("xml."):
                wrong += [f"{path}: {name.name}" for name in node.names if readers.search(name.name)]
            if isinstance(node, ast.Import):
                wrong += [f"{path}: {name.name}" for name in node.names if name.name.startswith("xml.")]
    assert wrong == []
