"""A question as it stands now: its words, choices and answer worked out in one language."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from posixpath import join, normpath

from kiosk.forms.form import Control
from kiosk.forms.long_list import LongList, label_of
from kiosk.forms.node import Node
from kiosk.forms.page import Choice, Easy, Question
from kiosk.forms.running.choosing import Choosing
from kiosk.forms.running.easy_read import easy_read
from kiosk.forms.running.example import example_of
from kiosk.forms.running.instance import Instance
from kiosk.forms.running.or_other import asks_for_other, with_other
from kiosk.forms.running.pictures import picture_of, pictures_of, texts_of_choices
from kiosk.forms.types.kind import QuestionType
from kiosk.forms.types.months import language_code
from kiosk.forms.widgets import is_masked, kind_of
from kiosk.forms.wording import Text

Say = Callable[..., str]
"""Words of the interface: ``say("form.yes")`` (kiosk.language.Words.say). codes.WORDS lists what is asked."""

_SEARCHED = {"select_one": "search_one", "select_multiple": "search_many"}
"""How a type is asked when its choices are too many to show at once (C2)."""


@dataclass
class Questions:
    """Makes Question values from the form's controls. ``language`` is one of the form's own."""

    instance: Instance
    language: str
    say: Say

    def __post_init__(self) -> None:
        self._choosing = Choosing(self.instance, self.words, self.itext)

    def words(self, text: Text | None, node: Node) -> str:
        """A text of the form in the language now, with its values."""
        if text is None:
            return ""
        context = self.instance.context(node)
        return text.say(self.language, lambda expression: expression.string(context))

    def itext(self, key: str) -> str:
        """The text with this id, for jr:itext."""
        text = self.instance.form.itext.get(key)
        return self.words(text, self.instance.host.root.element) if text else ""

    def choice_label(self, value: str, path: str, node: Node) -> str:
        """The label of a value of the question at ``path``, for jr:choice-name."""
        wanted = normpath(join(self.instance.path(node), path.strip()))
        control = next((control for control in self.instance.form.controls if control.path == wanted), None)
        if control is None:
            return value
        return label_of(value, self.choices(control, node)) or value

    def label(self, control: Control, node: Node) -> str:
        """The question's label; without one, its name made readable."""
        if asks_for_other(control):
            return self.say("form.other")
        return self.words(control.label, node) or self.readable(node)

    @staticmethod
    def readable(node: Node) -> str:
        """A node's name as words, for want of a label."""
        return node.name.replace("_", " ").replace("-", " ").strip().capitalize()

    def easy(self, node: Node) -> Easy | None:
        """Easy words for the question or group at ``node``, where the form has them."""
        return easy_read(node.name, self.instance.form, self.language, lambda text: self.words(text, node))

    def choices(self, control: Control, node: Node) -> Sequence[Choice]:
        """What can be chosen now."""
        if control.type == "acknowledge":
            return (Choice("OK", self.say("form.acknowledge")),)
        if control.type == "boolean":
            return (Choice("true", self.say("form.yes")), Choice("false", self.say("form.no")))
        if control.type == "geopoint":
            return self.instance.form.places or ()
        offered = self._choosing.choices(control, node)
        return with_other(offered, control, self.instance.form, self.say("form.other_choice"))

    def required(self, control: Control, node: Node) -> bool:
        """Whether an answer must be given now."""
        expression = control.bind.required
        if control.type == "note" or expression is None:
            return False
        return expression.boolean(self.instance.context(node))

    def read_only(self, control: Control, node: Node) -> bool:
        """Whether the question only shows something."""
        expression = control.bind.read_only
        return expression is not None and expression.boolean(self.instance.context(node))

    def question(self, control: Control, node: Node) -> Question:
        """The question with all its words; raw and problem are the caller's to add."""
        kind = kind_of(control.type, control.appearance)
        read_only = self.read_only(control, node)
        choices = self.choices(control, node)
        question = Question(
            path=self.instance.name(node),
            type="note" if read_only and not node.text else control.type,
            input="step"
            if control.range and not read_only
            else self._input(kind, choices, read_only=read_only),
            label=self.label(control, node),
            hint=self._hint(control, node, kind),
            guidance=self.words(control.guidance, node),
            required=not read_only and self.required(control, node),
            read_only=read_only,
            raw=kind.edit(node.text),
            choices=choices,
            appearance=control.appearance,
            easy=self.easy(node),
            example=example_of(
                node.name, self.instance.form, self.language, lambda text: self.words(text, node)
            ),
            accept=control.accept,
            picture=picture_of(control.label_id, self.instance, self.language),
            pictures=pictures_of(control, node, self.instance, self.language),
            recordings=self.recordings(control, node),
            limits=(control.range.start, control.range.end, control.range.step) if control.range else None,
        )
        answer = kind.show(node.text, question, language_code(self.language)) if node.text else ""
        if answer and is_masked(kind.input):
            answer = self.say("form.masked", count=len(node.text))
        return replace(question, answer=answer)

    def recordings(self, control: Control, node: Node) -> frozenset[tuple[str, str]]:
        """The texts of a question as they are shown now, with the files that say them."""
        if not self.instance.form.recorded:
            return frozenset()
        bind = control.bind
        own = (control.label, control.hint, bind.required_message, bind.constraint_message)
        return self.spoken((*own, *texts_of_choices(control, node, self.instance)), node)

    def spoken(self, texts: Iterable[Text | None], node: Node) -> frozenset[tuple[str, str]]:
        """Those of ``texts`` that a person has recorded, each with the file that says it."""
        recorded = ((text, text.recording(self.language)) for text in texts if text)
        return frozenset((self.words(text, node), file) for text, file in recorded if file)

    @staticmethod
    def _input(kind: QuestionType, choices: Sequence[Choice], *, read_only: bool) -> str:
        if read_only:
            return "note"
        return _SEARCHED.get(kind.name, kind.input) if isinstance(choices, LongList) else kind.input

    def _hint(self, control: Control, node: Node, kind: QuestionType) -> str:
        hint = self.words(control.hint, node)
        if hint or control.range is None:
            return hint or (self.say(kind.hint) if kind.hint else "")
        return self.say("form.range", start=f"{control.range.start:g}", end=f"{control.range.end:g}")
