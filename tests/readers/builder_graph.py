"""Walks the graph in the builder’s own JSON: a second opinion on the order of pages, with no code of the reader."""

from collections.abc import Callable, Mapping
from typing import Any

Answers = Mapping[str, Mapping[str, Any]]
"""What was answered on each page: ``{"/about-you": {"name": "Sam", "horses": ["brown"]}}``."""

SAYING = {"Para", "Html", "InsetText", "Markdown", "Details", "List"}


def walked(document: dict[str, Any], answers: Callable[[str], Mapping[str, Any]]) -> list[str]:
    """The paths of the pages, in the order in which the builder shows them for these answers."""
    return _in_turn(document, answers) if document.get("engine") == "V2" else _along(document, answers)


def _along(document: dict[str, Any], answers: Callable[[str], Mapping[str, Any]]) -> list[str]:
    pages: dict[str, dict[str, Any]] = {}
    for page in document["pages"]:
        pages.setdefault(page["path"], page)
    path: str | None = document["startPage"]
    seen: list[str] = []
    state: dict[str, Any] = {}
    while path is not None:
        page = pages[path]
        seen.append(path)
        state |= _state(page, answers(path))
        links = [link for link in page.get("next", []) if link["path"] in pages]
        path = next(
            (
                link["path"]
                for link in links
                if "condition" in link and _true(document, link["condition"], state)
            ),
            None,
        )
        if path is None:
            path = next((link["path"] for link in reversed(links) if "condition" not in link), None)
    return seen


def _in_turn(document: dict[str, Any], answers: Callable[[str], Mapping[str, Any]]) -> list[str]:
    seen: list[str] = []
    state: dict[str, Any] = {}
    for page in document["pages"]:
        if "condition" in page and not _true(document, page["condition"], state):
            continue
        seen.append(page["path"])
        state |= _state(page, answers(page["path"]))
        if page.get("controller") == "TerminalPageController":
            break
    return seen


def _state(page: dict[str, Any], answered: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for component in page.get("components", []):
        if component["type"] in SAYING:
            continue
        value = answered.get(component.get("name"))
        made[component["name"]] = value
        made[component.get("id")] = value
        if "section" in page:
            made[f"{page['section']}.{component['name']}"] = value
    return made


def _true(document: dict[str, Any], name: str, state: Mapping[str, Any]) -> bool:
    condition = next((c for c in document["conditions"] if name in (c.get("name"), c.get("id"))), None)
    if condition is None:
        return False
    if "items" in condition:
        results = [_item(document, item, state) for item in condition["items"]]
        return any(results) if condition.get("coordinator") == "or" else all(results)
    either = [True]
    for number, part in enumerate(condition["value"]["conditions"]):
        result = (
            _true(document, part["conditionName"], state) if "conditionName" in part else _part(part, state)
        )
        if number and part.get("coordinator") == "or":
            either.append(result)
        else:
            either[-1] = either[-1] and result
    return any(either)


def _part(part: dict[str, Any], state: Mapping[str, Any]) -> bool:
    return _compared(state.get(part["field"]["name"]), part["operator"], part["value"]["value"])


def _item(document: dict[str, Any], item: dict[str, Any], state: Mapping[str, Any]) -> bool:
    if "conditionId" in item:
        return _true(document, item["conditionId"], state)
    value = item["value"]
    if isinstance(value, dict):
        listed = next(one for one in document["lists"] if one["id"] == value["listId"])
        value = next(one["value"] for one in listed["items"] if one["id"] == value["itemId"])
    return _compared(
        state.get(item["componentId"]),
        item["operator"],
        str(value).lower() if isinstance(value, bool) else value,
    )


def _compared(answer: Any, operator: str, value: Any) -> bool:
    match operator:
        case "is":
            return answer is not None and str(answer) == str(value)
        case "contains":
            return bool(answer) and value in answer
        case "does not contain":
            return not answer or value not in answer
        case "is more than":
            return bool(answer) and float(answer) > float(value)
    raise AssertionError(operator)
