"""Email, through the council's own mail server (RFC 5321), over TLS with a certificate that is checked."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime
from pathlib import Path
from typing import Self

from council_api.confirmations.senders.sender import (
    BUSY,
    CUT_OFF,
    LOCKED_OUT,
    NOT_TAKEN,
    SENT,
    TIMEOUT,
    UNREACHABLE,
    Message,
    Result,
    Section,
    credential,
    is_host,
    plain,
    values,
)
from kiosk.confirmation import usable
from kiosk.errors import CouncilError

_HERE = {"localhost", "127.0.0.1", "::1"}
_TLS = ("starttls", "tls", "none")
_POLICY = SMTP.clone(cte_type="7bit")
"""What any mail server takes."""

_PORTS = 2**16
_OK, _GO_ON, _FOR_GOOD = 250, 354, 500


@dataclass(frozen=True)
class Smtp:
    """A mail server. ``tls`` is "starttls", "tls", or "none" for one on this machine, which sends it on.

    ``authority`` is a file of certificates to trust in place of the system's, "" for those.
    """

    host: str
    port: int
    tls: str
    user: str
    password: str = field(repr=False)
    address: str
    name: str
    authority: str

    @classmethod
    def of(cls, section: Section, folder: Path) -> Self:
        """See Maker."""
        left_empty = dict.fromkeys(("user", "password_file", "name", "authority"), "")
        optional = {"port": 0, "tls": "starttls", **left_empty}
        said = values(section, {"host": str, "address": str}, optional)
        if said["tls"] not in _TLS:
            raise CouncilError(f"tls is one of {', '.join(_TLS)}.")
        if said["tls"] == "none" and said["host"] not in _HERE:
            raise CouncilError('tls = "none" is only for a mail server on this machine.')
        if not is_host(said["host"]) or not 0 <= said["port"] < _PORTS:
            raise CouncilError("host and port are not those of a mail server.")
        if not plain(said["user"]):
            raise CouncilError("user has a character that cannot be sent.")
        if not usable("email", said["address"]):
            raise CouncilError("address is not an email address to send from.")
        if any(ord(letter) < ord(" ") for letter in said["name"]):
            raise CouncilError("name has a character that no mail can have.")
        if bool(said["user"]) != bool(said["password_file"]):
            raise CouncilError("user and password_file belong together: give both or neither.")
        said["password"] = credential(folder, said.pop("password_file"))
        said["port"] = said["port"] or {"starttls": 587, "tls": 465, "none": 25}[said["tls"]]
        said["authority"] = str(folder / said["authority"]) if said["authority"] else ""
        made = cls(**said)
        made._context()
        return made

    def send(self, message: Message) -> Result:
        """Hand it to the mail server. Once all of it was on its way, only the server's answer tells."""
        mail = self._mail(message).as_bytes()
        try:
            server = self._connected()
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, ssl.SSLCertVerificationError):
            return LOCKED_OUT
        except (OSError, smtplib.SMTPException):
            return UNREACHABLE
        try:
            return self._handed_over(server, message.to, mail)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.putcmd("QUIT")  # whose answer would change nothing
            server.close()

    def _connected(self) -> smtplib.SMTP:
        # A name of our own for HELO: else the library looks up this machine's, which may take long.
        if self.tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, "handrail.localdomain", timeout=TIMEOUT, context=self._context()
            )
        else:
            server = smtplib.SMTP(self.host, self.port, "handrail.localdomain", timeout=TIMEOUT)
        try:
            if self.tls == "starttls":
                server.starttls(context=self._context())
            server.ehlo_or_helo_if_needed()
            if self.user:
                server.login(self.user, self.password)
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server

    def _handed_over(self, server: smtplib.SMTP, to: str, mail: bytes) -> Result:
        try:
            for line in (f"MAIL FROM:<{self.address}>", f"RCPT TO:<{to}>", "DATA"):
                code, _ = server.docmd(line)
                if code not in {_OK, _OK + 1, _GO_ON}:
                    return NOT_TAKEN if code >= _FOR_GOOD else BUSY
        except (OSError, smtplib.SMTPException):
            return UNREACHABLE
        try:
            server.send(_dotted(mail))
            code, _ = server.getreply()
        except (OSError, smtplib.SMTPException):
            return CUT_OFF
        if code == _OK:
            return SENT
        return NOT_TAKEN if code >= _FOR_GOOD else BUSY

    def _context(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self.authority or None)
        except OSError as error:
            raise CouncilError(f"authority: {self.authority} is no file of certificates.") from error

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage(policy=_POLICY)
        mail["From"] = Address(self.name, addr_spec=self.address)
        mail["To"] = Address(addr_spec=message.to)
        mail["Subject"] = message.subject
        mail["Date"] = format_datetime(localtime())
        mail["Message-ID"] = f"<{message.id}@{self.address.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"  # so that no answering machine answers (RFC 3834)
        mail.set_content(message.text)
        mail["Content-Language"] = message.language
        return mail


def _dotted(mail: bytes) -> bytes:
    """As DATA carries it: a line that begins with a dot has another before it, and a dot alone ends it."""
    lines = mail.removesuffix(b"\r\n").split(b"\r\n")
    return b"".join((b"." if line.startswith(b".") else b"") + line + b"\r\n" for line in lines) + b".\r\n"
