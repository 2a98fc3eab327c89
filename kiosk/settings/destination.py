"""The keys of one table [destinations.NAME] in kiosk.toml. What they mean together: kiosk/destinations.py."""

from collections.abc import Mapping

from kiosk.destinations import AUTHS, FORMATS
from kiosk.settings.kinds import Choice, File, Text
from kiosk.settings.table import Setting

_AUTHS = tuple(sorted(set().union(*AUTHS.values())))

_LIST = (
    Setting("kind", Choice(lambda: tuple(AUTHS)), "What is there: an OpenRosa server or an Open311 server."),
    Setting("url", Text(), "Its address; with auth 'url' it has {secret} where the credential goes."),
    Setting("auth", Choice(lambda: _AUTHS), "How it knows this kiosk."),
    Setting("user", Text(), "The user’s name, for auth 'basic' and 'digest'."),
    Setting("secret", Text(), "The name of the file in the folder credentials that holds the credential."),
    Setting("authority", File(), "A file of certificates to trust instead of the usual ones."),
    Setting("proxy", Text(), "The council’s web proxy."),
    Setting("jurisdiction", Text(), "The jurisdiction_id of Open311."),
    Setting("format", Choice(lambda: FORMATS), "The format in which an Open311 server answers."),
)

DESTINATION: Mapping[str, Setting] = {setting.key: setting for setting in _LIST}
"""By key; ``kind`` and ``url`` are always needed."""
