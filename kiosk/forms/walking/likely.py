"""What a person would type into a box, told by the name that its author gave it: for walks that read well."""

import re

_BY_NAME: tuple[tuple[str, str], ...] = (
    (r"post_?code|zip", "CF10 3AT"),
    (r"e_?mail", "mair.jones@example.org"),
    (r"phone|mobile|tel$|tel_", "07700 900123"),
    (r"national_insurance|nino|^ni$|ni_number", "AB 12 34 56 C"),
    (r"vehicle|registration|number_plate|car_reg", "CA21 JKL"),
    (r"line_?1|street|address$", "12 Castle Street"),
    (r"line_?2|area|village", "Newtown"),
    (r"town|city", "Merrow"),
    (r"county|country", "Wales"),
    (r"doctor|surgery|clinic", "Castle Street Surgery"),
    (r"name", "Mair Jones"),
)
_LAST = re.compile(r"([^/\[]+)(?:\[\d+\])?$")


def likely(path: str) -> list[str]:
    """The text that fits the last name of ``path``; empty when the name says nothing."""
    last = _LAST.search(path)
    name = last[1].lower() if last else ""
    return [text for pattern, text in _BY_NAME if re.search(pattern, name)][:1]
