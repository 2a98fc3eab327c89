"""Words as they are looked for: without capitals and accents, and by what their endings and beginnings leave."""

import re
import unicodedata
from collections.abc import Callable, Mapping

_WORD = re.compile(r"[^\W_]+")
_LEAST = 3
"""Letters of a word that an ending leaves."""

_WELSH_ENDINGS = (
    *("iadau", "iadur", "iaeth", "wyd", "odd", "ais", "aist", "asom", "ion", "iau", "oedd", "ydd", "ith"),
    *(
        "wch",
        "wyr",
        "aeth",
        "ech",
        "och",
        "af",
        "au",
        "od",
        "en",
        "io",
        "wn",
        "ir",
        "yn",
        "er",
        "u",
        "a",
        "i",
        "o",
    ),
)
_MUTATED = (
    *(
        ("ngh", "c"),
        ("mh", "p"),
        ("nh", "t"),
        ("ng", "g"),
        ("ch", "c"),
        ("ph", "p"),
        ("th", "t"),
        ("dd", "d"),
    ),
    *(
        ("g", "c"),
        ("b", "p"),
        ("d", "t"),
        ("f", "b"),
        ("f", "m"),
        ("m", "b"),
        ("n", "d"),
        ("l", "ll"),
        ("r", "rh"),
    ),
    ("h", ""),
)
"""What a Welsh word may begin with after a mutation, and what it begins with in the dictionary."""

_LOST = "aeilorwy"
"""What may follow a g that the soft mutation took away."""


def words(text: str) -> tuple[str, ...]:
    """The words of ``text`` in order, folded: "Mae’r tŷ" gives mae, r, ty."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return tuple(_WORD.findall("".join(c for c in letters if not unicodedata.combining(c))))


def radicals(word: str) -> frozenset[str]:
    """What a Welsh word may be before the mutation of its first letter, itself among them: gasglu gives casglu, too."""
    found = {word}
    found |= {plain + word[len(changed) :] for changed, plain in _MUTATED if word.startswith(changed)}
    if word[:1] in _LOST:
        found.add(f"g{word}")
    return frozenset(each for each in found if len(each) > 1)


def _english(word: str) -> str:
    if word.endswith(("ies", "ied")) and len(word) > _LEAST + 1:
        return f"{word[:-3]}i"
    for ending in ("ings", "ing", "ed", "es", "s"):
        left = word[: -len(ending)]
        if word.endswith(ending) and len(left) >= _LEAST and not (ending == "s" and left[-1] in "sui"):
            word = left
            break
    if len(word) > _LEAST and word[-1] == word[-2] and word[-1] not in "sle":
        word = word[:-1]
    if len(word) > _LEAST:
        word = re.sub(r"(e|ment|er)$", "", word) if len(word) > _LEAST + 3 else word.removesuffix("e")
    return re.sub(r"y$", "i", word)


def _welsh(word: str) -> str:
    word = word.replace("nn", "n").replace("rr", "r")
    for ending in _WELSH_ENDINGS:
        left = word[: -len(ending)]
        if word.endswith(ending) and len(left) >= _LEAST:
            return left
    return word


def _keys_english(word: str) -> frozenset[str]:
    return frozenset({_english(word)})


def _keys_welsh(word: str) -> frozenset[str]:
    return frozenset(_welsh(each) for each in radicals(word))


def _keys_as_written(word: str) -> frozenset[str]:
    return frozenset({word})


KEYS: Mapping[str, Callable[[str], frozenset[str]]] = {"en": _keys_english, "cy": _keys_welsh}
"""By language: what two words have in common that are one word in two forms."""


def keys(word: str, language: str) -> frozenset[str]:
    """What ``word`` is found by: words that share one of these are forms of one word."""
    return KEYS.get(language, _keys_as_written)(word)
