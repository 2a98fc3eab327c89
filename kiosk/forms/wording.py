"""The text of labels, hints and messages: words with values in between, in every language of the form."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kiosk.forms.markup import plain
from kiosk.forms.xpath import Expression

_MARK = 0xE000
"""Private-use characters stand for the values while Markdown is taken out of the words around them."""

_MARKS = re.compile("([\ue000-\uf8ff])")
_MAX_VALUES = 0x1000

Template = tuple[str | Expression, ...]


@dataclass(frozen=True)
class Text:
    """One text of the form. ``languages`` maps a language to its words; ``words`` holds when it has none.

    ``recordings`` maps a language to the file in which a person says what is shown in it.
    """

    words: Template = ()
    languages: Mapping[str, Template] = field(default_factory=dict)
    recordings: Mapping[str, str] = field(default_factory=dict)

    def template(self, language: str) -> Template:
        """The words and expressions to join for ``language``."""
        return self.languages.get(language, self.words)

    def say(self, language: str, value: Callable[[Expression], str]) -> str:
        """The text in ``language``; ``value`` works out an expression in it."""
        parts = self.template(language)
        return "".join(part if isinstance(part, str) else value(part) for part in parts).strip()

    def recording(self, language: str) -> str:
        """The file that says the text in ``language``; "" when there is none, or it cannot say the values in it."""
        file = self.recordings.get(language, "")
        return file if file and all(isinstance(part, str) for part in self.template(language)) else ""


def template(parts: list[str | Expression]) -> Template:
    """Parts of a label as written, with the Markdown taken out of the words but never of the values."""
    values = [part for part in parts if not isinstance(part, str)][:_MAX_VALUES]
    joined, count = "", 0
    for part in parts:
        if isinstance(part, str):
            joined += _MARKS.sub("", part)
        elif count < _MAX_VALUES:
            joined += chr(_MARK + count)
            count += 1
    made: list[str | Expression] = []
    for piece in _MARKS.split(plain(joined)):
        if _MARKS.fullmatch(piece):
            made.append(values[ord(piece) - _MARK])
        elif piece:
            made.append(piece)
    return tuple(made)


def literal(words: str) -> Text:
    """A text with no values and no languages."""
    return Text(template([words]))
