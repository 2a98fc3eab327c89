"""What a form becomes when the person sends it."""

from kiosk import confirming
from kiosk.means import Means
from kiosk.submission import Submission, new_reference
from kiosk.visit import Visit


def submission_of(visit: Visit, means: Means) -> Submission:
    """The answers as they are sent, under the visit's id for them and a reference that is drawn for it."""
    filling, service = visit.filling, visit.service
    assert service is not None, "no service is chosen at this stage"  # noqa: S101 a fault of ours
    files = filling.attachments()
    return Submission(
        id=visit.submission,
        reference=new_reference(means.random.choice),
        service=service.id,
        form_id=filling.form.id,
        form_version=filling.form.version,
        language=visit.language,
        created=means.now(),
        instance=filling.instance(),
        consent=visit.consent_text,
        attachments=tuple(file.listed() for file in files),
        files=tuple(file.data for file in files),
        destination=service.destination,
        form_key=filling.form.public_key,
        helped=visit.helpers,
        location=means.location,
        confirm=confirming.chosen(visit),
    )
