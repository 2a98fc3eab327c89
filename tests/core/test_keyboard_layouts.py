"""The keyboards of assets/keyboards: what they write, how large their keys are, and the way among them."""

from itertools import pairwise

import pytest

from kiosk import keyboard
from kiosk.config import ASSETS
from kiosk.keyboard import GAP, LEAST, SIGNS, At, Key, Page
from kiosk.language import Words

LANGUAGES = sorted(file.stem for file in (ASSETS / "languages").glob("*.toml"))
ORDERS = ("qwerty", "abc")
LATIN = "abcdefghijklmnopqrstuvwxyz"
LETTERS = {
    "en": LATIN,
    "cy": LATIN + "âêîôûŵŷ",
    "pl": LATIN + "ąćęłńóśźż",
    "ur": "اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوؤہھءئیے",
}
WIDTHS = {"tall": 268.0, "square": 376.0, "wide": 476.0}
"""Of the three screens, in mm."""
EVERY = [(code, order) for code in LANGUAGES for order in ORDERS]


def texts(page):
    return [key.text for row in page.rows for key in row if key.text]


def acts(page):
    return [key.act for row in page.rows for key in row if key.act]


def need(key):
    return 6.0 * len(key.text) if key.text else 36.0


@pytest.mark.parametrize(("code", "order"), EVERY)
def test_every_letter_of_the_language_has_one_key_on_the_first_page(code, order):
    """M11: QWERTY and ABC order; Welsh and Urdu letters without a second key."""
    typed = [text for text in texts(keyboard.layout(code, order).pages["letters"]) if not text.isdigit()]
    assert sorted(typed) == sorted(LETTERS[code])


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_alphabet_is_in_its_own_order(code):
    """M11: ABC order, in Urdu that of its own alphabet, read from the right (L4)."""
    page = keyboard.layout(code, "abc").pages["letters"]
    own = "اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوؤہھءئیے" if code == "ur" else LATIN
    assert [text for text in texts(page) if text in own] == list(own)


@pytest.mark.parametrize("code", LANGUAGES)
def test_long_vowels_of_welsh_and_other_accents_are_one_key_away(code):
    """M11: no long press is needed for any letter."""
    pages = keyboard.layout(code, "qwerty").pages
    if code == "ur":
        assert set(LATIN) <= set(texts(pages["latin"]))
    else:
        wanted = "áéíóúẃýàèìòùẁỳäëïöüẅÿ" if code == "cy" else "áéíóúàèäëïöü"
        assert set(wanted) <= {*texts(pages["more"]), *texts(pages["letters"])}


@pytest.mark.parametrize(("code", "order"), EVERY)
def test_whatever_page_shows_the_others_can_be_reached_and_the_keyboard_left(code, order):
    """M11, M7: each page of letters and signs leads to the letters, and each has Delete and Done."""
    layout = keyboard.layout(code, order)
    for name, page in layout.pages.items():
        assert "delete" in acts(page), name
        assert "done" in acts(page), name
        for act in acts(page):
            assert act in layout.faces or Words(code).has(f"keyboard.{act}")
            if act in {"signs", "letters", "latin", "more"}:
                assert act in layout.pages
        if name not in {"letters", "digits", "number", "email"}:
            assert "letters" in acts(page), name
            assert "space" in acts(page), name


@pytest.mark.parametrize("code", LANGUAGES)
def test_signs_of_addresses_and_e_mail_have_keys_and_names(code):
    """M11: what names, addresses, e-mail addresses and telephone numbers take; a screen reader names them in words."""
    layout = keyboard.layout(code, "qwerty")
    signs = texts(layout.pages["signs"])
    assert set("@.-'/&(),+_") <= set(signs)
    for text in [text for page in layout.pages.values() for text in texts(page)]:
        assert text.isalnum() or text.startswith(".") or text in SIGNS, text
        if text in SIGNS:
            assert Words(code).has(f"keyboard.sign.{SIGNS[text]}")


@pytest.mark.parametrize("order", ORDERS)
def test_the_keys_for_an_e_mail_address_are_all_on_one_page(order):
    """M11: Latin letters in both orders, digits, and every sign that an address has."""
    typed = texts(keyboard.layout("ur", order).pages["email"])
    assert set(typed) >= {*LATIN, *"0123456789", *"@.-_'+"}
    assert sorted(typed) == sorted(set(typed))


def test_numbers_are_laid_out_as_on_a_telephone():
    """M11: a 12-key pad, 1 2 3 at the top, 5 in the middle, 0 below 8; what else a number takes is beside it."""
    pages = keyboard.layout("en", "qwerty").pages
    for name in ("digits", "number"):
        rows = [[key.text for key in row] for row in pages[name].rows]
        assert [row[:3] for row in rows[:3]] == [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]]
        assert rows[3][1] == "0"
    assert sum(len(row) for row in pages["digits"].rows) == 12
    assert {".", "-", "+"} <= set(texts(pages["number"]))
    assert "space" in acts(pages["number"])


