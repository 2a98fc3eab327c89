"""A draft, and how it is kept, for the tests of where it lies."""

from kiosk.attachments.attachment import Attachment
from kiosk.display import Display
from kiosk.draft import Draft
from kiosk.speech.voice import Settings
from kiosk.stage import Asking
from tests.offline_cache.rig import ANSWER

DRAFT = Draft(
    service="blue-badge",
    form=("blue_badge", "1"),
    submission="00000000-0000-4000-8000-000000000001",
    language="cy",
    display=Display(text_size="largest", switches=2),
    voice=Settings(wpm=210, volume=0.5),
    switches=("F5", "F6"),
    stage=Asking("/data/name", changing=True, turn=2, lists=("/data/list",)),
    answers={"tree": ["data", ANSWER, {}, []]},
    stopped_at=("/data/first",),
)
PHOTO = Attachment(
    "image/png", b"\x89PNG" + b"pixels" * 500, "cat.png", (((0.1, 0.2), (0.3, 0.4)),), "photo-1.png"
)


def keep(drafts, draft=DRAFT):
    drafts.keep(draft)
    drafts.settle()


def left_in(folder):
    return sorted(file.name for file in folder.iterdir() if file.name != "lock")
