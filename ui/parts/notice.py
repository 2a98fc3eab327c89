"""A notice: words in a panel that stay until they no longer hold. A screen reader speaks them when shown."""

from ui.palette import Role
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.theme import STRONG, Theme


class Notice(Text):
    """The words of a notice. Its accessible role comes from ui/accessibility.py, by this class's name."""


def notice(words: str, theme: Theme, *, icon: str = "info", role: Role = "line") -> Panel:
    """A panel with an icon and the words; ``role`` colours its border."""
    return Panel([Notice(words, theme)], theme, icon=icon, border=role, width=STRONG)
