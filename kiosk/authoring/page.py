"""Pages for staff to look through or send to a colleague: one file, no script, to be read by any screen reader."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from kiosk.authoring.comparing import Change
from kiosk.authoring.telling import answers, paused, sentence, summary

_STYLE = """
body{font:1.125rem/1.5 "Atkinson Hyperlegible Next",Arial,sans-serif;color:#10202b;background:#fff;
max-width:75ch;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
h1,h2,h3{line-height:1.25}h2{border-top:1px solid #5b6b76;padding-top:1rem}
li{margin:.75rem 0}p.then{margin:.25rem 0;padding-left:1rem;border-left:.3rem solid #08324f}
a{color:#08324f}a:focus{outline:.2rem solid #000;background:#ffd000}
figure{margin:1.5rem 0}figcaption{margin:.25rem 0 .75rem}img{max-width:100%;height:auto;border:1px solid #5b6b76}
"""
_LANGUAGE = re.compile(r"[a-z]{2}")
_CODE = re.compile(r"\(([a-z]{2,3})\)")


def page(title: str, parts: Iterable[str]) -> str:
    """A whole page; ``parts`` are HTML."""
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def comparison(title: str, against: str, changes: Sequence[Change], notes: Sequence[str]) -> str:
    """What changed, under a heading for each question. ``notes`` are sentences to say first."""
    parts = [f"<p>Compared with {escape(against)}.</p>", f"<p>{escape(summary(changes))}</p>"]
    parts += [f"<p><strong>{escape(note)}</strong></p>" for note in notes]
    for label, group in groupby(changes, key=lambda one: one.label):
        parts += [f"<h2>{escape(label or 'The service and the form')}</h2>", "<ul>"]
        parts += [_item(change) for change in group]
        parts.append("</ul>")
    return page(title, parts)


def _item(change: Change) -> str:
    then = "".join(
        f'<p class="then">{escape(said)}</p>' for said in (paused(change), answers(change)) if said
    )
    return f"<li><p>{_in_language(change)}</p>{then}</li>"


def _in_language(change: Change) -> str:
    """The sentence, with the words of another language marked as such, so that they are read in it."""
    said = escape(sentence(change))
    found = _CODE.search(change.language)
    code = found[1] if found else change.language
    if code == "en" or not _LANGUAGE.fullmatch(code):
        return said
    for words in filter(None, {escape(change.before), escape(change.after)}):
        said = said.replace(f"“{words}”", f'“<span lang="{escape(code)}">{words}</span>”')
    return said
