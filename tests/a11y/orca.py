"""The real screen reader on a desktop that nobody sees, and what it says, as text."""

import json
import os
import select
import shutil
from pathlib import Path

from desktop import Desktop

MODULE = Path(__file__).with_name("speech_log.py")
LOOK = 0.03
QUIET = 5
"""Seconds between two looks at the desktop, and how many in a row must find it idle before Orca has said all."""
LOOKS = 600
"""How many looks at most: a desktop that is never idle is a fault."""
FIRST, PATIENCE = 20.0, 5.0
"""Seconds to wait for its greeting, and for its first word after a key: it may be slow to hand a key on."""
SETTINGS = {
    "enableKeyEcho": False,
    "enableEchoByWord": False,
    "enableEchoByCharacter": False,
    "enableSpeech": True,
    "enableBraille": False,
    "presentToolTips": False,
}


class Orca(Desktop):
    """``with Orca() as orca: orca.start([...]); orca.heard(); orca.press("Tab")`` gives the utterances, in order."""

    def _rise(self) -> None:
        super()._rise()
        self._listen()
        self._configure()
        home = Path(self.env["HOME"])
        dispatcher = self.start(
            [
                "speech-dispatcher",
                "-s",
                "-t",
                "0",
                "-C",
                str(home / ".config/speech-dispatcher"),
                "-c",
                "unix_socket",
            ]
        )
        where = Path(self.env["XDG_RUNTIME_DIR"]) / "speech-dispatcher/speechd.sock"
        self.wait(where.exists, dispatcher, "the speech dispatcher")
        self.reader = self.start(["orca"], {"PATH": f"{self._alone()}:{self.env['PATH']}"})
        assert any("Screen reader on" in said for said in self.heard(FIRST)), f"no greeting; {self.folder}"

    def press(self, *keys: str) -> list[str]:
        """Presses keys and gives what Orca then says. Silence is believed only after PATIENCE seconds."""
        self.keys(*keys)
        return self.heard()

    def type(self, text: str) -> list[str]:
        """Types text, gives what Orca then says, and lets it take all of it in, as it can while a person types."""
        super().type(text)
        return self.heard(0)

    def heard(self, first: float = PATIENCE) -> list[str]:
        """What Orca says until it is quiet; waits at most ``first`` seconds for it to begin."""
        said: list[str] = []
        idle = 0
        select.select([self._pipe], [], [], first)
        for _ in range(LOOKS):
            if select.select([self._pipe], [], [], LOOK)[0]:
                said.extend(json.loads(line) for line in os.read(self._pipe, 65536).decode().splitlines())
                idle = 0
            else:
                idle = idle + 1 if self.is_idle() else 0
            if idle == QUIET:
                return said
        raise AssertionError(f"never quiet after {said}; {self.folder}")

    def _alone(self) -> Path:
        """A folder with a pgrep that finds nothing: Orca will not run beside another, even on another desktop."""
        folder = self.folder / "bin"
        folder.mkdir()
        (folder / "pgrep").symlink_to(shutil.which("false") or "/bin/false")
        return folder

    def _listen(self) -> None:
        """A pipe with a name: each utterance is one short write, so that none is torn."""
        self.log = self.folder / "speech"
        os.mkfifo(self.log)
        self._pipe = os.open(self.log, os.O_RDWR | os.O_NONBLOCK)

    def _configure(self) -> None:
        home = Path(self.env["HOME"])
        dispatcher = home / ".config/speech-dispatcher"
        dispatcher.mkdir(parents=True)
        (dispatcher / "speechd.conf").write_text(
            'LogLevel 1\nDefaultLanguage "en"\nDisableAutoSpawn\n'
            f'AddModule "log" "{MODULE}" "none.conf"\nDefaultModule log\n'
        )
        self.env["SPEECH_LOG"] = str(self.log)
        settings = home / ".local/share/orca"
        settings.mkdir(parents=True)
        profile = {"profile": ["Default", "default"], "pronunciations": {}, "keybindings": {}, **SETTINGS}
        (settings / "user-settings.conf").write_text(
            json.dumps(
                {
                    "general": {**SETTINGS, "startingProfile": ["Default", "default"]},
                    "pronunciations": {},
                    "keybindings": {},
                    "profiles": {"default": profile},
                }
            )
        )
