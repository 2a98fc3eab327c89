"""Few rows that together hold every pair of values of any two axes, in place of every combination."""

from collections.abc import Mapping, Sequence
from itertools import combinations, product

Row = dict[str, object]
Pair = tuple[str, object, str, object]


def pairwise(axes: Mapping[str, Sequence[object]]) -> list[Row]:
    """Rows with a value for each axis. Each pair of values of two axes is in one of them. Always the same rows."""
    missing = {
        (one, a, other, b): None
        for one, other in combinations(axes, 2)
        for a, b in product(axes[one], axes[other])
    }
    rows: list[Row] = []
    while missing:
        one, a, other, b = next(iter(missing))
        row: Row = {one: a, other: b}
        for axis in axes:
            if axis not in row:
                row[axis] = _best(axis, axes[axis], row, missing)
        for pair in _pairs(row, axes):
            missing.pop(pair, None)
        rows.append({axis: row[axis] for axis in axes})
    if not rows:  # fewer than two axes have no pairs
        rows = [{axis: value} for axis, values in axes.items() for value in values]
    return rows


def every(axes: Mapping[str, Sequence[object]]) -> list[Row]:
    """All combinations."""
    return [dict(zip(axes, values, strict=True)) for values in product(*axes.values())]


def _best(axis: str, values: Sequence[object], row: Row, missing: Mapping[Pair, None]) -> object:
    """The value that brings the most pairs that no row has yet."""

    def new(value: object) -> int:
        return sum(
            (axis, value, other, held) in missing or (other, held, axis, value) in missing
            for other, held in row.items()
        )

    return max(values, key=new)


def _pairs(row: Row, axes: Mapping[str, Sequence[object]]) -> list[Pair]:
    return [(one, row[one], other, row[other]) for one, other in combinations(axes, 2)]
