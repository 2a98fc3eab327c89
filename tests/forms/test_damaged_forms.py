"""A form damaged anywhere is refused, or works: FormError and EvaluationError are all that comes out (promise 5)."""

from copy import deepcopy
from random import Random
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import EvaluationError, FormError
from kiosk.forms.filling import Filling
from kiosk.forms.walk import Walk, walk
from kiosk.forms.xform import load
from tests.scenario import NOW, Ids, ask, bind, items, xform

WHOLE = xform(
    "<a/><g><b/></g><n/><r jr:template=''><c/><d/></r><r><c/><d/></r><s/><k/>",
    bind("/data/a", type="int", required="true()", constraint=". < 99", jr_constraintMsg="jr:itext('t')")
    + bind("/data/g", relevant="/data/a > 1")
    + bind("/data/n", type="int")
    + bind("/data/r/d", calculate="concat(../c, position(..))")
    + bind("/data/k", calculate="count(/data/r) + sum(/data/n)"),
    ask("/data/a", inside="<label ref=\"jr:itext('t')\"/>")
    + f"<group ref='/data/g' appearance='field-list'><label>G</label>{ask('/data/g/b', 'B')}</group>"
    + ask("/data/n", "N", tag="range", start="1", end="5", step="1")
    + f"<group ref='/data/r'><label>R</label><repeat nodeset='/data/r' jr:count='/data/n'>{ask('/data/r/c', 'C')}"
    + "</repeat></group>"
    + ask(
        "/data/s",
        "S",
        tag="select",
        inside="<itemset nodeset=\"instance('l')/root/item[v != /data/a]\"><value ref='v'/><label ref='w'/></itemset>",
    )
    + ask("/data/k", "K", tag="select1", inside=items("x", "y")),
    model='<itext><translation lang="en"><text id="t"><value>T <output value="/data/n"/></value></text></translation>'
    "</itext><instance id='l'><root><item><v>1</v><w>One</w></item><item><v>2</v><w>Two</w></item></root></instance>"
    "<setvalue event='odk-instance-first-load' ref='/data/n' value='1 + 1'/>",
)
GARBAGE = [
    *(
        "",
        "/",
        "..",
        ".",
        "//*",
        "/data",
        "/*/*",
        "@a",
        "/data/r[2]/c",
        "a b",
        "true()",
        "'x'",
        "-",
        "int",
        "repeat",
    ),
    *(
        "position(..)",
        "instance('l')",
        "jr:itext('zz')",
        "count(//*)",
        "/data/meta",
        "../..",
        "geopoint",
        "x" * 300,
    ),
]


PREFIXES = {
    "": "http://www.w3.org/2002/xforms",
    "jr": "http://openrosa.org/javarosa",
    "h": "http://www.w3.org/1999/xhtml",
}


def written(tree):
    """Its bytes. Prefixes are the whole program's, and whoever is imported may have taken one."""
    for prefix, uri in PREFIXES.items():
        ET.register_namespace(prefix, uri)
    return ET.tostring(tree)


def test_the_form_works_undamaged():
    form = load(written(ET.fromstring(WHOLE)))
    filling = Filling(form, language="en", now=lambda: NOW, random=Random(1), new_id=Ids())
    assert isinstance(walk(filling, Random(1)), Walk)
    assert len(form.units) == len(["g", "d", "k", "count of r"])


def damage(tree, random):
    """One change somewhere: an element gone, doubled, moved or renamed, an attribute gone or wrong."""
    elements = list(tree.iter())
    one, other = random.choice(elements), random.choice(elements)
    kind = random.choice(["drop", "double", "move", "rename", "text", "attribute", "attribute", "attribute"])
    if kind == "drop" and len(one):
        one.remove(random.choice(list(one)))
    elif kind == "double" and len(one):
        one.append(deepcopy(random.choice(list(one))))
    elif kind == "move" and one not in list(other.iter()):
        one.append(deepcopy(other))
    elif kind == "rename":
        one.tag = other.tag
    elif kind == "text":
        one.text = random.choice(GARBAGE)
    elif one.attrib:
        name = random.choice(list(one.attrib))
        one.set(name, random.choice(GARBAGE)) if random.random() < 0.7 else one.attrib.pop(name)


@given(st.integers(0, 2**32), st.integers(1, 4))
@settings(deadline=None, max_examples=400, derandomize=True)
def test_a_damaged_form_is_refused_or_works(seed, times):
    random = Random(seed)
    tree = ET.fromstring(WHOLE)
    for _ in range(times):
        damage(tree, random)
    try:
        form = load(written(tree))
        filling = Filling(form, language=form.default_language, now=lambda: NOW, random=random, new_id=Ids())
        walk(filling, random)
        assert ET.fromstring(filling.instance()) is not None
    except (FormError, EvaluationError) as refused:
        assert len(str(refused).splitlines()) == 1  # noqa: PT017 - most damaged forms still work
