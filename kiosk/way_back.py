"""The way back: one step, with every answer kept (C10)."""

from kiosk import adding, yes_no
from kiosk.asking import steps
from kiosk.stage import (
    AskCouncil,
    Asking,
    Before,
    Categories,
    CheckAnswers,
    Consent,
    Detour,
    EnterCode,
    Related,
    Services,
    Stage,
    Unusable,
    UseAgain,
)
from kiosk.visit import Visit


def back(visit: Visit) -> None:
    """One step back from where the visit is."""
    match visit.stage:
        case Categories() | Services():
            _among_services(visit)
        case AskCouncil():
            steps.back(visit)
        case Detour():
            visit.stage = visit.stage.before
        case UseAgain():
            visit.stage = Before()
        case Before() | Unusable():
            leave(visit)
        case Asking():
            _from_question(visit, visit.stage)
        case CheckAnswers():
            last = visit.filling.page_keys()
            visit.stage = Asking(last[-1]) if last else Before()
        case Consent():
            visit.stage = CheckAnswers()
        case EnterCode():
            visit.browse()
        case _:
            return


def leave(visit: Visit) -> None:
    """To the page that it was chosen on; else to its shelf. From a form that lies over another, to that one."""
    left, page = visit.service, visit.earlier.chosen_on
    visit.leave_service()
    if visit.beneath is not None:
        visit.browse()
    elif isinstance(page, Services | Related | Detour) and not isinstance(_beneath(page), Before):
        visit.stage = page
    elif shelf := next((c for c in visit.catalogue.categories if left in c.services and not c.only), None):
        visit.stage = Services(shelf.id)
    else:
        visit.browse()


def _beneath(page: Stage) -> Stage:
    """What lies under all that is read or decided: where that is a page of a form, the form is gone."""
    while isinstance(page, Detour):
        page = page.before
    return page


def _from_question(visit: Visit, stage: Asking) -> None:
    if stage.turn and (turn := yes_no.turn_now(visit)):
        yes_no.ask(visit, turn.before)
    else:
        visit.stage = adding.back(stage, visit.filling)


def _among_services(visit: Visit) -> None:
    """From the first page of them to the languages, which ends the visit; or to what is offered after a service."""
    if isinstance(visit.stage, Services) and len(visit.catalogue.categories) > 1:
        visit.stage = Categories()
    elif visit.earlier.done:
        visit.stage = Related()
    else:
        visit.end()
