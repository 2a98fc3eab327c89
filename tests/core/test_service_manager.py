"""What the program tells systemd, which started it."""

import os
import socket

from kiosk.service_manager import ServiceManager, service_manager

ALL = ["READY=1", "WATCHDOG=1", "STATUS=Open to the public.", "STOPPING=1"]


def heard(ear):
    ear.setblocking(False)
    lines = []
    try:
        while True:
            lines.append(ear.recv(4096).decode())
    except BlockingIOError:
        return lines


def told_to(name, address):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(name)
        manager = service_manager({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "20000000"})
        manager.ready()
        manager.turning()
        manager.status("Open to the public.")
        manager.stopping()
        assert manager.watchdog == 20
        return heard(ear)


def test_a_socket_that_is_a_file_hears_all_of_it(tmp_path):
    assert told_to(str(tmp_path / "n"), str(tmp_path / "n")) == ALL


def test_a_socket_that_is_no_file_hears_all_of_it():
    name = f"handrail-test-{os.getpid()}"
    assert told_to(f"\0{name}", f"@{name}") == ALL


def test_nobody_listens_and_nothing_waits(tmp_path):
    ServiceManager(str(tmp_path / "gone")).turning()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as deaf:
        name = f"handrail-deaf-{os.getpid()}"
        deaf.bind(f"\0{name}")
        for _ in range(1000):  # more than its queue takes
            ServiceManager(f"@{name}").turning()


def test_in_a_terminal_there_is_no_service_manager():
    assert service_manager({}) is None
    assert service_manager({"NOTIFY_SOCKET": "vsock:2:1234"}) is None


def test_a_watchdog_for_another_process_is_not_ours():
    environ = {"NOTIFY_SOCKET": "@x", "WATCHDOG_USEC": "20000000", "WATCHDOG_PID": "1"}
    assert service_manager(environ).watchdog == 0
    assert service_manager(environ | {"WATCHDOG_PID": str(os.getpid())}).watchdog == 20
