"""How to reach what comes after a service and all that is on offer, for tests/ui/kiosk_rig.py."""

from dataclasses import replace

from kiosk import carrying
from kiosk.catalogue import Catalogue
from kiosk.stage import AToZ
from ui.audit.kiosk import settle


def many(services, count):
    """The same shelves with ``count`` services more on the first of them, of as many names."""
    first, *others = services.categories
    syllables = ("Ba", "Co", "Du", "Fe", "Gi", "Ho", "La", "Me", "No", "Pi", "Ro", "Su", "Ta", "Wo")
    names = [
        f"{one}{two.lower()} {three.lower()}" for one in syllables for two in syllables for three in syllables
    ]
    made = tuple(
        replace(
            first.services[0],
            id=f"more-{number}",
            title={"en": f"Apply for {name}", "cy": f"Gwneud cais am {name}"},
            index={code: [name] for code in ("en", "cy")},
        )
        for number, name in enumerate(names[:: len(names) // count][:count])
    )
    return Catalogue((replace(first, services=(*first.services, *made)), *others), services.departments)


def to_related(rig):
    """A service is done, another may be wanted, and answers are kept."""
    rig.to_consent()
    carrying.want(rig.visit, wanted=True)
    rig.go(rig.window.submit)
    rig.outbox.promises[-1].set_result("KTM7RF2WD")
    settle()
    rig.go(rig.visit.finish)


def to_use_again(rig):
    to_related(rig)
    rig.go(lambda: rig.visit.choose("bags"))
    rig.go(rig.visit.start)


def to_letters(rig):
    rig.go(lambda: rig.visit.begin(rig.language))
    rig.offers = many(rig.offers, 40)
    rig.go(lambda: setattr(rig.visit, "stage", AToZ("", (), rig.visit.stage)))


PLACES = {"related": to_related, "use again": to_use_again, "a to z": to_letters}
