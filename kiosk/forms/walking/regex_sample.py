"""Makes a text that a simple regular expression matches: classes, groups, choices and counts."""

import re
from random import Random

import re2

_CLASSES = {"d": "123456789", "w": "abcXYZ12", "s": " ", "S": "abcXYZ", "D": "abc", "W": "-"}
_ANY = "abcdeXYZ123"
_PRINTABLE = [chr(code) for code in range(32, 127)]
_COUNT = re.compile(r"\{(\d*)(,?)(\d*)\}")
_EXTRA = 2
_MOST = 2_000
"""Letters that a sample may take; counts inside counts would go on for ever."""


def regex_sample(pattern: str, random: Random) -> str:
    """A text for ``pattern``, or "" when the pattern is more than this understands."""
    try:
        text = _Sampler(pattern, random).choice()
        return text if re2.search(pattern, text) else ""
    except (re.error, re2.error, IndexError, ValueError, RecursionError, OverflowError, MemoryError):
        return ""


class _Sampler:
    def __init__(self, pattern: str, random: Random) -> None:
        self._pattern = pattern
        self._random = random
        self._at = 0
        self._left = _MOST

    def _next(self) -> str:
        return self._pattern[self._at] if self._at < len(self._pattern) else ""

    def _take(self) -> str:
        letter = self._pattern[self._at]
        self._at += 1
        return letter

    def choice(self) -> str:
        """One of the alternatives up to a closing bracket or the end."""
        options = [self._sequence()]
        while self._next() == "|":
            self._take()
            options.append(self._sequence())
        return self._random.choice(options)

    def _sequence(self) -> str:
        made: list[str] = []
        while self._next() not in ("", "|", ")"):
            start = self._at
            one = self._atom()
            end = self._at
            times = self._times()
            after = self._at
            made.append(one if times else "")
            for _ in range(times - 1):
                self._at = start
                made.append(self._atom())
            self._at = max(end, after)
        return "".join(made)

    def _atom(self) -> str:
        letter = self._take()
        self._left -= 1
        if self._left < 0:
            raise ValueError("the pattern asks for too much text")
        if letter == "(":
            if self._next() == "?":
                self._at = self._pattern.index(":", self._at) + 1
            inside = self.choice()
            self._take()
            return inside
        if letter == "[":
            return self._random.choice(self._letters())
        if letter == "\\":
            escaped = self._take()
            return "" if escaped in "bB" else self._random.choice(_CLASSES.get(escaped, escaped))
        if letter in "^$":
            return ""
        return self._random.choice(_ANY) if letter == "." else letter

    def _letters(self) -> list[str]:
        """The letters of a class, after its opening bracket."""
        not_these = self._next() == "^"
        if not_these:
            self._take()
        start = self._at
        end = start + 1
        while self._pattern[end] != "]" or self._pattern[end - 1] == "\\":
            end += 1
        # Python warns of a bare bracket in a class, which may mean more one day.
        members = re.sub(r"(?<!\\)\[", r"\\[", self._pattern[start:end])
        inside = re.compile(f"[{'^' if not_these else ''}{members}]")
        self._at = end + 1
        return [letter for letter in _PRINTABLE if inside.fullmatch(letter)]

    def _times(self) -> int:
        sign = self._next()
        if sign and sign in "?*+":
            self._take()
            low, high = {"?": (0, 1), "*": (0, _EXTRA), "+": (1, _EXTRA + 1)}[sign]
        elif found := _COUNT.match(self._pattern, self._at):
            self._at = found.end()
            low = int(found[1] or 0)
            high = int(found[3]) if found[3] else low + (_EXTRA if found[2] else 0)
        else:
            return 1
        if self._next() == "?":
            self._take()
        return min(self._random.randint(low, max(low, high)), 100)
