"""Why an installed kiosk is out of order: its folder, its settings, its outbox."""

import errno

from kiosk import out_of_order
from kiosk.out_of_order import of_folder, phone_of


def test_a_folder_that_is_as_it_should_be_is_no_trouble_and_is_left_as_it_was(tmp_path):
    assert of_folder(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_what_a_cut_left_of_the_look_before_is_no_trouble(tmp_path):
    (tmp_path / ".out-of-order").touch()
    assert of_folder(tmp_path) is None


def test_each_trouble_has_a_code_and_a_sentence_that_says_what_to_do(tmp_path, monkeypatch):
    missing = of_folder(tmp_path / "data")
    (tmp_path / "file").touch()
    no_folder = of_folder(tmp_path / "file")
    (tmp_path / ".out-of-order").mkdir()  # as where it cannot be written, also for root
    unwritable = of_folder(tmp_path)
    monkeypatch.setattr(out_of_order.os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    somebody_elses = of_folder(tmp_path)
    found = [missing, no_folder, unwritable, somebody_elses]
    assert [each.code for each in found] == ["D1", "D1", "D3", "D2"]
    assert all(str(tmp_path) in each.sentence and each.sentence.endswith(".") for each in found)


def test_a_full_disk_is_no_reason_to_close(tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(out_of_order.os, "open", full)
    assert of_folder(tmp_path) is None


def test_the_number_is_found_whatever_else_is_wrong(tmp_path):
    council, own = tmp_path / "enrolled.toml", tmp_path / "kiosk.toml"
    assert phone_of((council, own)) == ""
    council.write_text('phone = "01632 960 200"\nnonsense = 1\n')
    assert phone_of((council, own)) == "01632 960 200"
    own.write_text('phone = "01632 960 300"\n')
    assert phone_of((council, own)) == "01632 960 300"
    own.write_text('phone = "01632\n')
    assert phone_of((council, own)) == "01632 960 200"
    council.write_text("phone = 1632\n")
    assert phone_of((council, own)) == ""
