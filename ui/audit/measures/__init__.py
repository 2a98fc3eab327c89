"""The measures, one file each, and this table: a file here with ``measure(view)``, and one line."""

from collections.abc import Callable, Iterable, Mapping

from ui.audit.finding import Failure
from ui.audit.measures import (
    cap_height,
    clipping,
    contrast,
    cues,
    edges,
    focus_shows,
    gaps,
    hidden,
    line_length,
    more,
    motion,
    names,
    order,
    place,
    questions,
    reach,
    silence,
    spoken,
    targets,
    tongues,
)
from ui.audit.view import View

Measure = Callable[[View], Iterable[Failure]]

MEASURES: Mapping[str, Measure] = {
    "silence": silence.measure,
    "contrast": contrast.measure,
    "edges": edges.measure,
    "cap height": cap_height.measure,
    "targets": targets.measure,
    "gaps": gaps.measure,
    "clipping": clipping.measure,
    "line length": line_length.measure,
    "names": names.measure,
    "order": order.measure,
    "place": place.measure,
    "questions": questions.measure,
    "tongues": tongues.measure,
    "hidden": hidden.measure,
    "motion": motion.measure,
    "cues": cues.measure,
    "more": more.measure,
    "focus shows": focus_shows.measure,
    "reach": reach.measure,
    "spoken": spoken.measure,
}
"""In this order: what only looks comes before what moves the focus."""
