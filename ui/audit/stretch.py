"""English made 40 % longer, as a translation may be: whatever is too tight shows before there is one (V3)."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kiosk.catalogue import Catalogue, Service
from kiosk.eligibility import Check
from kiosk.forms.form import Bind, Control, Form, Group, Item, Repeat
from kiosk.forms.wording import Text
from kiosk.language import Words

_LONGER = 0.4
_WORD = re.compile(r"[^\W\d_]+")
_PARTS = Form | Control | Group | Repeat | Item | Bind


def stretch(text: str) -> str:
    """Each word 40 % longer, its letters doubled from the second on: “Help” is “Heellp”."""
    return _WORD.sub(lambda word: _longer(word[0]), text)


def _longer(word: str) -> str:
    more = round(len(word) * _LONGER)
    return word[:1] + "".join(letter * 2 for letter in word[1 : 1 + more]) + word[1 + more :]


class Stretched(Words):
    """The words of a language, each sentence longer."""

    def say(self, key: str, **params: object) -> str:
        return stretch(super().say(key, **params))


def stretched_catalogue(catalogue: Catalogue) -> Catalogue:
    """The services with longer texts."""
    return Catalogue(
        tuple(
            replace(shelf, title=_texts(shelf.title), services=tuple(map(_service, shelf.services)))
            for shelf in catalogue.categories
        )
    )


def stretched_form(form: Form) -> Form:
    """The form with longer texts; what it reckons, and the lists that it reads, are untouched."""
    made: Form = _stretched(form)
    return made


def _service(service: Service) -> Service:
    texts: dict[str, Any] = {
        field.name: _texts(value)
        for field in dataclasses.fields(service)
        if field.name not in {"need", "other", "index"}
        and isinstance(value := getattr(service, field.name), Mapping)
    }
    need = {code: [stretch(each) for each in entries] for code, entries in service.need.items()}
    other = {name: _texts(said) for name, said in service.other.items()}
    numbers = tuple(replace(each, name=_texts(each.name), hours=_texts(each.hours)) for each in service.help)
    check, pay = tuple(map(_check, service.check)), service.pay
    if pay is not None:
        pay = replace(pay, amount=_texts(pay.amount), desk=_texts(pay.desk))
    return replace(service, need=need, other=other, help=numbers, check=check, pay=pay, **texts)


def _check(check: Check) -> Check:
    choices = [
        replace(each, label=_texts(each.label), because=_texts(each.because)) for each in check.choices
    ]
    return replace(check, question=_texts(check.question), hint=_texts(check.hint), choices=tuple(choices))


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {code: stretch(text) for code, text in texts.items()}


def _stretched(value: Any) -> Any:
    if isinstance(value, Text):
        languages = {language: _template(words) for language, words in value.languages.items()}
        return Text(_template(value.words), languages)
    if isinstance(value, _PARTS):
        fields = dataclasses.fields(value)
        return replace(value, **{field.name: _stretched(getattr(value, field.name)) for field in fields})
    if isinstance(value, tuple):
        return tuple(_stretched(each) for each in value) if value and isinstance(value[0], _PARTS) else value
    if isinstance(value, Mapping):
        return {
            key: _stretched(each) if isinstance(each, Text | _PARTS) else each for key, each in value.items()
        }
    return value


def _template(words: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(stretch(part) if isinstance(part, str) else part for part in words)
