"""How Polish and Urdu are read: money, dates, times, telephone numbers, codes (A13, L3)."""

import pytest

from kiosk.speech.pronounce import spoken

POLISH = (
    # money: 1 funt, 2 to 4 funty, 5 and more funtów
    ("£1", "1 funt"),
    ("£2", "2 funty"),
    ("£5", "5 funtów"),
    ("£12.50", "12 funtów 50 pensów"),
    ("£22.03", "22 funty 3 pensy"),
    ("£113", "113 funtów"),
    ("£0.01", "1 pens"),
    ("£1,234.56", "1234 funty 56 pensów"),
    ("£2.5m", "2,5 miliona funtów"),
    ("£3 mln", "3 miliony funtów"),
    ("£30k", "30 tysięcy funtów"),
    ("50p", "50 pensów"),
    ("Kosztuje £66.", "Kosztuje 66 funtów."),
    # dates, in the genitive
    ("21/11/2026", "dwudziestego pierwszego listopada dwa tysiące dwudziestego szóstego"),
    ("1.4.2009", "pierwszego kwietnia dwa tysiące dziewiątego"),
    ("2026-05-31", "trzydziestego pierwszego maja dwa tysiące dwudziestego szóstego"),
    ("5 maja 1947 r.", "piątego maja tysiąc dziewięćset czterdziestego siódmego roku"),
    ("do 12 marca 2000 roku", "do dwunastego marca dwutysięcznego roku"),
    ("32 maja", "32 maja"),
    ("2025/26", "2025 na 26"),
    # times, on the 24-hour clock that Polish has
    ("o 9am", "o dziewiątej"),
    ("o 2:30pm", "o czternastej 30"),
    ("9.05pm", "dwudziestej pierwszej zero pięć"),
    ("00:00", "północy"),
    ("od 9am do 5pm", "od dziewiątej do siedemnastej"),
    ("9:00–17:00", "dziewiątej do siedemnastej"),
    # telephone numbers, codes, abbreviations
    ("tel. 01632 960 100", "telefon zero jeden sześć trzy dwa, dziewięć sześć zero, jeden zero zero"),
    ("SW1A 1AA", "S. W. jeden A., jeden A. A."),
    ("KTM 7RF 2WD", "K. T. M., siedem R. F., dwa W. D."),
    ("12-34-56", "jeden dwa, trzy cztery, pięć sześć"),
    ("help@cyngor.wales", "help małpa cyngor kropka wales"),
    ("np. paszport, 25%", "na przykład paszport, 25 procent"),
    ("„Dalej”", "„Dalej”"),
)

URDU = (
    # money
    ("£1", "1 پاؤنڈ"),
    ("£12.50", "12 پاؤنڈ 50 پینس"),
    ("£1.01", "1 پاؤنڈ 1 پینی"),
    ("£0.85", "85 پینس"),
    ("£1,234", "1234 پاؤنڈ"),
    ("£30k", "30 ہزار پاؤنڈ"),
    ("£2.5m", "2 اعشاریہ پانچ ملین پاؤنڈ"),
    ("£3 billion", "3 ارب پاؤنڈ"),
    ("یہ £66 ہے۔", "یہ 66 پاؤنڈ ہے۔"),
    # dates
    ("21/11/2026", "21 نومبر 2 ہزار 26"),
    ("1.4.2009", "یکم اپریل 2 ہزار 9"),
    ("2026-05-31", "31 مئی 2 ہزار 26"),
    ("5 مئی 1947", "5 مئی 19 سو 47"),
    ("1 جون 2000", "یکم جون 2 ہزار"),
    ("32 مئی", "32 مئی"),
    ("2025/26", "2 ہزار 25 سے 26"),
    # times, with the part of the day
    ("9am", "صبح 9 بجے"),
    ("9.30 am", "صبح 9 بج کر 30 منٹ"),
    ("14:00", "دوپہر 2 بجے"),
    ("9.05pm", "رات 9 بج کر 5 منٹ"),
    ("9am سے 5pm تک", "صبح 9 بجے سے شام 5 بجے تک"),
    ("00:00", "رات 12 بجے"),
    # telephone numbers and codes, which stand in isolates
    ("\u206801632 960 100\u2069 پر", "\u2068صفر ایک چھ تین دو, نو چھ صفر, ایک صفر صفر\u2069 پر"),
    ("SW1A 1AA", "S. W. ایک A., ایک A. A."),
    ("\u2068KTM 7RF 2WD\u2069 ہے۔", "\u2068K. T. M., سات R. F., دو W. D.\u2069 ہے۔"),
    ("12-34-56", "ایک دو, تین چار, پانچ چھ"),
    ("help@cyngor.wales", "help ایٹ cyngor ڈاٹ wales"),
    ("25% اور 2.5", "25 فیصد اور 2 اعشاریہ پانچ"),
    ("5-7 دن", "5 سے 7 دن"),
)


def read(text, language):
    return " ".join(token.say for sentence in spoken(text, language) for token in sentence.tokens)


@pytest.mark.parametrize(("shown", "said"), POLISH)
def test_polish(shown, said):
    """L3: spoken as it is meant, in the language of the screen."""
    assert read(shown, "pl") == said


@pytest.mark.parametrize(("shown", "said"), URDU)
def test_urdu(shown, said):
    """L3: spoken as it is meant, in the language of the screen."""
    assert read(shown, "ur") == said


def test_a_sentence_in_urdu_ends_at_its_own_full_stop():
    assert [sentence.tokens[-1].say for sentence in spoken("نام لکھیں۔ ٹھیک ہے؟ ہاں", "ur")] == [
        "لکھیں۔",
        "ہے؟",
        "ہاں",
    ]
