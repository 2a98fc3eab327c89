"""The rules about what can never happen: questions that nobody is asked, and choices that nothing offers."""

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath

from kiosk.forms.form import Control, Form
from kiosk.forms.loading.drafting import constant
from kiosk.forms.readers.locate import column_named, where
from kiosk.forms.readers.source import SheetRow, Source
from kiosk.forms.table import Table

Told = Iterator[tuple[str, str]]

PATH = r"((?:/|\.\./)[\w./-]{1,500})"
IS = re.compile(PATH + r"\s*=\s*(?:'([^']*)'|\"([^\"]*)\")")
SELECTED = re.compile(r"selected\s*\(\s*" + PATH + r"\s*,\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)")
LONGEST = 5_000
"""Characters of an expression that is looked into."""


def never_asked(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """Questions and groups whose relevance is false whatever is answered."""
    hidden = [path for path, bind in form.binds.items() if bind.relevant and constant(bind.relevant) is False]
    if hidden:
        yield (
            where(hidden, rows, "relevant" if source.sheets else ""),
            "this is never true, so nobody is asked; delete it, or write when to ask it.",
        )


def no_such_list(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """Expressions that read a list which the form does not have: they find nothing."""
    asked = [
        (path, name, expression)
        for path, bind in form.binds.items()
        for name, expression in (
            ("relevant", bind.relevant),
            ("constraint", bind.constraint),
            ("calculation", bind.calculate),
            ("required", bind.required),
        )
    ]
    asked += [(one.path, "choice_filter", one.itemset.nodes) for one in form.controls if one.itemset]
    for path, column, expression in asked:
        for reference in expression.references if expression else ():
            if reference.instance and reference.instance not in form.instances:
                yield (
                    where([path], rows, column_named(source, column)),
                    f"this reads a list “{reference.instance[:40]}”, but there is none; correct its name or add it.",
                )


def never_chosen(form: Form, source: Source, rows: Mapping[str, SheetRow]) -> Told:
    """Conditions on a choice that the question's list does not have: what waits for it is never reached."""
    values = {control.path: known for control in form.controls if (known := _values(control, form))}
    for path, bind in form.binds.items():
        for column, expression in (("relevant", bind.relevant), ("constraint", bind.constraint)):
            text = expression.source[:LONGEST] if expression else ""
            for asked, single, double in (*IS.findall(text), *SELECTED.findall(text)):
                about = normpath(join(path, asked))
                value = single or double
                if value and about in values and value not in values[about]:
                    name = about.rpartition("/")[2]
                    yield (
                        where([path], rows, column if source.sheets else ""),
                        f"“{name}” has no choice “{value[:40]}”, so this is never true; correct the choice.",
                    )


def _values(control: Control, form: Form) -> set[str]:
    """What can be chosen; empty when that is not known before the form is filled in."""
    if control.type == "boolean":
        return {"true", "false"}
    if control.type not in ("select_one", "select_multiple") or "other" in control.appearance:
        return set()
    if control.itemset is None:
        return {item.value for item in control.items}
    found = re.fullmatch(r"instance\('([^']*)'\)/root/item(?:\[.*\])?", control.itemset.nodes.source)
    holder = form.instances.get(found[1]) if found else None
    if holder is None or control.itemset.value.source != "name":
        return set()
    listed = holder.element
    if isinstance(listed, Table):
        return {name for name in listed.column("name") if name is not None}
    return {node.text for item in listed.children for node in item.named("name")}