def test_only_a_box_of_several_lines_takes_a_new_line():
    layout = keyboard.layout("en", "qwerty")
    assert "line" in acts(layout.pages["letters"])
    for page in layout.for_one_line().pages.values():
        assert "line" not in acts(page)


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize(("code", "order"), EVERY)
def test_every_key_is_large_enough_and_apart_from_the_others(code, order, width):
    """M11: at least 16 mm wide; M1: at least 3 mm apart, none beyond the screen."""
    room = width - 2 * GAP
    for page in keyboard.layout(code, order).pages.values():
        for row in keyboard.place(page, room, need, rtl=code == "ur"):
            assert row[0].left > -0.01
            assert row[-1].left + row[-1].width < room + 0.01
            for placed in row:
                assert placed.width >= min(LEAST, need(placed.key) if placed.key.act else LEAST)
            for one, following in pairwise(row):
                assert following.left - one.left - one.width == pytest.approx(GAP)


def test_keys_with_letters_are_twenty_millimetres_where_the_screen_has_the_room():
    """M11: 20 mm preferred; the ten columns of Latin letters have it on the narrowest screen."""
    for code in ("en", "cy", "pl"):
        page = keyboard.layout(code, "qwerty").pages["letters"]
        rows = keyboard.place(page, WIDTHS["tall"] - 24, lambda key: 25.0 if key.act else 8.0, rtl=False)
        assert min(placed.width for row in rows for placed in row) >= 20


def test_urdu_runs_from_the_right_and_numbers_never_do():
    """L4: mirrored, but telephone pads and Latin letters stand as everywhere."""
    layout = keyboard.layout("ur", "abc")
    rows = keyboard.place(layout.pages["letters"], 260, need, rtl=True)
    assert [placed.key.text for placed in rows[0]] == list("1234567890")
    assert rows[1][-1].key.text == "ا"
    assert rows[-1][-1].key.act == "signs"
    pad = keyboard.place(layout.pages["digits"], 260, need, rtl=True)
    assert [placed.key.text for placed in pad[0]] == ["1", "2", "3"]
    latin = keyboard.place(layout.pages["latin"], 260, need, rtl=True)
    assert latin[1][0].key.text == "a"


def test_words_take_the_room_they_need_and_letters_beside_them_what_is_left():
    """V3: at the largest text no word on a key is cut."""
    row = (Key(act="capitals"), *map(Key, "zxcvbnm"), Key(act="delete"))
    page = Page((tuple(map(Key, "qwertyuiop")), row))
    placed = keyboard.place(page, 244, lambda key: 56.0 if key.act else 8.0, rtl=False)[1]
    assert placed[0].width == placed[-1].width == 56.0
    assert placed[1].width < 21.7
    assert placed[1].width == pytest.approx((244 - 2 * 56 - 8 * GAP) / 7)


def rows_of(*rows):
    return keyboard.place(Page(tuple(tuple(map(Key, row)) for row in rows)), 244, lambda _key: 8.0, rtl=False)


def test_left_and_right_go_round_their_row():
    """M11: two-dimensional moves."""
    rows = rows_of("abc", "def")
    assert keyboard.move(rows, keyboard.at(rows, 0, 2), "right").key == 0
    assert keyboard.move(rows, keyboard.at(rows, 0, 0), "left").key == 2
    assert keyboard.move(rows, keyboard.at(rows, 0, 0), "right").key == 1


def test_up_and_down_lead_to_the_nearest_key_and_back_to_where_one_was():
    """M11: through a wide key the way goes on below where it came from."""
    page = Page((tuple(map(Key, "abcdefghij")), (Key(act="space"),), tuple(map(Key, "klmnopqrst"))))
    rows = keyboard.place(page, 244, lambda _key: 8.0, rtl=False)
    here = keyboard.at(rows, 0, 7)
    space = keyboard.move(rows, here, "down")
    assert (space.row, space.key) == (1, 0)
    assert keyboard.move(rows, space, "down").key == 7
    assert keyboard.move(rows, space, "up") == At(0, 7, here.aim)


def test_above_the_first_row_and_below_the_last_the_keyboard_is_left():
    """M7: no trap."""
    rows = rows_of("abc", "def")
    assert keyboard.move(rows, keyboard.at(rows, 0, 1), "up") is None
    assert keyboard.move(rows, keyboard.at(rows, 1, 1), "down") is None


@pytest.mark.parametrize(("code", "order"), EVERY)
def test_every_key_is_reached_from_every_other(code, order):
    """M7: Up, Down, Left and Right reach each key of each page."""
    for page in keyboard.layout(code, order).pages.values():
        rows = keyboard.place(page, 260, need, rtl=code == "ur")
        seen, waiting = set(), [keyboard.at(rows, 0, 0)]
        while waiting:
            here = waiting.pop()
            if (here.row, here.key) in seen:
                continue
            seen.add((here.row, here.key))
            found = [keyboard.move(rows, here, way) for way in ("up", "down", "left", "right")]
            waiting += [keyboard.at(rows, there.row, there.key) for there in found if there is not None]
        assert len(seen) == sum(map(len, rows))


def test_a_language_without_a_keyboard_has_the_english_one():
    assert keyboard.layout("xx", "qwerty") == keyboard.layout("en", "qwerty")
