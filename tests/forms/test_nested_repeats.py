"""A repeat inside a repeat: every new outer entry begins as the first one did."""

from tests.scenario import ask, scenario, xform

INNER = "<inner jr:template=''><b/></inner>"
NODES = f"<outer jr:template=''><a/>{INNER}</outer><outer><a/>{INNER}<inner><b/></inner></outer>"
BODY = (
    '<group ref="/data/outer"><label>Outer</label><repeat nodeset="/data/outer">'
    + ask("/data/outer/a", "A")
    + '<group ref="/data/outer/inner"><label>Inner</label><repeat nodeset="/data/outer/inner">'
    + ask("/data/outer/inner/b", "B")
    + "</repeat></group></repeat></group>"
)


def test_a_second_outer_entry_asks_for_its_first_inner_entry():
    s = scenario(xform(NODES, "", BODY)).answer("outer/@more", "yes")
    second = [asked for asked in s.asks() if asked.startswith("outer[2]")]
    assert second == ["outer[2]/a", "outer[2]/inner[1]/b", "outer[2]/inner/@more"]


def test_a_page_stays_while_inner_entries_are_added():
    s = scenario(xform(NODES, "", BODY)).answer("outer/@more", "yes")
    s.answer("outer[2]/inner/@more", "yes")
    assert "outer[2]/inner[2]/b" in s.asks()
    assert s.filling.page("/data/outer[2]/inner/@more").questions[0].raw == "yes"
