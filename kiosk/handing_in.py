"""What a form becomes when the person sends it."""

from datetime import datetime
from random import Random

from kiosk.catalogue import Service
from kiosk.forms.filling import Filling
from kiosk.submission import Submission, new_reference


def submission_of(
    filling: Filling,
    service: Service,
    id_: str,
    *,
    language: str,
    consent: str,
    now: datetime,
    random: Random,
) -> Submission:
    """The answers as they are sent, under the id ``id_`` and a reference that is drawn for it."""
    files = filling.attachments()
    return Submission(
        id=id_,
        reference=new_reference(random.choice),
        service=service.id,
        form_id=filling.form.id,
        form_version=filling.form.version,
        language=language,
        created=now,
        instance=filling.instance(),
        consent=consent,
        attachments=tuple(file.listed() for file in files),
        files=tuple(file.data for file in files),
        destination=service.destination,
        form_key=filling.form.public_key,
    )
