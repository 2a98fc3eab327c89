"""The lists that a form reads (secondary instances): inside it, or in CSV, XML and GeoJSON files beside it."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence

from kiosk.errors import FormError
from kiosk.forms.finding import SEARCHED
from kiosk.forms.form import Control, Itemset
from kiosk.forms.loading.drafting import Draft
from kiosk.forms.long_list import LongList
from kiosk.forms.node import XHTML, Node, document
from kiosk.forms.table import Table
from kiosk.forms.tree import parse_tree

MAX_CELLS = 500_000
MAX_HEADERS = 1_000_000
"""Characters of a list's first line that are looked at for the sign between its columns."""
_NAME = re.compile(r"[^\w.\-]+")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_COMPARED = re.compile(r"(?<![\w.\-])([\w.\-]{1,100}) *= *([\w.\-]*)")
ITEMSETS = "itemsets.csv"
"""The file of the lists that select_one_external asks."""

_LAST_SAVED = "jr://instance/last-saved"


def read_lists(model: Node, draft: Draft, media: Mapping[str, bytes], primary: Node) -> dict[str, Node]:
    """The document of each list by its id.

    A list that no expression of the draft names is not read. One whose file is not in ``media`` is empty, and the
    draft tells. Raises FormError when a file cannot be read.
    """
    sources = tuple(expression.source for expression in draft.expressions)
    named = {name for source in sources for pair in _QUOTED.findall(source) for name in pair}
    made: dict[str, Node] = {}
    for number, instance in enumerate(node for node in model.children if node.name == "instance"):
        name = instance.attributes.get("id", "")
        if number == 0:
            made.update({name: primary} if name else {})
            continue
        if not name:
            raise FormError("a list needs an id so that questions can name it; add it", "/model/instance")
        if name in made:
            raise FormError(f"there are two lists called '{name}'; rename one", "/model/instance")
        source = instance.attributes.get("src", "")
        if source and source != _LAST_SAVED and name in named:
            made[name] = _from_file(name, source, media, draft)
        else:
            made[name] = _written(Node("root") if source or not instance.children else instance.children[0])
    for name in draft.queried - made.keys():
        made[name] = _queried(name, media, draft)
    _prepare(made.values(), sources)
    return made


def _prepare(lists: Iterable[Node], sources: tuple[str, ...]) -> None:
    """Make the indexes that the first filter will want, so that it is as quick as the next."""
    compared = {name for source in sources for pair in _COMPARED.findall(source) for name in pair}
    for each in lists:
        if isinstance(each.element, Table):
            each.element.prepare(compared)


def prepare_searches(controls: Iterable[Control], lists: Mapping[str, Node]) -> None:
    """Make what the first search of a long list needs, so that the first letter is answered as quickly as the next."""
    for itemset in filter(None, (control.itemset for control in controls)):
        table = whole_table(itemset, lists)
        choices = table.choices(*itemset.columns) if table is not None and itemset.columns else ()
        if isinstance(choices, LongList) and len(choices) > SEARCHED:
            choices.find("")


def whole_table(itemset: Itemset, lists: Mapping[str, Node]) -> Table | None:
    """The list whose every row is on offer; None when there is a filter, or the list is no plain table."""
    if not itemset.whole:
        return None
    name, root, item = itemset.whole
    table = lists[name].element if name in lists else None
    return table if isinstance(table, Table) and (table.name, table.item) == (root, item) else None


def _queried(name: str, media: Mapping[str, bytes], draft: Draft) -> Node:
    """A list of select_one_external: the rows of itemsets.csv that have its name."""
    every = _from_file(name, f"jr://file-csv/{ITEMSETS}", media, draft).element
    rows = every.where("list_name", {name}) if isinstance(every, Table) else []
    columns = [child.name for child in rows[0].children] if rows else []
    label = next((column for column in columns if column == "label"), "") or next(
        (column for column in columns if column.startswith("label")), ""
    )
    named = ["label" if column == label else column for column in columns]
    return _table(named, ([cell.text for cell in row.children] for row in rows))


