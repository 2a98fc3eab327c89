"""The binds of a form: what holds for each node, and the actions that set values."""

from kiosk.errors import FormError
from kiosk.forms.form import Action, Bind
from kiosk.forms.loading.dependencies import begun
from kiosk.forms.loading.drafting import Draft
from kiosk.forms.node import Node
from kiosk.forms.xpath import Expression

FIRST_LOAD = "odk-instance-first-load"
LOAD = "odk-instance-load"
NEW_REPEAT = "odk-new-repeat"
CHANGED = "xforms-value-changed"
_EVENTS = {FIRST_LOAD, LOAD, NEW_REPEAT, CHANGED}
_OLD_NAMES = {"xforms-ready": LOAD, "jr-insert": NEW_REPEAT}
_RECORDS = "db:"
_ELSEWHERE = {"tel": "string", "note": "string"}
"""Types of other platforms; ``db:person`` and its like name a record of CHT’s own."""

Ids = dict[str, str]


def read_binds(model: Node, draft: Draft) -> tuple[dict[str, Bind], Ids]:
    """The binds by path, and the path of each bind's id."""
    binds: dict[str, Bind] = {}
    ids: Ids = {}
    for element in model.children:
        if element.name != "bind":
            continue
        ref = element.attributes.get("nodeset") or element.attributes.get("ref")
        if not ref:
            draft.warn("/model/bind", "a bind has no nodeset and so no effect; say which node it is about")
            continue
        path = draft.reference(ref, draft.root, ref.strip())
        if "id" in element.attributes:
            ids[element.attributes["id"]] = path
        if path.partition("/@")[0] not in draft.paths:
            draft.warn(path, "the form has a bind for this node, but no such node; it has no effect")
            continue
        if path in binds:
            draft.warn(path, "the form has two binds for this node; the last one counts")
        binds[path] = _bind(element, path, draft)
    return begun(binds, draft), ids


def _bind(element: Node, path: str, draft: Draft) -> Bind:
    def given(name: str) -> Expression | None:
        source = element.attributes.get(name, "").strip()
        return draft.expression(source, path) if source else None

    preload = element.attributes.get("jr:preload", "")
    params = element.attributes.get("jr:preloadParams", "")
    return Bind(
        path,
        type=_type(element.attributes.get("type", "")),
        relevant=given("relevant"),
        read_only=given("readonly"),
        required=given("required"),
        constraint=given("constraint"),
        calculate=given("calculate") if element.attributes.get("calculate", "").strip() != "." else None,
        required_message=draft.message(element, "jr:requiredMsg", path),
        constraint_message=draft.message(element, "jr:constraintMsg", path),
        preload=f"{preload}:{params}" if preload else "",
    )


def _type(written: str) -> str:
    name = written.rpartition(":")[2].strip() or "string"
    return "string" if written.startswith(_RECORDS) else _ELSEWHERE.get(name, name)


def read_actions(model: Node, body: Node | None, draft: Draft, ids: Ids) -> tuple[Action, ...]:
    """Every setvalue of the model and of the questions."""
    made = [_action(e, "", draft, ids) for e in model.children if e.name == "setvalue"]
    for element in body.walk() if body else ():
        parent = element.parent
        if element.name == "setvalue" and parent is not None:
            ref = parent.attributes.get("ref") or parent.attributes.get("nodeset", "")
            trigger = (
                draft.reference(ref, draft.root, ref)
                if ref
                else ids.get(parent.attributes.get("bind", ""), "")
            )
            made.append(_action(element, trigger, draft, ids))
    return tuple(action for action in made if action is not None)


def _action(element: Node, trigger: str, draft: Draft, ids: Ids) -> Action | None:
    draft.spend("actions", 1, trigger or "/model/setvalue")
    attributes = element.attributes
    ref = attributes.get("ref") or ids.get(attributes.get("bind", ""))
    where = ref or trigger or "/model/setvalue"
    if not ref:
        raise FormError("a setvalue does not say which node it sets; give it a ref", where)
    named = (attributes.get("event") or attributes.get("ev:event", "")).split()
    events = frozenset(_OLD_NAMES.get(name, name) for name in named)
    if not events <= _EVENTS:
        draft.warn(where, f"the event '{min(events - _EVENTS)}' never happens here")
    target = draft.reference(ref, trigger.rpartition("/")[0] or draft.root, where)
    if target.partition("/@")[0] not in draft.paths:
        raise FormError("a setvalue sets this node, but the form has no such node; correct its ref", target)
    source = attributes.get("value", "").strip()
    value = draft.expression(source, target) if source else element.text_value().strip()
    return Action(events & _EVENTS, target, value, trigger)
