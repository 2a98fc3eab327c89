"""The pictures that stand beside a question and its choices now, and what they show in words."""

from collections.abc import Iterator, Mapping

from kiosk.forms.form import Control, Form
from kiosk.forms.node import Node
from kiosk.forms.page import Picture
from kiosk.forms.running.easy_read import label_of, lines, value
from kiosk.forms.running.instance import Instance
from kiosk.forms.wording import Text
from kiosk.forms.xpath import Context

LIST = "pictures"
"""The list of choices that says in words what a picture shows: ``name`` is its file, ``label`` the words."""


def picture_of(text_id: str, instance: Instance, language: str) -> Picture | None:
    """The picture of the text ``text_id``, in this language or else the form's first; None when it has none."""
    form = instance.form
    files = form.media.get(text_id, {})
    file = files.get(language) or files.get(form.default_language) or next(iter(files.values()), "")
    return Picture(file, _shows(file, form, instance, language)) if file else None


def _shows(file: str, form: Form, instance: Instance, language: str) -> str:
    line = next((each for each in lines(form, LIST) if value(each, "name") == file), None)
    if line is None:
        return ""
    context = instance.context(instance.host.root.element)
    return label_of(line, form, language, lambda text: text.say(language, lambda e: e.string(context)))


def pictures_of(control: Control, node: Node, instance: Instance, language: str) -> Mapping[str, Picture]:
    """The pictures of the choices of the question at ``node``, by value."""
    if not instance.form.media:
        return {}
    ids = _label_ids(control, node, instance)
    found = {value: picture_of(text_id, instance, language) for value, text_id in ids.items() if text_id}
    return {value: picture for value, picture in found.items() if picture is not None}


def texts_of_choices(control: Control, node: Node, instance: Instance) -> Iterator[Text]:
    """The labels of the choices of the question at ``node`` that are texts of the form's own."""
    for text_id in _label_ids(control, node, instance).values():
        if (text := instance.form.itext.get(text_id)) is not None:
            yield text


def _label_ids(control: Control, node: Node, instance: Instance) -> dict[str, str]:
    """The id of each choice's label, by value; "" for one that has none."""
    ids = {item.value: item.label_id for item in control.items}
    itemset = control.itemset
    if itemset is not None and itemset.label_is_id:
        for item in itemset.nodes.nodes(instance.context(node)):
            context = Context(item, instance.host, current=node)
            ids[itemset.value.string(context)] = itemset.label.string(context)
    return ids
