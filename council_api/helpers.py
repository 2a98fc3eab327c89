"""Who helped a person at the kiosk, or acted for them, in the words of council staff."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.helper import BEHALF, Helper
from kiosk.submission import CHANNEL, Submission

_HOW = {
    "beside": "Sat with the person, who chose and typed",
    "types": "Typed what the person said",
    BEHALF: "Filled this in for somebody else",
}
_WHO = {
    "family": "Someone in the person’s family",
    "friend": "A friend or neighbour of the person",
    "carer": "The person’s carer or support worker",
    "staff": "A member of staff",
    "volunteer": "A volunteer",
}
_FOR = {
    "partner": "Their husband, wife or partner",
    "family": "Someone in their family",
    "friend": "Their friend or neighbour",
    "client": "Someone they look after in their job",
    "law": "Someone whose affairs they look after by law",
}


@dataclass(frozen=True)
class HelperLine:
    """One who helped the person, or who filled it in for somebody else, in words.

    ``who`` is what they are to the person or, for one who ``acts``, for whom it is. ``ended`` is None when they did so
    until it was sent; ``version`` names the text that was agreed to.
    """

    how: str
    who: str
    acts: bool
    name: str
    agreed_to: str
    version: str
    begun: datetime
    ended: datetime | None


def in_words(helper: Helper) -> HelperLine:
    """A helper as staff read it; what a newer kiosk may say stands as it came."""
    acts = helper.mode == BEHALF
    return HelperLine(
        how=_HOW[helper.mode],
        who=(_FOR if acts else _WHO).get(helper.who, helper.who),
        acts=acts,
        name=helper.name,
        agreed_to=helper.text,
        version=helper.version,
        begun=helper.agreed,
        ended=helper.ended,
    )


def came_by(submission: Submission) -> str:
    """The way by which it came, and from where."""
    way = "Kiosk" if submission.channel == CHANNEL else submission.channel
    return f"{way}, {submission.location}" if submission.location else way
