"""Whether what leads from one thing to another finds it: from a question before a form, and from a page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.catalogue import Service
    from kiosk.information.article import Article


def trouble_with(services: "Sequence[Service]", pages: "Sequence[Article]") -> str:
    """The first sign that leads nowhere, in a sentence for its author; "" when each leads somewhere."""
    known, told = {service.id for service in services}, {page.id for page in pages}
    for service in services:
        for choice in (choice for check in service.check for choice in check.choices):
            if choice.page and choice.page not in told:
                return (
                    f"The service {service.id} sends people to the page {choice.page!r}, which there is not: "
                    "write it, or name another."
                )
            if choice.service and choice.service not in known:
                return (
                    f"The service {service.id} sends people to the service {choice.service!r}, which there is not: "
                    "add it, or name another."
                )
    for page in pages:
        for name in page.services:
            if name not in known:
                return f"The page {page.id} names the service {name!r}, which there is not: take it out."
    return ""
