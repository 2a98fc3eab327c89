"""A bundle is hostile input: whatever is wrong with it is one plain sentence, and nothing is changed (promise 5)."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kiosk.bundle import package
from kiosk.bundle.head import MARK, Signed, read_head
from kiosk.bundle.limits import MAX_FILES, MAX_MANIFEST, MAX_TOML, MAX_TOTAL
from kiosk.bundle.manifest import Manifest
from kiosk.bundle.paths import check_paths, files_below
from kiosk.errors import BundleError
from tests.bundles.bundle_rig import STRANGER, bundle, forged, service, small

UNSAFE = [
    "../escaped",
    "services/../../escaped",
    "/etc/escaped",
    "services//x",
    "services/./x",
    "services/x/",
    "services\\..\\escaped",
    "C:/escaped",
    "services/C:escaped",
    "services/nul",
    "services/x/AUX.txt",
    "services/x\0y",
    "services/x\ny",
    "services/\u202egnp.exe",
    "services/.hidden",
    "services/x.",
    "services/x ",
    "services/e\u0301",
    "services/" + "n" * 121,
    "services/1/2/3/4/5/6",
    "head",
    "state.json",
    "services",
    "",
    "elsewhere/x",
]


def refused(kiosk, path, sentence=""):
    """Takes nothing, says one sentence of ours, and leaves all as it was. Gives the sentence."""
    before = kiosk.everything()
    around = sorted(kiosk.root.parent.rglob("*escaped*"))
    with pytest.raises(BundleError) as error:
        kiosk.take(path)
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)
    assert kiosk.everything() == before
    assert sorted(kiosk.root.parent.rglob("*escaped*")) == around
    return str(error.value)


@pytest.mark.parametrize("path", UNSAFE)
def test_a_name_that_leads_out_or_means_something_else_is_refused(kiosk, tmp_path, path):
    refused(kiosk, forged(tmp_path / "x", [(path, b"x")]))


@pytest.mark.parametrize(
    "paths",
    [
        ["services/a/x", "services/a/x"],
        ["services/A/x", "services/a/x"],
        ["services/A/x", "services/a/y"],
        ["services/a/X", "services/a/x"],
        ["services/STRASSE/x", "services/straße/y"],
        ["services/a/x", "services/a/x/y"],
    ],
)
def test_names_given_twice_or_clashing_by_case_are_refused(kiosk, tmp_path, paths):
    refused(kiosk, forged(tmp_path / "x", [(path, b"x") for path in paths]))
    with pytest.raises(BundleError):
        check_paths(reversed(paths))


@pytest.mark.parametrize(
    "change",
    [
        lambda f: f.update(bundle_version=0),
        lambda f: f.update(bundle_version=10**16),
        lambda f: f.update(bundle_version=True),
        lambda f: f.update(bundle_version="1"),
        lambda f: f.update(bundle_version=1.0),
        lambda f: f.update(expires="never"),
        lambda f: f.update(expires="2027-02-30T08:00:00Z"),
        lambda f: f.update(expires="2026-11-21T08:00:00Z"),
        lambda f: f.update(expires="2027-11-21T08:00:00+01:00"),
        lambda f: f.update(min_app="latest"),
        lambda f: f.update(min_app="9" * 400),
        lambda f: f.update(extra=1),
        lambda f: f.pop("files"),
        lambda f: f.update(files=[]),
        lambda f: f.update(files={}),
        lambda f: f.update(files=[1]),
        lambda f: f["files"][0].update(size=-1),
        lambda f: f["files"][0].update(size=MAX_TOTAL),
        lambda f: f["files"][0].update(sha256="0" * 63),
        lambda f: f["files"][0].update(sha256="A" * 64),
        lambda f: f["files"][0].update(mode=0o4755),
        lambda f: f["files"][0].update(link="/etc/passwd"),
    ],
)
def test_a_manifest_that_says_anything_else_is_refused(kiosk, tmp_path, change):
    refused(kiosk, forged(tmp_path / "x", [("services/a/x", b"x")], change=change))


@pytest.mark.parametrize(
    "line",
    [
        b"{}",
        b"null",
        b"[" * 100_000,
        b"1" * 5000,
        b"\xff",
        b'{"bundle_version":1,"bundle_version":2}',
        b"{" + b" " * MAX_MANIFEST + b"}",
    ],
)
def test_a_manifest_that_is_no_manifest_is_refused(kiosk, tmp_path, line):
    refused(kiosk, forged(tmp_path / "x", [("services/a/x", b"x")], line=line))


@pytest.mark.parametrize(
    "spoil", [lambda t: t.replace(":", ": ", 1), lambda t: t.replace("}", "} "), lambda t: " " + t]
)
def test_a_manifest_that_is_not_canonical_is_refused(kiosk, tmp_path, spoil):
    whole = small(tmp_path)
    with package.opened(whole) as file:
        line = read_head(file).line.decode()
    refused(
        kiosk, forged(tmp_path / "x", [("services/a/x", b"x")], line=spoil(line).encode()), "not written as"
    )


def test_files_out_of_order_are_refused(kiosk, tmp_path):
    refused(kiosk, forged(tmp_path / "x", [("services/b/x", b"x"), ("services/a/x", b"x")]), "not written as")


def test_too_many_files_are_refused(kiosk, tmp_path):
    files = [(f"services/a/{n:05}", b"") for n in range(MAX_FILES + 1)]
    refused(kiosk, forged(tmp_path / "x", files), f"from 1 to {MAX_FILES} files")


def test_a_file_that_is_read_whole_is_small(kiosk, tmp_path):
    files = [("languages/en.toml", b" " * (MAX_TOML + 1))]
    refused(kiosk, forged(tmp_path / "x", files), "A .toml file of the bundle is too large")


def test_a_bomb_is_refused_before_a_byte_is_unpacked(kiosk, tmp_path):
    def swell(fields):
        fields["files"] = [
            {**fields["files"][0], "path": f"services/a/{n}", "size": MAX_TOTAL // 4} for n in range(5)
        ]

    refused(kiosk, forged(tmp_path / "x", [("services/a/x", b"x")], change=swell), "too large")
    sparse = tmp_path / "sparse"
    with sparse.open("wb") as file:
        file.truncate(10**12)
    refused(kiosk, sparse, "too large")


def test_another_key_or_another_keys_name_is_refused(kiosk, tmp_path):
    refused(kiosk, small(tmp_path, key=STRANGER), "not signed by a key")
    whole = small(tmp_path)
    data = whole.read_bytes()
    with package.opened(whole) as file:
        signed = read_head(file)
    wrong = Signed(signed.key_id, STRANGER.sign(MARK + signed.line), signed.line)
    whole.write_bytes(wrong.head() + data[signed.start :])
    refused(kiosk, whole, "not signed by a key")


def test_a_file_swapped_for_one_of_the_same_size_is_refused(kiosk, tmp_path):
    whole = small(tmp_path)
    whole.write_bytes(whole.read_bytes().replace(b"Why?", b"Who?"))
    refused(kiosk, whole, "changed after it was signed")


def test_a_bundle_cut_off_anywhere_or_too_long_is_refused(kiosk, tmp_path):
    whole = small(tmp_path)
    data = whole.read_bytes()
    cut = tmp_path / "cut"
    for end in (0, 1, 17, 18, 40, 120, 400, len(data) // 2, len(data) - 1):
        cut.write_bytes(data[:end])
        refused(kiosk, cut)
    cut.write_bytes(data + b"x")
    refused(kiosk, cut, "changed after it was signed")
    kiosk.take(whole)


def test_a_link_a_pipe_a_device_and_a_folder_are_no_bundles(kiosk, tmp_path):
    whole = small(tmp_path)
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(whole)
    os.mkfifo(pipe)
    for path in (link, pipe, tmp_path, tmp_path / "not-there"):
        refused(kiosk, path)
    if Path("/dev/zero").exists():
        refused(kiosk, Path("/dev/zero"), "not a plain file")


def test_what_is_no_plain_file_is_not_put_into_a_bundle(tmp_path):
    folder = service(tmp_path / "made")
    (folder / "services" / "bins" / "linked").symlink_to("/etc/hostname")
    with pytest.raises(BundleError, match="is a link or a device"):
        files_below(folder)
    (folder / "services" / "bins" / "linked").unlink()
    os.mkfifo(folder / "services" / "bins" / "pipe")
    with pytest.raises(BundleError, match="is a link or a device"):
        files_below(folder)


def test_a_bundle_that_is_there_is_never_written_over(tmp_path):
    folder = service(tmp_path / "made")
    out = tmp_path / "x.bundle"
    out.write_bytes(b"mine")
    with pytest.raises(BundleError, match="already there"):
        bundle(folder, out)
    assert out.read_bytes() == b"mine"


def test_a_manifest_reads_back_as_it_was_written(tmp_path):
    with package.opened(small(tmp_path)) as file:
        line = read_head(file).line
    assert Manifest.of(line).line() == line
    assert json.loads(line)["bundle_version"] == 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=4))
@example([(0.999999, 0)])
def test_no_changed_byte_gets_past(kiosk, tmp_path, changes):
    """Fuzz: a bundle with any bytes changed is refused, unless they happen to be what they were."""
    whole = tmp_path / "whole.bundle"
    if not whole.exists():
        bundle(service(tmp_path / "made"), whole)
    data = bytearray(whole.read_bytes())
    for at, value in changes:
        data[int(at * len(data))] = value
    if bytes(data) == whole.read_bytes():
        return
    changed = tmp_path / "changed"
    changed.write_bytes(data)
    refused(kiosk, changed)
