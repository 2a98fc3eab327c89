"""What QEMU is told and what it tells, over its machine protocol (QMP): one JSON object a line."""

import json
import select
import socket
from collections.abc import Mapping

SHIFTED = dict(zip('!"£$%^&*()_+{}|:@<>?~', "1234567890-=[]\\;',./#", strict=True))
NAMES: Mapping[str, str] = {
    " ": "spc",
    "\n": "ret",
    "\t": "tab",
    "-": "minus",
    "=": "equal",
    "[": "bracket_left",
    "]": "bracket_right",
    "\\": "less",
    "#": "backslash",
    ";": "semicolon",
    "'": "apostrophe",
    ",": "comma",
    ".": "dot",
    "/": "slash",
    "`": "grave_accent",
}
"""QEMU's names of the keys of a British keyboard that are not their own letter or digit."""


class QmpError(RuntimeError):
    """QEMU did not do as it was told."""


def keys_of(letter):
    """The keys that write ``letter`` on a British keyboard, held together. Raises KeyError when none do."""
    if letter in SHIFTED:
        return ("shift", *keys_of(SHIFTED[letter]))
    if letter.isascii() and letter.isalnum():
        return ("shift", letter.lower()) if letter.isupper() else (letter,)
    return (NAMES[letter],)


class Qmp:
    """One connection to the socket at ``path``. ``events`` are what QEMU told by itself, the oldest first."""

    def __init__(self, path):
        self.events = []
        self._rest = b""
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(str(path))
        self._message(10)  # its greeting
        self.call("qmp_capabilities")

    def call(self, command, **arguments):
        """Do one thing, and give what it returns. Raises QmpError when it is refused or the machine is gone."""
        said = {"execute": command, "arguments": arguments}
        self._socket.sendall(json.dumps(said).encode() + b"\n")
        while True:
            message = self._message(60)
            if "return" in message:
                return message["return"]
            if "error" in message:
                raise QmpError(f"{command}: {message['error']['desc']}")
            self.events.append(message)

    def listen(self, seconds):
        """Wait for so long, or until something is told; gives whether the machine is still there."""
        try:
            self.events.append(self._message(seconds))
        except TimeoutError:
            return True
        except (QmpError, ConnectionError):
            return False
        return True

    def happened(self, event):
        """How often QEMU told ``event``, RESET for one."""
        return sum(message.get("event") == event for message in self.events)

    def press(self, *keys, hold=60):
        """Keys held down together for ``hold`` milliseconds, by QEMU's names."""
        self.call("send-key", keys=[{"type": "qcode", "data": key} for key in keys], **{"hold-time": hold})

    def close(self):
        """Nothing more is told."""
        self._socket.close()

    def _message(self, seconds):
        while b"\n" not in self._rest:
            if not select.select([self._socket], [], [], seconds)[0]:
                raise TimeoutError("QEMU says nothing")
            more = self._socket.recv(65536)
            if not more:
                raise QmpError("QEMU has ended")
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\n")
        return json.loads(line)
