"""Journeys for tests, made in one line."""

from kiosk.analytics.journey import Journey, PageView


def view(page, seconds=10, left="on", **more):
    """A page."""
    return PageView(page, seconds, left, **more)


def journey(*pages, ended="finished", **more):
    """A journey through these pages: names, or views."""
    views = tuple(view(page) if isinstance(page, str) else page for page in pages)
    said = {
        "service": "bins",
        "version": "1",
        "form": "a" * 12,
        "variant": "",
        "language": "en",
        "company": "alone",
    }
    said |= {"day": "2026-11-02", "hour": 10, "modes": ("touch",), "satisfaction": None}
    return Journey(**(said | more), pages=views, ended=ended)