def _from_file(name: str, source: str, media: Mapping[str, bytes], draft: Draft) -> Node:
    file = source.rpartition("/")[2]
    data = media.get(file)
    if data is None:
        draft.missing[file] = None
        draft.warn(f"list {name}", f"the file '{file}' is needed but is not there; put it beside the form")
        return document(Node("root"))
    return read_file(file, data, as_csv=source.startswith("jr://file-csv/"))


def read_file(file: str, data: bytes, *, as_csv: bool = False) -> Node:
    """The document of a list: CSV, GeoJSON or XML, told by the end of its name. Raises FormError."""
    where = f"file {file}"
    kind = file.rpartition(".")[2].lower()
    try:
        if kind == "csv" or as_csv:
            return _from_csv(data.decode("utf-8-sig"))
        if kind == "geojson":
            return _from_geojson(json.loads(data))
        return _written(parse_tree(data).element)
    except FormError as error:
        raise FormError(error.sentence, where) from error
    except (
        UnicodeDecodeError,
        csv.Error,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
    ) as error:
        raise FormError("the file cannot be read; save it again as UTF-8", where) from error


def _from_csv(text: str) -> Node:
    first = text[:MAX_HEADERS].partition("\n")[0]
    mark = ";" if first.count(";") > first.count(",") else ","
    read = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    names = [_NAME.sub("_", name.strip()) for name in next(read, [])]
    if text.count("\n") > MAX_CELLS:
        raise FormError(f"the file has more than {MAX_CELLS:,} lines; make it shorter")
    return _table(names, (row for row in read if any(row)))


def _table(names: Sequence[str], rows: Iterable[Sequence[str | None]]) -> Node:
    kept: list[Sequence[str | None]] = []
    cells = 0
    width = len(names)
    for row in rows:
        kept.append(tuple(row[:width]) if len(row) >= width else (*row, *[None] * (width - len(row))))
        cells += width
        if cells > MAX_CELLS:
            raise FormError(f"the file has more than {MAX_CELLS:,} cells; make it shorter")
    return document(Table("root", "item", names, kept))


def _written(root: Node) -> Node:
    """A list written in XML, as a Table when its items are all alike and hold nothing but texts."""
    items = root.children
    plain = root.content is None and items and not root.prefix and root.namespace != XHTML
    if not plain or not all(_is_row(item, items[0].name) for item in items):
        return document(root.copy())
    names = list(dict.fromkeys(child.name for item in items for child in item.children))
    places = {name: place for place, name in enumerate(names)}
    rows: list[Sequence[str | None]] = []
    for item in items:
        row: list[str | None] = [None] * len(names)
        for child in item.children:
            row[places[child.name]] = child.text
        rows.append(tuple(row))
    return document(Table(root.name, items[0].name, names, rows))


def _is_row(item: Node, name: str) -> bool:
    if item.name != name or item.prefix or item.attributes or item.content is not None or item.text.strip():
        return False
    seen: set[str] = set()
    for child in item.children:
        if (
            child.children
            or child.content is not None
            or child.prefix
            or child.attributes
            or child.name in seen
        ):
            return False
        seen.add(child.name)
    return True


def _from_geojson(data: dict[str, list[dict[str, object]]]) -> Node:
    def row(feature: dict[str, object]) -> dict[str, str]:
        geometry, properties = feature.get("geometry"), feature.get("properties")
        made = {str(key): "" if value is None else str(value) for key, value in _pairs(properties)}
        if "id" in feature:
            made.setdefault("id", str(feature["id"]))
        points = dict(_pairs(geometry)).get("coordinates")
        if isinstance(points, list) and points and not isinstance(points[0], list):
            longitude, latitude = points[:2]
            made["geometry"] = f"{latitude} {longitude} 0 0"
        return made

    found = [row(feature) for feature in data["features"]]
    names = list(dict.fromkeys(name for one in found for name in one))
    return _table(names, (tuple(one.get(name) for name in names) for one in found))


def _pairs(value: object) -> Iterable[tuple[str, object]]:
    return value.items() if isinstance(value, dict) else ()
