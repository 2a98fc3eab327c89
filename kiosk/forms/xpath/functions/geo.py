"""Functions on places: points and lines as ODK writes them, ``latitude longitude altitude accuracy; …``."""

import math
from itertools import groupby, pairwise

from kiosk.forms.xpath.context import Frame, Value
from kiosk.forms.xpath.functions.strings import texts
from kiosk.forms.xpath.values import NAN

_RADIUS = 6_378_100.0  # metres, the Earth at the equator as JavaRosa has it
_POINT = 4  # steps that a point takes

Point = tuple[float, float]


def area(frame: Frame, *values: Value) -> float:
    """Square metres inside a shape; NaN when a point cannot be read, 0 for fewer than three points."""
    points = _points(frame, values)
    if points is None:
        return NAN
    if len(points) < 3:  # noqa: PLR2004 - a triangle is the smallest shape
        return 0.0
    total = 0.0
    for (lat1, lon1), (lat2, lon2) in zip(points, points[1:] + points[:1], strict=True):
        total += math.radians(lon2 - lon1) * (2 + math.sin(math.radians(lat1)) + math.sin(math.radians(lat2)))
    return round(abs(total * _RADIUS * _RADIUS / 2), 2)


def distance(frame: Frame, *values: Value) -> float:
    """Metres along a line; NaN when a point cannot be read."""
    points = _points(frame, values)
    if points is None:
        return NAN
    frame.budget.spend(len(points))
    return round(math.fsum(_apart(one, two) for one, two in pairwise(points)), 2)


def _apart(one: Point, two: Point) -> float:
    lat1, lat2 = math.radians(one[0]), math.radians(two[0])
    turn = math.radians(two[1] - one[1])
    cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(turn)
    return math.acos(max(-1.0, min(1.0, cosine))) * _RADIUS


def geofence(frame: Frame, point: Value, shape: Value) -> bool:
    """True when the point lies inside the shape."""
    place, corners = _points(frame, (point,)), _points(frame, (shape,))
    if not place or not corners:
        return False
    lat, lon = place[0]
    inside = False
    for (lat1, lon1), (lat2, lon2) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (lon1 > lon) != (lon2 > lon) and lat < (lat2 - lat1) * (lon - lon1) / (lon2 - lon1) + lat1:
            inside = not inside
    return inside


def intersects(frame: Frame, line: Value) -> bool:
    """True when a line or the edge of a shape crosses or touches itself; false for what is neither."""
    points = _points(frame, (line,)) or []
    lines = list(pairwise(point for point, _ in groupby(points)))
    closed = len(lines) > 2 and points[0] == points[-1]  # noqa: PLR2004 - a triangle is the smallest shape
    frame.budget.spend(len(lines) * len(lines) // 2)
    for number, one in enumerate(lines):
        for other in range(number + 1, len(lines)):
            last = closed and number == 0 and other == len(lines) - 1
            if other == number + 1 or last:
                corner = one[0] if last else one[1]
                if _folded(corner, one[1] if last else one[0], lines[other][0] if last else lines[other][1]):
                    return True
            elif _crossing(one, lines[other]):
                return True
    return False


def _turn(one: Point, two: Point, three: Point) -> float:
    """Which way the way from ``one`` over ``two`` to ``three`` turns: above 0, below 0, or 0 when straight."""
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


def _folded(corner: Point, one: Point, two: Point) -> bool:
    """Whether two lines from one corner lie on each other."""
    along = (one[0] - corner[0]) * (two[0] - corner[0]) + (one[1] - corner[1]) * (two[1] - corner[1])
    return _turn(corner, one, two) == 0 and along > 0


def _crossing(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    sides = [_turn(*one, point) for point in two] + [_turn(*two, point) for point in one]
    if sides[0] * sides[1] < 0 and sides[2] * sides[3] < 0:
        return True
    pairs = ((one, two[0]), (one, two[1]), (two, one[0]), (two, one[1]))
    return any(not side and _between(line, point) for side, (line, point) in zip(sides, pairs, strict=True))


def _between(line: tuple[Point, Point], point: Point) -> bool:
    return all(min(ends) <= at <= max(ends) for *ends, at in zip(*line, point, strict=True))


def _points(frame: Frame, values: tuple[Value, ...]) -> list[Point] | None:
    points: list[Point] = []
    for text in texts(frame, values):
        for part in text.split(";"):
            words = part.split()
            if not words:
                continue
            frame.budget.spend(_POINT)
            point = _point(words)
            if point is None:
                return None
            points.append(point)
    return points or None


def _point(words: list[str]) -> Point | None:
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        return None
    fits = len(numbers) > 1 and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180  # noqa: PLR2004 - degrees
    return (numbers[0], numbers[1]) if fits else None
