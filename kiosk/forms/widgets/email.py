"""An e-mail address, looked up nowhere: ``name@example.com``."""

import re
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import QuestionType, as_shown, as_stored, problem
from kiosk.forms.widgets.tidy import plain

_LONGEST = 254
_ALLOWED = re.compile(r"[\w.!#$%&'*+/=?^`{|}~@-]+")


def parse(raw: Raw, question: Question) -> str | Problem:
    """The address; its part after the @ in small letters."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 the first paint does not wait

    text = _tidy(raw)
    wrong = _wrong(text)
    if wrong:
        return problem(f"email.{wrong}", question)
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        return problem("email.not_real", question)


def _tidy(raw: Raw) -> str:
    """Without what dictation and address books put around it, and the spaces beside its signs."""
    text = plain(raw)
    text = re.sub(r"^mailto:\s*", "", text, flags=re.IGNORECASE)
    named = re.fullmatch(r"[^<>]*<([^<>]*)>", text)
    text = (named[1] if named else text).strip(" \"'‘’“”()[]")
    return re.sub(r"\s*([@.,_-])\s*", r"\1", text).replace("’", "'")


def _wrong(text: str) -> str:
    """What people get wrong, each thing by its own name; "" when there is nothing of it."""
    local, at, domain = text.rpartition("@")
    faults = (
        ("no_at", not at),
        ("two_at", "@" in local),
        ("comma", "," in text),
        ("before_at", not local),
        ("after_at", not domain),
        ("last_stop", text.endswith(".")),
        ("space", " " in text),
        ("stops", ".." in text or local.startswith(".") or local.endswith(".") or domain.startswith(".")),
        ("character", not _ALLOWED.fullmatch(text)),
        ("ending", "." not in domain or domain.rpartition(".")[2].isdecimal()),
        ("too_long", len(text) > _LONGEST),
    )
    return next((code for code, is_wrong in faults if is_wrong), "")


def plausible(random: Random, _question: Question) -> Raw:
    """An address that nobody has."""
    return random.choice(["mair.jones@example.org", "sam@example.com", "a.khan@example.co.uk"])


EMAIL = QuestionType(
    "text", "email", parse, as_stored, as_shown, plausible, required="required.email", hint="hint.email"
)
