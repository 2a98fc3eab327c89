"""What is kept of a visit under way, so that a crash of the program does not take a person's answers with it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from kiosk.attachments.attachment import Attachment
from kiosk.display import TEXT_SIZES, THEMES, Display
from kiosk.helper import Helper
from kiosk.speech.voice import Settings
from kiosk.stage import Asking, Before, CheckAnswers, Consent, Stage


@dataclass(frozen=True)
class Draft:
    """One moment of a visit. It lives sealed in memory that no disk holds, and never longer than the visit.

    ``form`` is the id and the version of the form; ``submission`` the id under which it will be sent, so that nothing
    is ever sent twice. ``switches`` are the keys that the person's switches send, to move on and to choose, "" while
    they are not known. ``stage`` is Before, Asking, CheckAnswers or Consent. ``answers`` is the filling's (JSON values,
    kiosk/forms/running/snapshot.py) and ``files`` are those that were given. ``stopped_at`` are the pages on which the
    program has stopped in this visit before. ``helpers`` are the visit's.
    """

    service: str
    form: tuple[str, str]
    submission: str
    language: str
    display: Display
    voice: Settings
    switches: tuple[str, str]
    stage: Stage
    answers: Mapping[str, Any] = field(repr=False)
    files: tuple[Attachment, ...] = field(default=(), repr=False)
    stopped_at: tuple[str, ...] = ()
    helpers: tuple[Helper, ...] = ()

    @property
    def page(self) -> str:
        """Names the page that was shown, whatever was on it."""
        return self.stage.key if isinstance(self.stage, Asking) else type(self.stage).__name__

    def to_bytes(self) -> bytes:
        """All of it as JSON, save the bytes of the files: each has a name of its own and is kept by that."""
        fields = {**vars(self), "display": asdict(self.display), "voice": asdict(self.voice)}
        fields["stage"] = _written(self.stage)
        fields["files"] = [{**vars(file), "data": ""} for file in self.files]
        fields["helpers"] = [helper.written() for helper in self.helpers]
        return json.dumps(fields, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes, file: Callable[[str], bytes]) -> Self:
        """The way back; ``file`` gives the bytes of a file by its name.

        Raises ValueError, KeyError, TypeError or OSError for what this version would not have written.
        """
        fields = json.loads(data)
        fields["form"], fields["stopped_at"] = tuple(fields["form"]), tuple(fields["stopped_at"])
        fields["display"], fields["voice"] = _display(fields["display"]), Settings(**fields["voice"])
        fields["switches"], fields["stage"] = tuple(fields["switches"]), _read(fields["stage"])
        fields["files"] = tuple(_file(each, file) for each in fields["files"])
        fields["helpers"] = tuple(Helper.read(each) for each in fields["helpers"])
        return cls(**fields)


def _written(stage: Stage) -> list[object]:
    if not isinstance(stage, Asking):
        return [type(stage).__name__]
    return ["Asking", stage.key, stage.changing, stage.turn, list(stage.lists)]


def _read(written: list[Any]) -> Stage:
    match written:
        case ["Asking", key, changing, turn, lists]:
            return Asking(key, changing, turn, tuple(lists))
        case ["Before"]:
            return Before()
        case ["CheckAnswers"]:
            return CheckAnswers()
        case ["Consent"]:
            return Consent()
    raise ValueError("a draft is of no other stage")


def _display(fields: Mapping[str, Any]) -> Display:
    display = Display(**fields)
    if display.text_size not in TEXT_SIZES or display.theme not in THEMES:
        raise ValueError("there is no such size or theme")
    return display


def _file(fields: dict[str, Any], file: Callable[[str], bytes]) -> Attachment:
    strokes = tuple(tuple((across, down) for across, down in line) for line in fields.pop("strokes"))
    fields["data"] = file(fields["name"])
    return Attachment(**fields, strokes=strokes)
