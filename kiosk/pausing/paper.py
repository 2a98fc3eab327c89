"""The paper of a visit that was put aside: the code, until when it opens, and no word of the form (P7)."""

from collections.abc import Mapping

from kiosk.language import pick
from kiosk.pausing import saying
from kiosk.printing.slip import Slip
from kiosk.stage import Paused
from kiosk.visit import Visit


def code_slip(visit: Visit, councils: Mapping[str, str]) -> Slip:
    """The paper for the code that shows. ``councils`` is the council's name by language.

    The square holds the words alone, so that a scanner at a kiosk types them. There is nothing on it for staff.
    """
    assert isinstance(visit.stage, Paused)  # noqa: S101 only its page prints
    words, kept = visit.words, visit.stage.kept
    said = (
        saying.in_numbers(kept.code, words),
        words.say("paused.how", button=words.say("code.open")),
        words.say("pause.lost"),
    )
    return Slip(
        rtl=words.rtl,
        council=pick(councils, words.code),
        title=words.say("paused.title"),
        service="",
        label=words.say("paused.on_paper"),
        reference="\n".join(saying.lines(kept.code, words)),
        when=words.say("pause.until", moment=saying.moment(kept.until, words)),
        said=tuple((text, "") for text in said),
        about_code=words.say("printing.code"),
        code=" ".join(saying.shown(kept.code, words)),
        staff="",
    )
