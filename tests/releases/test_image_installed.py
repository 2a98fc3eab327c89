"""An image is put into the free slot; the plug is pulled at every step (issue 9, point 6)."""

from dataclasses import replace

import pytest

from kiosk.errors import ReleaseError
from kiosk.releases.folder import Folder
from kiosk.releases.image import install_image, settle_image
from kiosk.releases.ledger import READY, Ledger, keep_ledger, read_ledger
from kiosk.releases.taking import Updater
from tests.releases.release_rig import FakeDisk, PowerCutError, here, image, kernel_of, program, root_of


class Kiosk:
    """A machine with a disk and root's updater, started again whenever the plug was pulled."""

    def __init__(self, tmp_path):
        self.disk = FakeDisk()
        self.folder = tmp_path / "updates"
        self.here = here(tmp_path)

    def updater(self):
        version = self.here.version

        def install(folder, release, keep):
            def keep_step(attempt):
                self.disk.step()
                keep(attempt)
                self.disk.step()

            install_image(folder, release, self.disk, version, keep_step)

        return Updater(
            self.here, self.folder, install, lambda ledger: settle_image(self.disk, version, ledger)
        )

    def take(self, place):
        return self.updater().take(place)

    def start(self, broken=()):
        """Switch it on; what came up tells the updater that it is well, as handrail-healthy.service does."""
        version = self.disk.boot(broken)
        self.here = replace(self.here, version=version)

        def proved(ledger):
            is_it = ledger.trying is not None and ledger.trying.version == version
            return replace(ledger, trying=None) if is_it else ledger

        self.updater().settled(proved)
        return version

    @property
    def ledger(self):
        return read_ledger(self.folder)


@pytest.fixture
def kiosk(tmp_path):
    return Kiosk(tmp_path)


def test_an_image_runs_from_the_next_start_on_and_the_one_before_stays_beside_it(kiosk, tmp_path):
    kiosk.take(image(tmp_path))
    assert (kiosk.ledger.trying.version, kiosk.ledger.trying.step) == ("1.1.0", READY)
    assert set(kiosk.disk.files) == {"handrail_1.0.0.efi", "handrail_1.1.0+3.efi"}
    assert kiosk.start() == "1.1.0"
    assert kiosk.ledger == Ledger()
    assert set(kiosk.disk.files) == {"handrail_1.0.0.efi", "handrail_1.1.0.efi"}
    kiosk.take(image(tmp_path, "1.2.0", name="third"))
    assert kiosk.start() == "1.2.0"
    assert set(kiosk.disk.files) == {"handrail_1.1.0.efi", "handrail_1.2.0.efi"}


def test_an_image_that_does_not_come_up_is_left_after_three_starts_and_never_tried_again(kiosk, tmp_path):
    bad = image(tmp_path)
    kiosk.take(bad)
    assert kiosk.start(broken={"1.1.0"}) == "1.0.0"
    assert "handrail_1.1.0+0-3.efi" in kiosk.disk.files
    (failure,) = kiosk.ledger.failed
    assert (failure.version, failure.why) == (
        "1.1.0",
        "The image 1.1.0 did not come up, so 1.0.0 runs again.",
    )
    with pytest.raises(ReleaseError, match="did not come up here before"):
        kiosk.take(bad)
    assert kiosk.start(broken={"1.1.0"}) == "1.0.0"
    kiosk.take(image(tmp_path, "1.1.1", name="mended"))
    assert kiosk.start(broken={"1.1.0"}) == "1.1.1"


def test_the_plug_is_pulled_at_every_step(tmp_path):
    good, steps = image(tmp_path), 0
    while True:
        steps += 1
        kiosk = Kiosk(tmp_path)
        kiosk.folder = tmp_path / f"updates{steps}"
        kiosk.disk.cut = steps
        try:
            kiosk.take(good)
        except PowerCutError:
            assert kiosk.start() in {"1.0.0", "1.1.0"}
            assert kiosk.ledger.failed == (), "who pulled the plug is not the image"
            if kiosk.here.version == "1.0.0":
                kiosk.take(good)
        else:
            break
        assert kiosk.start() == "1.1.0"
        assert kiosk.ledger.trying is None
        with pytest.raises(ReleaseError, match="not newer"):
            kiosk.take(image(tmp_path, "1.0.9", name=f"older{steps}"))
    assert steps > 12


