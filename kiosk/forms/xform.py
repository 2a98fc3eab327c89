"""Reads an ODK XForm into a Form. The file is hostile: bounded work, and one plain sentence when refused."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from kiosk.errors import FormError
from kiosk.forms.form import Element, Form, controls_in
from kiosk.forms.loading.binds import read_actions, read_binds
from kiosk.forms.loading.body import BodyReader
from kiosk.forms.loading.defaults import tidy_defaults
from kiosk.forms.loading.dependencies import build, repeats_in
from kiosk.forms.loading.drafting import Draft, path_of
from kiosk.forms.loading.itext import read_itext
from kiosk.forms.loading.lists import prepare_searches, read_lists
from kiosk.forms.loading.primary import add_asked, read_primary, take_entries
from kiosk.forms.loading.unused import tell_unused
from kiosk.forms.loading.widgets import take_widgets
from kiosk.forms.long_list import LongList
from kiosk.forms.node import Node
from kiosk.forms.tree import parse_tree, uncollected

MAX_BYTES = 20_000_000
_NO_MEDIA: Mapping[str, bytes] = MappingProxyType({})


def load(
    xml: bytes,
    media: Mapping[str, bytes] = _NO_MEDIA,
    *,
    takes_files: bool = False,
    only_pages: bool = False,
    places: LongList | None = None,
) -> Form:
    """The form in ``xml``. ``media`` holds the files beside it by name (CSV, XML, GeoJSON lists).

    A list whose file is not there is empty, and ``Form.missing`` names the file. ``takes_files``: people at this kiosk
    can choose files; without it a question for one is left out or refused (decision 0007). ``only_pages``: these come
    from a scanner or a camera alone, so that nothing but pictures and PDFs can be given. ``places``: those that
    this kiosk knows; without any a question for a point on a map is left out (decision 0018).
    Raises FormError: one sentence that names the node and says what to do. Nothing else leaves it.
    """
    if len(xml) > MAX_BYTES:
        raise FormError(f"the form is larger than {MAX_BYTES // 1_000_000} MB; make its lists shorter")
    try:
        with uncollected():
            tree = parse_tree(xml).element
            form = _load(tree, media, takes_files, only_pages, bool(places))
    except RecursionError as error:
        raise FormError("the form is nested too deeply; make its groups flatter") from error
    return replace(form, places=places)


def _load(html: Node, media: Mapping[str, bytes], takes_files: bool, only_pages: bool, places: bool) -> Form:
    head, body = html.child("head"), html.child("body")
    model = head.child("model") if head else None
    if head is None or model is None:
        raise FormError(
            "this is no XForm: it has no <head> with a <model>; export the form again as XForm", "/"
        )
    draft = Draft(_declared(html, model))
    primary = read_primary(model)
    root = primary.element
    draft.root = path_of(root)
    instance = model.child("instance")
    draft.own = instance.attributes.get("id") if instance else None
    add_asked(primary, body, draft)
    draft.paths = frozenset(path_of(node) for node in root.walk())
    languages, default = read_itext(model, draft)
    binds, ids = read_binds(model, draft)
    draft.repeats = _repeated(body, draft)
    entries = take_entries(primary, draft.repeats)
    if body is not None:
        take_widgets(body, draft)
    elements = _body(body, BodyReader(draft, binds, ids, entries, takes_files, places, only_pages))
    tidy_defaults(primary, controls_in(elements), repeats_in(elements))
    actions = read_actions(model, body, draft, ids)
    units, readers = build(binds, elements, draft)
    _tell(model, root, draft)
    tell_unused(model, body, binds, draft)
    lists = read_lists(model, draft, media, primary)
    prepare_searches(controls_in(elements), lists)
    title = head.child("title")
    return Form(
        id=root.attributes.get("id") or root.namespace or root.name,
        version=root.attributes.get("version", ""),
        title=(title.text_value().strip() if title else "") or root.attributes.get("id", root.name),
        languages=languages,
        default_language=default,
        primary=primary,
        instances=lists,
        binds=binds,
        body=elements,
        actions=actions,
        units=units,
        readers=readers,
        repeats={repeat.path: repeat for repeat in repeats_in(elements)},
        itext=draft.itext,
        media=draft.media,
        warnings=tuple(draft.warnings),
        missing=tuple(draft.missing),
        public_key=_public_key(model),
    )


def _repeated(body: Node | None, draft: Draft) -> frozenset[str]:
    """The paths of what may be asked several times."""
    return frozenset(
        draft.reference(
            node.attributes.get("nodeset") or node.attributes.get("ref", ""), draft.root, "repeat"
        )
        for node in (body.walk() if body else ())
        if node.name == "repeat"
    )


def _declared(html: Node, model: Node) -> dict[str, str]:
    """Every prefix that the form declares; not those inside its lists, which are long."""
    found: dict[str, str] = {}
    waiting = [html]
    while waiting:
        node = waiting.pop()
        found.update({prefix: uri for prefix, uri in (node.declares or {}).items() if prefix})
        if node.parent is None or node.parent.parent is not model or node.parent.name != "instance":
            waiting.extend(reversed(node.children))
    return found


def _body(body: Node | None, reader: BodyReader) -> tuple[Element, ...]:
    if body is None:
        raise FormError("this is no XForm: it has no <body>; export the form again as XForm", "/")
    elements = reader.elements(body, reader.draft.root)
    seen: set[str] = set()
    for control in controls_in(elements):
        if control.path in seen:
            reader.draft.warn(control.path, "two questions have the same answer; they will show the same")
        seen.add(control.path)
    repeated: set[str] = set()
    for repeat in repeats_in(elements):
        if repeat.path in repeated:
            raise FormError("two repeats are about this node; put their questions into one", repeat.path)
        repeated.add(repeat.path)
    return elements


def _public_key(model: Node) -> str:
    submission = model.child("submission")
    return submission.attributes.get("base64RsaPublicKey", "") if submission else ""


def _tell(model: Node, primary: Node, draft: Draft) -> None:
    """Warn of what this kiosk does in its own way, and refuse expressions that no form here can use."""
    if _public_key(model):
        draft.warn(
            "/model/submission",
            "the form has its own key; it is used where its service goes to an OpenRosa server",
        )
    for node in primary.walk():
        if node.name == "entity" and "dataset" in node.attributes:
            told = (
                f"what it makes of the list of entities “{node.attributes['dataset']}” is sent as the form writes it; "
                "the kiosk keeps no such list"
            )
            draft.warn(path_of(node), told)
