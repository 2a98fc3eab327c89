"""What can be chosen now: the choices written in a form, those of its lists, and their filters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kiosk.forms.form import Control, Itemset
from kiosk.forms.loading.lists import whole_table
from kiosk.forms.long_list import LongList
from kiosk.forms.markup import plain
from kiosk.forms.node import Node
from kiosk.forms.page import Choice
from kiosk.forms.running.instance import Instance
from kiosk.forms.table import Table
from kiosk.forms.wording import Text
from kiosk.forms.xpath import Context


@dataclass
class Choosing:
    """The choices of one visit's questions. ``words`` and ``itext`` are those of its Questions.

    A list of one table is not read again while the same rows of it are on offer, so that 50,000 cost nothing a page.
    """

    instance: Instance
    words: Callable[[Text | None, Node], str]
    itext: Callable[[str], str]
    _orders: dict[Node, dict[str, int]] = field(default_factory=dict)
    _filtered: dict[tuple[Itemset, Node], tuple[list[Node], Sequence[Choice]]] = field(default_factory=dict)

    def choices(self, control: Control, node: Node) -> Sequence[Choice]:
        """What the form offers for the question at ``node`` now."""
        if control.itemset is not None and not control.items:
            return self._listed(control.itemset, node)
        written = [Choice(item.value, self.words(item.label, node)) for item in control.items]
        if control.itemset is not None:
            written += self._listed(control.itemset, node)
        return tuple({choice.value: choice for choice in written if choice.value}.values())

    def _listed(self, itemset: Itemset, node: Node) -> Sequence[Choice]:
        table = whole_table(itemset, self.instance.form.instances)
        if table is not None and itemset.columns:
            return table.choices(*itemset.columns).fitting()
        nodes = itemset.nodes.nodes(self.instance.context(node))
        table = _table_of(nodes) if itemset.columns else None
        if table is None or not itemset.columns or "randomize" in itemset.nodes.functions:
            return self._worked_out(itemset, nodes, node)
        kept = self._filtered.get((itemset, node))
        if kept is None or kept[0] != nodes:
            made = LongList(*(table.texts(nodes, column) for column in itemset.columns)).fitting()
            kept = self._filtered[itemset, node] = (nodes, made)
        return kept[1]

    def _worked_out(self, itemset: Itemset, nodes: list[Node], node: Node) -> Sequence[Choice]:
        made: dict[str, str] = {}
        for item in nodes:
            context = Context(item, self.instance.host, current=node)
            value, label = itemset.value.string(context), itemset.label.string(context)
            made[value] = self.itext(label) if itemset.label_is_id else plain(label)
        if "randomize" in itemset.nodes.functions:
            made = self._steady(made, node)
        return LongList(made, made.values()).fitting()

    def _steady(self, choices: dict[str, str], node: Node) -> dict[str, str]:
        """Choices shuffled once stay in that order for the visit."""
        order = self._orders.get(node, {})
        if order.keys() != choices.keys():
            order = self._orders[node] = {value: place for place, value in enumerate(choices)}
        return dict(sorted(choices.items(), key=lambda choice: order[choice[0]]))


def _table_of(nodes: list[Node]) -> Table | None:
    table = nodes[0].parent if nodes else None
    return table if isinstance(table, Table) else None
