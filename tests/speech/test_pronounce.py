import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.lexicons import LEXICONS
from kiosk.speech.pronounce import spoken

ENGLISH = (
    # money
    ("£12.50", "12 pounds 50 pence"),
    ("£1", "1 pound"),
    ("£1.01", "1 pound 1 penny"),
    ("£0.85", "85 pence"),
    ("£5.00", "5 pounds"),
    ("£1,234.56", "1234 pounds 56 pence"),
    ("£2.5m", "2.5 million pounds"),
    ("£30k", "30 thousand pounds"),
    ("£3 billion", "3 billion pounds"),
    ("50p", "50 pence"),
    ("It costs £66.", "It costs 66 pounds."),
    ("(£20)", "(20 pounds)"),
    # dates
    ("21/11/2026", "the twenty-first of November 20 26"),
    ("1.4.2009", "the first of April two thousand and nine"),
    ("03/02/85", "the third of February 19 85"),
    ("2026-05-31", "the thirty-first of May 20 26"),
    ("5 May 1947", "the fifth of May 19 47"),
    ("the 5th May", "the fifth of May"),
    ("12 Sept 2000", "the twelfth of September two thousand"),
    ("1 June 1905", "the first of June 19 oh five"),
    ("32/13/2026", "32/13/2026"),
    ("Only 2 may apply", "Only 2 may apply"),
    ("born in 1984", "born in 19 84"),
    ("2025/26", "20 25 to 26"),
    # times
    ("9am", "9 A.M."),
    ("9.30 am", "9 30 A.M."),
    ("9.05pm", "9 oh five P.M."),
    ("14:00", "2 P.M."),
    ("00:00", "midnight"),
    ("12pm", "twelve noon"),
    ("9am-5pm", "9 A.M. to 5 P.M."),
    ("9 to 11.30am", "9 A.M. to 11 30 A.M."),
    ("13pm", "13pm"),
    # telephone numbers
    ("020 7946 0018", "zero two zero, seven nine four six, zero zero one eight"),
    ("01685 725000", "zero one six eight five, seven two five zero zero zero"),
    ("07700900123", "zero seven seven zero zero, nine zero zero, one two three"),
    ("02079460018", "zero two zero, seven nine four six, zero zero one eight"),
    ("+44 20 7946 0018", "plus four four, two zero, seven nine four six, zero zero one eight"),
    # codes
    ("SW1A 1AA", "S. W. one A., one A. A."),
    ("CF478AN", "C. F. four seven, eight A. N."),
    ("QQ 12 34 56 C", "Q. Q., one two, three four, five six, C."),
    ("AB123456D", "A. B., one two, three four, five six, D."),
    ("KTM 7RF 2WD", "K. T. M., seven R. F., two W. D."),
    ("KTM7RF2WD", "K. T. M., seven R. F., two W. D."),
    ("12-34-56", "one two, three four, five six"),
    ("12345678", "one two three, four five six, seven eight"),
    ("UC50", "U. C. 50"),
    ("PIP2", "PIP 2"),
    ("HP/0042", "H. P. zero zero four two"),
    ("COVID-19", "COVID 19"),
    ("4(2)(b)", "4 2 B."),
    ("Flat 3a", "Flat 3 A."),
    # addresses of the net
    ("help@example.gov.uk", "help at example dot gov dot U.K."),
    ("www.gov.uk/blue-badge", "gov dot U.K. slash blue dash badge"),
    ("https://example.org", "example dot org"),
    # abbreviations
    ("e.g. a bill", "for example a bill"),
    ("i.e. you", "that is you"),
    ("bins, bags etc.", "bins, bags et cetera."),
    ("Ms Smith", "Mizz Smith"),
    ("Mr. Smith", "Mister Smith"),
    ("NI number", "National Insurance number"),
    ("No. 5", "number 5"),
    ("12 High St", "12 High Street"),
    ("St David", "St David"),
    ("Bed & breakfast", "Bed and breakfast"),
    ("c/o Dr Jones", "care of Doctor Jones"),
    # amounts and plain words
    ("10 %", "10 percent"),
    ("2.5%", "2.5 percent"),
    ("pages 3-7", "pages 3 to 7"),
    ("1,234 homes", "1,234 homes"),
    ("Wheelchair users", "Wheelchair users"),
)

