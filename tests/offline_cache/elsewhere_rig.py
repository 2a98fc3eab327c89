"""Makers for the tests of other destinations: settings, a device key, sealed submissions with files."""

from dataclasses import replace
from xml.sax.saxutils import escape

from kiosk.attachments.attachment import Attachment
from kiosk.destinations import DestinationSettings
from offline_cache.device_key import DeviceKey
from offline_cache.elsewhere import Elsewhere
from tests.offline_cache.rig import make_submission

KEY = DeviceKey.of(bytes(range(32)))
ELSEWHERE = Elsewhere({"central": "openrosa", "reports": "open311"}, KEY, lambda size: b"\7" * size)
SECRET = "Tok3n-that-nobody-may-see"

INSTANCE = (
    '<data id="blue-badge" version="1"><name>{answer}</name>'
    "<meta><instanceID>uuid:{id}</instanceID></meta></data>"
)
REPORT = (
    '<data id="open311-pothole"><service_code>pothole</service_code>'
    "<address_string>1 High Street</address_string><description>{answer}</description><first_name/>"
    '<orx:meta xmlns:orx="http://openrosa.org/xforms"><orx:instanceID>uuid:{id}</orx:instanceID></orx:meta></data>'
)


def make_settings(url, kind="openrosa", **changes):
    name = {"openrosa": "central", "open311": "reports"}[kind]
    fields = {"auth": "none", "secret": "file"} | changes
    return DestinationSettings(name, kind, url, **fields)


def make_answers(number=1, *, kind="openrosa", answer="Primrose", files=(), form_key=""):
    """A submission as the visit makes one. ``files`` are the bytes of each attachment."""
    made = make_submission(number)
    shape = REPORT if kind == "open311" else INSTANCE
    text = shape.format(answer=escape(answer), id=made.id)
    attached = [Attachment("image/jpeg", data, name=f"photo-{n}.jpg") for n, data in enumerate(files, 1)]
    return replace(
        made,
        instance=text.encode(),
        destination="reports" if kind == "open311" else "central",
        attachments=tuple(one.listed() for one in attached),
        files=tuple(files),
        form_key=form_key,
    )


def sealed(answers, *, again=False):
    return replace(ELSEWHERE.seal(answers), again=again)
