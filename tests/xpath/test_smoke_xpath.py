"""A first look at the engine through its public face."""

import random
from datetime import UTC, datetime

from kiosk.forms.tree import parse_tree
from kiosk.forms.xpath import Context, Host, compile  # noqa: A004 - the word for it


def test_an_expression_reads_the_form():
    form = parse_tree("<data><age>17</age></data>")
    host = Host(
        form, now=lambda: datetime(2026, 3, 1, tzinfo=UTC), random=random.Random(1), new_id=lambda: "id"
    )
    assert compile("/data/age + 1").number(Context(form, host)) == 18