WELSH = (
    ("£12.50", "12 punt 50 ceiniog"),
    ("£1", "1 bunt"),
    ("£2.02", "2 bunt 2 geiniog"),
    ("50p", "50 ceiniog"),
    ("£2m", "2 miliwn o bunnau"),
    ("£16,000", "16 mil o bunnau"),
    ("£16,250", "16250 punt"),
    ("llythyr PIP", "llythyr pip"),
    ("31/3/2050", "yr unfed ar ddeg ar hugain o Fawrth dwy fil pum deg"),
    ("21/11/2026", "yr unfed ar hugain o Dachwedd dwy fil dau ddeg chwech"),
    ("1 Mawrth 1984", "y cyntaf o Fawrth mil naw wyth pedwar"),
    ("12 Gorffennaf 2010", "y deuddegfed o Orffennaf dwy fil deg"),
    ("3ydd Rhagfyr", "y trydydd o Ragfyr"),
    ("1 Mai 2000", "y cyntaf o Fai dwy fil"),
    ("5/5/2011", "y pumed o Fai dwy fil un deg un"),
    ("9am", "9 o’r gloch y bore"),
    ("14:30", "2 30 y prynhawn"),
    ("19:00", "7 o’r gloch yr hwyr"),
    ("12:00", "hanner dydd"),
    ("9am-5pm", "9 o’r gloch y bore i 5 o’r gloch y prynhawn"),
    ("01685 725000", "dim un chwech wyth pump, saith dau pump dim dim dim"),
    ("CF47 8AN", "C. F. pedwar saith, wyth A. N."),
    ("QQ 12 34 56 C", "Q. Q., un dau, tri pedwar, pump chwech, C."),
    ("KTM 7RF 2WD", "K. T. M., saith R. F., dau W. D."),
    ("10%", "10 y cant"),
    ("e.e. bil", "er enghraifft bil"),
    ("rhif YG", "rhif Yswiriant Gwladol"),
    ("help@cyngor.wales", "help at cyngor dot wales"),
)


def read(text, language):
    return " ".join(token.say for sentence in spoken(text, language) for token in sentence.tokens)


@pytest.mark.parametrize(("shown", "said"), ENGLISH)
def test_english(shown, said):
    assert read(shown, "en") == said


@pytest.mark.parametrize(("shown", "said"), WELSH)
def test_welsh(shown, said):
    assert read(shown, "cy") == said


def test_a_language_without_rules_is_read_as_written():
    assert read("Plătiți £12.50 până la 21/11/2026", "ro") == "Plătiți £12.50 până la 21/11/2026"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("What is your name? We need it.", 2),
        ("Ask Mr. Jones or Dr. Evans. They know.", 2),
        ("Tel. 01685 725000", 1),
        ("One\nTwo\n\nThree", 3),
        ("He said: “Yes.” Then he left.", 3),
        ("", 0),
        (" \n\t ", 0),
    ],
)
def test_sentences(text, count):
    assert len(spoken(text, "en")) == count


def test_a_changed_phrase_lights_up_as_it_is_shown():
    text = "Pay (£12.50) by 21 May."
    tokens = [text[t.start : t.end] for s in spoken(text, "en") for t in s.tokens]
    assert tokens == ["Pay", "(£12.50)", "by", "21 May."]


@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur", "ro"])
@given(
    text=st.text(st.sampled_from("aA1 9£./:-,()\n@pm&Mayé\0\ud800😀xمئی۔\u2068\u2069"), max_size=80)
    | st.text(max_size=60)
)
def test_every_shown_character_is_read_once_and_in_order(language, text):
    at = 0
    for sentence in spoken(text, language):
        assert sentence.tokens
        for token in sentence.tokens:
            assert at <= token.start < token.end <= sentence.end
            assert not text[at : token.start].strip()
            at = token.end
    assert not text[at:].strip()


@pytest.mark.parametrize("language", LEXICONS)
def test_a_language_is_whole(language):
    lexicon = LEXICONS[language]
    assert len(lexicon.digits) == 10
    assert len(lexicon.days) == 32
    assert len(lexicon.months) == len(lexicon.month_names) == 13
    assert lexicon.signs.keys() == set("@./-_+")
    assert lexicon.multiples.keys() == LEXICONS["en"].multiples.keys()
    assert all(len(word) < 12 and word == word.strip() for word in lexicon.unfinished)
    for hour in range(24):
        for minute in range(60):
            assert lexicon.clock(hour, minute).strip()
    assert all(not re.search(r"\d{4}", lexicon.year(year)) for year in range(1920, 2030))
