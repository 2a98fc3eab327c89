"""How shown text is read aloud: money, dates, times, codes and abbreviations as words, a language each.

Each language is data, a Lexicon in kiosk/speech/lexicons/; what they share is RULES in kiosk/speech/rules/.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kiosk.speech.lexicon import Lexicon
from kiosk.speech.lexicons import LEXICONS
from kiosk.speech.rules import RULES

_BREAK = re.compile(r"(?<=[.!?…:۔؟])[\"”’)»]*\s+(?=[^\Wa-z]|[“\"£(])|\n+")
_WORD = re.compile(r"\S+")
_GROUP = re.compile(r"(?<=,) ")
_LONGEST_UNFINISHED = 12
_OPENING = "(“‘„«\"'[\u2066\u2068\u200f"
_CLOSING = re.compile(r"[,.;:!?)”»\"’'\]،؛؟۔\u2069]+")
_AROUND = "“”„‘’«»\"'()[],;!?:،؛؟۔\u2066\u2068\u2069\u200f"


@dataclass(frozen=True)
class Token:
    """Characters ``start`` to ``end`` of the shown text light up while ``say`` is read.

    A letter that must be read by its name is written as ``K.``, which any engine's text can carry.
    """

    start: int
    end: int
    say: str


@dataclass(frozen=True)
class Sentence:
    """What one call of the engine reads; ``start`` and ``end`` are places in the shown text."""

    start: int
    end: int
    tokens: tuple[Token, ...]


def spoken(text: str, language: str) -> tuple[Sentence, ...]:
    """``text`` as it is to be read in ``language``; one that has no lexicon is read as it is written.

    Tokens are in the order of the text, do not overlap, and cover every character but spaces.
    """
    return tuple(sentences(text, language))


def sentences(text: str, language: str) -> Iterator[Sentence]:
    """The same, one at a time, so that a long text begins to sound before it is worked out to its end."""
    lexicon = LEXICONS.get(language)
    for start, end in _bounds(text, lexicon):
        tokens = tuple(_linked(_tokens(text, start, end, lexicon), text, lexicon))
        if tokens:
            yield Sentence(start, end, tokens)


def _linked(tokens: Iterator[Token], text: str, lexicon: Lexicon | None) -> Iterator[Token]:
    """What a rule has put into words agrees with the word before it; what is written stays as it is written."""
    previous = ""
    for token in tokens:
        if lexicon and token.say != text[token.start : token.end]:
            yield replace(token, say=lexicon.linked(previous, token.say))
        else:
            yield token
        previous = token.say


def _bounds(text: str, lexicon: Lexicon | None) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _BREAK.finditer(text):
        before = text[max(start, gap.start() - _LONGEST_UNFINISHED) : gap.start()].split()
        if (
            lexicon
            and "\n" not in gap[0]
            and before
            and _goes_on(before[-1].lstrip(_OPENING), text[gap.end()], lexicon)
        ):
            continue
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _goes_on(word: str, then: str, lexicon: Lexicon) -> bool:
    """Whether the full stop after ``word`` is that of a shortened word, and ends no sentence."""
    if word in lexicon.unfinished or (word.endswith(".") and word in lexicon.abbreviations):
        return True
    return then.isdigit() and word.endswith(".") and word.rstrip(".") in lexicon.abbreviations


def _tokens(text: str, start: int, end: int, lexicon: Lexicon | None) -> Iterator[Token]:
    at, final = start, start + len(text[start:end].rstrip())
    for hit in _hits(text, start, end, lexicon):
        opening = hit.start
        while opening > at and text[opening - 1] in _OPENING:
            opening -= 1
        yield from _plain(text, at, opening, final, lexicon)
        closing = _CLOSING.match(text, hit.end, end)
        at = closing.end() if closing else hit.end
        say = _join(hit.say, closing[0] if closing else "")
        yield from _grouped(Token(opening, at, text[opening : hit.start] + say), text)
    yield from _plain(text, at, end, final, lexicon)


def _join(say: str, marks: str) -> str:
    return say + (marks.lstrip(".") if say.endswith(".") else marks)


def _hits(text: str, start: int, end: int, lexicon: Lexicon | None) -> list[Token]:
    """What the rules change, in order of place; where two rules meet, the earlier rule holds."""
    if lexicon is None:
        return []
    found: list[Token] = []
    taken = bytearray(end - start)
    present = frozenset(text[start:end])
    for rule in (*lexicon.rules, *RULES):
        if rule.needs and rule.needs.isdisjoint(present):
            continue
        for match in rule.pattern.finditer(text, start, end):
            place = slice(match.start() - start, match.end() - start)
            if not any(taken[place]) and (say := rule.say(match, lexicon)):
                taken[place] = b"\1" * len(match[0])
                found.append(Token(match.start(), match.end(), say))
    return sorted(found, key=lambda token: token.start)


def _grouped(token: Token, text: str) -> Iterator[Token]:
    """A code lights up group by group, when it is shown in the groups that it is read in."""
    shown, said = list(_WORD.finditer(text, token.start, token.end)), _GROUP.split(token.say)
    if len(said) == 1 or len(shown) != len(said):
        yield token
        return
    for word, say in zip(shown, said, strict=True):
        yield Token(word.start(), word.end(), say)


def _plain(text: str, start: int, end: int, final: int, lexicon: Lexicon | None) -> Iterator[Token]:
    """Words that no rule is for. The sentence ends at ``final``."""
    for word in _WORD.finditer(text, start, end):
        say = _word(word[0], lexicon, last=word.end() == final) if lexicon else word[0]
        yield Token(word.start(), word.end(), say)


def _word(word: str, lexicon: Lexicon, *, last: bool) -> str:
    """A shortened word in full; its full stop goes with it, unless that ends the sentence."""
    core = word.strip(_AROUND)
    short = core.rstrip(".")
    known = core if core in lexicon.abbreviations else short
    if known not in lexicon.abbreviations:
        return word
    stop = "." if last and core.endswith(".") and core not in lexicon.unfinished else ""
    return word.replace(core, lexicon.abbreviations[known] + stop, 1)
