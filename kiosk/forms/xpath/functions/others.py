"""Functions of other platforms that a form can bring: lists in one text, sums with a condition, spans of time.

SurveyCTO has ``item-at``, ``count-if`` and their like; the Community Health Toolkit ``difference-in-months``.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from kiosk.forms.node import Node
from kiosk.forms.xpath.context import Frame, Value
from kiosk.forms.xpath.dates import Date
from kiosk.forms.xpath.functions.selects import choice_name
from kiosk.forms.xpath.values import (
    NAN,
    bounded,
    node_text,
    text_number,
    to_boolean,
    to_date,
    to_nodes,
    to_number,
    to_string,
)

Lazy = Callable[[Frame], Value]
_MONTHS = 12
_DAYS = {"days": 1, "weeks": 7}


def _items(frame: Frame, separator: Value, text: Value) -> list[str]:
    """The parts of a text; none of an empty one. Without a separator the text is one item."""
    whole, sign = to_string(text, frame), to_string(separator, frame)
    frame.budget.spend(len(whole) // 64)
    return (whole.split(sign) if sign else [whole]) if whole else []


def item_at(frame: Frame, separator: Value, text: Value, place: Value) -> str:
    """The item at a place, counted from 0; "" when there is none."""
    items, at = _items(frame, separator, text), to_number(place, frame)
    return items[int(at)] if 0 <= at < len(items) else ""


def count_items(frame: Frame, separator: Value, text: Value) -> float:
    return float(len(_items(frame, separator, text)))


def item_index(frame: Frame, separator: Value, text: Value, item: Value) -> float:
    """The place of an item, counted from 0; -1 when it is not there."""
    items, sought = _items(frame, separator, text), to_string(item, frame)
    return float(items.index(sought)) if sought in items else -1.0


def item_present(frame: Frame, separator: Value, text: Value, item: Value) -> bool:
    return to_string(item, frame) in _items(frame, separator, text)


def de_duplicate(frame: Frame, separator: Value, text: Value) -> str:
    """The text with each item once."""
    return to_string(separator, frame).join(dict.fromkeys(_items(frame, separator, text)))


def linebreak(_frame: Frame) -> str:
    return "\n"


def empty(frame: Frame, value: Value) -> bool:
    return not to_string(value, frame)


def choice_label(frame: Frame, question: Value, value: Value) -> str:
    """jr:choice-name() with its values the other way round."""
    return choice_name(frame, value, question)


def format_number(frame: Frame, value: Value) -> str:
    """The number with a comma before every three digits of its whole part; "" when it is none."""
    text = to_string(to_number(value, frame), frame)
    whole, point, part = text.partition(".")
    return f"{int(whole):,}{point}{part}" if whole.lstrip("-").isdigit() else ""


def _where(frame: Frame, nodes: Lazy, test: Lazy, what: str) -> list[Node]:
    """The nodes for which the test is true in the entry of the repeat that each stands in."""
    found = to_nodes(nodes(frame), what)
    kept: list[Node] = []
    for place, node in enumerate(found, start=1):
        frame.budget.spend(1)
        inside = Frame(node, place, len(found), host=frame.host, current=node, budget=frame.budget)
        if to_boolean(test(inside)):
            kept.append(node)
    return kept


def _numbers(frame: Frame, nodes: Lazy, test: Lazy, what: str) -> list[float]:
    """The numbers among the nodes kept; answers that were not given do not count."""
    texts = [node_text(node, frame) for node in _where(frame, nodes, test, what)]
    return [text_number(text, frame) for text in texts if text]


def count_if(frame: Frame, nodes: Lazy, test: Lazy) -> float:
    return float(len(_where(frame, nodes, test, "count-if()")))


def sum_if(frame: Frame, nodes: Lazy, test: Lazy) -> float:
    return sum(_numbers(frame, nodes, test, "sum-if()"))


def min_if(frame: Frame, nodes: Lazy, test: Lazy) -> float:
    return min(_numbers(frame, nodes, test, "min-if()"), default=NAN)


def max_if(frame: Frame, nodes: Lazy, test: Lazy) -> float:
    return max(_numbers(frame, nodes, test, "max-if()"), default=NAN)


def join_if(frame: Frame, separator: Lazy, nodes: Lazy, test: Lazy) -> str:
    texts = [node_text(node, frame) for node in _where(frame, nodes, test, "join-if()")]
    between = to_string(separator(frame), frame)
    frame.budget.spend(len(between) * len(texts) // 64)
    return bounded(between.join(texts))


def difference_in(unit: str) -> Callable[[Frame, Value, Value], float]:
    """Whole days, weeks, months or years from one date to another; NaN when one of them is none."""

    def difference(frame: Frame, first: Value, second: Value) -> float:
        one, two = to_date(first, frame), to_date(second, frame)
        if one is None or two is None:
            return NAN
        start, end = sorted((one.at.date(), two.at.date()))
        sign = 1.0 if one.at.date() <= two.at.date() else -1.0
        if unit in _DAYS:
            return sign * ((end - start).days // _DAYS[unit])
        months = (end.year - start.year) * _MONTHS + end.month - start.month - (end.day < start.day)
        return sign * (months // _MONTHS if unit == "years" else months)

    return difference


def add_date(frame: Frame, value: Value, *spans: Value) -> Value:
    """A date so many years, months, days, hours and minutes later; "" when it is none, or out of the calendar."""
    start = to_date(value, frame)
    given = [to_number(span, frame) for span in spans]
    years, months, days, hours, minutes = (*given, 0.0, 0.0, 0.0, 0.0, 0.0)[:5]
    try:
        if start is None:
            return ""
        whole = start.at.year * _MONTHS + start.at.month - 1 + int(years) * _MONTHS + int(months)
        year, month = whole // _MONTHS, whole % _MONTHS + 1
        day = date(year, month, min(start.at.day, monthrange(year, month)[1]))
        at = start.at.replace(year=year, month=month, day=day.day)
        at += timedelta(days=int(days), hours=int(hours), minutes=int(minutes))
    except (ValueError, OverflowError):
        return ""
    return Date(at, timed=start.timed or bool(hours or minutes))
