"""The question types: one small file each, and this table. To add one, write its file and its line here."""

from kiosk.forms.types.attached import AUDIO, DRAWING, FILE, IMAGE, SIGNATURE, VIDEO
from kiosk.forms.types.choice import ACKNOWLEDGE, BOOLEAN, SELECT_MULTIPLE, SELECT_ONE
from kiosk.forms.types.date import DATE
from kiosk.forms.types.date_time import DATE_TIME
from kiosk.forms.types.geopoint import GEOPOINT
from kiosk.forms.types.kind import QuestionType
from kiosk.forms.types.note import NOTE
from kiosk.forms.types.number import DECIMAL, INTEGER
from kiosk.forms.types.rank import RANK
from kiosk.forms.types.text import TEXT
from kiosk.forms.types.time import TIME

TYPES: dict[str, QuestionType] = {
    kind.name: kind
    for kind in (
        TEXT,
        INTEGER,
        DECIMAL,
        DATE,
        TIME,
        DATE_TIME,
        GEOPOINT,
        SELECT_ONE,
        SELECT_MULTIPLE,
        RANK,
        BOOLEAN,
        ACKNOWLEDGE,
        SIGNATURE,
        DRAWING,
        IMAGE,
        AUDIO,
        VIDEO,
        FILE,
        NOTE,
    )
}
