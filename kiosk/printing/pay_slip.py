"""The paper to pay with: the payment's reference and the ways to pay. It never says that something is paid."""

from collections.abc import Mapping, Sequence

from kiosk import paying
from kiosk.language import Words, pick
from kiosk.payment import Payment
from kiosk.printing.slip import Slip
from kiosk.stage import Paying
from kiosk.visit import Visit


def pay_slip(visit: Visit, councils: Mapping[str, str], staff_language: str, hosts: Sequence[str]) -> Slip:
    """The paper for the payment that shows. ``councils`` is the council's name by language.

    ``hosts`` are those that a pay page may lie on, () for any (kiosk.toml). The square opens the pay page, and a
    scanner at the desk finds the reference in it.
    """
    assert isinstance(visit.stage, Paying)  # noqa: S101 only its page prints
    words, service, code = visit.words, visit.offered, visit.language
    payment, reference = paying.payment_of(visit), visit.stage.reference
    page, shown = payment.page(reference, hosts), paying.grouped(reference)
    amount, desk = (_told(payment, name, words) for name in ("amount", "desk"))
    said = (
        (words.say("paying.nothing"), ""),
        *(((words.say("paying.amount"), amount),) if amount else ()),
        (words.say("paying.call_title"), words.say("paying.call", number=payment.phone)),
        (words.say("paying.desk_title"), desk or words.say("paying.desk")),
    )
    name, staff = service.text("title", code), Words(staff_language)
    return Slip(
        rtl=words.rtl,
        council=pick(councils, code),
        title=words.say("paying.title"),
        service=name,
        label=words.say("paying.reference"),
        reference=shown,
        when="",
        said=said,
        about_code=words.say("paying.code" if page else "printing.code"),
        code=page or f"{name}\n{reference}",
        staff="" if staff.code == code else f"{service.text('title', staff.code)} · {shown}",
    )


def _told(payment: Payment, name: str, words: Words) -> str:
    """One of its texts; on paper that runs from the right, what is there in English alone keeps its direction."""
    text = payment.text(name, words.code)
    borrowed = words.rtl and text in payment.borrowed(words.code)
    return f"\u2066{text}\u2069" if borrowed else text
