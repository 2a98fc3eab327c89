"""A picture of every page of a service in every mode, and a page to look them through or send to a colleague."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from pathlib import Path

from kiosk import deciding
from kiosk.authoring.page import page
from kiosk.authoring.preview import NOTHING_SENT, Previewed
from kiosk.display import Display
from kiosk.errors import FormError
from kiosk.forms.page import Question, Raw
from kiosk.forms.walking.all_paths import POSITION
from kiosk.language import Words, in_form, pick
from kiosk.stage import Asking, Deciding, Instead
from ui.audit import walk
from ui.audit.kiosk import Kiosk, settle
from ui.audit.looks import Look, all_languages
from ui.audit.walk import Subject

INDEX = "index.html"
_WIDE, _TALL = (1280, 1024), (1080, 1920)
_PLACES = {
    "before": "Before the form",
    "check answers": "Check answers",
    "consent": "Before it is sent",
    "reference": "The reference",
    "paying": "How to pay",
}
_BEFORE = ("before", "instead of")
_MOST_CHOICES = 50
_PROBLEM = ", problem"


@dataclass
class _Page:
    """One page of the form: what it asks, what it says besides, and its pictures by mode."""

    heading: str
    says: list[str] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)


def modes(languages: Sequence[str]) -> dict[str, Look]:
    """Each way that the pages are shown in, by its name; one thing at a time."""
    codes = [code for code in all_languages() if code != "en" and in_form(code, languages)]
    found = {
        "As it is at first": Look(Display(), "en", _WIDE),
        "Largest letters": Look(Display(text_size="largest"), "en", _WIDE),
        "White on black": Look(Display(theme="white_on_black"), "en", _WIDE),
        "On a tall screen": Look(Display(), "en", _TALL),
        "Easy Read": Look(Display(easy_read=True), "en", _WIDE),
    }
    return found | {
        f"In {Words(code).say('language.own_name')}": Look(Display(), code, _WIDE) for code in codes
    }


def save(previewed: Previewed, answers: Sequence[Mapping[str, Raw]], out: Path, now: datetime) -> "_Saving":
    """Go through the service in each mode; gives how many pictures each made. The page is written at the end.

    ``answers`` are those of as many visits as it takes to open every page. Raises FormError when ``out`` cannot be
    written.
    """
    return _Saving(previewed, answers, out, now)


class _Saving:
    def __init__(
        self, previewed: Previewed, answers: Sequence[Mapping[str, Raw]], out: Path, now: datetime
    ) -> None:
        self._previewed = previewed
        self._service = previewed.shown.service
        self._subjects = [Subject(self._service, each) for each in answers]
        self._out = out
        self._now = now
        self._modes = modes(previewed.shown.form.languages)
        self._pages: dict[str, _Page] = {}

    def __len__(self) -> int:
        return len(self._modes)

    def __iter__(self) -> Iterator[int]:
        try:
            self._out.mkdir(parents=True, exist_ok=True)
            for number, (name, look) in enumerate(self._modes.items(), 1):
                yield self._walk(number, name, look)
            (self._out / INDEX).write_text(self._index(), encoding="utf-8")
        except OSError as error:
            raise FormError(f"it cannot be written ({error.strerror}).", str(self._out)) from error

    def _walk(self, number: int, mode: str, look: Look) -> int:
        """Pictures each page once: of the entries of a repeat, the first."""
        done: set[str] = set()
        for subject in self._subjects:
            kiosk = Kiosk(
                look, self._previewed.catalogue(), self._previewed.load_form, self._now, NOTHING_SENT
            )
            try:
                for place in walk.form(kiosk, subject):
                    key = POSITION.sub("", place)
                    if key in done or (number > 1 and place.endswith(_PROBLEM)):
                        continue
                    done.add(key)
                    file = f"{number:02d}-{len(done):03d}.png"
                    self._picture(kiosk, file)
                    self._page(kiosk, key).pictures.append((mode, file))
            finally:
                kiosk.close()
        return len(done)

    def _picture(self, kiosk: Kiosk, file: str) -> None:
        settle()
        if not kiosk.window.grab().save(str(self._out / file)):
            raise FormError("a picture cannot be written there: free some space.", str(self._out))

    def _page(self, kiosk: Kiosk, place: str) -> _Page:
        found = self._pages.get(place)
        if found is None:
            heading, says = _heading(kiosk, place)
            found = self._pages[place] = _Page(heading, list(says))
        return found

    def _index(self) -> str:
        pages = [self._pages[key] for key in sorted(self._pages, key=self._place)]
        title = f"Every page of “{self._service.text('title', 'en')}”"
        parts = [
            f"<p>{len(self._pages)} pages, each in {len(self._modes)} modes. Nothing of it was sent.</p>",
            "<ol>",
        ]
        parts += [f'<li><a href="#p{n}">{escape(p.heading)}</a></li>' for n, p in enumerate(pages, 1)]
        parts.append("</ol>")
        for number, each in enumerate(pages, 1):
            parts.append(f'<h2 id="p{number}">{escape(each.heading)}</h2>')
            if each.says:
                parts += ["<ul>", *(f"<li>{escape(line)}</li>" for line in each.says), "</ul>"]
            for mode, file in each.pictures:
                alt = escape(f"{mode}: {each.heading}", quote=True)
                image = f'<img src="{file}" alt="{alt}" loading="lazy">'
                parts.append(f"<figure>{image}<figcaption>{escape(mode)}</figcaption></figure>")
        return page(title, parts)

    def _place(self, key: str) -> tuple[int, int]:
        """Where a page stands: before the form, at its question's place, after the form."""
        paths = [control.path for control in self._previewed.shown.form.controls]
        page = key.partition(" ")[2].removesuffix(_PROBLEM)
        here = (n for n, path in enumerate(paths) if path == page or path.startswith(f"{page}/"))
        at = -1 if page.startswith(_BEFORE) else next(here, len(paths))
        return at, list(self._pages).index(key)


def _heading(kiosk: Kiosk, place: str) -> tuple[str, Iterator[str]]:
    """What a page is called in the list of them, and what it says besides."""
    visit, name = kiosk.visit, place.rpartition(", ")[2]
    if isinstance(visit.stage, Asking):
        shown = visit.page
        says = (line for question in shown.questions for line in _says(question, shown.heading))
        return shown.heading + (", with nothing answered" if place.endswith(_PROBLEM) else ""), says
    if isinstance(visit.stage, Deciding):
        return f"Is it needed? {pick(deciding.check_of(visit).question, kiosk.language)}", iter(())
    if isinstance(visit.stage, Instead):
        because = pick(deciding.choice_of(visit).because, kiosk.language)
        return f"Instead of the form, {name.rpartition(' ')[2]}", iter((because,))
    return _PLACES.get(name, name.capitalize()), iter(())


def _says(question: Question, heading: str) -> Iterator[str]:
    if question.label != heading:
        yield question.label
    yield from (text for text in (question.hint, question.guidance) if text)
    if question.choices:
        yield "; ".join(choice.label for choice in question.choices[:_MOST_CHOICES])
