"""Spoils a file: somewhere, by a little or a lot, with what parsers stumble on."""

import io
import re
import zipfile

NASTY = (
    *(
        "",
        "\0",
        "\ufffe",
        "\ud83d",
        "A" * 100_000,
        "9" * 400,
        "-1",
        "1e999",
        "NaN",
        "=1+1",
        '"' * 9,
        "|" * 99,
        ",,,,",
    ),
    *(
        "(" * 5_000,
        "[" * 3_000,
        "<a>" * 2_000,
        "</a>",
        '{"a":' * 3_000,
        "../" * 500,
        "//*" * 50,
        "${" * 99,
        "${a}",
    ),
    *(
        "&x;",
        '<!DOCTYPE a [<!ENTITY x "y">]>',
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        "<![CDATA[",
        "<?xml?>",
    ),
    *(
        "begin repeat",
        "end group",
        "select_one ",
        "calculate",
        "rank nothing",
        "audio",
        "/data",
        ".",
        ".. = 1",
    ),
    *(
        "instance('a')/root/item",
        "position(..)",
        "jr:itext('x')",
        "pulldata('a','b','c','d')",
        "repeat",
        "true()",
    ),
    *(
        "count(//*)",
        "a" + " or a" * 2_000,
        "regex(., '(a+)+$')",
        "string-length(" * 300,
        "null",
        "[]",
        "{}",
        "1e5",
    ),
    *("file:///etc/passwd", "data:image/png;base64,AAAA", "\r\n\r\n", "\u202e", "__proto__", "%s%n{0}", "٣"),
)
_TOKEN = re.compile(rb'"[^"\n]{0,80}"|>[^<\n]{1,80}<|[\w$./:()\'-]{2,40}')


def spoil(data, dice):
    """``data`` with one to four things wrong; half of the time it stays well formed, so that more is read."""
    ways = (_swap,) if dice.random() < 0.5 else _WAYS
    for _ in range(dice.randint(1, 4)):
        data = dice.choice(ways)(data, dice)
    return data


def spoil_workbook(data, dice):
    """A workbook spoilt in one of its parts, or as the archive that it is."""
    if dice.random() < 0.2:
        return _flip(data, dice)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = dice.choice([name for name in old.namelist() if name.endswith(".xml")])
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, spoil(part, dice) if name == chosen else part)
    return made.getvalue()


def _place(data, dice):
    return dice.randrange(len(data) + 1)


def _flip(data, dice):
    spoilt = bytearray(data)
    for _ in range(min(len(spoilt), dice.choice((1, 1, 8, 64)))):
        spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def _cut(data, dice):
    begin, end = sorted((_place(data, dice), _place(data, dice)))
    return data[:begin] + data[min(end, begin + dice.choice((1, 20, 2_000, len(data)))) :]


def _twice(data, dice):
    begin, end = sorted((_place(data, dice), _place(data, dice)))
    piece = data[begin : min(end, begin + 5_000)]
    return data[:begin] + piece * dice.choice((2, 2, 30)) + data[begin:]


def _insert(data, dice):
    at = _place(data, dice)
    return data[:at] + _nasty(dice) + data[at:]


def _swap(data, dice):
    """A word of the file instead of another, or something nasty in its place: the structure stays whole."""
    found = list(_TOKEN.finditer(data))
    if not found:
        return _insert(data, dice)
    gone, come = dice.choice(found), dice.choice(found)[0]
    if dice.random() < 0.3:
        come = gone[0][:1] + _nasty(dice) + gone[0][-1:] if gone[0][:1] in b'">' else _nasty(dice)
    return data[: gone.start()] + come + data[gone.end() :]


def _lines(data, dice):
    """Two of its lines change places."""
    lines = data.split(b"\n")
    if len(lines) < 2:
        return _twice(data, dice)
    here, there = sorted(dice.sample(range(len(lines)), 2))
    lines[here], lines[there] = lines[there], lines[here]
    return b"\n".join(lines)


def _nasty(dice):
    return dice.choice(NASTY).encode(dice.choice(("utf-8", "utf-8", "utf-16-le")), "surrogatepass")


_WAYS = (_flip, _cut, _twice, _insert, _swap, _swap, _swap, _lines)
