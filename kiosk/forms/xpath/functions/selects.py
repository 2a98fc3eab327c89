"""Functions on the answers of select questions, and checklists."""

from kiosk.forms.xpath.context import Frame, Value
from kiosk.forms.xpath.values import node_text, to_boolean, to_nodes, to_number, to_string


def selected(frame: Frame, answer: Value, choice: Value) -> bool:
    """True when the choice is among those of the answer; "" is only in an answer that is not given."""
    return to_string(choice, frame).strip() in (to_string(answer, frame).split() or [""])


def selected_at(frame: Frame, answer: Value, place: Value) -> str:
    """The choice at a place, counted from 0; "" when there is none."""
    chosen = to_string(answer, frame).split()
    at = to_number(place, frame)
    return chosen[int(at)] if 0 <= at < len(chosen) else ""


def count_selected(frame: Frame, answer: Value) -> float:
    return float(len(to_string(answer, frame).split()))


def choice_name(frame: Frame, value: Value, question: Value) -> str:
    """The label of a choice, in the language of the visit."""
    path = question if isinstance(question, str) else _path(question)
    chosen = to_string(value, frame)
    return frame.budget.inside(lambda: frame.host.choice_label(chosen, path, frame.node))


def _path(question: Value) -> str:
    nodes = to_nodes(question, "jr:choice-name()")
    return nodes[0].path() if nodes else ""


def checklist(frame: Frame, least: Value, most: Value, *tests: Value) -> bool:
    """True when at least ``least`` and at most ``most`` (-1: no limit) are true."""
    total = sum(1.0 for test in _each(tests, frame) if to_boolean(test))
    return _within(total, to_number(least, frame), to_number(most, frame))


def weighted_checklist(frame: Frame, least: Value, most: Value, *pairs: Value) -> bool:
    """As checklist, each test with its weight after it (or a list of tests with a list of weights)."""
    total = 0.0
    for tests, weights in zip(pairs[::2], pairs[1::2], strict=False):
        for test, weight in zip(_each((tests,), frame), _each((weights,), frame), strict=False):
            total += to_number(weight, frame) if to_boolean(test) else 0.0
    return _within(total, to_number(least, frame), to_number(most, frame))


def _each(values: tuple[Value, ...], frame: Frame) -> list[Value]:
    """The values, every node of a node-set as one text."""
    flat: list[Value] = []
    for value in values:
        if isinstance(value, list):
            frame.budget.spend(len(value))
            flat.extend(node_text(node, frame) for node in value)
        else:
            flat.append(value)
    return flat


def _within(total: float, least: float, most: float) -> bool:
    return (least < 0 or total >= least) and (most < 0 or total <= most)
