"""Writes an ODK XForm from questions and groups: the way in for formats that are not spreadsheets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

ROOT = "data"
ROUTE = "route"
_OPEN, _CLOSE = "\ue100", "\ue101"
OUTPUT = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEAD = (
    '<?xml version="1.0"?>\n<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" '
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:k="urn:handrail:kiosk">\n'
)

Said = Mapping[str, str]
"""Words by language (``Welsh (cy)``), which may hold answers: see ``answer_in``."""

NOTHING: Said = {}


@dataclass(frozen=True)
class Ask:
    """One node: a question, a note (``read_only``), or a calculation (no ``control``). ``at`` is its source's place."""

    name: str
    control: str = ""
    type: str = "string"
    label: Said = field(default_factory=dict)
    hint: Said = field(default_factory=dict)
    required: bool = False
    required_message: Said = field(default_factory=dict)
    constraint: str = ""
    constraint_message: Said = field(default_factory=dict)
    relevant: str = ""
    calculate: str = ""
    read_only: bool = False
    appearance: str = ""
    items: tuple[tuple[str, Said], ...] = ()
    default: str = ""
    media_type: str = ""
    at: str = ""


@dataclass(frozen=True)
class Part:
    """A group. With ``page`` it is one page; with ``repeat`` it is asked again, ``count`` times or as often as wanted.

    Of those as often as wanted there must be ``least`` and can be ``most`` (0: no bound of its own).
    Without a ``name`` it has no node, and its children are nodes of what is around it.
    """

    name: str
    children: tuple["Ask | Part", ...]
    label: Said = field(default_factory=dict)
    page: bool = False
    repeat: bool = False
    begins_empty: bool = False
    count: str = ""
    least: int = 0
    most: int = 0
    relevant: str = ""
    at: str = ""


@dataclass(frozen=True)
class Written:
    """The XForm, and the place in its source of each node by path."""

    xml: bytes
    places: Mapping[str, str]


def write(
    form_id: str, version: str, title: str, languages: Sequence[str], children: Sequence[Ask | Part]
) -> Written:
    """An XForm that asks ``children``, in ``languages``, of which the first is the default."""
    made = _Writer()
    for child in children:
        made.take(child, f"/{ROOT}")
    head = f"<h:head><h:title>{_text(title)}</h:title><model>\n"
    attributes = f"id={_quoted(form_id)}" + (f" version={_quoted(version)}" if version else "")
    meta = "<orx:meta><orx:instanceID/></orx:meta>"
    instance = f"<instance><{ROOT} {attributes}>{''.join(made.nodes)}{meta}</{ROOT}></instance>\n"
    itext = "".join(made.translation(language, number == 0) for number, language in enumerate(languages))
    model = f"<itext>{itext}</itext>\n{instance}{''.join(made.binds)}"
    xml = f"{HEAD}{head}{model}</model></h:head>\n<h:body>\n{''.join(made.body)}</h:body>\n</h:html>\n"
    return Written(xml.encode(), made.places)


