"""Being helped at the kiosk, and filling in for somebody else: offered, agreed to and ended (S2, S3)."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.destinations import COUNCIL
from kiosk.helper import BEHALF, HELPS, STAFF, Helper
from kiosk.language import Words, is_other
from kiosk.stage import Aside, Asking, Before, CheckAnswers, Consent

if TYPE_CHECKING:
    from kiosk.stage import Stage
    from kiosk.visit import Visit

_JOINERS = "\u200c\u200d"
"""They belong to how some scripts are written."""

LONGEST = 40
"""The most characters of a name: it stands at the top of every page."""


@dataclass(frozen=True)
class Proposal:
    """What has been said of a helper so far; nothing of it holds before it is agreed to. As in Helper.

    ``begun_on`` is the page over which the last one was agreed to: it is said there before all else.
    """

    mode: str = HELPS[0]
    who: str = ""
    name: str = ""
    trouble: str = ""
    begun_on: "Stage | None" = None

    @property
    def of(self) -> str:
        """Which of two kinds it is: "helper" or "behalf"."""
        return BEHALF if self.mode == BEHALF else "helper"


def can_begin(visit: "Visit") -> bool:
    """Whether there is a form to be helped with."""
    return isinstance(visit.stage, Before | Asking | CheckAnswers | Consent)


def propose(visit: "Visit", mode: str) -> None:
    """The first page: how. On to who it is."""
    visit.proposal = Proposal(mode)
    visit.open(Aside.HELPER)


def known_as(visit: "Visit", who: str) -> None:
    """The second page: who. On to the name."""
    visit.proposal = replace(visit.proposal, who=who, trouble="")
    visit.open(Aside.HELPER_NAME)


def typing(visit: "Visit", typed: str) -> None:
    """The third page: so much of the name stands there, and does again when the idle warning has gone (T1)."""
    visit.proposal = replace(visit.proposal, name=typed)


def name(visit: "Visit", typed: str) -> None:
    """The third page: the name. Stays, with a problem, where there is none or it is very long."""
    said = _plain(typed)
    trouble = "missing" if not said else "long" if len(said) > LONGEST else ""
    visit.proposal = replace(visit.proposal, name=said, trouble=trouble)
    if not trouble:
        visit.open(Aside.HELPER_AGREE)


def offer_staff(visit: "Visit", role: str, called: str = "", mode: str = HELPS[0]) -> None:
    """For the staff console: somebody with ``role`` (one of kiosk.helper.STAFF) offers to help; the person agrees.

    Opens the page that asks, over whatever the visit shows. ``called`` may be "": the role stands in for the name.
    """
    if role not in STAFF or mode not in HELPS:
        raise ValueError("only staff and volunteers help from the console")
    visit.proposal = Proposal(mode, role, _plain(called)[:LONGEST])
    visit.open(Aside.HELPER_AGREE)


def agree(visit: "Visit") -> None:
    """The last page: the one whose answers they are has read or heard the text, and agrees. It holds from now on.

    Who helped before helps no longer.
    """
    asked = visit.proposal
    text = "\n".join(terms(visit))
    end(visit, behalf=asked.mode == BEHALF)
    visit.helpers = (*visit.helpers, Helper(asked.mode, asked.who, asked.name, text, visit.now()))
    visit.proposal = Proposal(begun_on=visit.stage)
    visit.speak(visit.language)  # the form may have other words for who acts
    visit.close()


def step_back(visit: "Visit") -> None:
    """Back from the page that asks: to the name, unless staff offered and gave none."""
    if visit.proposal.name:
        visit.open(Aside.HELPER_NAME)
    else:
        refuse(visit)


def refuse(visit: "Visit") -> None:
    """Nobody is to help; nothing of what was said of them is kept."""
    visit.proposal = Proposal()
    visit.close()


def end(visit: "Visit", *, behalf: bool = False) -> None:
    """The help is over, or the form is the person's own after all; that it was stays in the record, with the time."""
    now, over = visit.now(), visit.acting if behalf else visit.helped
    visit.helpers = tuple(replace(each, ended=now) if each is over else each for each in visit.helpers)
    visit.speak(visit.language)


def terms(visit: "Visit") -> tuple[str, ...]:
    """What is to be agreed to, a paragraph each, in the language of the visit."""
    asked, words = visit.proposal, visit.words
    kept = visit.service is None or visit.service.destination == COUNCIL
    return (
        _begun(words.say(f"helped.terms.{asked.mode}", name=called(asked, words))),
        *([] if asked.mode == BEHALF else [words.say("helped.terms.ends")]),
        words.say(f"helped.note.{asked.of}" if kept else "helped.note.none"),
    )


def called(helper: Helper | Proposal, words: Words) -> str:
    """What a helper is called: by name, else by role."""
    return helper.name or words.say(f"helped.role.{helper.who if helper.who in STAFF else STAFF[0]}")


def banner(visit: "Visit") -> tuple[str, ...]:
    """What stands at the top of every page, a sentence each: who helps, and that it is for somebody else.

    Nothing of it stands on the pages of staff, who use the kiosk for themselves.
    """
    words, said = visit.words, []
    if visit.aside in {Aside.STAFF, Aside.STAFF_PIN}:
        return ()
    if (helped := visit.helped) is not None:
        said.append(_begun(words.say(f"helped.banner.{helped.mode}", name=called(helped, words))))
    if visit.acting is not None:
        told = can_begin(visit) and is_other(visit.filling.language)
        said.append(words.say("helped.banner.other" if told else "helped.banner.behalf"))
    return tuple(said)


def wording(visit: "Visit", key: str) -> str:
    """The sentence under ``key``; where the form is filled in for somebody else, the one that says so."""
    return visit.words.say(f"other.{key}" if visit.acting is not None else key)


def _plain(name: str) -> str:
    """A name as it is shown among other words: nothing in it turns them round or cannot be sent."""
    import unicodedata  # noqa: PLC0415 few are helped

    kept = (c for c in name if unicodedata.category(c)[0] != "C" or c in _JOINERS or c.isspace())
    return " ".join("".join(kept).split())


def _begun(sentence: str) -> str:
    """With a capital, where a role stands first."""
    return sentence[:1].upper() + sentence[1:]
