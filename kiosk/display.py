"""How the screen looks to the person in front of it now; reset when the visit ends (V9)."""

from dataclasses import dataclass

TEXT_SIZES: dict[str, float] = {"small": 3.9, "normal": 5.2, "large": 6.8, "largest": 8.8}
"""Cap height of body text in mm: inside the bands 3.5-4.2, 4.8-5.6, 6.4-7.1 and 8.5-9.0 of V1 (VVSG 2.0 7.1-G).
"largest" meets 0.7 degrees at 600 mm, which takes 7.33 mm (V2, EN 301 549 5.1.4)."""

THEMES = ("light", "cream", "black_on_white", "white_on_black", "soft")


@dataclass(frozen=True)
class Display:
    """The person's choices: a key of TEXT_SIZES, a name of THEMES, and whether pages are read aloud.

    ``motion`` is whether anything may move (V10). ``hold`` is for how many seconds a finger must stay on what it
    presses, 0.1 to 4, or 0 for not at all (M5). ``explore``: with pages read aloud, a finger hears what it touches,
    and a second tap presses it (M6).
    """

    text_size: str = "normal"
    theme: str = "light"
    read_aloud: bool = True
    motion: bool = False
    hold: float = 0.0
    explore: bool = False
