"""Every kind of component that the builder has, in one table, and the questions that each becomes.

To add one, write a line in KINDS, or a function in SHAPES when it is more than one question.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from kiosk.errors import FormError
from kiosk.forms.readers.digital_form_builder.pairing import Both
from kiosk.forms.readers.digital_form_builder.phrases import phrase
from kiosk.forms.readers.digital_form_builder.rules import required_message, rule
from kiosk.forms.readers.json_document import Json
from kiosk.forms.readers.names import Taken, node_name
from kiosk.forms.readers.xform_writer import NOTHING, Ask, Part, Said


@dataclass(frozen=True)
class Kind:
    """How a component is asked. ``rule`` is its kind in rules.py and fields.py."""

    rule: str
    control: str = "input"
    type: str = "string"
    appearance: str = ""


KINDS: Mapping[str, Kind] = {
    "TextField": Kind("text"),
    "MultilineTextField": Kind("text", appearance="multiline"),
    "FreeTextField": Kind("text", appearance="multiline"),
    "EmailAddressField": Kind("email", appearance="email"),
    "TelephoneNumberField": Kind("phone", appearance="telephone"),
    "WebsiteField": Kind("website"),
    "NumberField": Kind("number", type="decimal"),
    "YesNoField": Kind("yes_no", type="boolean"),
    "DateField": Kind("date", type="date"),
    "DatePartsField": Kind("date", type="date"),
    "DatePartsfield": Kind("date", type="date"),
    "MonthYearField": Kind("date", type="date", appearance="month-year"),
    "TimeField": Kind("text", type="time"),
    "DateTimeField": Kind("text", type="dateTime"),
    "DateTimePartsField": Kind("text", type="dateTime"),
    "RadiosField": Kind("choice", "select1"),
    "SelectField": Kind("choice", "select1", appearance="minimal"),
    "AutocompleteField": Kind("choice", "select1", appearance="autocomplete"),
    "CheckboxesField": Kind("choices", "select"),
    "FileUploadField": Kind("file", "upload", "binary"),
    "ClientSideFileUploadField": Kind("file", "upload", "binary"),
    "OsGridRefField": Kind("grid"),
    "NationalGridFieldNumberField": Kind("grid"),
    "HiddenField": Kind("text", control=""),
}
SAYS = {
    "Para",
    "Html",
    "InsetText",
    "Markdown",
    "Details",
    "WarningText",
    "NotificationBanner",
    "List",
    "FlashCard",
}
"""Components that only say something."""

PARTS: Mapping[str, tuple[tuple[str, str, bool], ...]] = {
    "UkAddressField": (
        ("line1", "string", True),
        ("line2", "string", False),
        ("town", "string", True),
        ("county", "string", False),
        ("postcode", "string", True),
    ),
    "EastingNorthingField": (("easting", "int", True), ("northing", "int", True)),
    "LatLongField": (("latitude", "decimal", True), ("longitude", "decimal", True)),
}
"""Components of several boxes: each box's name, type, and whether it is needed when the component is."""

UNTOLD = {
    "PaymentField": "takes a payment, which this kiosk does not: it is left out; let people pay in another way.",
    "GeospatialField": "asks for a place on a map, which this kiosk has not: it is left out; ask it in words.",
    "ContextComponent": "shows what another system knows, which this kiosk does not: it is left out.",
}
UNKNOWN = "is of a kind (“{}”) that is not known here: it is left out; ask it in words."
MOST_CHOICES = 20_000
UPLOAD = "asks for a file, which people at a kiosk may not have: it is not required here"


