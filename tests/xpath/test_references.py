"""Which nodes an expression reads, for the dependency graph."""

import pytest

from kiosk.forms.xpath import Reference, compile  # noqa: A004 - the word for it


def written(reference):
    start = "/" if reference.absolute else ""
    return f"{reference.instance or ''}{start}{'/'.join(reference.steps) or ('' if start else '.')}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 1", []),
        (". > 3", ["."]),
        ("../age + /data/age", ["../age", "/data/age"]),
        ("/data/a/../b", ["/data/b"]),
        ("/data/person[age > 3]/name", ["/data/person/age", "/data/person/name"]),
        ("count(../person)", ["../person"]),
        ("current()/../city", ["../city"]),
        (
            "instance('c')/root/item[name = current()/../city and size > /data/size]/label",
            ["c/root/item/name", "../city", "/data/size", "c/root/item/size", "c/root/item/label"],
        ),
        ("(/data/a | /data/b)[x]", ["/data/a", "/data/b", "/data/a/x", "/data/b/x"]),
        ("if(../a, /data/b, ../c)/d", ["../a", "/data/b", "../c", "../a/d", "/data/b/d", "../c/d"]),
        ("indexed-repeat(/data/p/n, /data/p, position(..) - 1)", ["/data/p/n", "/data/p", ".."]),
        ("jr:choice-name(/data/x, '/data/x')", ["/data/x"]),
        ("jr:choice-name('v', '../x')", ["../x"]),
        ("jr:choice-name('v', 'not a path')", []),
        ("pulldata('c', 'label', 'name', ../key)", ["../key", "c/"]),
        ("string-length()", ["."]),
        ("once(uuid())", ["."]),
        ("//kind/@id", ["////kind/@id"]),
        ("/data/*/following-sibling::a", ["/data/*/following-sibling::a"]),
        ("../../name", ["../../name"]),
    ],
)
def test_references(source, expected):
    found = [written(reference) for reference in compile(source).references]
    assert sorted(found) == sorted(expected)


def test_a_reference_in_full():
    assert compile("instance('c')/root/item").references == (
        Reference(absolute=True, steps=("root", "item"), instance="c"),
    )


def test_the_functions_called():
    assert compile("if(selected(., 'a'), today(), //b[count(c) = 1])").functions == {
        "if",
        "selected",
        "today",
        "count",
    }