@dataclass
class _Writer:
    nodes: list[str] = field(default_factory=list)
    binds: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    texts: dict[str, Said] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def take(self, child: Ask | Part, base: str) -> None:
        path = f"{base}/{child.name}" if child.name else base
        if child.name:
            self.places[path] = child.at
        if isinstance(child, Part):
            self._part(child, path)
        else:
            self._ask(child, path)

    def _part(self, part: Part, path: str) -> None:
        template = ' jr:template=""' if part.begins_empty else ""
        if part.name:
            self.nodes.append(f"<{part.name}{template}>")
        if part.relevant:
            self.binds.append(f"<bind nodeset={_quoted(path)} relevant={_quoted(part.relevant)}/>\n")
        page = ' appearance="field-list"' if part.page else ""
        ref = f" ref={_quoted(path)}" if part.name else ""
        count = f' jr:count={_quoted(part.count)} jr:noAddRemove="true()"' if part.count else ""
        if not part.count:
            count = "".join(
                f' k:{name}="{number}"'
                for name, number in (("min", part.least), ("max", part.most))
                if number
            )
        label = self._shown("label", f"{path}:label{len(self.texts)}", part.label)
        self.body.append(f"<group{ref}{'' if part.repeat else page}>{label}\n")
        if part.repeat:
            self.body.append(f"<repeat nodeset={_quoted(path)}{page}{count}>\n")
        for child in part.children:
            self.take(child, path)
        self.body.append("</repeat></group>\n" if part.repeat else "</group>\n")
        if part.name:
            self.nodes.append(f"</{part.name}>")

    def _ask(self, ask: Ask, path: str) -> None:
        self.nodes.append(f"<{ask.name}>{_text(ask.default)}</{ask.name}>")
        said = {
            "relevant": ask.relevant,
            "calculate": ask.calculate,
            "constraint": ask.constraint,
            "required": "true()" if ask.required else "",
            "readonly": "true()" if ask.read_only else "",
            "jr:requiredMsg": self._id(f"{path}:required", ask.required_message) if ask.required else "",
            "jr:constraintMsg": self._id(f"{path}:constraint", ask.constraint_message)
            if ask.constraint
            else "",
        }
        written = "".join(f" {name}={_quoted(text)}" for name, text in said.items() if text)
        self.binds.append(f"<bind nodeset={_quoted(path)} type={_quoted(ask.type)}{written}/>\n")
        if not ask.control:
            return
        appearance = f" appearance={_quoted(ask.appearance)}" if ask.appearance else ""
        media = f" mediatype={_quoted(ask.media_type)}" if ask.media_type else ""
        self.body.append(f"<{ask.control} ref={_quoted(path)}{appearance}{media}>")
        self.body.append(self._shown("label", f"{path}:label", ask.label))
        self.body.append(self._shown("hint", f"{path}:hint", ask.hint))
        for number, (value, label) in enumerate(ask.items):
            shown = self._shown("label", f"{path}:item{number}", label)
            self.body.append(f"<item>{shown}<value>{_text(value)}</value></item>")
        self.body.append(f"</{ask.control}>\n")

    def _id(self, name: str, said: Said) -> str:
        if not any(said.values()):
            return ""
        self.texts[name] = said
        return f"jr:itext('{name}')"

    def _shown(self, element: str, name: str, said: Said) -> str:
        ref = self._id(name, said)
        return f"<{element} ref={_quoted(ref)}/>" if ref else ""

    def translation(self, language: str, default: bool) -> str:
        texts = "".join(
            f"<text id={_quoted(name)}><value>{_with_outputs(said[language])}</value></text>\n"
            for name, said in self.texts.items()
            if said.get(language)
        )
        first = ' default="true()"' if default else ""
        return f"<translation lang={_quoted(language)}{first}>{texts}</translation>\n"


def _with_outputs(words: str) -> str:
    return "".join(_pieces(words))


def _pieces(words: str) -> Iterator[str]:
    for number, piece in enumerate(OUTPUT.split(words)):
        yield f"<output value={_quoted(piece)}/>" if number % 2 else _text(piece)


def _text(words: str) -> str:
    return escape(NOT_XML.sub(" ", words))


def _quoted(words: str) -> str:
    return quoteattr(NOT_XML.sub(" ", words))


def answer_in(expression: str) -> str:
    """What to put into words where the value of an expression is to stand."""
    return f"{_OPEN}{expression}{_CLOSE}"


def without_marks(words: str) -> str:
    """Words of a stranger, which can hold no answers of their own making."""
    return words.replace(_OPEN, " ").replace(_CLOSE, " ")


def literal(text: str) -> str:
    """A text as an XPath expression, whatever quotes are in it."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    return "concat(" + ', "\'", '.join(f"'{piece}'" for piece in text.split("'")) + ")"
