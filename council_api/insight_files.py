"""The figures of the insight pages as files, for whoever reckons on with them: the same for page and command line."""

import csv
import io
import json
from dataclasses import asdict, fields

from council_api.insight import Insight, Service
from kiosk.insight.report import FunnelRow, detail_as_dict, place_as_dict
from kiosk.measures import export


def month_csv(insight: Insight, month: str) -> str:
    """The measures of every service as rows that may be published (K6)."""
    return export.as_csv(insight.month(month).open_data)


def month_json(insight: Insight, month: str) -> str:
    """The same as JSON."""
    return export.as_json(insight.month(month).open_data)


def service_csv(found: Service, service: str, month: str) -> str:
    """The pages of a service, a line each; a cell that is not to be shown is empty."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, ["service", "month", *(field.name for field in fields(FunnelRow))])
    writer.writeheader()
    writer.writerows({"service": service, "month": month, **asdict(row)} for row in found.detail.funnel)
    return text.getvalue()


def service_json(insight: Insight, found: Service, service: str, month: str) -> str:
    """All that is known of a service."""
    pages = insight.wording().pages
    first = [place_as_dict(place, pages) for place in insight.month(month).overview.places(service)]
    document = {"service": service, "month": month, "first": first, **detail_as_dict(found.detail)}
    return json.dumps(document, ensure_ascii=False, indent=1)
