"""How much one journey can hold, whoever made it: what the recorder keeps to, and the wire refuses beyond."""

import re

MOST_PAGES = 300
"""Page views of one journey; the last of them is always the last."""
MOST_OF_EACH = 20
"""Problems, and helps, of one page view; offers of one journey."""
MOST_MISSES = 999
LONGEST = 24 * 3600
"""Seconds of one page view at most: longer is a clock that leapt."""
LONGEST_NAME = 200

NAME = re.compile(rf"[\w./:@#+~-]{{1,{LONGEST_NAME}}}")
"""What a service, a page, a question, a problem or a rule may be called: never with a space, so never a sentence."""

_ENTRY = re.compile(r"\[\d+\]")
_STRANGE = re.compile(r"[^\w./:@#+~-]")


def named(name: str) -> str:
    """``name`` as a NAME: without the numbers of entries, since how many children somebody has is an answer."""
    return _STRANGE.sub("-", _ENTRY.sub("", name))[:LONGEST_NAME]
