"""How other people fared, on a service's first page: what is true says more than a guess."""

from dataclasses import replace

from kiosk.measures.figures import Figure


def test_it_stands_in_place_of_the_minutes(rig):
    kiosk = rig()
    kiosk.to_before()
    kiosk.visit.service = replace(kiosk.visit.service, minutes=2)
    kiosk.window.refresh()
    guess = "About 2 minutes"
    assert any(guess in text for text in kiosk.window.showing.texts())
    asked = []

    def others(service):
        asked.append(service.id)
        return Figure(service.id, "0" * 12, here=True, tenths=8, minutes=12)

    kiosk.visit._means = replace(kiosk.visit.means, others=others)
    kiosk.window.refresh()
    texts = kiosk.window.showing.texts()
    assert "8 of 10 people finished this here in about 12 minutes." in texts
    assert not any(guess in text for text in texts)
    assert asked == ["bins"]
