"""The body of a form: its questions, groups and repeats in the order asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.attachments.pages import is_made
from kiosk.errors import FormError
from kiosk.forms.form import Bind, Control, Element, Group, Range, Repeat
from kiosk.forms.loading.choices import read_choices
from kiosk.forms.loading.drafting import Draft, constant, itext_id
from kiosk.forms.loading.least_most import read_least_most
from kiosk.forms.loading.once import read_once
from kiosk.forms.loading.primary import CONTROLS, Entry
from kiosk.forms.node import Node
from kiosk.forms.wording import Text

_SILENT = {"label", "hint", "help", "alert", "item", "itemset", "choices", "value", "setvalue", "setgeopoint"}
_SILENT |= {"recordaudio", "extension", "filename", "mediatype", "copy", "model", "style"}
_TYPES = {
    "string": "text",
    "text": "text",
    "barcode": "text",
    "anyURI": "text",
    "int": "integer",
    "integer": "integer",
    "long": "integer",
    "short": "integer",
    "byte": "integer",
    "nonNegativeInteger": "integer",
    "positiveInteger": "integer",
    "decimal": "decimal",
    "double": "decimal",
    "float": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "date_time",
    "boolean": "boolean",
    "select": "text",
    "select1": "text",
}
_FROM_FILE = "use select_one_from_file instead"
_FILES = "ask for it in words as well, or set attachments_from, scanner or camera in kiosk.toml to take files"
_PAGES = "ask for it in words as well, or set attachments_from in kiosk.toml: a scanner makes pictures and PDFs alone"
_LEFT_OUT = {
    "binary": "a file, photo or recording",
    "geopoint": "a place on a map",
    "geotrace": "a line on a map",
    "geoshape": "an area on a map",
}


@dataclass(frozen=True)
class BodyReader:
    """Reads elements of the body into Controls, Groups and Repeats. ``takes_files``, ``only_pages``: as in xform.load.

    ``places``: whether this kiosk knows any.
    """

    draft: Draft
    binds: Mapping[str, Bind]
    ids: Mapping[str, str]
    entries: Mapping[str, Entry]
    takes_files: bool = False
    places: bool = False
    only_pages: bool = False

    def elements(self, parent: Node, base: str) -> tuple[Element, ...]:
        """Everything inside ``parent``; ``base`` is the path that relative refs start from."""
        made: list[Element] = []
        for node in parent.children:
            if "hidden" in node.attributes.get("appearance", "").split():
                self.draft.warn(self._path(node, base), "its appearance is “hidden”, so it is not asked")
            elif node.name in CONTROLS:
                control = self._control(node, base)
                made.extend([control] if control else [])
            elif node.name == "group":
                made.append(self._group(node, base))
            elif node.name == "repeat":
                made.append(self._repeat(node, base, None))
            elif node.name not in _SILENT:
                raise FormError(
                    f"<{node.qualified_name}> is no question or group that this kiosk knows; take it out",
                    self._path(node, base) or base,
                )
        return tuple(made)

    def _path(self, node: Node, base: str) -> str:
        """The path a node of the body is bound to, or ""."""
        bound = node.attributes.get("bind")
        if bound:
            if bound not in self.ids:
                raise FormError(
                    f"there is no bind with the id '{bound}'; add it or give the question a ref", bound
                )
            return self.ids[bound]
        ref = node.attributes.get("ref") or node.attributes.get("nodeset")
        return self.draft.reference(ref, base, ref.strip()) if ref else ""

    def _group(self, node: Node, base: str) -> Element:
        path = self._path(node, base)
        where = path or base
        label = self.draft.text(node.child("label"), where)
        inside = [
            child for child in node.children if child.name in CONTROLS or child.name in ("group", "repeat")
        ]
        field_list = "field-list" in node.attributes.get("appearance", "").split()
        if len(inside) == 1 and inside[0].name == "repeat" and path in ("", self._path(inside[0], where)):
            return self._repeat(inside[0], where, label, field_list)
        return Group(path, label, field_list, self.elements(node, path or base))

    def _repeat(self, node: Node, base: str, around: Text | None, field_list: bool = False) -> Repeat:
        path = self._path(node, base)
        if path not in self.entries:
            raise FormError(
                "a repeat is about this node, but the form has no such node; correct its nodeset", path
            )
        entry = self.entries[path]
        count = node.attributes.get("jr:count", "").strip()
        fixed = constant_true(node.attributes.get("jr:noAddRemove", ""))
        least, most = read_least_most(node, path, self.draft, open_ended=not count and not fixed)
        return Repeat(
            path,
            self.draft.text(node.child("label"), path) or around,
            field_list or "field-list" in node.attributes.get("appearance", "").split(),
            self.elements(node, path),
            entry.template,
            entry.before,
            self.draft.expression(count, path) if count else None,
            fixed,
            sum(1 for _ in entry.template.walk()),
            least,
            most,
        )

    def _control(self, node: Node, base: str) -> Control | None:
        self.draft.spend("questions", 1, base)
        path = self._path(node, base)
        if not path:
            raise FormError(
                f"a question (<{node.name}>) does not say where its answer goes; give it a ref", base
            )
        if path not in self.draft.paths:
            raise FormError(
                "a question is about this node, but the form has no such node; correct its ref", path
            )
        bind = self.binds.get(path, Bind(path))
        kind = self._type(node, bind)
        if not kind:
            return None
        around = (p for p in self.draft.repeats if f"{base}/".startswith(f"{p}/"))
        if any(not path.startswith(f"{p}/") for p in around):
            self.draft.warn(path, "this question stands in a repeat but its answer does not; correct its ref")
        appearance = node.attributes.get("appearance", "").split()
        if node.name == "secret":
            appearance.append("masked")
        if bind.type == "barcode":
            appearance.append("barcode")
        if any(word.startswith("ex:") for word in appearance):
            self.draft.warn(path, "another app would answer this question; here the person types the answer")
        label, hint = node.child("label"), node.child("hint")
        chosen = kind in ("select_one", "select_multiple", "rank")
        items, itemset = read_choices(node, path, self.draft) if chosen else ((), None)
        return Control(
            bind,
            kind,
            self.draft.text(label, path),
            self.draft.text(hint, path),
            self.draft.guidance.get(itext_id(hint.attributes.get("ref", ""))) if hint else None,
            items,
            itemset,
            _range(node, path) if node.name == "range" else None,
            frozenset(appearance),
            _accept(node) if node.name == "upload" else frozenset(),
            itext_id(label.attributes.get("ref", "")) if label else "",
            read_once(node, kind, path, self.draft),
        )

    def _type(self, node: Node, bind: Bind) -> str:
        """The question type of a control; "" for one that is left out. Raises FormError for unknown ones."""
        if node.name == "rank":
            return "rank"
        if node.name == "upload":
            return self._upload(node, bind)
        if bind.type == "geopoint" and self.places:
            return "geopoint"
        if bind.type in _LEFT_OUT:
            return self._left_out(bind, _LEFT_OUT[bind.type])
        if "search(" in node.attributes.get("appearance", ""):
            return self._searched(bind)
        if "query" in node.attributes:
            return "select_one"
        fixed = {"select1": "select_one", "select": "select_multiple", "trigger": "acknowledge"}.get(
            node.name
        )
        if fixed:
            return "" if "label" in node.attributes.get("appearance", "").split() else fixed
        kind = _TYPES.get(bind.type)
        if kind is None:
            raise FormError(
                f"the type '{bind.type}' is not known here; use text, integer, decimal or date", bind.path
            )
        if node.name == "range":
            return "integer" if kind == "integer" else "decimal"
        return kind

    def _upload(self, node: Node, bind: Bind) -> str:
        """What is drawn can always be given; a file only where the kiosk has somewhere to take it from."""
        appearance = node.attributes.get("appearance", "").split()
        if "signature" in appearance:
            return "signature"
        if "draw" in appearance:
            return "drawing"
        if not self.takes_files:
            return self._left_out(bind, _LEFT_OUT["binary"], _FILES)
        if "annotate" in appearance:
            self.draft.warn(bind.path, "the kiosk takes the picture as it is; nobody can draw on it here")
        family = node.attributes.get("mediatype", "").partition("/")[0].strip().lower()
        kind = family if family in {"image", "audio", "video"} else "file"
        if self.only_pages and not is_made(kind, _accept(node)):
            return self._left_out(bind, _LEFT_OUT["binary"], _PAGES)
        return kind

    def _left_out(self, bind: Bind, what: str, instead: str = "") -> str:
        """Tell of a question that this kiosk cannot ask; it holds nobody up, required or not (decision 0007)."""
        though = "" if constant(bind.required) is False else " though the form requires it"
        advice = instead or "ask for it in words as well"
        told = f"this question asks for {what}, which the kiosk cannot take; it is left out{though}; {advice}"
        self.draft.warn(bind.path, told)
        return ""

    def _searched(self, bind: Bind) -> str:
        told = "this question finds its choices with search() in another file, which the kiosk cannot do"
        if constant(bind.required) is not False:
            raise FormError(f"{told}; {_FROM_FILE}", bind.path)
        self.draft.warn(bind.path, f"{told}; it is left out; {_FROM_FILE}")
        return ""


def _accept(node: Node) -> frozenset[str]:
    """Extensions and media types of an upload, as HTML's accept has them; else its mediatype when that is exact."""
    named = [part.strip().lower() for part in node.attributes.get("accept", "").split(",") if part.strip()]
    if named:
        return frozenset() if "*/*" in named else frozenset(named)
    exact = node.attributes.get("mediatype", "").strip().lower()
    return frozenset() if not exact or exact.endswith("/*") else frozenset({exact})


def constant_true(source: str) -> bool:
    """Whether an attribute such as jr:noAddRemove says true."""
    return source.strip().removesuffix("()") == "true"


def _range(node: Node, path: str) -> Range:
    try:
        start, end, step = (float(node.attributes.get(name, "")) for name in ("start", "end", "step"))
    except ValueError as error:
        raise FormError(
            "a range needs start, end and step as numbers; write them, such as 1, 10 and 1", path
        ) from error
    if step == 0 or start == end:
        raise FormError(
            "a range needs a start and an end that differ, and a step that is not 0; correct them", path
        )
    return Range(min(start, end), max(start, end), abs(step))
