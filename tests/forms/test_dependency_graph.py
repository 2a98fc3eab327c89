"""The graph follows every change: after any answers, working everything out from scratch changes nothing."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import FormError
from kiosk.forms.filling import Filling
from kiosk.forms.walk import walk
from kiosk.forms.xform import load
from tests.scenario import NOW, Ids, ask, bind, scenario, xform

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

FOLDER = Path(__file__).parents[3] / "shared" / "forms" / "xform"
CHANGING = {"random", "uuid", "now", "once", "randomize"}


def work_out_again(filling):
    """Queue every unit, as if everything had changed."""
    live = filling._instance
    for number in range(len(filling.form.units)):
        live._queue(number, None)
    live.settle()


def take_one_out(filling):
    """Remove the first entry that can go, from the first list that has one; how many went."""
    for key in filling.page_keys():
        removals = [entry.removal for entry in filling.page(key).entries if entry.removal]
        if removals:
            filling.answer(removals[0], "yes")
            filling.remove(removals[0])
            return 1
    return 0


def settled(form):
    """Whether values depend on answers alone: none is corrected by hand, made by chance or by the clock."""
    corrected = any(control.bind.calculate for control in form.controls)
    return (
        not corrected
        and not any(bind.calculate and bind.calculate.functions & CHANGING for bind in form.binds.values())
        and not any(unit.expression.functions & CHANGING for unit in form.units)
        and not form.actions
    )


@pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the real forms in ../shared/forms/xform are not beside this checkout"
)
@pytest.mark.parametrize("seed", range(3))
def test_real_forms_are_settled_after_a_walk(seed):
    checked = removed = 0
    for file in sorted(FOLDER.glob("*.xml")):
        try:
            form = load(file.read_bytes())
        except FormError:
            continue
        if form.units and settled(form):
            filling = Filling(
                form, language=form.default_language, now=lambda: NOW, random=Random(seed), new_id=Ids()
            )
            walk(filling, Random(seed))
            removed += take_one_out(filling)
            before = filling.instance()
            work_out_again(filling)
            assert filling.instance() == before, file.name
            checked += 1
    assert checked > 20
    assert removed > 0


NAMES = ["a", "b", "c", "d"]
EXPRESSIONS = st.sampled_from(
    [
        "/data/{x} = '1'",
        "/data/{x} != ''",
        "/data/{x} + /data/{y}",
        "concat(/data/{x}, '-', /data/{y})",
        "string-length(/data/{x}) > 1",
        "sum(/data/r/n) > 2",
        "count(/data/r) + string-length(/data/{x})",
        "if(/data/{x} = '', /data/{y}, 'z')",
        "indexed-repeat(/data/r/n, /data/r, 2) = /data/{x}",
        "/data/r[position() = last()]/n = '2'",
        "//{x} = '2'",
    ]
)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from([*NAMES, "n", "@more", "another", "another", "gone"]),
        st.sampled_from(["", "1", "2", "yes", "no"]),
    ),
    max_size=15,
)


@given(st.data(), CHANGES)
@settings(deadline=None, max_examples=150)
def test_any_acyclic_form_is_settled_after_any_answers(data, changes):
    """Calculations and relevance read only names before their own, so there is no cycle."""
    binds = ""
    for place, name in enumerate(["x1", "x2", "x3"]):
        earlier = [*NAMES, *["x1", "x2", "x3"][:place]]
        kind = data.draw(st.sampled_from(["calculate", "relevant"]))
        source = data.draw(EXPRESSIONS).format(
            x=data.draw(st.sampled_from(earlier)), y=data.draw(st.sampled_from(earlier))
        )
        binds += bind(f"/data/{name}", **{kind: source})
    binds += bind(
        "/data/r/t",
        calculate=data.draw(st.sampled_from(["../n * 2", "/data/r/n * position(..)", "/data/x1"])),
    )
    body = "".join(ask(f"/data/{name}", name) for name in NAMES)
    body += "<repeat nodeset='/data/r'>" + ask("/data/r/n", "N") + "</repeat>"
    nodes = "".join(f"<{name}/>" for name in [*NAMES, "x1", "x2", "x3"]) + "<r><n/><t/></r>"
    s = scenario(xform(nodes, binds, body))
    for name, raw in changes:
        if name == "gone":
            take_one_out(s.filling)
        elif name == "another":
            s.another("r")
        elif (name == "@more") == (raw in ("yes", "no")):
            s.answer(name, raw)
    before = s.filling.instance()
    work_out_again(s.filling)
    assert s.filling.instance() == before
