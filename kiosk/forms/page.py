"""What a form shows at one moment: plain values, made by Filling, drawn by ui/, spoken by speech/."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kiosk.attachments.attachment import Attachment
from kiosk.forms.problem import Problem

Raw = str | tuple[str, ...]
"""An answer as the person gave it: what was typed; the chosen values; day, month and year of a date."""
Given = Raw | Attachment
"""The same, or a file."""


@dataclass(frozen=True)
class Choice:
    """One thing that can be chosen. ``value`` is stored, ``label`` is shown and spoken."""

    value: str
    label: str


@dataclass(frozen=True)
class Easy:
    """Easy Read for one question (C14). ``picture`` names a drawing ("" for none), ``shows`` says it in words."""

    words: str
    picture: str = ""
    shows: str = ""


@dataclass(frozen=True)
class Picture:
    """A file beside the form, which stands beside words and never for them. ``shows`` says it in words, "" for none."""

    file: str
    shows: str = ""


@dataclass(frozen=True)
class Question:
    """One question as it stands now, in the language of the visit, with all its text worked out.

    ``path`` names it for the whole visit, e.g. ``/data/person[2]/name``. ``type`` is a key of
    kiosk.forms.types.TYPES and ``input`` a key of ui.inputs.INPUTS. ``raw`` refills the input.
    ``answer`` is ``raw`` in words, as check answers shows it ("" when there is none). ``choices`` is a LongList when
    there are too many to show at once. ``easy`` is there when the form has easy words for it in this language.
    ``attachment`` is the file that is the answer, where ``raw`` is its name; ``accept`` the extensions (``.pdf``) and
    media types that the form takes, empty for all. ``limits`` are the start, end and step of a range.
    ``example`` is an answer that somebody might give, "" where the form has none.
    ``picture`` is the question's, ``pictures`` those of its choices by value. ``recordings`` are texts of it, its
    label, hint and choices among them, each with the file in which a person says it.
    """

    path: str
    type: str
    input: str
    label: str
    hint: str = ""
    guidance: str = ""
    required: bool = False
    read_only: bool = False
    raw: Raw = ""
    answer: str = ""
    choices: Sequence[Choice] = ()
    appearance: frozenset[str] = field(default_factory=frozenset)
    problem: Problem | None = None
    easy: Easy | None = None
    attachment: Attachment | None = None
    accept: frozenset[str] = field(default_factory=frozenset)
    limits: tuple[float, float, float] | None = None
    example: str = ""
    picture: Picture | None = None
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    recordings: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Entry:
    """One entry of a repeat, in the list of what was added.

    ``page`` is the key of its first page ("" when it has none now), ``removal`` that of the question whether to take
    it out ("" when it must stay). ``label`` counts it; ``name`` is made of its answers, "" when there are none.
    """

    page: str
    removal: str
    label: str
    name: str


@dataclass(frozen=True)
class Page:
    """What is on screen at once: one question, or the questions of a field-list group.

    ``key`` stays the same while answers change. ``heading`` is the question's label when there is one
    question, else the group's. ``section`` is the label of the group around it ("" when there is none). ``easy``
    is for the heading. ``entries`` is what was added to a repeat, on the page that asks for another; ``notice`` tells
    what was just done. ``named`` is an answer that stands in the heading or the notice, and what is said for it
    where others may hear (A9). ``spoken`` are the labels of groups that are recorded, as a question’s are.
    """

    key: str
    heading: str
    questions: tuple[Question, ...]
    section: str = ""
    easy: Easy | None = None
    entries: tuple[Entry, ...] = ()
    notice: str = ""
    named: tuple[str, str] = ("", "")
    spoken: frozenset[tuple[str, str]] = frozenset()

    @property
    def recordings(self) -> Mapping[str, str]:
        """The file that says each text of the page that a person has recorded.

        Where two texts read alike and have two files, neither is here: it could be the wrong one.
        """
        pairs = self.spoken.union(*(question.recordings for question in self.questions))
        count = Counter(words for words, _ in pairs)
        return {words: file for words, file in pairs if count[words] == 1}

    @property
    def problems(self) -> tuple[tuple[Question, Problem], ...]:
        """The questions that have a problem now, in the order shown."""
        return tuple((q, q.problem) for q in self.questions if q.problem is not None)

    def easily(self) -> "Page":
        """The page as Easy Read asks it: easy words in the place of the usual ones, where there are any (C14)."""
        questions = tuple(replace(q, label=q.easy.words) if q.easy else q for q in self.questions)
        heading = self.easy.words if self.easy else self.heading
        return replace(self, heading=heading, questions=questions)


@dataclass(frozen=True)
class Row:
    """One line of check answers. ``page`` is the key of the page that Change leads to. ``owed``: it waits."""

    page: str
    path: str
    label: str
    answer: str
    section: str = ""
    owed: bool = False


def is_owed(question: Question) -> bool:
    """Whether an answer that is needed, or that was begun, is not there yet."""
    return not question.answer and (question.required or any(question.raw))
