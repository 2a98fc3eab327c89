"""One virtual kiosk under QEMU, in software emulation: power, keys, screen, sticks, and a word with its test agent."""

import base64
import contextlib
import json
import select
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from tests.image.qmp import Qmp, QmpError, keys_of

OVMF = Path("/usr/share/OVMF/OVMF_CODE_4M.secboot.fd")
OVMF_VARIABLES = Path("/usr/share/OVMF/OVMF_VARS_4M.fd")
SCREEN = (1280, 1024)
MEMORY = 2048
LOOK = 0.5
"""Seconds between two looks at something that is waited for."""


class Machine:
    """A kiosk with its disk and its firmware's variables: both are files, and are changed.

    ``log`` takes every write to the disk (block_log.py). ``tpm`` is the folder in which a TPM 2.0 keeps what it
    knows; a new one is a new TPM. Turned on by :meth:`start`; ``began`` is that moment.
    """

    def __init__(self, folder, name, disk, variables, *, log=None, tpm=None):
        self.name = name
        self.qmp = None
        self.began = 0.0
        self._folder = folder
        self._disk = disk
        self._serial = folder / f"{name}.serial"
        self._variables = variables
        self._log = log
        self._tpm = tpm
        self._process = None
        self._agent = None
        self._rest = b""
        self._sticks = 0
        self._asked = 0
        # The name of a socket may have no more than about a hundred bytes.
        self._sockets = Path(tempfile.mkdtemp(prefix="vm-"))

    def start(self):
        """Power on."""
        self._serial.unlink(missing_ok=True)
        self.began = time.monotonic()
        with (self._folder / f"{self.name}.qemu").open("wb") as told:
            if self._tpm is not None:
                self._tpm.mkdir(exist_ok=True)
                subprocess.Popen(self._tpm_command(), stdout=told, stderr=told)  # it ends with QEMU
                self.wait_for((self._sockets / "tpm").exists, 20, "the TPM")
            self._process = subprocess.Popen(self._command(), stdout=told, stderr=told)
        self.wait_for(lambda: self._is_socket("qmp"), 20, "QEMU")
        self.qmp = Qmp(self._sockets / "qmp")
        return self

    @property
    def is_on(self):
        """Whether the power is on."""
        return self._process is not None and self._process.poll() is None

    @property
    def since(self):
        """Seconds since the power was turned on."""
        return time.monotonic() - self.began

    def says(self):
        """What its kernel and its boot loader said so far."""
        return self._serial.read_text(errors="replace") if self._serial.exists() else ""

    def wait_for(self, happened, seconds, what):
        """Until ``happened`` gives something true, which is returned. Raises TimeoutError."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := happened():
                return found
            if self.qmp is None:
                select.select([], [], [], LOOK)
            elif not self.qmp.listen(LOOK):
                raise RuntimeError(f"{self.name} ended while {what} was waited for:\n{self.says()[-3000:]}")
        if self.qmp is not None:
            self.picture(self._folder / "pictures" / f"{self.name}-late.png")
        raise TimeoutError(f"{self.name}: {what} did not come in {seconds} s:\n{self.says()[-3000:]}")

    def let_pass(self, seconds):
        """So long it goes on by itself. Raises RuntimeError when it ends before."""
        end = self.since + seconds
        self.wait_for(lambda: self.since > end, 2 * seconds, "the end of some time")

    def wait_for_end(self, seconds):
        """Until the machine has turned itself off."""
        self._process.wait(seconds)

    def resets(self):
        """How often it has started anew since the power was turned on."""
        self.qmp.listen(0)
        return self.qmp.happened("RESET")

    def run(self, *words, seconds=60, late=30):
        """Run a command as root in the guest, by the agent that only a TEST image has: its exit code and words.

        It may take ``seconds``, and ``late`` more until the answer is here. Raises TimeoutError.
        """
        self._asked += 1
        ask = {"n": self._asked, "argv": [str(word) for word in words], "seconds": seconds}
        self._to_agent(b"\n" + json.dumps(ask).encode() + b"\n")
        answer = self._from_agent(seconds + late)
        return answer["code"], base64.b64decode(answer["out"]).decode(errors="replace")

    def ask(self, *words, seconds=60):
        """As run, for a command that must go well: its words. Raises RuntimeError."""
        code, out = self.run(*words, seconds=seconds)
        if code:
            raise RuntimeError(f"{words} ended with {code}: {out[-2000:]}")
        return out.strip()

    def wait_for_agent(self, seconds=180):
        """Until the agent answers: the data partition is there then, or cannot be had. Raises TimeoutError."""
        self.wait_for(self._agent_is_there, seconds, "the test agent")

    def press(self, *keys):
        """Keys held down together and let go."""
        self.qmp.press(*keys)
        select.select([], [], [], 0.1)

    def type(self, text):
        """Letters, one after the other."""
        for letter in text:
            self.press(*keys_of(letter))

    def picture(self, file):
        """What stands on the screen, as a PNG or, which costs less, a PPM."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self.qmp.call("screendump", filename=str(file), format=file.suffix.removeprefix("."))
        return file

    def plug_stick(self, stick):
        """A memory stick is put in; gives the name to pull it out by."""
        self._sticks += 1
        name = f"stick{self._sticks}"
        file = {"driver": "file", "filename": str(stick)}
        self.qmp.call("blockdev-add", **{"driver": "raw", "node-name": name, "file": file})
        self.plug("usb-storage", f"{name}-usb", drive=name)
        return name

    def pull_stick(self, name):
        """It is pulled out, whatever is done with it just now."""
        self.unplug(f"{name}-usb")
        self.qmp.listen(1)
        with contextlib.suppress(QmpError):
            self.qmp.call("blockdev-del", **{"node-name": name})

    def plug(self, driver, name, **settings):
        """A USB device of QEMU's is put in."""
        self.qmp.call("device_add", driver=driver, id=name, bus="xhci.0", **settings)

    def unplug(self, name):
        """It is pulled out."""
        self.qmp.call("device_del", id=name)

    def cut_power(self):
        """As kill -9: what QEMU has not written is not written."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        self._over()

    def close(self):
        """QEMU ends, and finishes its files; the guest hears nothing of it."""
        if self.is_on:
            with contextlib.suppress(QmpError, OSError, TimeoutError):
                self.qmp.call("quit")
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._over()

    def _over(self):
        self._hang_up()
        if self.qmp is not None:
            self.qmp.close()
        self._process = self.qmp = None

    def _command(self):
        file, end = self._disk, "server=on,wait=off"
        return [
            *("qemu-system-x86_64", "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2"),
            *("-m", str(MEMORY), "-machine", "q35,smm=on"),
            *("-global", "driver=cfi.pflash01,property=secure,value=on"),
            *("-drive", f"if=pflash,format=raw,unit=0,readonly=on,file={OVMF}"),
            *("-drive", f"if=pflash,format=raw,unit=1,file={self._variables}"),
            *(
                "-blockdev",
                f"driver=raw,node-name=disk,file.driver=file,file.filename={file}",
                *self._logged(),
            ),
            *("-device", "ahci,id=ahci"),
            *("-device", f"ide-hd,drive={'logged' if self._log else 'disk'},bus=ahci.0,write-cache=on"),
            *("-vga", "none", "-device", f"virtio-vga,xres={SCREEN[0]},yres={SCREEN[1]}", "-display", "none"),
            *("-device", "qemu-xhci,id=xhci,p2=8,p3=8", "-device", "usb-kbd,bus=xhci.0"),
            *("-device", "usb-tablet,bus=xhci.0"),
            *("-serial", f"file:{self._serial}"),
            *("-chardev", f"socket,id=agent,path={self._sockets}/agent,{end}", "-serial", "chardev:agent"),
            *("-qmp", f"unix:{self._sockets}/qmp,{end}", "-monitor", "none", "-nic", "none"),
            *("-audiodev", "none,id=sound", "-device", "intel-hda", "-device", "hda-duplex,audiodev=sound"),
            *self._with_tpm(),
        ]

    def _logged(self):
        if self._log is None:
            return ()
        self._log.write_bytes(b"")
        return (
            *("-blockdev", f"driver=file,node-name=log,filename={self._log}"),
            *("-blockdev", "driver=blklogwrites,node-name=logged,file=disk,log=log"),
        )

    def _with_tpm(self):
        if self._tpm is None:
            return ()
        return (
            *("-chardev", f"socket,id=tpm,path={self._sockets}/tpm"),
            *("-tpmdev", "emulator,id=tpm0,chardev=tpm", "-device", "tpm-crb,tpmdev=tpm0"),
        )

    def _tpm_command(self):
        control = f"type=unixio,path={self._sockets}/tpm"
        return [
            "swtpm",
            "socket",
            "--tpm2",
            "--terminate",
            *("--tpmstate", f"dir={self._tpm}"),
            "--ctrl",
            control,
        ]

    def _is_socket(self, name):
        if not self.is_on:
            told = (self._folder / f"{self.name}.qemu").read_text(errors="replace")
            raise RuntimeError(f"QEMU ended: {told}")
        return (self._sockets / name).exists()

    def _agent_is_there(self):
        try:
            return self.run("true", seconds=2, late=1)[0] == 0
        except (TimeoutError, ConnectionError, OSError):
            self._hang_up()
            return False

    def _to_agent(self, line):
        if self._agent is None:
            self._agent = socket.socket(socket.AF_UNIX)
            self._agent.connect(str(self._sockets / "agent"))
            self._rest = b""
        self._agent.sendall(line)

    def _from_agent(self, seconds):
        """The answer to what was asked last: earlier ones may come late, and others write on this line too."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            while b"\n" in self._rest:
                line, _, self._rest = self._rest.partition(b"\n")
                with contextlib.suppress(ValueError, KeyError, TypeError):
                    answer = json.loads(line[line.find(b"{") :])
                    if answer["n"] == self._asked and "code" in answer:
                        return answer
            if select.select([self._agent], [], [], left)[0]:
                more = self._agent.recv(65536)
                if not more:
                    raise ConnectionError("the agent's line is closed")
                self._rest += more
        raise TimeoutError(f"{self.name}: the agent does not answer:\n{self.says()[-2000:]}")

    def _hang_up(self):
        if self._agent is not None:
            self._agent.close()
        self._agent = None
