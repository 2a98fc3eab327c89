"""What root asks on a machine where a kiosk is installed is asked of that kiosk."""

import pytest

from kiosk.cli.installed import run_as_kiosk

ALL = {"/var/lib/handrail/data", "/run/handrail-x/environment", "/run/systemd/system"}


def asked(*arguments, environ=(), root=True, there=ALL):
    """What would be run in place of this command, and its exit code; None when it is done here."""
    commands = []

    def run(command):
        commands.append(command)
        return 7

    code = run_as_kiosk(arguments, dict(environ), is_root=lambda: root, is_there=there.__contains__, run=run)
    return (commands[0], code) if commands else code


@pytest.mark.parametrize("command", ["status", "log", "pin", "sync", "check"])
def test_root_asks_the_kiosk_that_is_installed(command):
    made, code = asked(command, "--json")
    assert made[:2] == ["systemd-run", "--pty"]
    assert made[-3:] == ["/usr/bin/kiosk", command, "--json"]
    assert {"User=handrail", "LoadCredentialEncrypted=handrail-kiosk-key"} < set(made)
    assert {"KIOSK_DATA=/var/lib/handrail/data", "KIOSK_DISPLAY=/run/handrail-x/environment"} < set(made)
    assert code == 7


def test_a_display_that_is_not_up_is_not_waited_for():
    made, _ = asked("check", there=ALL - {"/run/handrail-x/environment"})
    assert not [word for word in made if "DISPLAY" in word]


@pytest.mark.parametrize("command", ["run", "demo", "forms", "export", "enrol", "update"])
def test_other_commands_are_done_where_they_are_typed(command):
    assert asked(command) is None


def test_so_is_what_names_a_folder_is_asked_by_somebody_else_or_has_no_kiosk():
    assert asked("status", environ={"KIOSK_DATA": "/elsewhere"}.items()) is None
    assert asked("status", root=False) is None
    assert asked("status", there=ALL - {"/var/lib/handrail/data"}) is None
    assert asked("status", there=ALL - {"/run/systemd/system"}) is None
    assert asked() is None
