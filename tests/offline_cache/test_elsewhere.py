import base64
import stat
from dataclasses import replace

import pytest
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.hashes import MD5, SHA256, Hash
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from defusedxml.ElementTree import fromstring

from kiosk.errors import ConfigError, FormError, StoreError
from kiosk.own_key import DEVICE_KEY, SIZE
from offline_cache.device_key import DeviceKey, load
from offline_cache.elsewhere import Elsewhere
from offline_cache.odk_encryption import SUITE, form_key
from offline_cache.package import Item, Package
from tests.offline_cache.elsewhere_rig import ELSEWHERE, KEY, make_answers, sealed

RSA = generate_private_key(65537, 2048)
PUBLIC = base64.b64encode(
    RSA.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
).decode()
NAMES = {"o": "http://opendatakit.org/submissions", "orx": "http://openrosa.org/xforms"}


def test_what_is_sealed_to_this_kiosk_is_not_on_its_disk_and_opens_in_memory():
    answers = make_answers(answer="Canary-Winterbottom", files=[b"Canary-photo", b"x"])
    envelope = sealed(answers)
    assert b"Canary" not in envelope.data
    assert ELSEWHERE.open(envelope) == Package.of(answers)
    assert Package.of(answers).items == (
        Item("photo-1.jpg", "image/jpeg", b"Canary-photo"),
        Item("photo-2.jpg", "image/jpeg", b"x"),
    )


@pytest.mark.parametrize("change", ["flip", "other id", "other key"])
def test_a_changed_or_moved_envelope_does_not_open(change):
    envelope = sealed(make_answers())
    if change == "flip":
        envelope = envelope.of(envelope.data[:-1] + bytes([envelope.data[-1] ^ 1]))
    if change == "other id":
        line, rest = envelope.data.split(b"\n", 1)
        envelope = envelope.of(line.replace(envelope.header.id.encode(), b"0" * 36) + b"\n" + rest)
    opener = Elsewhere({}, DeviceKey.of(b"\1" * 32) if change == "other key" else KEY)
    with pytest.raises(ValueError, match="not sealed with this kiosk's key"):
        opener.open(envelope)


def test_what_goes_to_the_council_is_not_sealed_here():
    assert ELSEWHERE.seal(replace(make_answers(), destination="council")) is None
    with pytest.raises(StoreError, match="no destination 'fax'"):
        ELSEWHERE.seal(replace(make_answers(), destination="fax"))


@pytest.mark.parametrize(
    "plain", [b"", b"[]\n", b'{"files":[]}\n', b"{}\n", b"\xff\n", b'{"files":[["a","b",9]]}\nx']
)
def test_bytes_that_are_no_package_are_refused(plain):
    with pytest.raises(ValueError):  # noqa: PT011  # which of them says what is all the same
        Package.from_plaintext(plain)


def test_an_instance_without_an_id_gets_ours_and_one_with_an_id_keeps_it():
    answers = make_answers()
    assert Package.of(answers).instance_id == f"uuid:{answers.id}"
    assert (
        Package.of(replace(answers, instance=b"<a><instanceID>no</instanceID></a>")).instance_id
        == f"uuid:{answers.id}"
    )
    own = b'<a xmlns:o="http://openrosa.org/xforms"><o:meta><o:instanceID> uuid:b&amp;c </o:instanceID></o:meta></a>'
    assert Package.of(replace(answers, instance=own)).instance_id == "uuid:b&c"


def test_an_encrypted_form_is_sealed_for_the_council_and_opens_as_the_odk_specification_says():
    answers = make_answers(answer="Canary-Winterbottom", files=[b"Canary-photo" * 9, b""], form_key=PUBLIC)
    envelope = sealed(answers)
    assert envelope.header.suite == SUITE
    assert b"Canary" not in envelope.data
    package = ELSEWHERE.open(envelope)
    files, signed = decrypted(package)
    assert files == {
        "photo-1.jpg.enc": b"Canary-photo" * 9,
        "photo-2.jpg.enc": b"",
        "submission.xml.enc": answers.instance,
    }
    key = fromstring(package.xml.data).findtext("o:base64EncryptedKey", namespaces=NAMES)
    lines = ["blue-badge", "1", key, f"uuid:{answers.id}"]
    lines += [f"{name.removesuffix('.enc')}::{md5(data).hex()}" for name, data in files.items()]
    assert signed == md5("".join(f"{line}\n" for line in lines).encode())


def decrypted(package):
    """The files and the signature as the holder of the private key gets them, written from the specification."""
    root = fromstring(package.xml.data)
    assert (root.get("id"), root.get("version"), root.get("encrypted")) == ("blue-badge", "1", "yes")
    oaep = OAEP(MGF1(SHA256()), SHA256(), None)

    def unwrapped(name):
        return RSA.decrypt(base64.b64decode(root.findtext(f"o:{name}", namespaces=NAMES)), oaep)

    symmetric = unwrapped("base64EncryptedKey")
    instance_id = root.findtext("orx:meta/orx:instanceID", namespaces=NAMES)
    vector = bytearray(md5(instance_id.encode() + symmetric))
    media = [one.text for one in root.findall("o:media/o:file", NAMES)]
    sent = {item.name: item.data for item in package.items}
    files = {}
    for count, name in enumerate([*media, root.findtext("o:encryptedXmlFile", namespaces=NAMES)]):
        vector[count % 16] = (vector[count % 16] + 1) % 256
        decryptor = Cipher(AES(symmetric), CFB(bytes(vector))).decryptor()
        padded = decryptor.update(sent[name]) + decryptor.finalize()
        files[name] = padded[: -padded[-1]]
    return files, unwrapped("base64EncryptedElementSignature")


def md5(data):
    digest = Hash(MD5())  # the specification's own choice
    digest.update(data)
    return digest.finalize()


def test_a_form_key_counts_only_for_an_openrosa_server():
    reports = Elsewhere({"central": "open311"}, KEY)
    assert reports.seal(make_answers(form_key=PUBLIC)).header.suite != SUITE


@pytest.mark.parametrize("text", ["", "AAAA", "not base64", base64.b64encode(b"\x30\x00").decode()])
def test_a_form_key_that_is_none_is_told(text):
    with pytest.raises(FormError, match="export the form again"):
        form_key(text)
    if text:
        with pytest.raises(StoreError, match="export the form again"):
            ELSEWHERE.seal(make_answers(form_key=text))


def test_the_kiosks_own_key_is_made_once_and_for_its_user_alone(tmp_path):
    made = load(tmp_path / "data", {})
    file = tmp_path / "data" / DEVICE_KEY.file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert load(tmp_path / "data", {}).id == made.id
    assert [one.name for one in file.parent.iterdir()] == [DEVICE_KEY.file]
    assert made.private.private_bytes_raw().hex() not in repr(made)


def test_a_key_that_systemd_gives_is_used_and_none_is_made(tmp_path):
    (tmp_path / DEVICE_KEY.credential).write_bytes(bytes(range(32)))
    assert load(tmp_path / "data", {"CREDENTIALS_DIRECTORY": str(tmp_path)}).id == KEY.id
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("size", "mode", "says"), [(SIZE, 0o644, "chmod 600"), (SIZE - 1, 0o600, "put it back")]
)
def test_a_key_that_others_can_read_or_that_is_torn_is_told(tmp_path, size, mode, says):
    file = tmp_path / DEVICE_KEY.file
    file.write_bytes(b"k" * size)
    file.chmod(mode)
    with pytest.raises(ConfigError, match=says):
        load(tmp_path, {})
