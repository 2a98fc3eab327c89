"""Curly quotes stay in what is shown, and become straight where an expression needs them."""

from kiosk.forms.readers import read_form

SHEET = """survey,,,,
,type,name,label,relevant
,text,who,What is your mother’s name?,
,text,why,Why “now”?,${who} = ‘Mair’
"""


def test_shown_text_keeps_its_quotes_and_an_expression_gets_straight_ones(tmp_path):
    (tmp_path / "form.csv").write_text(SHEET, encoding="utf-8")
    xml = read_form(tmp_path / "form.csv").xml.decode()
    assert "<label>What is your mother’s name?</label>" in xml
    assert "<label>Why “now”?</label>" in xml
    assert "= 'Mair'\"" in xml
