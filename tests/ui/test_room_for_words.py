"""V3: with the largest letters, set wide, the buttons of every input have room for their words."""

import pytest

from kiosk.display import Display
from kiosk.stage import Asking
from tests.ui.kiosk_rig import SHAPES, settle
from ui.parts.button import Button

SHEET = """survey
,type,name,label,appearance,parameters
,select_one long,school,Which school does your child go to?,,
,image,signed,Sign here,signature,
,rank things,order,Put these in order,,
,range,happy,How happy are you?,,start=0 end=10 step=1
,text,home,What is your address?,address,
,barcode,card,What is your card number?,,
,text,tax,What is your tax number?,utr,
choices
,list_name,name,label
{schools}
,things,a,Parks and places where children can play
,things,b,Roads
settings
,form_title,form_id
,Own,own
""".format(schools="\n".join(f",long,s{n},School {n}" for n in range(60)))


@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur"])
@pytest.mark.parametrize("shape", SHAPES)
def test_no_button_is_lower_than_its_words(spoken, shape, language):
    rig = spoken(SHEET, shape=shape, language=language, display=Display("largest", spacing=True))
    low, seen = [], 0
    for key in rig.visit.filling.page_keys():
        rig.go(lambda key=key: setattr(rig.visit, "stage", Asking(key)))
        settle()
        buttons = [button for button in rig.page.findChildren(Button) if button.isVisible()]
        seen += len(buttons)
        low += [b.words for b in buttons if b.height() < b.heightForWidth(b.width())]
    assert low == []
    assert seen > 7, "each kind of input was there"
