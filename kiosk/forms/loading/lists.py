"""The lists that a form reads (secondary instances): inside it, or in CSV, XML and GeoJSON files beside it."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping

from kiosk.errors import FormError
from kiosk.forms.node import Node, document
from kiosk.forms.tree import parse_tree

MAX_CELLS = 2_000_000
_NAME = re.compile(r"[^\w.\-]+")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_LAST_SAVED = "jr://instance/last-saved"


def read_lists(
    model: Node, used: Iterable[str], media: Mapping[str, bytes], primary: Node
) -> dict[str, Node]:
    """The document of each list by its id.

    ``used`` are the sources of all expressions: a list that none of them names is not read. Raises FormError
    when a file is missing or cannot be read.
    """
    named = {name for source in used for pair in _QUOTED.findall(source) for name in pair}
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
        if source == _LAST_SAVED or (source and name not in named):
            made[name] = document(Node("root"))
        elif source:
            made[name] = _from_file(name, source, media)
        elif instance.children:
            made[name] = document(instance.children[0].copy())
        else:
            made[name] = document(Node("root"))
    return made


def _from_file(name: str, source: str, media: Mapping[str, bytes]) -> Node:
    file = source.rpartition("/")[2]
    data = media.get(file)
    if data is None:
        raise FormError(
            f"the file '{file}' is needed but is not there; put it beside the form", f"list {name}"
        )
    where = f"file {file}"
    kind = file.rpartition(".")[2].lower()
    try:
        if kind == "csv" or source.startswith("jr://file-csv/"):
            return _from_csv(data.decode("utf-8-sig"))
        if kind == "geojson":
            return _from_geojson(json.loads(data))
        return parse_tree(data)
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


def _items(rows: Iterable[Mapping[str, str]]) -> Node:
    root = Node("root")
    cells = 0
    for row in rows:
        item = Node("item")
        for key, value in row.items():
            cells += 1
            if cells > MAX_CELLS:
                raise FormError(f"the file has more than {MAX_CELLS} cells; make it shorter")
            item.append(Node(key, value))
        root.append(item)
    return document(root)


def _from_csv(text: str) -> Node:
    lines = text.splitlines()
    first = lines[0] if lines else ""
    mark = ";" if first.count(";") > first.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    names = [_NAME.sub("_", name.strip()) for name in next(rows, [])]
    return _items(
        {key: value for key, value in zip(names, row, strict=False) if key} for row in rows if any(row)
    )


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

    return _items(row(feature) for feature in data["features"])


def _pairs(value: object) -> Iterable[tuple[str, object]]:
    return value.items() if isinstance(value, dict) else ()
