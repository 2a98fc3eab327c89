"""Spoils what comes over a wire or off a stick: bytes changed, cut off, put in, sent twice or out of order."""

NASTY = (
    b"\r\n",
    b"\r\n\r\n",
    b"\0",
    b"\xff" * 9,
    b"HTTP/1.1 100 Continue\r\n\r\n",
    b"HTTP/1.1 201 Created\r\n\r\n",
    b"Content-Length: 9\r\n",
    b"Content-Length: -1\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Retry-After: 99999999999999999999\r\n",
    b"ffffffffffffffff\r\n",
    b"A" * 70_000,
    b'<!DOCTYPE a [<!ENTITY x "y">]>&x;',
    b"[" * 2_000,
    b"1e999",
)


def spoil(data, chance):
    """``data`` with something done to it; what that was, and the bytes."""
    out = bytearray(data)
    at = chance.randrange(len(out))
    to = min(len(out), at + chance.choice((1, 4, 40, 400)))
    how = chance.choice(("flip", "flip", "digit", "cut", "leave out", "put in", "twice", "swap"))
    match how:
        case "flip":
            for _ in range(chance.choice((1, 1, 3, 30))):
                out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
        case "digit":
            digits = [n for n, byte in enumerate(out) if chr(byte).isdigit()] or [0]
            out[chance.choice(digits)] = ord(chance.choice("0123456789"))
        case "cut":
            del out[at:]
        case "leave out":
            del out[at:to]
        case "put in":
            out[at:at] = chance.choice(NASTY)
        case "twice":
            out[at:at] = out[at:to]
        case "swap":
            other = chance.randrange(len(out))
            out[at], out[other] = out[other], out[at]
    return how, bytes(out)
