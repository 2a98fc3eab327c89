"""What the tests of expressions share: one form, one fixed moment, one way to ask."""

import random
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.forms.tree import parse_tree
from kiosk.forms.xpath import Context, Host, compile  # noqa: A004 - the word for it

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=LONDON)

FORM = """
<data id="bins" version="3" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
  <name>Mair</name><age>71</age><blank/><zero>0</zero><bins>food glass paper</bins><born>1955-06-02</born>
  <postcode>CF10 1AA</postcode><city>b</city>
  <person><who>Ann</who><pay>10</pay><pet><kind>cat</kind></pet><pet><kind>dog</kind></pet></person>
  <person><who>Bob</who><pay>2.5</pay><pet><kind>fish</kind></pet></person>
  <person jr:template=""><who>Cai</who><pay/></person>
  <orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta>
</data>
"""
CITIES = """
<root>
  <item><name>a</name><label>Aber</label><size>1</size></item>
  <item><name>b</name><label>Bangor</label><size>2</size></item>
  <item><name>c</name><label>Cardiff</label><size>3</size></item>
</root>
"""


@pytest.fixture
def form():
    """The form's document node."""
    return parse_tree(FORM)


@pytest.fixture
def host(form):
    """A host for that form, at noon on the first of June 2026 in London."""
    ids = iter(f"id-{count}" for count in range(1000))
    return Host(
        root=form,
        now=lambda: NOON,
        random=random.Random(7),
        new_id=lambda: next(ids),
        instances={"cities": parse_tree(CITIES)},
        language="English (en)",
        choice_label=lambda value, path, node: f"{value} of {path}",
        itext={"hello": "Helo"}.get,
        repeats=frozenset({"/data/person", "/data/person/pet"}),
    )


@pytest.fixture
def context(host):
    """Make a context at the node that a path leads to."""

    def make(path="/data", **more):
        node = compile(path).nodes(Context(host.root, host))[0]
        return Context(node, host, **more)

    return make


@pytest.fixture
def ask(context):
    """The value of an expression as text, at the node of a path."""

    def text(source, at="/data"):
        return compile(source).string(context(at))

    return text
