"""What an author reads when an expression is wrong: one sentence and the character."""

import pytest

from kiosk.errors import ExpressionError
from kiosk.forms.xpath import compile  # noqa: A004 - the word for it
from kiosk.forms.xpath.tokens import MAX_SOURCE


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("", "the expression is empty (at character 1)"),
        ("  ", "the expression is empty (at character 1)"),
        ("(1 + 2", "expected ')' but the expression ended (at character 7)"),
        ("1 +", "expected a value but the expression ended (at character 4)"),
        ("/data/", "expected the name of a question or a value but the expression ended (at character 7)"),
        ("1 2", "expected the end but found '2' (at character 3)"),
        (
            "name is 'x'",
            "'is' stands where 'and', 'or', '=' or another operator should join two values (at character 6)",
        ),
        ("a == b", "'==' is not used here; write one '=' (at character 3)"),
        ("a && b", "'&&' is not used here; write 'and' (at character 3)"),
        ("a || b", "'||' is not used here; write 'or' (at character 3)"),
        ("a <> b", "'<>' is not used here; write '!=' (at character 3)"),
        ("a = “x”", "a curly quote cannot be used here; write a straight ' or \" (at character 5)"),
        ("if(a, 'yes)", "text in quotes is not closed (at character 7)"),
        ("$name = 1", "the sign '$' cannot be used here (at character 1)"),
        ("if(a, b)", "if() needs 3 values in its brackets, but has 2 (at character 1)"),
        ("1 + round()", "round() needs at least 1 value in its brackets, but has 0 (at character 5)"),
        ("round(1, 2, 3)", "round() needs at most 2 values in its brackets, but has 3 (at character 1)"),
        ("today(1)", "today() needs 0 values in its brackets, but has 1 (at character 1)"),
        (
            "to-bikram-sambat(a, b)",
            "there is no function to-bikram-sambat(); check its spelling (at character 1)",
        ),
        (
            "regex(., '[a-z')",
            "the pattern '[a-z' cannot be read; look at its brackets, and use no lookaround (at character 1)",
        ),
        ("a[1", "expected ']' but the expression ended (at character 4)"),
        ("down::a", "'down::' is no direction in XPath 1.0 (at character 1)"),
    ],
)
def test_the_sentence_and_the_character(source, sentence):
    with pytest.raises(ExpressionError) as caught:
        compile(source)
    assert str(caught.value) == sentence


def test_the_error_carries_source_and_character():
    with pytest.raises(ExpressionError) as caught:
        compile("a = = b")
    assert (caught.value.source, caught.value.at) == ("a = = b", 5)


def test_an_unknown_function_is_found_though_it_would_never_be_reached():
    with pytest.raises(ExpressionError, match="there is no function"):
        compile("if(true(), 1, mystery())")


@pytest.mark.parametrize(
    "source",
    [
        "(" * 5000 + "1" + ")" * 5000,
        "not(" * 500 + "1" + ")" * 500,
        "a[" * 500 + "1" + "]" * 500,
        "a = /b[" * 500 + "1" + "]" * 500,
        "/".join(["a"] * 5000),
        "a" + "[1]" * 5000,
        "1" * (MAX_SOURCE + 1),
    ],
)
def test_what_is_too_deep_or_too_long_is_refused(source):
    with pytest.raises(ExpressionError):
        compile(source)


def test_a_function_in_capitals_is_told_apart_from_one_that_is_not_there():
    with pytest.raises(ExpressionError, match=r"no function TRUE\(\); write true\(\) in small letters"):
        compile("TRUE()")
