"""Whatever the text, compiling gives an expression or an ExpressionError; whatever compiles, runs within its budget."""

import random
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import EvaluationError, ExpressionError
from kiosk.forms.tree import parse_tree
from kiosk.forms.xpath import Context, Host, compile  # noqa: A004 - the word for it
from kiosk.forms.xpath.functions import FUNCTIONS
from kiosk.forms.xpath.parse import AXES
from kiosk.forms.xpath.values import number_text

FORM = parse_tree("<data><a>1</a><b>x y</b><c><d>2026-01-01</d><d/></c><a>-3.5</a></data>")
HOST = Host(
    FORM,
    now=lambda: datetime(2026, 1, 1, tzinfo=UTC),
    random=random.Random(1),
    new_id=lambda: "id",
    steps=5000,
)
HERE = Context(FORM.element, HOST)

# How long an example takes says more about the machine than about the engine.
UNTIMED = settings(deadline=None)

WORDS = st.sampled_from(
    [
        *FUNCTIONS,
        *"()[]/.,@|+-*=<>'\"$! ",
        "//",
        "..",
        "::",
        "!=",
        "<=",
        "and",
        "or",
        "div",
        "mod",
        "a",
        "b",
        "c/d",
        "1",
        "2.5",
        "'x'",
        "node()",
        "text()",
        "child",
        "orx:a",
        "é",
    ]
)


def run(source):
    """Compile and evaluate; the errors that are meant to be raised are an answer too."""
    try:
        return compile(source).string(HERE)
    except (ExpressionError, EvaluationError) as error:
        return error


@given(st.text(max_size=60))
@UNTIMED
def test_any_text_is_an_expression_or_an_expression_error(source):
    assert run(source) is not None


@given(st.lists(WORDS, max_size=25).map("".join))
@settings(UNTIMED, max_examples=400)
def test_any_words_are_an_expression_or_an_expression_error(source):
    assert run(source) is not None


def calls(inner):
    def call(name):
        function = FUNCTIONS[name]
        most = function.least + 2 if function.most is None else function.most
        args = st.lists(inner, min_size=function.least, max_size=most)
        return args.map(lambda values: f"{name}({', '.join(values)})")

    return st.sampled_from(sorted(FUNCTIONS)).flatmap(call)


def steps(inner):
    axes = st.sampled_from(sorted(AXES))
    names = st.sampled_from(["a", "b", "c", "d", "*", "node()", "text()"])
    return st.tuples(axes, names, inner).map(lambda parts: f"{parts[0]}::{parts[1]}[{parts[2]}]")


LEAVES = st.sampled_from(
    ["1", "-2", "0.5", "''", "'a b'", "'2026-05-04'", "/data/a", "//d", ".", "..", "/..", "/data/b"]
)
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "*", "div", "=", "!=", "<", "or", "and", "|"]), inner).map(
            lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
        ),
        calls(inner),
        steps(inner),
    ),
    max_leaves=12,
)


@given(EXPRESSIONS)
@settings(UNTIMED, max_examples=400)
def test_any_expression_that_compiles_runs_within_its_budget(source):
    expression = compile(source)
    result = run(source)
    assert isinstance(result, str | EvaluationError)
    assert expression.references is not None


@given(st.floats(allow_nan=False, allow_infinity=False))
@UNTIMED
def test_a_number_written_out_reads_back_the_same(number):
    text = number_text(number)
    assert float(text) == number
    assert compile(f"number('{text}')").number(HERE) == number


@given(st.integers(-10_000, 10_000), st.integers(-10_000, 10_000))
@UNTIMED
def test_whole_numbers_compare_and_add_as_in_python(left, right):
    assert compile(f"{left} + {right}").number(HERE) == left + right
    assert compile(f"{left} < {right}").boolean(HERE) is (left < right)