@dataclass
class Maker:
    """Makes the questions of one page. ``warn`` takes a place and a sentence for the author."""

    languages: tuple[str, ...]
    say: Callable[[Both], Said]
    lists: Callable[[Both], Both | None]
    codes: Callable[[Both], Mapping[str, str]]
    warn: Callable[[str, str], None]
    chosen: int = 0

    def make(self, component: Both, name: str) -> list[Ask | Part]:
        """The questions of one component, which may be none; whatever is left out is told."""
        kind = component.first.text("type")
        if kind in SAYS:
            return self._note(component, kind, name)
        if kind == "MultiInputField":
            return [self._many(component, name)]
        if kind == "DeclarationField":
            return self._declaration(component, name)
        if kind in PARTS:
            return [self._parts(component, kind, name)]
        if kind not in KINDS:
            told = UNTOLD.get(kind) or UNKNOWN.format(kind[:40])
            self.warn(component.at, f"“{component.first.text('name')}” {told}")
            return []
        return self._ask(component, KINDS[kind], name)

    def label(self, component: Both) -> Said:
        """The question's words: its title, else its name."""
        said = self.say(component.get("title"))
        return said or self.say(component.get("errorLabel")) or self.say(component.get("name"))

    def required(self, component: Both) -> bool:
        """The builder's questions are required unless they say that they are not."""
        options = component.first.get("options")
        return options.flag("required", otherwise=True)

    def _ask(self, component: Both, kind: Kind, name: str) -> list[Ask | Part]:
        checked = rule(component, kind.rule, self.languages, self.say)
        if checked.untold:
            self.warn(component.at, f"{checked.untold}, so it is not checked here: write it in another way.")
        if checked.loose:
            self.warn(
                component.at,
                f"the pattern “{checked.loose[:60]}” has no ^ or $, so it may stand anywhere in an answer: "
                "begin it with ^ and end it with $.",
            )
        schema = component.first.get("schema")
        whole = schema.text("precision") == "0" or schema.flag("integer")
        ask = Ask(
            name,
            kind.control,
            "int" if kind.rule == "number" and whole else kind.type,
            self.label(component),
            self._hint(component),
            self.required(component) and kind.control != "",
            required_message(component, self.say),
            checked.constraint,
            checked.message,
            appearance=kind.appearance,
            at=component.at,
        )
        if kind.rule == "file":
            self.warn(component.at, f"“{component.first.text('name')}” {UPLOAD}.")
            note = Ask(
                f"{name}-note", "input", label=phrase("file", self.languages), read_only=True, at=component.at
            )
            return [note, replace(ask, required=False, constraint="", media_type="application/*")]
        if kind.control in ("select1", "select"):
            return self._choosing(component, ask)
        return [ask]

    def _hint(self, component: Both) -> Said:
        hint = self.say(component.get("hint"))
        options = component.first.get("options")
        signs = [sign for sign in (options.text("prefix"), options.text("suffix")) if sign]
        if not signs:
            return hint
        around = f"({', '.join(signs)})"
        return {language: f"{hint.get(language, '')} {around}".strip() for language in self.languages}

    def _choosing(self, component: Both, ask: Ask) -> list[Ask | Part]:
        found = self.lists(component)
        items = found.each("items", "value") if found else []
        self.chosen += len(items)
        if self.chosen > MOST_CHOICES:
            raise FormError(
                f"It has more than {MOST_CHOICES:,} choices in all: shorten its lists.", component.at
            )
        code = self.codes(component)
        choices: dict[str, Said] = {}
        for item in items:
            value = code.get(item.first.text("value") or item.first.text("text"), "")
            if value:
                choices.setdefault(value, self._choice(item))
            if item.first.text("condition"):
                self.warn(
                    item.at, "this choice has a condition of its own, which is not kept: it always shows."
                )
        self.chosen += len(choices)
        if self.chosen > MOST_CHOICES:
            raise FormError(
                f"It has more than {MOST_CHOICES:,} choices in all: shorten its lists.", component.at
            )
        if not choices:
            self.warn(
                component.at,
                f"“{component.first.text('name')}” has no choices: it is left out; give it a list.",
            )
            return []
        return [replace(ask, items=tuple(choices.items()))]

    def _choice(self, item: Both) -> Said:
        text = self.say(item.get("text")) or self.say(item.get("value"))
        more = self.say(item.get("description")) or self.say(item.get("hint").get("text"))
        return {
            language: f"{words} – {more[language]}" if more.get(language) else words
            for language, words in text.items()
        }

    def _note(self, component: Both, kind: str, name: str) -> list[Ask | Part]:
        title, content = self.say(component.get("title")), self.say(component.get("content"))
        if kind == "List":
            content = self._listed(component)
        if kind not in ("Details", "List", "FlashCard", "WarningText", "NotificationBanner"):
            title = NOTHING  # the builder does not show it
        label, hint = (title, content) if title and content else (title or content, NOTHING)
        if not label:
            return []
        return [Ask(name, "input", label=label, hint=hint, read_only=True, at=component.at)]

    def _listed(self, component: Both) -> Said:
        found = self.lists(component)
        lines = [self._choice(item) for item in found.each("items", "value")] if found else []
        made = {
            language: "\n".join(f"- {one[language]}" for one in lines if one.get(language))
            for language in self.languages
        }
        return {language: words for language, words in made.items() if words}

    def _declaration(self, component: Both, name: str) -> list[Ask | Part]:
        label = self.label(component)
        content, hint = self.say(component.get("content")), self.say(component.get("hint"))
        required = self.required(component)
        tick = Ask(
            name,
            "trigger",
            "string",
            label,
            hint,
            required,
            required_message(component, self.say),
            at=component.at,
        )
        note = Ask(f"{name}-text", "input", label=content, read_only=True, at=component.at)
        return [note, tick] if content else [tick]

    def _parts(self, component: Both, kind: str, name: str) -> Part:
        required = self.required(component)
        asks = tuple(
            Ask(
                box,
                "input",
                type_,
                phrase(box, self.languages),
                required=required and needed,
                at=component.at,
            )
            for box, type_, needed in PARTS[kind]
        )
        first = replace(asks[0], hint=self._hint(component))
        return Part(name, (first, *asks[1:]), self.label(component), at=component.at)

    def _many(self, component: Both, name: str) -> Part:
        taken: Taken = {}
        inside: list[Ask | Part] = []
        for child in component.each("children", "name"):
            inside += self.make(child, node_name(child.first.text("name"), taken, "answer"))
        least, most = least_most(component.first.get("schema"))
        return Part(
            name,
            tuple(inside),
            self.label(component),
            page=True,
            repeat=True,
            begins_empty=not self.required(component),
            least=least,
            most=most,
            at=component.at,
        )


def least_most(schema: Json) -> tuple[int, int]:
    """The least and the most times that something may be repeated; 0 where the builder has no bound."""
    least, most = (int(text) if (text := schema.text(name)).isdecimal() else 0 for name in ("min", "max"))
    return least, most
