"""The builder's conditions, in each of the forms it has had, as XPath."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.forms.readers.digital_form_builder import formulas
from kiosk.forms.readers.digital_form_builder.comparing import (
    NUMBER,
    UnreadableError,
    compare,
    compare_with_today,
)
from kiosk.forms.readers.digital_form_builder.fields import Fields
from kiosk.forms.readers.digital_form_builder.formulas import read_formula
from kiosk.forms.readers.json_document import Json

MOST_DEEP = 20
LONGEST = 20_000  # characters; conditions made of conditions could double with every step
MOST_READ = 200_000  # characters of all conditions
RELATIVE = {"RelativeTime", "RelativeDate"}


@dataclass(frozen=True)
class Conditions:
    """Every condition of a file, by its name and by its id."""

    by_name: Mapping[str, Json]

    def __contains__(self, name: str) -> bool:
        """Whether there is a condition of this name or id."""
        return name in self.by_name

    def xpath(self, name: str, fields: Fields, depth: int = 0) -> str:
        """The XPath for a condition. Raises UnreadableError, which says why there is none."""
        if name not in self.by_name:
            raise UnreadableError(f"there is no condition “{name}”")
        if depth > MOST_DEEP:
            raise UnreadableError("it depends on itself")
        condition = self.by_name[name]
        value = condition.get("value")
        if isinstance(value.value, str):
            return read_formula(value.value, fields)
        if condition.each("items"):
            return self._items(condition, fields, depth)
        return self._group(value, fields, depth)

    def _group(self, group: Json, fields: Fields, depth: int) -> str:
        """Version 1: a flat list in which each part says how it joins on; “and” binds first, as in XPath."""
        if depth > MOST_DEEP:
            raise UnreadableError("it is nested too deeply")
        made = ""
        for part in group.each("conditions"):
            joint = "or" if part.text("coordinator").lower() == "or" else "and"
            one = self._part(part, fields, depth + 1)
            made = f"{made} {joint} {one}" if made else one
        if not made:
            raise UnreadableError("it asks nothing")
        return _bounded(f"({made})")

    def _part(self, part: Json, fields: Fields, depth: int) -> str:
        if part.each("conditions"):
            return self._group(part, fields, depth)
        if name := part.text("conditionName"):
            return self.xpath(name, fields, depth)
        return _test(part.get("field").text("name"), part.text("operator"), part.get("value"), fields)

    def _items(self, condition: Json, fields: Fields, depth: int) -> str:
        """Version 2: items that are all joined in one way."""
        joint = " or " if condition.text("coordinator").lower() == "or" else " and "
        made = []
        for item in condition.each("items"):
            if other := item.text("conditionId"):
                made.append(self.xpath(other, fields, depth + 1))
                continue
            value = Json({"value": item.get("value").value, "type": item.text("type")}, item.at)
            made.append(_test(item.text("componentId"), item.text("operator"), value, fields))
        return _bounded(f"({joint.join(made)})")


def _bounded(expression: str) -> str:
    if len(expression) > LONGEST:
        raise UnreadableError("it is too long")
    return expression


def _test(name: str, operator: str, value: Json, fields: Fields) -> str:
    found = fields.find(name)
    given = value.get("value")
    if value.text("type") in RELATIVE:
        source = given if isinstance(given.value, dict) else value
        count = source.text("timePeriod") or source.text("period")
        unit = source.text("timeUnit") or source.text("unit")
        if not NUMBER.fullmatch(count) or source.flag("timeOnly"):
            raise UnreadableError("it compares a time of day")
        return compare_with_today(
            found, operator, float(count), unit, past="past" in source.text("direction")
        )
    if item := given.text("itemId"):
        codes = [field.ids[item] for field in found if item in field.ids]
        if found and not codes:
            raise UnreadableError("it names a choice that the list does not have")
        return compare(found, operator, codes[0] if codes else "")
    return compare(found, operator, value.text("value"))


def tell_unknown(conditions: Conditions, fields: Fields, warn: Callable[[str, str], None]) -> None:
    """Tell the author of every question that a condition asks about and that there is not."""
    read = 0
    for condition in conditions.by_name.values():
        read += len(condition.text("value"))
        for name in _names_in(condition) if read < MOST_READ else ():
            if not fields.find(name):
                warn(
                    condition.at, f"it reads “{name[:40]}”, but there is no such question: correct the name."
                )


def _names_in(condition: Json) -> list[str]:
    value = condition.get("value")
    if isinstance(value.value, str):
        return sorted(formulas.names_in(value.value))
    named = [item.text("componentId") for item in condition.each("items")]
    waiting = value.each("conditions")
    while waiting:
        part = waiting.pop()
        waiting += part.each("conditions")
        named.append(part.get("field").text("name"))
    return sorted(set(named) - {""})


def read_conditions(document: Json) -> Conditions:
    """The conditions of a file."""
    found: dict[str, Json] = {}
    for condition in document.each("conditions"):
        for key in (condition.text("name"), condition.text("id")):
            if key:
                found.setdefault(key, condition)
    return Conditions(found)
