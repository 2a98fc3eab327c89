"""What a release folder may hold, as an attacker would write it (issue 9, point 6)."""

import json
import os

import pytest

from kiosk.errors import ReleaseError
from kiosk.releases.folder import Folder
from kiosk.releases.release import MANIFEST, MAX_FILE, SIGNATURE, Release
from kiosk.releases.trust import MARK, keys_in
from tests.releases.release_rig import KEY, SPARE, STRANGER, image, program, root_of, trust


def proved(folder, keys):
    with Folder.open(folder) as opened:
        release = opened.prove(keys_in(keys))
        opened.check_whole(release)
        return release


def rewritten(folder, **fields):
    """The release of a folder with other words in it, rightly signed: by a vendor who slipped, or was broken into."""
    told = json.loads((folder / MANIFEST).read_bytes()) | fields
    data = json.dumps(told, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    (folder / MANIFEST).write_bytes(data)
    (folder / SIGNATURE).write_bytes(KEY.sign(MARK + data))
    return folder


def test_a_release_is_read_back_as_it_was_made(tmp_path):
    keys = trust(tmp_path / "keys")
    made = proved(image(tmp_path), keys)
    assert (made.kind, made.version, made.debian) == ("image", "1.1.0", "")
    assert [file.name for file in made.files] == ["handrail_1.1.0.efi", "handrail_1.1.0.root.img"]
    assert Release.of(made.line()) == made
    of_program = proved(program(tmp_path), keys)
    assert (of_program.kind, of_program.debian, of_program.size) == ("program", "13", 9)


def test_only_a_trusted_key_signs_and_keys_can_be_changed_one_after_the_other(tmp_path):
    old, new = image(tmp_path, name="old"), image(tmp_path, key=SPARE, name="new")
    both, later = trust(tmp_path / "both", KEY, SPARE), trust(tmp_path / "later", SPARE)
    assert {proved(old, both).version, proved(new, both).version, proved(new, later).version} == {"1.1.0"}
    forged = image(tmp_path, key=STRANGER, name="forged")
    for folder, keys in ((old, later), (forged, both)):
        with pytest.raises(ReleaseError, match="not signed by a key"):
            proved(folder, keys)
    (tmp_path / "none").mkdir()
    with pytest.raises(ReleaseError, match="No key in"):
        proved(old, tmp_path / "none")


def test_what_the_same_key_signed_for_another_purpose_is_no_release(tmp_path):
    folder, keys = image(tmp_path), trust(tmp_path / "keys")
    line = (folder / MANIFEST).read_bytes()
    for signature in (KEY.sign(line), KEY.sign(b"handrail-bundle/1\n" + line), b"", b"?" * 64, b"?" * 65):
        (folder / SIGNATURE).write_bytes(signature)
        with pytest.raises(ReleaseError):
            proved(folder, keys)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "bundle"},
        {"version": "1.1"},
        {"version": "01.1.0"},
        {"version": "1.1.0\n"},
        {"version": "9" * 4000 + ".0.0"},
        {"version": "1.1.-1"},
        {"architecture": "../amd64"},
        {"debian": "13"},
        {"issued": "2026-02-30T00:00:00Z"},
        {"issued": "now"},
        {"files": []},
        {"files": [{"name": "a", "size": 1, "sha256": "0" * 64}] * 9},
        {"more": 1},
        {"version": 1},
    ],
)
def test_a_signed_release_that_says_too_much_is_refused(tmp_path, fields):
    with pytest.raises(ReleaseError):
        proved(rewritten(image(tmp_path), **fields), trust(tmp_path / "keys"))


@pytest.mark.parametrize(
    "file",
    [
        {"name": "../x.efi"},
        {"name": "/etc/x.efi"},
        {"name": ".efi"},
        {"name": "x\0.efi"},
        {"name": "x" * 200 + ".efi"},
        {"size": -1},
        {"size": 0},
        {"size": True},
        {"size": 1.0},
        {"size": 10 * 1024**3},
        {"size": 10**30},
        {"sha256": "A" * 64},
        {"sha256": ""},
        {"name": "handrail_1.1.0.root.img"},
    ],
)
def test_a_file_of_another_name_or_of_ten_gigabytes_is_refused_before_a_byte_of_it_is_read(tmp_path, file):
    folder = image(tmp_path)
    files = json.loads((folder / MANIFEST).read_bytes())["files"]
    rewritten(folder, files=[files[0] | file, files[1]])
    assert MAX_FILE < 10 * 1024**3
    with Folder.open(folder) as opened, pytest.raises(ReleaseError):
        opened.prove(keys_in(trust(tmp_path / "keys")))


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"null", b"[" * 9000, b"{}\n", b"\xff\xfe", b" " * 20_000]
)
def test_what_is_no_release_is_refused_in_a_sentence(tmp_path, data):
    folder = image(tmp_path)
    (folder / MANIFEST).write_bytes(data)
    (folder / SIGNATURE).write_bytes(KEY.sign(MARK + data))
    with pytest.raises(ReleaseError, match=r"\.$"):
        proved(folder, trust(tmp_path / "keys"))


def test_the_same_words_written_otherwise_are_refused(tmp_path):
    folder, keys = image(tmp_path), trust(tmp_path / "keys")
    data = (folder / MANIFEST).read_bytes()
    for other in (data[:-1], data + b"\n", data.replace(b'":', b'": '), b'{"kind":"program",' + data[1:]):
        (folder / MANIFEST).write_bytes(other)
        (folder / SIGNATURE).write_bytes(KEY.sign(MARK + other))
        with pytest.raises(ReleaseError):
            proved(folder, keys)


def test_no_link_pipe_or_folder_is_taken_for_a_file_and_a_changed_byte_is_seen(tmp_path):
    keys, name, whole = trust(tmp_path / "keys"), "handrail_1.1.0.root.img", root_of("1.1.0")
    ways = (
        lambda path: path.symlink_to(tmp_path / "of image0" / name),
        os.mkfifo,
        os.mkdir,
        lambda path: path.write_bytes(whole[:-1]),
        lambda path: path.write_bytes(whole + b"x"),
        lambda path: path.write_bytes(b"R" + whole[1:]),
        lambda path: path.with_name("another").touch(),
    )
    for number, put in enumerate(ways):
        folder = image(tmp_path, name=f"image{number}")
        (folder / name).unlink()
        put(folder / name)
        with pytest.raises(ReleaseError, match=name):
            proved(folder, keys)
    (tmp_path / "way").symlink_to(image(tmp_path))
    with pytest.raises(ReleaseError, match="cannot be read"):
        proved(tmp_path / "way", keys)
