"""M1: between any two targets lie 3 mm, so that a finger that slips hits neither (VVSG 7.2-I)."""

from collections.abc import Iterator
from itertools import combinations

from ui.audit.finding import Failure
from ui.audit.measures.targets import SLACK
from ui.audit.view import View, described

LEAST = 3.0


def measure(view: View) -> Iterator[Failure]:
    """The targets of the page among themselves, and those of the bars; a page slides under the bars on purpose."""
    boxes = [(target, view.at(target), view.in_sheet(target)) for target in view.targets]
    room = view.theme.px(LEAST) - SLACK
    for (one, box, in_sheet), (other, far, far_in_sheet) in combinations(boxes, 2):
        if in_sheet != far_in_sheet:
            continue
        across = max(box.left() - far.right(), far.left() - box.right()) - 1
        down = max(box.top() - far.bottom(), far.top() - box.bottom()) - 1
        gap = max(across, down)
        if gap < room:
            yield Failure(
                "M1",
                f"gap {described(one)} {described(other)}",
                f"Between {described(one)} and {described(other)} lie {view.mm(max(gap, 0)):.1f} mm; 3 mm are needed.",
                spot=box.united(far),
            )
