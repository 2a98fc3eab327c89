"""Translations: every language, gaps filled and told, guidance, and a change of language in mid-form."""

from kiosk.forms.xform import load
from tests.scenario import ask, bind, scenario, xform

ITEXT = """<itext>
<translation lang="English (en)" default="true()">
  <text id="a:label"><value>Where is <output value="/data/p"/>?</value></text>
  <text id="a:hint"><value>A town</value><value form="guidance">We ask so that we can call</value></text>
  <text id="a:jr:constraintMsg"><value>Enter a town</value></text>
  <text id="b:label"><value form="image">jr://images/x.png</value><value>Second</value></text>
</translation>
<translation lang="Welsh (cy)">
  <text id="a:label"><value>Ble mae <output value="/data/p"/>?</value></text>
  <text id="a:hint"><value>Tref</value><value form="guidance">Er mwyn i ni ffonio</value></text>
  <text id="a:jr:constraintMsg"><value>Rhowch dref</value></text>
  <text id="b:label"><value>-</value></text>
</translation></itext>"""
FORM = xform(
    "<p/><a/><b/><d>2007-03-27</d>",
    bind("/data/a", constraint=". != 'x'", jr_constraintMsg="jr:itext('a:jr:constraintMsg')")
    + bind("/data/d", type="date"),
    ask("/data/p", "P")
    + ask("/data/a", inside="<label ref=\"jr:itext('a:label')\"/><hint ref=\"jr:itext('a:hint')\"/>")
    + ask("/data/b", inside="<label ref=\"jr:itext('b:label')\"/>")
    + ask("/data/d", "D"),
    model=ITEXT,
)


def test_every_language_is_offered():
    form = load(FORM)
    assert form.languages == ("English (en)", "Welsh (cy)")
    assert form.default_language == "English (en)"


def test_a_form_without_translations_has_one_language():
    form = load(xform("<a/>", "", ask("/data/a", "A")))
    assert (form.languages, form.default_language) == (("default",), "default")


def test_label_hint_guidance_and_message_follow_the_language():
    s = scenario(FORM).answer("p", "Sam").answer("a", "x")
    question = s.question("a")
    assert (question.label, question.hint) == ("Where is Sam?", "A town")
    assert question.guidance == "We ask so that we can call"
    assert s.problem("a").message == "Enter a town"
    s.filling.language = "Welsh (cy)"
    question = s.question("a")
    assert (question.label, question.hint, question.guidance) == (
        "Ble mae Sam?",
        "Tref",
        "Er mwyn i ni ffonio",
    )
    assert question.problem.message == "Rhowch dref", "a problem on screen changes its language too"
    assert s.question("d").answer == "27 Mawrth 2007"


def test_a_missing_translation_falls_back_and_is_told():
    assert scenario(FORM, "Welsh (cy)").question("b").label == "Second"
    (warning,) = load(FORM).warnings
    assert "b:label" in warning
    assert "Welsh (cy)" in warning


def test_a_text_that_only_the_other_language_has():
    model = (
        '<itext><translation lang="en"><text id="a"><value/></text></translation>'
        '<translation lang="cy"><text id="a"><value>Enw</value></text></translation></itext>'
    )
    source = xform("<a/>", "", ask("/data/a", inside="<label ref=\"jr:itext('a')\"/>"), model=model)
    assert scenario(source, "en").question("a").label == "Enw"


def test_a_language_that_the_form_lacks_shows_the_default():
    assert scenario(FORM, "Polski (pl)").question("b").label == "Second"


def test_values_made_of_choice_labels_change_language():
    model = (
        '<itext><translation lang="en"><text id="y"><value>Yes</value></text></translation>'
        '<translation lang="cy"><text id="y"><value>Ydw</value></text></translation></itext>'
    )
    choice = "<item><label ref=\"jr:itext('y')\"/><value>y</value></item>"
    source = xform(
        "<a/><said/>",
        bind("/data/said", calculate="jr:choice-name(/data/a, '/data/a')"),
        ask("/data/a", "A", tag="select1", inside=choice),
        model=model,
    )
    s = scenario(source, "en").answer("a", "y")
    assert s.value("said") == "Yes"
    s.filling.language = "cy"
    assert s.value("said") == "Ydw"
