"""Walks that look for every page: they find those behind conditions, and name those that nothing leads to."""

from datetime import UTC, datetime
from random import Random

import pytest

from kiosk.forms.filling import Filling
from kiosk.forms.lint import load
from kiosk.forms.readers import read_form
from kiosk.forms.walking.all_paths import explore

SURVEY = """survey
,type,name,label,relevant,constraint,required
,select_one l,a,A,,,yes
,text,b,B,${a} = 'x99',,
,integer,n,N,,,yes
,begin_group,g,G,${n} > 4000 and ${b} != '',,
,text,c,C,,,
,end_group,,,,,
,text,d,D,${a} = 'gone',,
choices
,list_name,name,label
"""


@pytest.fixture
def form(tmp_path):
    (tmp_path / "form.csv").write_text(SURVEY + "".join(f",l,x{n},X{n}\n" for n in range(100)))
    return load(read_form(tmp_path / "form.csv"))


def begin(form):
    def one(seed: int) -> Filling:
        return Filling(
            form,
            language=form.default_language,
            now=lambda: datetime(2026, 11, 21, tzinfo=UTC),
            random=Random(seed),
            new_id=lambda: "id",
        )

    return one


def test_pages_behind_conditions_are_found_and_the_others_named(form):
    found = explore(form, 60, begin(form))
    assert found.pages == ("/data/a", "/data/b", "/data/n", "/data/g/c", "/data/d")
    assert found.never == ("/data/d",)
    assert found.walks == 60


def test_it_stops_when_every_page_was_opened(tmp_path):
    (tmp_path / "form.csv").write_text("survey\n,type,name,label\n,text,a,A\n")
    form = load(read_form(tmp_path / "form.csv"))
    found = explore(form, 60, begin(form))
    assert (found.never, found.walks) == ((), 1)


def test_the_same_number_gives_the_same_walks(form):
    assert explore(form, 5, begin(form)) == explore(form, 5, begin(form))


def test_two_choices_of_many_together_are_found_though_other_pages_name_each_of_the_rest(tmp_path):
    """The values of the condition nearest to a page go before those of the conditions on the way."""
    alone = "".join(f",text,q{n},Q{n},\"selected(${{m}}, 'x{n}')\"\n" for n in range(30))
    rows = f",select_multiple l,m,M,\n{alone}"
    wanted = "selected(${m}, 'x3') and selected(${m}, 'x7') and ${q3} != '' and ${q7} != ''"
    source = f'survey\n,type,name,label,relevant\n{rows},text,both,Both,"{wanted}"\nchoices\n,list_name,name,label\n'
    (tmp_path / "form.csv").write_text(source + "".join(f",l,x{n},X{n}\n" for n in range(30)))
    form = load(read_form(tmp_path / "form.csv"))
    assert explore(form, 150, begin(form)).never == ()
