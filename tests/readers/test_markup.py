"""Labels in plain text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.forms.markup import plain

CASES = {
    "Hello": "Hello",
    "**Bold** and _slanted_": "Bold and slanted",
    "# Heading\nA line": "Heading\nA line",
    "Bring:\n* proof of age\n- a photo": "Bring:\n• proof of age\n• a photo",
    "1. Your name": "1. Your name",
    "One\n\n\n two": "One\n\ntwo",
    "One\r\ntwo": "One\ntwo",
    "Read [the rules](https://example.org/r)": "Read the rules (https://example.org/r)",
    "[https://example.org](https://example.org)": "https://example.org",
    "Write to <mailto:a@example.org>": "Write to mailto:a@example.org",
    '<span style="color:red">Stop</span><br>Wait&nbsp;here': "Stop\nWait here",
    "<table border='1'><tr><td>name</td><td>value</td></tr></table>": "name value",
    "<p>One</p><ul><li>two</li><li>three</li></ul>": "One\n\n• two\n• three",
    "<script>x</script>": "<script>x</script>",
    "&lt;b&gt;": "<b>",
    r"\*as typed\*": "*as typed*",
    "snake_case_name": "snake_case_name",
    "age < 5 & > 3": "age < 5 & > 3",
    "> 18": "> 18",
    "-": "-",
    "____": "____",
    "[note]: kept": "[note]: kept",
    "![A map](map.png)": "A map",
    " spaced  out ": "spaced out",
}


@pytest.mark.parametrize(("written", "shown"), CASES.items())
def test_a_label_becomes_the_words_that_are_shown_and_spoken(written, shown):
    assert plain(written) == shown


@given(st.text(alphabet="ab1 *_#[]()<>`\\\n-+!~|", max_size=60))
def test_no_word_is_ever_lost(written):
    words = re.findall(r"[a-z0-9]+", re.sub(r"</?[bi]\s*[^<>]*>|\([^)]*\)", " ", written))
    shown = plain(written)
    assert all(word in shown for word in words)
