"""The page of what people said after they had sent something."""

from fastapi import APIRouter, Response

from council_api import comments
from council_api.audit import Action, RecordOf
from council_api.credentials import STAFF_ONLY
from council_api.inbox_routes import Before
from council_api.pages import rendered
from council_api.parts import PartsOf

router = APIRouter(prefix="/inbox", include_in_schema=False, dependencies=[STAFF_ONLY])


@router.get("/comments")
def show_comments(parts: PartsOf, record: RecordOf, before: Before = None) -> Response:
    """Each with its day and service, and nothing that leads to what was sent."""
    record(Action.COMMENTS)
    page = comments.page(parts.engine, parts.keys, before)
    return rendered("comments.html.jinja", page=page, first=before is None)
