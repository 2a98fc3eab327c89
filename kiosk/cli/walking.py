"""What ``kiosk forms walk`` does: fills a form in and prints it, or does so many times and tells which pages opened."""

import json
from random import Random

import click

from kiosk.cli.forms import new_filling
from kiosk.errors import FormError
from kiosk.forms.filling import Filling
from kiosk.forms.form import Form
from kiosk.forms.page import Page
from kiosk.forms.readers.locate import by_path, where
from kiosk.forms.readers.source import Source
from kiosk.forms.walk import Stuck, walk
from kiosk.forms.walking import all_paths


def fill_in(form: Form, seed: int, language: str, *, as_xml: bool, as_json: bool) -> None:
    """One walk, page by page. Raises FormError when no answer is found for a question."""
    filling = new_filling(form, Random(seed), language)  # noqa: S311 plausible, not secret
    walked = walk(filling, Random(seed))  # noqa: S311 likewise
    if isinstance(walked, Stuck):
        raise FormError(f"{walked.sentence}.", walked.path)
    if as_xml:
        click.echo(walked.instance.decode(), nl=False)
        return
    pages = [filling.page(key) for key in filling.page_keys()]
    if as_json:
        click.echo(json.dumps([_page_as_json(page) for page in pages], ensure_ascii=False, indent=2))
        return
    for number, page in enumerate(pages, 1):
        click.echo(f"Page {number} of {len(pages)}: {page.heading}")
        for question in page.questions:
            if question.input != "note":
                label = f"{question.label}: " if question.label != page.heading else ""
                click.echo(f"    {label}{question.answer or '-'}".replace("\n", "\n    "))
    given = sum(bool(question.answer) for page in pages for question in page.questions)
    click.echo(f"{len(pages)} pages, {given} answers given; the form can be sent.")


def explore(form: Form, source: Source, walks: int, language: str, *, as_json: bool) -> int:
    """Up to ``walks`` walks that look for every page; 1 when some were never reached."""
    rows = by_path(source)

    def begin(seed: int) -> Filling:
        return new_filling(form, Random(seed), language)  # noqa: S311 plausible, not secret

    found = all_paths.explore(form, walks, begin)
    never = [source.places.get(page) or where([page], rows) for page in found.never]
    stuck = [
        {"where": source.places.get(one.path) or one.path, "sentence": one.sentence} for one in found.stuck
    ]
    opened = len(found.pages) - len(never)
    if as_json:
        report = {
            "pages": len(found.pages),
            "reached": opened,
            "walks": found.walks,
            "never": never,
            "stuck": stuck,
        }
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return 1 if never else 0
    for place in never:
        click.echo(f"{place}: no walk reached this page; look at what it is asked after.")
    for one in stuck:
        click.echo(f"{one['where']}: {one['sentence']}")
    click.echo(f"{opened} of {len(found.pages)} pages were reached in {found.walks} walks.")
    return 1 if never else 0


def _page_as_json(page: Page) -> dict[str, object]:
    asked = [
        {"path": question.path, "type": question.type, "label": question.label, "answer": question.answer}
        for question in page.questions
    ]
    return {"page": page.key, "heading": page.heading, "section": page.section, "questions": asked}
