"""The answers of one visit: the tree that holds them, what is relevant in it, and what follows from what."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from heapq import heappop, heappush

from kiosk.errors import EvaluationError
from kiosk.forms.form import Action, Form, Repeat, Unit
from kiosk.forms.loading.binds import CHANGED, FIRST_LOAD, LOAD, NEW_REPEAT
from kiosk.forms.loading.dependencies import above
from kiosk.forms.loading.drafting import path_of
from kiosk.forms.node import Node
from kiosk.forms.running.preload import preload
from kiosk.forms.xpath import Context, Expression, Host

MAX_ENTRIES = 100
"""Entries of one repeat; beyond that no person at a kiosk would go."""

MAX_NODES = 50_000
MAX_UPDATES = 100_000
MAX_VALUE = 100_000
_UPDATE, _ENTRY_NODE = 4, 20
"""Steps that working one value out takes besides its expression, and that a node of a new entry takes."""

_WHOLE = {"int", "integer"}
_DECIMAL = re.compile(r"-?\d+\.\d+")


class Instance:
    """The live tree of one form. ``changes`` counts up whenever entries come or go."""

    def __init__(self, form: Form, host: Host) -> None:
        """``host.root`` is this instance's own copy of ``form.primary``."""
        self.form = form
        self.host = host
        self.changes = 0
        self._hidden: set[Node | None] = set()
        self.waiting: dict[Node, str] = {}
        self._missed: dict[Node, set[int]] = {}
        self._counts = {unit.path: number for number, unit in enumerate(form.units) if unit.kind == "count"}
        self._units_at: dict[str, list[int]] = {}
        for number, unit in enumerate(form.units):
            self._units_at.setdefault(unit.path, []).append(number)
        self._nodes: dict[str, dict[Node, None]] = {}
        self._paths: dict[Node, str] = {}
        self._off: set[Node] = set()
        self._empty: set[tuple[Node, str]] = set()
        self._spare: dict[tuple[Node, str], list[Node]] = {}
        self._waiting: list[int] = []
        self._dirty: dict[int, dict[Node, None] | None] = {}
        self._triggers: dict[str, list[Action]] = {}
        for action in form.actions:
            if CHANGED in action.events and action.trigger:
                self._triggers.setdefault(action.trigger, []).append(action)
        self._fired: list[tuple[Action, Node]] = []
        self._register(host.root.element)

    # Reading

    def path(self, node: Node) -> str:
        """The path of a node without positions."""
        return self._paths[node]

    def name(self, node: Node) -> str:
        """The path of a node with the position of every repeat: ``/data/person[2]/name``."""
        steps: list[str] = []
        at: Node | None = node
        while at is not None and at in self._paths:
            step = at.qualified_name
            if self._paths[at] in self.form.repeats and at.parent is not None:
                step += f"[{at.parent.named(at.key).index(at) + 1}]"
            steps.append(step)
            at = at.parent
        return "/" + "/".join(reversed(steps))

    def entries(self, repeat: Repeat, parent: Node) -> list[Node]:
        """The entries of a repeat inside ``parent``, in order."""
        return list(parent.named(repeat.path.rpartition("/")[2]))

    def began_empty(self, repeat: Repeat, parent: Node) -> bool:
        """Whether a repeat has no entry, or had none before the person added one."""
        return (parent, repeat.path) in self._empty or not self.entries(repeat, parent)

    def full(self, repeat: Repeat, parent: Node) -> bool:
        """Whether there can be no more entries."""
        most = min(repeat.most or MAX_ENTRIES, MAX_ENTRIES)
        return len(self.entries(repeat, parent)) >= most or len(self._paths) > MAX_NODES

    def would_be_relevant(self, repeat: Repeat, parent: Node) -> bool:
        """Whether a first entry would be relevant."""
        bind = self.form.binds.get(repeat.path)
        stands = self._stand_in(repeat, parent)
        return self.relevant(parent) and (
            bind is None or bind.relevant is None or bind.relevant.boolean(self.context(stands))
        )

    def relevant(self, node: Node) -> bool:
        """Whether the node and everything around it is relevant now."""
        return node not in self._hidden

    def context(self, node: Node) -> Context:
        """Where the expressions of ``node`` are evaluated."""
        return Context(node, self.host)

    def nodes(self, path: str) -> list[Node]:
        """The live nodes at a path without positions."""
        return list(self._nodes.get(path, ()))

    def within(self, path: str, entry: Node) -> Iterator[Node]:
        """The live nodes at ``path`` inside ``entry``."""
        steps = path.removeprefix(self._paths[entry]).strip("/")
        found = [entry]
        for step in steps.split("/") if steps else ():
            found = [child for node in found for child in node.named(step)]
        return iter(found)

    # Changing

    def begin(self, uid: str, now: datetime) -> None:
        """Set the values that the form starts with: preloads, calculations and dynamic defaults."""
        for path, bind in self.form.binds.items():
            for node in self.nodes(path) if bind.preload else ():
                node.text = node.text or preload(bind.preload, uid, now)
        for number in range(len(self.form.units)):
            self._queue(number, None)
        self.settle()
        for action in self.form.actions:
            if action.events & {FIRST_LOAD, LOAD}:
                for node in self.nodes(action.target.partition("/@")[0]):
                    self._act(action, node)
        self.settle()

    def put(self, node: Node, value: str) -> None:
        """Store an answer and work out all that follows from it."""
        self._set(node, value)
        self.settle()

    def add(self, repeat: Repeat, parent: Node) -> Node | None:
        """Add an entry at the end (one taken out before comes back); None when there can be no more."""
        if not self.entries(repeat, parent):
            self._empty.add((parent, repeat.path))
        entry = self._insert(repeat, parent)
        self.settle()
        return entry

    def cut(self, repeat: Repeat, parent: Node, keep: int) -> None:
        """Take out every entry after the first ``keep``."""
        self._cut(repeat, parent, keep)
        self.settle()

    def remove(self, entry: Node) -> None:
        """Take one entry out for good: no later entry gets its answers."""
        parent = entry.parent
        assert parent is not None, "an entry stands in something"  # noqa: S101 a fault of ours
        later = parent.named(entry.key)[parent.named(entry.key).index(entry) + 1 :]
        self._take_out(entry)
        for node in entry.walk():
            node.text = ""
            self.waiting.pop(node, None)
            self._missed.pop(node, None)
            self._hidden.discard(node)
            self._off.discard(node)
        for moved in later:  # its position is another now
            self._requeue(moved)
        self.settle()

    def retranslate(self, language: str) -> None:
        """Go on in another language: values made of choice labels and texts are worked out again."""
        self.host = replace(self.host, language=language)
        for number, unit in enumerate(self.form.units):
            if unit.expression.functions & {"jr:itext", "jr:choice-name"}:
                self._queue(number, None)
        self.settle()

    def settle(self) -> None:
        """Work out again whatever reads something that changed."""
        updates = 0
        while self._waiting or self._fired:
            while self._waiting:
                number = heappop(self._waiting)
                nodes = self._dirty.pop(number)
                unit = self.form.units[number]
                for node in self._targets(unit) if nodes is None else nodes:
                    updates += 1
                    self._update(number, node)
                _bounded(updates)
            fired, self._fired = self._fired, []
            for action, node in fired:
                updates += 1
                self._fire(action, node)
            _bounded(updates)

    def _targets(self, unit: Unit) -> list[Node]:
        return self.nodes(unit.path.rpartition("/")[0] if unit.kind == "count" else unit.path)

    def _update(self, number: int, node: Node) -> None:
        if node not in self._paths:
            return
        if self.host.budget is not None:
            self.host.budget.spend(_UPDATE)
        unit = self.form.units[number]
        around = node.parent if unit.kind == "relevant" else node
        if around in self._hidden:
            # What is not relevant cannot read what is around it: it is worked out when it becomes relevant.
            self._missed.setdefault(node, set()).add(number)
            return
        if unit.kind == "relevant":
            self._relevance(node, unit.expression.boolean(self.context(node)))
        elif unit.kind == "calculate":
            self._set(node, self.value(unit.expression, node, unit.path))
        else:
            self._count(self.form.repeats[unit.path], node, unit.expression)

    def value(self, expression: Expression, node: Node, path: str) -> str:
        """An expression's value as stored: NaN is "", and a date bind takes the day of a moment."""
        text = expression.string(self.context(node))
        if len(text) > MAX_VALUE:
            raise EvaluationError(f"the value of {path} grows too long; make its expression simpler")
        if text in ("NaN", "Infinity", "-Infinity"):
            return ""
        bind = self.form.binds.get(path)
        if bind and bind.type == "date":
            return text.partition("T")[0]
        return text.partition(".")[0] if bind and bind.type in _WHOLE and _DECIMAL.fullmatch(text) else text

    def _set(self, node: Node, value: str) -> None:
        if node in self.waiting:
            self.waiting[node] = value
            return
        if node.text == value or node.children:
            return
        node.text = value
        self._touch(node)
        for action in self._triggers.get(self._paths[node], ()):
            self._fired.append((action, node))

    def _touch(self, node: Node) -> None:
        """Queue the units that read ``node``."""
        for reader in self.form.readers.get(self._paths[node], ()):
            scope = self._around(node, reader.scope) if reader.scope else None
            if scope is None:
                self._queue(reader.unit, None)
                continue
            unit = self.form.units[reader.unit]
            path = unit.path.rpartition("/")[0] if unit.kind == "count" else unit.path
            self._queue(reader.unit, dict.fromkeys(self.within(path, scope)))

    def _around(self, node: Node, path: str) -> Node | None:
        at: Node | None = node
        while at is not None and self._paths.get(at) != path:
            at = at.parent
        return at

    def _queue(self, number: int, nodes: dict[Node, None] | None) -> None:
        if number not in self._dirty:
            self._dirty[number] = dict(nodes) if nodes is not None else None
            heappush(self._waiting, number)
            return
        known = self._dirty[number]
        if known is not None:
            self._dirty[number] = {**known, **nodes} if nodes is not None else None

    # Relevance

    def _relevance(self, node: Node, relevant: bool) -> None:
        if relevant:
            self._off.discard(node)
        else:
            self._off.add(node)
        if relevant == self.relevant(node):
            return
        for each in node.walk():
            hidden = each in self._off or each.parent in self._hidden
            if hidden == self.relevant(each):
                self._show(each, not hidden)
                self._touch(each)

    def _show(self, node: Node, relevant: bool) -> None:
        """Mark a node; while it is not relevant it reads as "" and counts for nothing."""
        node.relevant = relevant
        if relevant:
            self._hidden.discard(node)
            node.text = self.waiting.pop(node, node.text)
            for number in self._missed.pop(node, ()):
                self._queue(number, {node: None})
            return
        self._hidden.add(node)
        if not node.children:
            self.waiting[node], node.text = node.text, ""

    # Entries

    def _count(self, repeat: Repeat, parent: Node, expression: Expression) -> None:
        entries = self.entries(repeat, parent)
        stand_in = entries[0] if entries else self._stand_in(repeat, parent)
        number = expression.number(self.context(stand_in))
        wanted = int(max(0.0, min(number, float(MAX_ENTRIES)))) if number == number else 0  # noqa: PLR0124 NaN
        for _ in range(wanted - len(entries)):
            self._insert(repeat, parent)
        self._cut(repeat, parent, wanted)

    @staticmethod
    def _stand_in(repeat: Repeat, parent: Node) -> Node:
        """A node at the place of the first entry, so that the count's relative paths can be read."""
        node = Node(repeat.path.rpartition("/")[2])
        node.parent = parent
        return node

    def _insert(self, repeat: Repeat, parent: Node) -> Node | None:
        if self.full(repeat, parent):
            return None
        if self.host.budget is not None:
            self.host.budget.spend(_ENTRY_NODE * repeat.size)
        spare = self._spare.get((parent, repeat.path))
        known = bool(spare)
        entry = spare.pop() if spare else repeat.template.copy()
        name = repeat.path.rpartition("/")[2]
        place = max(
            (n for n, c in enumerate(parent.children) if c.qualified_name in {*repeat.before, name}),
            default=-1,
        )
        parent.insert(place + 1, entry)
        self.changes += 1
        self._register(entry)
        for node in entry.walk():
            hidden = node in self._off or node.parent in self._hidden
            if hidden == self.relevant(node):
                self._show(node, not hidden)
        self._requeue(entry)
        if not known:  # what comes back has its answers already
            self._begin_entry(entry)
        return entry

    def _requeue(self, entry: Node) -> None:
        """Work out anew all in ``entry``, and whatever reads something in it."""
        for node in entry.walk():
            for number in self._units_at.get(self._paths[node], ()):
                if self.form.units[number].kind != "count":
                    self._queue(number, {node: None})
            self._touch(node)
        for path, number in self._counts.items():
            if self._paths[entry] in above(path)[1:]:
                self._queue(number, dict.fromkeys(self.within(path.rpartition("/")[0], entry)))

    def _begin_entry(self, entry: Node) -> None:
        """Give a new entry its dynamic defaults."""
        for action in self.form.actions:
            if NEW_REPEAT in action.events and self._paths[entry] in above(action.trigger or action.target):
                target = action.target.partition("/@")[0]
                inside = target.startswith(self._paths[entry])
                for node in self.within(target, entry) if inside else self.nodes(target):
                    self._act(action, node)

    def _cut(self, repeat: Repeat, parent: Node, keep: int) -> None:
        for entry in reversed(self.entries(repeat, parent)[keep:]):
            self._take_out(entry)
            self._spare.setdefault((parent, repeat.path), []).append(entry)

    def _take_out(self, entry: Node) -> None:
        self.changes += 1
        for node in entry.walk():
            self._touch(node)
            del self._nodes[self._paths[node]][node]
        for node in entry.walk():
            del self._paths[node]
        if entry.parent is not None:
            entry.parent.remove(entry)

    def _register(self, top: Node) -> None:
        for node in top.walk():
            self._paths[node] = path = path_of(node)
            self._nodes.setdefault(path, {})[node] = None

    # Actions

    def _fire(self, action: Action, trigger: Node) -> None:
        """Run a value-changed action on the targets that share the innermost repeat entry with its trigger."""
        target = action.target.partition("/@")[0]
        shared = next(
            (p for p in above(action.trigger) if p in self.form.repeats and target.startswith(p + "/")), ""
        )
        entry = self._around(trigger, shared) if shared else None
        for node in list(self.within(target, entry)) if entry else self.nodes(target):
            self._act(action, node)

    def _act(self, action: Action, node: Node) -> None:
        path, _, attribute = action.target.partition("/@")
        value = action.value if isinstance(action.value, str) else self.value(action.value, node, path)
        if attribute:
            node.attributes[attribute] = value
        else:
            self._set(node, value)


def _bounded(updates: int) -> None:
    if updates > MAX_UPDATES:
        raise EvaluationError("one answer changes too many others in this form; make it simpler")
