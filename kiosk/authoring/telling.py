"""Changes of a form in plain sentences: what is other, and what that does to visits and answers under way."""

from collections.abc import Mapping, Sequence

from kiosk.authoring.comparing import LANGUAGES, UNASKED, WORDS, Change, Kind
from kiosk.pausing.refilling import TYPED

_ASKED_WHEN = {
    "relevant": "asked",
    "required": "to be answered",
    "constraint": "taken as an answer",
    "calculate": "worked out",
    "read_only": "shown and not asked",
    "choice_filter": "offered choices",
}
_TEXTS = {
    "label": "words",
    "hint": "hint",
    "guidance_hint": "“why we ask”",
    "required_message": "message when it is left empty",
    "constraint_message": "message when the answer cannot be taken",
    "easy_read": "Easy Read words",
    "example_answers": "example of an answer",
}
_SERVICE = {
    "title": "the title",
    "summary": "the summary",
    "need": "what to have to hand",
    "before": "what is said before it",
    "consent": "what happens with the answers",
    "send": "the button that sends it",
    "done": "the heading when it is sent",
    "next": "what happens next",
    "contact": "whom to ask",
    "minutes": "the minutes it takes",
    "destination": "where answers are sent",
}
_FORM = {"form_id": "id", "form_title": "title", "languages": "languages"}
_SAME_NAME = "The answers of those who stopped in the middle go on as they are."


_SENTENCES: Mapping[Kind, str] = {
    "service": "Around the form: {column}{tongue}. {both}",
    "form": "The form: its {column}. {both}",
    "added": "{who} is new, {place}.",
    "removed": "{who} is not there any more.",
    "renamed": "{who} has another name. {both}",
    "moved": "{who} stands in another place, {place}.",
    "reworded": "{who}: the {column}{tongue}. {both}",
    "choice added": "{who}: the choice {now} ({what}) is new.",
    "choice removed": "{who}: the choice {was} ({what}) is not there any more.",
    "choice reworded": "{who}: the choice {what}{tongue}. {both}",
    "choices moved": "{who}: the choices stand in another order. {both}",
    "type": "{who} is asked in another way (type). {both}",
    "look": "{who} is shown in another way (appearance). {both}",
    "rule": "{who}: when it is {column} ({what}). {both}",
}


def sentence(change: Change) -> str:
    """What changed, in one sentence with the words before and after."""
    known = {"form": _FORM, "rule": _ASKED_WHEN, "service": _SERVICE}.get(change.kind, _TEXTS)
    other = change.what if change.kind in {"rule", "service"} else f"{change.what} words"
    was, now = _quoted(change.before), _quoted(change.after)
    return _SENTENCES[change.kind].format(
        who=f"“{change.label}”",
        what=change.what,
        was=was,
        now=now,
        both=f"Before: {was}. Now: {now}.",
        column=known.get(change.what, other),
        tongue=_tongue(change.language),
        place=f"after “{change.after}”" if change.after else "first of all",
    )


def paused(change: Change) -> str:
    """What people meet who put their visit aside before the change and come back after it; "" when nothing.

    As kiosk/pausing/refilling.py does it.
    """
    if change.type in UNASKED and change.kind != "renamed":
        return ""
    match change.kind:
        case "added":
            return "Who comes back is asked this too, and told that it is new."
        case "removed":
            return "Who comes back is told that their answer to this is left out."
        case "renamed":
            return "Who comes back must answer this again: to the kiosk it is another question."
        case "reworded" if change.what == "label":
            return "Who comes back keeps their answer, and is told that the question has other words."
        case "choice removed":
            return "Who had chosen this must choose again."
        case "type" if {change.before, change.after} <= TYPED:
            return "Who comes back keeps an answer that fits, and must answer again where it does not."
        case "type":
            return "Who comes back must answer this again."
        case "rule" if change.what in {"constraint", "required", "relevant", "choice_filter"}:
            return "Who comes back must answer again where their answer does not keep the new rule."
    return ""


def answers(change: Change) -> str:
    """What whoever works with the answers must know; "" when nothing."""
    if change.kind == "service":
        return "Answers go there from now on." if change.what == "destination" else ""
    if change.type in UNASKED and change.kind not in {"renamed", "form"}:
        return ""
    match change.kind:
        case "form" if change.what == "form_id":
            return "Answers come under another form from now on, and paused visits are asked anew."
        case "removed":
            return f"No answer to {change.question} comes any more; those that are here stay."
        case "renamed":
            return f"What came as {change.before} comes as {change.after} from now on."
        case "added":
            return f"Answers have {change.question} from now on; those that are here do not."
        case "choice added" | "choice removed":
            return f"The list of what {change.question} can be has changed: see to programs that read it."
        case "type":
            return f"What comes as {change.question} is written in another way: see to programs that read it."
    return ""


def summary(changes: Sequence[Change]) -> str:
    """One sentence for all of it."""
    if not changes:
        return "Nothing that a person reads or answers has changed."
    words = sum(change.kind in WORDS or change.kind == "service" for change in changes)
    rest = len(changes) - words
    total = f"{len(changes)} change{'s' * (len(changes) != 1)}"
    if not rest:
        return f"{total}, all of words. {_SAME_NAME}"
    asked = len({change.question for change in changes if paused(change)})
    return f"{total}: {words} of words, {rest} of other things. People who come back meet {asked} of them."


def _tongue(language: str) -> str:
    """The language that words are in; of a manifest, what a value is for."""
    if language in {"", "default"}:
        return ""
    known = LANGUAGES.get(language, language if "(" in language else "")
    return f" in {known}" if known else f" ({language})"


def _quoted(words: str) -> str:
    return f"“{words}”" if words else "nothing"
