"""The colours of each theme, by role (V5). The only place where a colour is written as a number."""

from typing import Literal

Role = Literal[
    "paper",
    "panel",
    "ink",
    "quiet",
    "action",
    "on_action",
    "line",
    "problem",
    "problem_ground",
    "success",
    "chosen",
    "spoken",
    "on_spoken",
    "focus_inner",
    "focus_outer",
]
"""What a colour is for. ``paper`` and ``panel`` are grounds; ``ink``, ``quiet``, ``problem`` and ``success``
are text on them; ``action`` is a ground with ``on_action`` text, and text and border on ``paper``; ``line``
borders; ``chosen`` and ``problem_ground`` are grounds for ``ink`` and ``problem``; ``spoken`` is the ground of the word
that sounds now, with ``on_spoken`` text."""

_FOCUS: dict[Role, str] = {"focus_inner": "#000000", "focus_outer": "#FFD000"}


def _two(ground: str, ink: str) -> dict[Role, str]:
    """A theme of two colours only: form carries what colour says elsewhere (V7)."""
    return {
        "paper": ground,
        "panel": ground,
        "ink": ink,
        "quiet": ink,
        "action": ink,
        "on_action": ground,
        "line": ink,
        "problem": ink,
        "problem_ground": ground,
        "success": ink,
        "chosen": ground,
        "spoken": ink,
        "on_spoken": ground,
        **_FOCUS,
    }


PALETTES: dict[str, dict[Role, str]] = {
    "light": {
        "paper": "#FFFFFF",
        "panel": "#F2F5F7",
        "ink": "#10202B",
        "quiet": "#2A3842",
        "action": "#08324F",
        "on_action": "#FFFFFF",
        "line": "#5B6B76",
        "problem": "#750A0E",
        "problem_ground": "#FFF8F7",
        "success": "#083D23",
        "chosen": "#E6F0F7",
        "spoken": "#FFE08A",
        "on_spoken": "#10202B",
        **_FOCUS,
    },
    "cream": {
        "paper": "#FFF8E7",
        "panel": "#F7EED8",
        "ink": "#222222",
        "quiet": "#33302A",
        "action": "#00266B",
        "on_action": "#FFF8E7",
        "line": "#6E6550",
        "problem": "#6E0A0E",
        "problem_ground": "#FFF3EC",
        "success": "#0B3D20",
        "chosen": "#EFE6CC",
        "spoken": "#F5D37A",
        "on_spoken": "#222222",
        **_FOCUS,
    },
    "black_on_white": _two("#FFFFFF", "#000000"),
    "white_on_black": _two("#000000", "#FFFFFF"),
    "soft": {
        "paper": "#E9EDEE",
        "panel": "#E1E7E9",
        "ink": "#47535B",
        "quiet": "#4C5860",
        "action": "#3D586B",
        "on_action": "#EFF2F3",
        "line": "#6F7C84",
        "problem": "#81383A",
        "problem_ground": "#F0E6E5",
        "success": "#35594A",
        "chosen": "#D9E4EA",
        "spoken": "#C3D3DB",
        "on_spoken": "#3D4850",
        **_FOCUS,
    },
}
"""Text on its ground: light at least 10:1, cream 7:1, the two of black and white 20:1, soft 4.5:1 to 8:1."""
