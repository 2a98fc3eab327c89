"""A service looked at by its author before anybody else: shown as it is, sent nowhere, kept nowhere."""

import os
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk import variants
from kiosk.authoring import folder as service
from kiosk.catalogue import OTHER, Catalogue, Service, read_service
from kiosk.config import Config
from kiosk.errors import ConfigError, EvaluationError, FormError
from kiosk.forms import lint, xform
from kiosk.forms.form import Form
from kiosk.forms.readers import read_form
from kiosk.pausing.refilling import refill
from kiosk.pausing.saved import saved_of
from kiosk.speech.voice import Settings
from kiosk.stage import Asking, Before
from kiosk.submission import Submission
from kiosk.visit import Visit

NOTHING_SENT: Mapping[str, str] = {
    "en": "Preview: nothing is sent",
    "cy": "Rhagolwg: does dim yn cael ei anfon",
    "pl": "Podgląd: nic nie jest wysyłane",
    "ur": "پیش منظر: کچھ نہیں بھیجا جاتا",
}
"""What stands in the place of the council's name on every page."""


@dataclass(frozen=True)
class Shown:
    """A service and its form, as they were read at one moment."""

    service: Service
    form: Form


@dataclass(frozen=True)
class Unreadable:
    """Why there is nothing to show: a sentence each, with the sheet's row and column."""

    sentences: tuple[str, ...]


class Nowhere:
    """As means.Outbox: takes everything, and forgets it at once."""

    def refusal(self, _destination: str) -> str:
        """Nothing stands in the way."""
        return ""

    def put(self, answers: Submission) -> "Future[str]":
        """Its reference, which nobody knows."""
        done: Future[str] = Future()
        done.set_result(answers.reference)
        return done

    def find(self, _id: str) -> "Future[str]":
        """Nothing is there."""
        done: Future[str] = Future()
        done.set_result("")
        return done


class Previewed:
    """What the visit of a preview offers; another reading of the sheet takes its place by :meth:`take`."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown

    def catalogue(self) -> Catalogue:
        """The one service."""
        return Catalogue((replace(OTHER, services=(self.shown.service,)),))

    def load_form(self, _service: Service) -> Form:
        """Its form."""
        return self.shown.form

    def take(self, shown: Shown, visit: Visit) -> None:
        """From now on the visit asks this, with the answers that fit and on the same page, where there is one."""
        self.shown = shown
        stage = visit.stage
        saved = saved_of(visit, Settings()) if visit.service is not None else None
        if saved is None or isinstance(stage, Before):
            begin(visit, visit.language)  # nothing was answered yet, or it was sent
            return
        draft = replace(saved.draft, form=("", ""))  # answer by answer, whatever the version says
        try:
            found = refill(replace(saved, draft=draft), lambda: visit.new_filling(shown.service))
        except EvaluationError:
            begin(visit, visit.language)
            return
        keys = found.filling.page_keys()
        there = stage if isinstance(stage, Asking) and stage.key in keys else found.stage
        visit.under_way = replace(visit.under_way, stage=there, service=shown.service, filling=found.filling)


def read(folder: Path, variant: str = variants.NAMES[0]) -> Shown | Unreadable:
    """What is in a service's folder now, read anew of the sheet of one wording."""
    name = service.OTHER if variant == variants.NAMES[1] else service.FORM
    try:
        found = read_service(folder / service.MANIFEST, published=False)
        source = read_form(service.sheet_of(folder, name))
    except FormError as error:
        return Unreadable(tuple(f"{one}" for one in (error, *error.others)))
    except (ConfigError, OSError) as error:
        return Unreadable((str(error),))
    try:
        form = xform.load(source.xml, {**source.media, **found.media()}, takes_files=True)
    except FormError:
        errors = lint.check(service.sheet_of(folder, name)).errors
        return Unreadable(tuple(str(each) for each in errors))
    return Shown(replace(found, variant=variant if found.variants else ""), form)


def stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells that a file of the folder was saved."""
    files = (file for file in sorted(folder.iterdir()) if file.is_file() and service.belongs(file))
    return tuple((file.name, (found := file.stat()).st_mtime_ns, found.st_size) for file in files)


def settings(config: Config) -> Config:
    """The kiosk's settings for a preview: nothing that could print, call, send or write anything."""
    return replace(
        config,
        data=Path(os.devnull),  # no folder can be made in it
        council_name=NOTHING_SENT,
        windowed=True,
        printer="",
        copies_to="",
        call_command=(),
        call_again_command=(),
        leave_command=(),
        bundle_keys=(),
        destinations={},
    )


def begin(visit: Visit, language: str) -> None:
    """To the first page of the service, from wherever the visit is, in the looks of now."""
    display = visit.display
    visit.end()
    visit.show(display)
    visit.begin(language)
    visit.choose(visit.catalogue.services[0].id)
