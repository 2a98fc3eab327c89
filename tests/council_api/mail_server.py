"""A mail server (RFC 5321) of a test's own: it keeps what it takes, and says what the test tells it to say."""

import email
import email.policy
import socketserver
import ssl
import threading

OK = {
    "MAIL": "250 2.1.0 yes",
    "RCPT": "250 2.1.5 yes",
    "DATA": "354 go on",
    ".": "250 2.0.0 kept",
    "AUTH": "235 come in",
}


class MailServer:
    """``says`` is its answer to each command, and to the end of a mail (".").

    None hangs up instead of answering; what can be called is called once the mail is kept, and then it hangs up.
    ``folder`` holds cert.pem and key.pem (tests/tls.py); without one it offers no TLS. ``logins`` are what AUTH PLAIN
    carried.
    """

    def __init__(self, folder=None):
        self.says = dict(OK)
        self.raw = []
        self.lines = []
        self.logins = []
        self.peers = 0
        self._tls = None
        if folder:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(folder / "cert.pem", folder / "key.pem")
        answer = self._answer

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                answer(self.request)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    @property
    def mails(self):
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.raw]

    def _answer(self, line):
        self.peers += 1
        file, secure = line.makefile("rb"), False
        line.sendall(b"220 mail.council.example\r\n")
        while said := file.readline():
            words = said.decode().strip()
            self.lines.append(words)
            verb = words.split(":")[0].split()[0].upper()
            if verb == "STARTTLS":
                line.sendall(b"220 go on\r\n")
                try:
                    line = self._tls.wrap_socket(line, server_side=True)
                except OSError:
                    return
                file, secure = line.makefile("rb"), True
                continue
            answer = self._hello(secure) if verb == "EHLO" else self.says.get(verb, "502 what?")
            if verb == "AUTH":
                self.logins.append(words.split()[2])
            if answer is not None:
                line.sendall(f"{answer}\r\n".encode())
            if answer is not None and answer.startswith("354"):
                answer = self._take(file)
                line.sendall(f"{answer}\r\n".encode() if answer else b"")
            if answer is None:
                break
        line.close()

    def _hello(self, secure):
        more = ["STARTTLS"] if self._tls and not secure else ["AUTH PLAIN"] if secure else []
        return "\r\n".join([*(f"250-{each}" for each in ["council", *more]), "250 SIZE 99999"])

    def _take(self, file):
        mail = b""
        while (part := file.readline()) not in {b".\r\n", b""}:
            mail += part.removeprefix(b".")
        answer = self.says["."]
        if callable(answer):
            self.raw.append(mail)
            return answer()
        if answer and answer.startswith("250"):
            self.raw.append(mail)
        return answer
