"""A problem with an answer: data, never a sentence (the words come from assets/languages)."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """What is wrong with one answer.

    ``code`` is looked up as ``problem.<code>`` in the language file and filled with ``params``. When the
    form brings its own words (required_message, constraint_message) they are in ``message`` and are used
    instead.
    """

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    message: str = ""
