#!/usr/bin/python3 -u
"""A speech-dispatcher output module that makes no sound: each message goes to the pipe SPEECH_LOG as a line of JSON.

It speaks the module protocol (speech-dispatcher's "Output Modules" documentation) on its standard streams.
"""

import html
import json
import os
import re
import sys

BLOCKS = {
    "AUDIO": ("207 OK RECEIVING AUDIO SETTINGS", "203 OK AUDIO INITIALIZED"),
    "LOGLEVEL": ("207 OK RECEIVING LOGLEVEL SETTINGS", "203 OK LOG LEVEL SET"),
    "SET": ("203 OK RECEIVING SETTINGS", "203 OK SETTINGS RECEIVED"),
}
SPEAKS = {"SPEAK", "CHAR", "KEY", "SOUND_ICON"}


def reply(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def block() -> list[str]:
    """The lines up to a lone full stop."""
    lines = []
    for line in iter(sys.stdin.readline, ""):
        text = line.rstrip("\r\n")
        if text == ".":
            break
        lines.append(text[1:] if text.startswith("..") else text)
    return lines


def main() -> None:
    log = os.open(os.environ["SPEECH_LOG"], os.O_WRONLY)
    for line in iter(sys.stdin.readline, ""):
        command = line.strip().split(" ")[0].upper()
        if command == "INIT":
            reply("299-silent", "299 OK LOADED SUCCESSFULLY")
        elif command in BLOCKS:
            before, after = BLOCKS[command]
            reply(before)
            block()
            reply(after)
        elif command in SPEAKS:
            reply("202 OK RECEIVING MESSAGE")
            text = html.unescape(re.sub(r"<[^>]+>", "", "\n".join(block()))).strip()
            reply("200 OK SPEAKING", "701 BEGIN")
            os.write(log, json.dumps(text).encode() + b"\n")
            reply("702 END")
        elif command == "LIST":
            reply("200-silent\ten\tnone", "200 OK VOICE LIST SENT")
        elif command == "QUIT":
            reply("210 OK QUIT")
            return
        elif command:
            reply("300 ERR UNKNOWN COMMAND")


main()
