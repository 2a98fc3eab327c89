"""What is on screen at each stage of a visit, and for each aside: one file each, one table."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from kiosk import stage as stages
from kiosk.stage import Aside, Stage
from ui.screens.screen import Room, Screen

_STAGES: dict[type, str] = {
    stages.Welcome: "welcome",
    stages.ComingBack: "coming_back",
    stages.Categories: "categories",
    stages.Services: "services",
    stages.AToZ: "a_to_z",
    stages.Before: "before",
    stages.Asking: "question",
    stages.CheckAnswers: "check",
    stages.Consent: "consent",
    stages.Sending: "sending",
    stages.Sent: "receipt",
    stages.HowWasThat: "how_was_that",
    stages.SayMore: "say_more",
    stages.Personal: "personal",
    stages.Goodbye: "goodbye",
    stages.Related: "related",
    stages.UseAgain: "use_again",
    stages.Unusable: "unusable",
    stages.Keeping: "keeping",
    stages.Paused: "paused",
    stages.EnterCode: "enter_code",
    stages.FormChanged: "form_changed",
    stages.Reading: "reading",
    stages.AskCouncil: "ask",
    stages.CouncilAnswers: "council_answers",
    stages.Deciding: "deciding",
    stages.Instead: "instead",
    stages.Paying: "paying",
}


def screen_for(stage: Stage, aside: Aside | None) -> Callable[[Room], Screen]:
    """The function that builds what to show. The only navigation table: an aside lies over its stage.

    Modules are imported when first needed, so that the welcome page waits for no other (startup).
    """
    name = aside.value if aside is not None else _STAGES[type(stage)]
    return cast("Callable[[Room], Screen]", import_module(f"ui.screens.{name}").build)
