"""The services on offer: whether the form of each opens."""

from kiosk import catalogue
from kiosk.checking.found import Found, fails, ok, plain
from kiosk.checking.here import Here
from kiosk.content import Content
from kiosk.errors import ConfigError

_MEND = "Mend it or take it out; 'kiosk forms check' says more."


def check(here: Here) -> Found:
    """All of them, those that were added to this kiosk too."""
    content = Content(here.config.data)
    broken: list[str] = []
    try:
        services = catalogue.load(
            content.services,
            here.config.data / "services",
            broken=lambda error: broken.append(str(error)),
            destinations=here.config.destinations,
        ).services
    except ConfigError as error:
        return fails(plain(str(error), 200), _MEND)
    if broken:
        return fails(f"{len(broken)} left out. {plain(broken[0], 160)}", _MEND)
    if not services:
        return fails("There is no service on offer.", "Publish a bundle with services (docs/bundles.md).")
    shut = {service.id: why for service in services if (why := here.opens(service))}
    if shut:
        first, why = next(iter(shut.items()))
        return fails(
            f"{len(shut)} of {len(services)} do not open. {plain(first, 40)}: {plain(why, 120)}", _MEND
        )
    return ok(f"All {len(services)} services open.")