def test_the_plug_is_pulled_at_every_step_over_an_image_that_ran_before(tmp_path):
    second, bad = image(tmp_path), image(tmp_path, "1.2.0", name="bad")
    for cut in range(1, 100):
        kiosk = Kiosk(tmp_path)
        kiosk.folder = tmp_path / f"updates{cut}"
        kiosk.take(second)
        assert kiosk.start() == "1.1.0"
        kiosk.disk.cut = kiosk.disk.steps + cut
        try:
            kiosk.take(bad)
        except PowerCutError:
            assert kiosk.start(broken={"1.2.0"}) == "1.1.0"
        else:
            assert cut > 13
            return


def test_a_stick_that_gives_other_bytes_the_second_time_starts_nothing(kiosk, tmp_path, monkeypatch):
    place, read = image(tmp_path), []
    honest = Folder.blocks

    def lies(self, file):
        read.append(file.name)
        if read.count(file.name) == 2:
            (place / file.name).write_bytes(root_of("6.6.6")[: file.size].ljust(file.size))
        return honest(self, file)

    monkeypatch.setattr(Folder, "blocks", lies)
    with pytest.raises(ReleaseError, match="damaged or changed"):
        kiosk.take(place)
    assert set(kiosk.disk.files) == {"handrail_1.0.0.efi"}
    assert kiosk.start() == "1.0.0"
    assert kiosk.ledger.trying is None
    assert "damaged" in kiosk.ledger.refused


def test_a_damaged_stick_costs_nothing(kiosk, tmp_path):
    kiosk.take(image(tmp_path))
    kiosk.start()
    place = image(tmp_path, "1.2.0", name="damaged")
    (place / "handrail_1.2.0.efi").write_bytes(kernel_of("1.2.1"))
    before = dict(kiosk.disk.files), dict(kiosk.disk.held)
    with pytest.raises(ReleaseError, match="damaged"):
        kiosk.take(place)
    assert (kiosk.disk.files, kiosk.disk.held) == before


def test_a_disk_that_forgets_what_was_written_starts_nothing_new(kiosk, tmp_path):
    kiosk.disk.lies = True
    with pytest.raises(ReleaseError, match="does not give back"):
        kiosk.take(image(tmp_path))
    assert kiosk.start() == "1.0.0"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda at: image(at, "1.0.0"), "not newer than 1.0.0"),
        (lambda at: image(at, "0.9.9"), "not newer than 1.0.0"),
        (lambda at: image(at, "1.1.0", architecture="arm64"), "for arm64, and this computer is amd64"),
        (program, "runs from an image"),
    ],
)
def test_what_is_old_of_another_kind_or_for_another_machine_is_refused(kiosk, tmp_path, make, told):
    with pytest.raises(ReleaseError, match=told):
        kiosk.take(make(tmp_path))
    assert told in kiosk.ledger.refused
    assert kiosk.disk.steps == 0


def test_the_image_before_is_kept_until_the_one_that_runs_has_proved_itself(kiosk, tmp_path):
    kiosk.take(image(tmp_path))
    kiosk.disk.files["handrail_1.0.0+2-1.efi"] = kiosk.disk.files.pop("handrail_1.0.0.efi")
    before = dict(kiosk.disk.files)
    with pytest.raises(ReleaseError, match="has not proved itself yet"):
        kiosk.take(image(tmp_path, "1.2.0", name="third"))
    assert kiosk.disk.files == before


def test_no_room_is_told_and_changes_nothing_that_starts(kiosk, tmp_path):
    kiosk.disk.space = 10
    with pytest.raises(ReleaseError, match="no room"):
        kiosk.take(image(tmp_path))
    assert kiosk.start() == "1.0.0"
    kiosk.disk.slots = lambda: ()
    with pytest.raises(ReleaseError, match="two places"):
        kiosk.take(image(tmp_path, "1.2.0", name="other"))


def test_a_release_that_waits_is_taken_once_and_a_newer_one_takes_its_place(kiosk, tmp_path):
    first = image(tmp_path)
    kiosk.take(first)
    steps = kiosk.disk.steps
    kiosk.take(first)
    assert kiosk.disk.steps == steps
    kiosk.take(image(tmp_path, "1.3.0", name="newer"))
    with pytest.raises(ReleaseError, match="waits to be started"):
        kiosk.take(image(tmp_path, "1.2.0", name="between"))
    assert kiosk.start() == "1.3.0"


def test_a_ledger_that_was_damaged_counts_as_empty(kiosk, tmp_path):
    kiosk.take(image(tmp_path))
    kept = kiosk.ledger
    for data in (b"", b"{", b"[]", b'{"trying": 1, "failed": [], "refused": ""}', b"[" * 9999):
        (kiosk.folder / "state.json").write_bytes(data)
        assert read_ledger(kiosk.folder) == Ledger()
    keep_ledger(kiosk.folder, kept)
    assert kiosk.ledger == kept
