"""The measures, one file each, and this table: a file here with ``measure(view)``, and one line."""

from collections.abc import Callable, Iterable, Mapping

from ui.audit.finding import Failure
from ui.audit.measures import cap_height, contrast, edges, gaps, targets
from ui.audit.view import View

Measure = Callable[[View], Iterable[Failure]]

MEASURES: Mapping[str, Measure] = {
    "contrast": contrast.measure,
    "edges": edges.measure,
    "cap height": cap_height.measure,
    "targets": targets.measure,
    "gaps": gaps.measure,
}
