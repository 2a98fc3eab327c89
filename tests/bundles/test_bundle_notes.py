"""The note of a bundle: one plain line, signed with the rest, and shown where the bundle is in use."""

import pytest

from kiosk.bundle import checking
from kiosk.bundle.manifest import Manifest
from kiosk.bundle.note import LEAST, MOST, check_note
from kiosk.cli.commands import run
from kiosk.errors import BundleError
from tests.bundles.bundle_rig import TRUSTED, bundle, forged, manifest_of, service, small

NOTE = "Which bin: we now say its colour"
HOSTILE = [
    "Two lines of\na note",
    "A bell \x07 rings here",
    "An escape \x1b[2J clears it",
    "Written \u202ebackwards now",
    "A zero \u200b width space",
    "Half a \ud800 character",
    " begins with a space",
    "two  spaces inside it",
    "short",
    "x" * (MOST + 1),
]


@pytest.mark.parametrize("note", HOSTILE)
def test_a_note_that_is_no_plain_line_is_refused_by_who_signs_and_by_who_takes(kiosk, tmp_path, note):
    with pytest.raises(BundleError):
        check_note(note)
    folder = service(tmp_path / "made")
    with pytest.raises(BundleError):
        manifest_of(folder, 1, note=note).check()
    files = [
        (f"services/bins/{file.name}", file.read_bytes())
        for file in sorted((folder / "services/bins").iterdir())
    ]
    made = forged(tmp_path / "b", files, change=lambda fields: fields.update(note=note))
    with pytest.raises(BundleError):
        kiosk.take(made)
    assert kiosk.in_use == 0


def test_the_shortest_and_the_longest(kiosk, tmp_path):
    for number, size in enumerate((LEAST, MOST), 1):
        taken = kiosk.take(small(tmp_path, number, note="x" * size), checking.check)
        assert len(taken.manifest.note) == size


def test_a_bundle_without_a_note_is_written_as_before_there_were_any(tmp_path):
    """Else no kiosk with an older program could take one."""
    plain = manifest_of(service(tmp_path / "made"), 1)
    assert b"note" not in plain.line()
    assert Manifest.of(plain.line()) == plain
    with pytest.raises(BundleError):
        Manifest.of(plain.line().replace(b'"not_before"', b'"note":"","not_before"'))


def test_the_status_shows_it(kiosk, tmp_path, monkeypatch, capsys):
    kiosk.root = tmp_path / "data" / "bundles"
    kiosk.shelf.root = kiosk.root
    kiosk.take(small(tmp_path, 1, note=NOTE))
    (tmp_path / "data" / "kiosk.toml").write_text(f"bundle_keys = {list(TRUSTED)}")
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "data"))
    run(["bundle", "status"])
    assert f"Its note: {NOTE}" in capsys.readouterr().out


def test_services_whose_names_begin_alike_make_a_bundle(kiosk, tmp_path):
    """As a council has them that tries something new beside the old: "bins" and "bins-2"."""
    folder = service(service(tmp_path / "made"), name="bins-2")
    kiosk.take(bundle(folder, tmp_path / "b"))
    assert kiosk.in_use == 1
