"""The paper of a visit that was put aside: the code, until when it opens, and no word of the form (P7)."""

from collections.abc import Mapping

from kiosk.forms.types import date
from kiosk.language import pick
from kiosk.printing.slip import Slip
from kiosk.stage import Paused
from kiosk.visit import Visit


def code_slip(visit: Visit, councils: Mapping[str, str]) -> Slip:
    """The paper for the code that shows. ``councils`` is the council's name by language.

    The square holds the words alone, so that a scanner at a kiosk types them. There is nothing on it for staff.
    """
    assert isinstance(visit.stage, Paused)  # noqa: S101 only its page prints
    words, kept = visit.words, visit.stage.kept
    shown = kept.code.words(words.code) or kept.code.numbers()
    here = kept.until.astimezone()
    day = date.in_words(here.date().isoformat(), words.code)
    moment = words.say("pause.moment", date=day, time=f"{here.hour}:{here.minute:02}")
    said = (
        words.say("paused.numbers", numbers=" ".join(kept.code.numbers())),
        words.say("paused.how", button=words.say("code.open")),
        words.say("pause.lost"),
    )
    return Slip(
        rtl=words.rtl,
        council=pick(councils, words.code),
        title=words.say("paused.title"),
        service="",
        label=words.say("paused.on_paper"),
        reference="\n".join(words.say("paused.word", number=n, word=word) for n, word in enumerate(shown, 1)),
        when=words.say("pause.until", moment=moment),
        said=tuple((text, "") for text in said),
        about_code=words.say("printing.code"),
        code=" ".join(shown),
        staff="",
    )
