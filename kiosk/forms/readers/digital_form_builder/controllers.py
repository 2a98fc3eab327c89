"""The builder's kinds of pages, by the name of the controller that runs each there, and what each is here."""

from kiosk.errors import FormError
from kiosk.forms.readers.digital_form_builder.pairing import Both
from kiosk.forms.readers.json_document import Json

MOST_BELOW = 100
SUMMARIES = {
    "summary",
    "SummaryPageController",
    "CustomSummaryPageController",
    "confirm",
    "SummaryPageWithConfirmationEmailController",
}
ENDS = {"TerminalPageController", "CheckpointSummaryPageController"}
REPEATED = {"RepeatPageController", "RepeatingSectionPageController"}
SO_FAR = "MiniSummaryPageController"
ADDED = "RepeatingSectionSummaryPageController"
ADDED_ONE_BY_ONE = "RepeatingFieldPageController"
PLAIN = {
    "",
    "start",
    "StartPageController",
    "PageController",
    "QuestionPageController",
    "FileUploadPageController",
    "HomePageController",
    "MultiStartPageController",
    SO_FAR,
    ADDED_ONE_BY_ONE,
    *REPEATED,
}


def controller(page: Json) -> str:
    """``summary`` for ``./pages/summary.js``."""
    return page.text("controller").removeprefix("./pages/").removesuffix(".js")


def is_repeated(page: Json) -> bool:
    """Whether the page is asked again for each entry; a MultiInputField is repeated by itself."""
    kind = controller(page)
    return (
        kind in REPEATED
        or bool(page.text("repeatField"))
        or (
            kind == ADDED_ONE_BY_ONE
            and not any(one.text("type") == "MultiInputField" for one in page.each("components"))
        )
    )


def components(page: Both) -> list[Both]:
    """The page's components, and those below its button; not the box in which the builder keeps what was added."""
    below = page.each("componentsAfter", "name")
    if len(below) > MOST_BELOW:
        raise FormError(f"This page has more than {MOST_BELOW} componentsAfter: split it.", page.first.at)
    return [
        one
        for one in [*page.each("components", "name"), *below]
        if controller(page.first) != ADDED or not one.first.text("name").endswith("Container")
    ]
