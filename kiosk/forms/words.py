"""The few words that a form needs of the interface, in English, for use without the language files."""

ENGLISH = {
    "form.add_another": "Do you need to add another?",
    "form.add_first": "Add: {label}?",
    "form.added": "{label}: you have added {count}",
    "form.count": "You have added {count}",
    "form.none": "None",
    "form.most": "You have added {count}. You can add no more here.",
    "form.remove": "Do you want to remove this: {label}?",
    "form.removed": "Removed: {label}",
    "form.yes": "Yes",
    "form.no": "No",
    "form.acknowledge": "I have read this",
    "form.range": "A number from {start} to {end}",
    "form.masked": "Hidden. Letters and numbers: {count}",
    "form.signature_typed": "Signed: {words}",
    "form.signature_drawn": "Signed by drawing",
    "form.signature_both": "Signed by drawing, and as: {words}",
    "form.drawing_typed": "In words: {words}",
    "form.drawing_drawn": "Drawn",
    "form.drawing_both": "Drawn, and in words: {words}",
    "form.file": "{name} ({kind}, {size})",
    "form.entry": "{label}: {number}",
}


def english(key: str, **params: object) -> str:
    """Says one of ENGLISH: the ``say`` of a Filling that was given none (tests, kiosk forms walk)."""
    return ENGLISH[key].format(**params)
