"""The translations of a form (itext): every text in every language, with the gaps filled and told."""

from collections.abc import Mapping

from kiosk.errors import FormError
from kiosk.forms.loading.circles import refuse_circles
from kiosk.forms.loading.drafting import Draft
from kiosk.forms.loading.media import read_media
from kiosk.forms.node import Node
from kiosk.forms.wording import Template, Text, template
from kiosk.language import beside

DEFAULT = "default"
"""The label of a form's language when it names none."""

_PLAIN_FORMS = ("", "long", "short")
_MISSING = "-"
"""What pyxform writes where a translation is missing."""

_Texts = dict[str, dict[str, Template]]
_SHOWN = 3
_CHANGES = "cannot say what changes in the label; the voice reads it instead"


def read_itext(model: Node, draft: Draft) -> tuple[tuple[str, ...], str]:
    """Fills the draft's texts; the languages in the order written, and the default one."""
    words: _Texts = {}
    guidance: _Texts = {}
    languages: list[str] = []
    default = ""
    itext = model.child("itext")
    for translation in itext.children if itext else ():
        language = translation.attributes.get("lang", "").strip()
        if translation.name != "translation" or not language:
            raise FormError("a translation needs a lang, such as 'English (en)'; add it", "/itext")
        if language in languages:
            raise FormError(f"the language '{language}' is there twice; take one out", "/itext")
        languages.append(language)
        if translation.attributes.get("default", "false()") not in ("", "false()", "false"):
            default = language
        _read_language(translation, language, draft, words, guidance)
    languages = languages or [DEFAULT]
    default = default or languages[0]
    order = [default, *(language for language in languages if language != default)]
    draft.itext.update(_filled(words, order, draft))
    refuse_circles(draft.itext)
    draft.guidance.update(_filled(guidance, order, draft))
    return tuple(languages), default


def _read_language(translation: Node, language: str, draft: Draft, words: _Texts, guidance: _Texts) -> None:
    draft.spend("translated texts", len(translation.children), f"/itext/{language}")
    for text in translation.children:
        name = text.attributes.get("id", "")
        if text.name != "text" or not name:
            raise FormError("each text needs an id; add it", f"/itext/{language}")
        read_media(text, name, language, draft)
        forms: dict[str, Template] = {}
        for value in text.children:
            form = value.attributes.get("form", "")
            if value.name == "value" and form in (*_PLAIN_FORMS, "guidance"):
                forms[form] = template(draft.parts(value, name))
        plain = next((forms[form] for form in _PLAIN_FORMS if forms.get(form)), ())
        words.setdefault(name, {})[language] = plain
        if "guidance" in forms:
            guidance.setdefault(name, {})[language] = forms["guidance"]


def _is_missing(words: Template | None) -> bool:
    if words is None or words in ((), (_MISSING,)):
        return True
    return all(isinstance(part, str) and not part.strip() for part in words)


def _tell_wordless(name: str, draft: Draft) -> None:
    """Who cannot see or hear it has nothing: the name of the question or the choice is all that is shown and said."""
    for what, files in (("recording", draft.recordings.get(name)), ("picture", draft.media.get(name))):
        if files:
            file = next(iter(files.values()))
            draft.warn(
                name.partition(":")[0],
                f"a {what} (“{file}”) has no words; write in the label what it says",
            )


def _filled(texts: _Texts, order: list[str], draft: Draft) -> Mapping[str, Text]:
    """Each text in every language; where one is missing another language stands in, and a warning says so."""
    made: dict[str, Text] = {}
    lacking: dict[str, list[str]] = {}
    for name, given in texts.items():
        present = {language: words for language, words in given.items() if not _is_missing(words)}
        for language in order:  # what need not be said otherwise for somebody else is said as it is
            if language not in present and (plain := beside(language, order)) in present:
                present[language] = present[plain]
        recordings = draft.recordings.get(name, {})
        if not present:
            _tell_wordless(name, draft)
            continue
        first = next(language for language in order if language in present)
        for language in order:
            if language not in present:
                lacking.setdefault(language, []).append(name)
        spoken = {
            language: recordings.get(language) or ("" if language in present else recordings.get(first, ""))
            for language in (order if recordings else ())
        }
        made[name] = Text(present[first], present, spoken)
        if recordings and not all(isinstance(part, str) for words in present.values() for part in words):
            file = next(iter(recordings.values()))
            draft.warn(name.partition(":")[0], f"a recording (“{file}”) {_CHANGES}")
    for language, names in lacking.items():
        more = "" if len(names) <= _SHOWN else f" and {len(names) - _SHOWN} more"
        draft.warn(
            ", ".join(names[:_SHOWN]) + more,
            f"no text in '{language}'; another language is shown there, so write the translation",
        )
    return made
