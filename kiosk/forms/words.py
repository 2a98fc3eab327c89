"""The few words that a form needs of the interface, in English, for use without the language files."""

ENGLISH = {
    "form.add_another": "Do you need to add another?",
    "form.add_first": "Add: {label}?",
    "form.added": "{label}: you have added {count}",
    "form.count": "You have added {count}",
    "form.none": "None",
    "form.other": "You chose Other. What is it?",
    "form.other_choice": "Other",
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
    "hint.ni_number": "It is on letters about tax, pay or benefits. For example, QQ 12 34 56 C",
    "hint.sort_code": "It has 6 numbers. For example, 12-34-56",
    "hint.account_number": "It has 6 to 8 numbers. For example, 12345678",
    "hint.money": "In pounds and pence. For example, 12.50",
    "hint.postcode": "For example, SW1A 2AA",
    "hint.barcode": "Scan the barcode, or type the number under it",
    "hint.telephone": "For example, 01632 960 001 or 07700 900 123",
    "hint.email": "For example, name@example.com",
    "hint.birth": "For example, 27 3 1958",
    "hint.nhs_number": "It has 10 numbers and is on letters from the NHS. For example, 943 476 5919",
    "hint.utr": "It has 10 numbers and is on letters about tax. For example, 12345 67890",
    "form.entry": "{label}: {number}",
}


def english(key: str, **params: object) -> str:
    """Says one of ENGLISH: the ``say`` of a Filling that was given none (tests, kiosk forms walk)."""
    return ENGLISH[key].format(**params)
