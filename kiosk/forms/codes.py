"""Every code that a Problem can carry, with the parameters its words may use.

A language file must hold ``problem.<code>`` for each; a test reads this table. ``label`` is the question as
shown, in the language of the visit.
"""

PROBLEMS: dict[str, tuple[str, ...]] = {
    "required.text": ("label",),
    "required.number": ("label",),
    "required.date": ("label",),
    "required.time": ("label",),
    "required.choice": ("label",),
    "required.choices": ("label",),
    "required.acknowledge": ("label",),
    "constraint": ("label",),
    "text.too_long": ("label", "limit"),
    "number.not_a_number": ("label",),
    "number.whole": ("label",),
    "number.too_big": ("label",),
    "number.range": ("label", "start", "end"),
    "number.step": ("label", "start", "end", "step"),
    "date.missing_day": ("label",),
    "date.missing_month": ("label",),
    "date.missing_year": ("label",),
    "date.missing_day_month": ("label",),
    "date.missing_day_year": ("label",),
    "date.missing_month_year": ("label",),
    "date.year_four": ("label",),
    "date.not_real": ("label",),
    "time.not_real": ("label",),
    "datetime.not_real": ("label",),
    "choice.unknown": ("label",),
    "rank.order": ("label", "count"),
}

WORDS: dict[str, tuple[str, ...]] = {
    "form.add_another": ("label",),
    "form.add_first": ("label",),
    "form.yes": (),
    "form.no": (),
    "form.acknowledge": (),
    "form.range": ("start", "end"),
    "form.rank": ("choices",),
    "form.masked": ("count",),
    "form.entry": ("label", "number"),
}
"""Other words that a form needs of the language files, with their parameters."""
