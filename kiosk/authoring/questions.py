"""A form as its author thinks of it: a list of questions, each with its words, choices and rules."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kiosk.forms.form import Bind, Control, Element, Form, Repeat
from kiosk.forms.running.easy_read import value as cell
from kiosk.forms.wording import Text
from kiosk.forms.xpath import Expression

By = Mapping[str, str]
"""Words by language."""

GROUP, REPEAT, CALCULATE, NOTE = "group", "repeat", "calculate", "note"
_PATH = re.compile(r"(?<![\w.)'\"])\s?/[\w.-]+(?:/[\w.-]+)+\s?")
_RULES = ("relevant", "required", "constraint", "calculate", "read_only")
_MOST_CHOICES = 2_000
"""Of one list; a longer one is compared as a file is."""


@dataclass(frozen=True)
class Question:
    """One row of the survey sheet.

    ``words`` are by kind (label, hint, …, and the lists that name questions) and language; ``choices`` by value and
    language, in order; ``rules`` by column, as the author writes them.
    ``type`` is a key of kiosk.forms.types.TYPES, or one of the names above; ``look`` its appearance.
    """

    path: str
    type: str
    look: str
    words: Mapping[str, By]
    choices: Mapping[str, By]
    rules: Mapping[str, str]

    @property
    def name(self) -> str:
        """As in the column name."""
        return self.path.rpartition("/")[2]

    def label(self, language: str) -> str:
        """The question in words; its name where it has none."""
        said = self.words.get("label", {})
        return said.get(language) or next(filter(None, said.values()), "") or self.name


def questions_of(form: Form) -> tuple[Question, ...]:
    """Every group, question and calculation, in the order of the sheet."""
    notes = _lists_about_questions(form)
    found = [_question(element, form, notes) for element in _elements(form.body) if element.path]
    seen = {one.path for one in found}
    silent = (bind for path, bind in form.binds.items() if path not in seen and bind.calculate is not None)
    calculated = [Question(bind.path, CALCULATE, "", {}, {}, _rules(bind)) for bind in silent]
    return (*found, *calculated)


def readable(expression: str) -> str:
    """An expression as its author wrote it: ``${bin}`` for a path."""
    short = _PATH.sub(lambda found: f"${{{found[0].strip().rpartition('/')[2]}}}", expression)
    return " ".join(short.split())


def _elements(elements: Sequence[Element]) -> Iterator[Element]:
    for element in elements:
        yield element
        if not isinstance(element, Control):
            yield from _elements(element.children)


def _question(element: Element, form: Form, lists: Mapping[str, Mapping[str, By]]) -> Question:
    bind = form.binds.get(element.path, Bind(element.path))
    texts: dict[str, Text | None] = {"label": element.label}
    choices: Mapping[str, By] = {}
    look, rules = "", _rules(bind)
    if isinstance(element, Control):
        texts |= {"hint": element.hint, "guidance_hint": element.guidance}
        look = " ".join(sorted(element.appearance))
        choices = _choices(element, form)
        if element.itemset is not None and not element.itemset.whole:
            rules["choice_filter"] = readable(element.itemset.nodes.source)
        kind = NOTE if element.type == "text" and bind.read_only is not None else element.type
        if element.range is not None:
            span = element.range
            rules["parameters"] = f"start={span.start:g} end={span.end:g} step={span.step:g}"
    else:
        kind = REPEAT if isinstance(element, Repeat) else GROUP
        look = "field-list" if element.field_list else ""
        if isinstance(element, Repeat):
            rules |= _of_repeat(element)
    texts |= {"required_message": bind.required_message, "constraint_message": bind.constraint_message}
    words = {name: _said(text, form) for name, text in texts.items() if text is not None}
    name = element.path.rpartition("/")[2]
    words |= {each: said[name] for each, said in lists.items() if name in said}
    return Question(element.path, kind, look, words, choices, rules)


def _of_repeat(repeat: Repeat) -> dict[str, str]:
    found = {"repeat_count": readable(repeat.count.source)} if repeat.count is not None else {}
    bounds = {"least": repeat.least, "most": repeat.most}
    return found | {name: str(number) for name, number in bounds.items() if number}


def _rules(bind: Bind) -> dict[str, str]:
    rules = {name: getattr(bind, name) for name in _RULES}
    written = {name: readable(rule.source) for name, rule in rules.items() if rule is not None}
    return {name: "yes" if rule == "true()" else rule for name, rule in written.items() if rule != "false()"}


def _said(text: Text, form: Form) -> By:
    return {language: _words(text.template(language)) for language in form.languages or ("default",)}


def _words(template: Sequence[str | Expression]) -> str:
    parts = (part if isinstance(part, str) else readable(part.source) for part in template)
    return " ".join("".join(parts).split())


def _choices(control: Control, form: Form) -> dict[str, By]:
    if control.itemset is None:
        return {item.value: _said(item.label, form) for item in control.items}
    instance = next((each.instance for each in control.itemset.nodes.references if each.instance), None)
    root = form.instances.get(instance or "")
    if root is None:
        return {}
    found: dict[str, By] = {}
    for item in root.element.children[:_MOST_CHOICES]:
        label = cell(item, control.itemset.label.source)
        found[cell(item, control.itemset.value.source)] = _label(
            label, form, is_id=control.itemset.label_is_id
        )
    return found


def _lists_about_questions(form: Form) -> dict[str, dict[str, By]]:
    """Lists that no question asks, such as easy_read: what each says of a question, by its name."""
    asked = {
        each.instance
        for control in form.controls
        if control.itemset is not None
        for each in control.itemset.nodes.references
    }
    made: dict[str, dict[str, By]] = {}
    for name, root in form.instances.items():
        if name in asked or root is form.primary:
            continue
        for item in root.element.children[:_MOST_CHOICES]:
            ident, plain = cell(item, "itextId"), cell(item, "label")
            if of := cell(item, "name"):
                said = _label(ident or plain, form, is_id=bool(ident))
                made.setdefault(name, {})[of] = said
    return made


def _label(label: str, form: Form, *, is_id: bool) -> By:
    text = form.itext.get(label) if is_id else None
    return _said(text, form) if text is not None else dict.fromkeys(form.languages or ("default",), label)
