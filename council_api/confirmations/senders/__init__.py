"""What takes a message away: a file each, by the name that council.toml gives it."""

from collections.abc import Mapping

from council_api.confirmations.senders.command import Command
from council_api.confirmations.senders.sender import Maker
from council_api.confirmations.senders.smtp import Smtp
from council_api.confirmations.senders.webhook import Webhook

SENDERS: Mapping[str, Maker] = {"smtp": Smtp.of, "command": Command.of, "webhook": Webhook.of}
"""Each makes one from its section of council.toml, and from the data folder, in which its credential lies."""
