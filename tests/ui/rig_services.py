"""The services of the kiosk for tests: two shelves, and a form with a page of each kind."""

from kiosk import catalogue

_HEAD = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa" xmlns:k="urn:handrail:kiosk"><h:head><h:title>Bins</h:title><model>
  <itext><translation lang="English (en)" default="true()">{en}</translation>
  <translation lang="Welsh (cy)">{cy}</translation></itext>
  <instance><data id="bins" version="1"><bin/><when/><you><name/><nick/><why/></you><more/></data></instance>
  <bind nodeset="/data/bin" type="string" required="true()"/>
  <bind nodeset="/data/when" type="date"/>
  <bind nodeset="/data/you/name" type="string" required="true()"/>
  <bind nodeset="/data/you/why" type="string" required="true()" relevant="/data/you/nick != ''"/>
  </model></h:head><h:body>"""
_BODY = """<select1 ref="/data/bin"><label ref="jr:itext('bin')"/><hint ref="jr:itext('hint')"/>
  <item><label ref="jr:itext('black')"/><value>black</value></item>
  <item><label ref="jr:itext('blue')"/><value>blue</value></item></select1>
  <input ref="/data/when" k:once="bday"><label ref="jr:itext('when')"/></input>
  <group ref="/data/you" appearance="field-list"><label ref="jr:itext('you')"/>
  <input ref="/data/you/name" k:once="name"><label ref="jr:itext('name')"/></input>
  <input ref="/data/you/nick"><label ref="jr:itext('nick')"/></input>
  <input ref="/data/you/why"><label ref="jr:itext('why')"/></input></group>
  <select ref="/data/more"><label ref="jr:itext('more')"/>
  <item><label ref="jr:itext('black')"/><value>black</value></item>
  <item><label ref="jr:itext('blue')"/><value>blue</value></item></select>
  </h:body></h:html>"""
_EN = {
    "bin": "Which bin was missed?",
    "hint": "You can report another after this.",
    "black": "Rubbish bin (black lid), which we empty every second Tuesday unless it is a holiday",
    "blue": "Recycling bin (blue lid)",
    "when": "What day should your bin have been emptied?",
    "you": "About you",
    "name": "Your name",
    "nick": "Another name",
    "why": "Why two names?",
    "more": "Which other bins do you have?",
}
_CY = {
    "bin": "Pa fin na chafodd ei gasglu gennym ni ar y diwrnod iawn?",
    "hint": "Gallwch roi gwybod am un arall wedyn.",
    "black": "Bin sbwriel (caead du), Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "blue": "Bin ailgylchu (caead glas)",
    "when": "Pa ddiwrnod dylai eich bin fod wedi’i wagio?",
    "you": "Amdanoch chi",
    "name": "Eich enw",
    "nick": "Enw arall",
    "why": "Pam dau enw?",
    "more": "Pa finiau eraill sydd gennych?",
}


def _texts(words: dict[str, str]) -> str:
    return "".join(f'<text id="{key}"><value>{value}</value></text>' for key, value in words.items())


FORM = (_HEAD.format(en=_texts(_EN), cy=_texts(_CY)) + _BODY).encode()

_MANIFEST = """
id = "{name}"
category = "{shelf}"
icon = "bin"
minutes = 3
title = {{ en = "Report a missed bin", cy = "Rhoi gwybod am fin heb ei gasglu" }}
summary = {{ en = "Tell us and we will come back.", cy = "Rhowch wybod i ni a byddwn yn dod yn ôl." }}
related = ["bags", "trees"]
need = {{ en = ["your address"], cy = ["eich cyfeiriad"] }}
before = {{ en = "We come by 7am.", cy = "Rydym yn dod erbyn 7am." }}
send = {{ en = "Send my report", cy = "Anfon fy adroddiad" }}
done = {{ en = "Your report is on its way", cy = "Mae eich adroddiad ar ei ffordd" }}
next = {{ en = "We will empty it in 2 days.", cy = "Byddwn yn ei wagio o fewn 2 ddiwrnod." }}
contact = {{ en = "Ask at any library.", cy = "Holwch mewn unrhyw lyfrgell." }}
"""


def shelves(folder):
    """Two shelves with three services."""
    for name, shelf in (("bins", "waste"), ("bags", "waste"), ("trees", "green")):
        place = folder / name
        place.mkdir(parents=True)
        (place / "form.xml").write_bytes(FORM)
        (place / "manifest.toml").write_text(_MANIFEST.format(name=name, shelf=shelf), encoding="utf-8")
    titles = 'waste = { en = "Bins and recycling", cy = "Biniau" }\ngreen = { en = "Trees", cy = "Coed" }\n'
    (folder / "categories.toml").write_text(titles, encoding="utf-8")
    return catalogue.load(folder)
