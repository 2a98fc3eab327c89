"""What an author hides with the appearance “hidden” is not asked, and its value still counts."""

from kiosk.forms.xform import load
from tests.scenario import ask, bind, scenario, xform

HIDDEN = xform(
    "<a/><b>7</b><g><c/></g><d/>",
    bind("/data/b", type="int", required="true()") + bind("/data/d", calculate="/data/b + 1"),
    ask("/data/a", "A")
    + ask("/data/b", "B", appearance="w1 hidden")
    + f'<group ref="/data/g" appearance="hidden"><label>G</label>{ask("/data/g/c", "C")}</group>',
)


def test_it_is_not_asked_and_its_value_is_sent():
    s = scenario(HIDDEN)
    assert s.asks() == ["a"]
    assert s.filling.check_all() is None
    assert (s.value("b"), s.value("d")) == ("7", "8")


def test_its_author_is_told():
    assert [warning.partition(": ")[0] for warning in load(HIDDEN).warnings] == ["/data/b", "/data/g"]
