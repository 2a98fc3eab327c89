"""The pages for council staff, made from the files of templates/: one look, and no script but our own."""

import base64
import hashlib
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from council_api import audit, insight_words
from council_api.answers import readable
from council_api.download import called
from kiosk.analytics.suppression import by_itself
from kiosk.attachments.attachment import size_in_words
from kiosk.insight import saying
from kiosk.submission import grouped

_FOLDER = Path(__file__).parent / "templates"
_STYLE = (_FOLDER / "inbox.css").read_text("utf-8")
_DESK = (_FOLDER / "desk.js").read_text("utf-8")


def _named(text: str) -> str:
    """How a policy names one style or script of ours."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


_COMMON = f"default-src 'none'; style-src {_named(_STYLE)}; base-uri 'none'; frame-ancestors 'none'; "
_READ_ONLY = _COMMON + "form-action 'none'"
_ASKING = _COMMON + "form-action 'self'"
_WITH_BUTTONS = _COMMON + f"form-action 'self'; connect-src 'self'; script-src {_named(_DESK)}"


def rendered(
    template: str,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    buttons: bool = False,
    asks: bool = False,
    **values: object,
) -> HTMLResponse:
    """A page made from a file of templates/.

    ``buttons``: that of the desk, which has some, and a script of ours. ``asks``: one with a form that only asks for
    another page.
    """
    own = {"style": Markup(_STYLE), "desk_script": Markup(_DESK)}  # noqa: S704, our own files
    html = _TEMPLATES.get_template(template).render(own | values)
    policy = _WITH_BUTTONS if buttons else _ASKING if asks else _READ_ONLY
    return HTMLResponse(html, status, headers={"Content-Security-Policy": policy})


def _when(moment: datetime) -> str:
    there = moment.astimezone(UTC)
    return f"{there.day} {there:%B %Y, %H:%M} UTC"


def _minutes(count: int) -> str:
    return "1 minute" if count == 1 else f"{count} minutes"


_TEMPLATES = Environment(
    loader=FileSystemLoader(_FOLDER),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals.update(shown=by_itself)
_TEMPLATES.filters.update(
    grouped=grouped,
    readable=readable,
    when=_when,
    minutes=_minutes,
    called=called,
    size=size_in_words,
    did=audit.in_words,
    percent=saying.percent,
    people=saying.number,
    clock=saying.clock,
    month=insight_words.month,
    share=insight_words.share,
    satisfied=insight_words.satisfied,
    half=insight_words.half,
    digital=insight_words.digital,
    cost=insight_words.cost,
    group=insight_words.group,
    refused=insight_words.refused,
    why=insight_words.why,
    offer=insight_words.offer,
)
