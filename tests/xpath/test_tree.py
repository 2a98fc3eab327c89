"""The tree: read, walked, changed, copied."""

import pytest

from kiosk.errors import FormError
from kiosk.forms.node import in_document_order
from kiosk.forms.tree import Node, document, parse_tree


def test_a_tree_is_read_with_prefixes_and_without_the_space_between_elements():
    root = parse_tree('<d xmlns:x="u"><a x:k="1"> one </a>\n <!-- no --> <x:b/></d>').element
    assert [(child.prefix, child.name, child.namespace, child.text) for child in root.children] == [
        ("", "a", "", " one "),
        ("x", "b", "u", ""),
    ]
    assert root.children[0].attributes == {"x:k": "1"}
    assert root.declares == {"x": "u"}
    assert root.content is None


def test_mixed_text_keeps_its_order():
    label = parse_tree("<label>Hello <output value='x'/>, good day</label>").element
    assert [(node.kind, node.text) for node in label.child_nodes()] == [
        ("text", "Hello "),
        ("element", ""),
        ("text", ", good day"),
    ]
    assert label.text_value() == "Hello , good day"


def test_paths_have_an_index_only_among_namesakes():
    root = parse_tree("<d><p><n/></p><p><n/></p><q/></d>").element
    assert [node.path() for node in root.walk()] == [
        "/d",
        "/d/p[1]",
        "/d/p[1]/n",
        "/d/p[2]",
        "/d/p[2]/n",
        "/d/q",
    ]


def test_changes_keep_names_paths_and_order_right():
    root = parse_tree("<d><p>1</p><q/></d>").element
    first = root.named("p")[0]
    second = first.copy()
    second.text = "2"
    root.insert(1, second)
    assert [node.text for node in root.named("p")] == ["1", "2"]
    assert second.path() == "/d/p[2]"
    assert in_document_order([root.child("q"), second, first, second]) == [first, second, root.child("q")]
    root.remove(first)
    assert root.named("p") == [second]
    assert first.parent is None
    assert in_document_order([root.child("q"), second]) == [second, root.child("q")]


def test_mixed_content_can_be_changed():
    label = parse_tree("<label>Hello <output/> you</label>").element
    label.insert(0, Node("b", "dear "))
    label.append(Node("i", "!"))
    assert label.text_value() == "Hello dear  you!"
    label.remove(label.children[0])
    assert label.text_value() == "Hello  you!"


def test_an_exact_tree_keeps_comments_and_instructions():
    root = parse_tree("<a><!--c--><?go now?><b/></a>", exact=True).element
    assert [node.path() for node in root.child_nodes()] == [
        "/a/comment()",
        "/a/processing-instruction()",
        "/a/b",
    ]
    assert root.text_value() == ""
    assert root.child("z") is None


def test_a_copy_is_whole_and_apart():
    root = parse_tree("<d a='1'><p>x<b/>y</p></d>").element
    root.children[0].relevant = False
    twin = root.copy()
    twin.attributes["a"] = "2"
    twin.children[0].children[0].text = "z"
    assert (root.attributes["a"], root.text_value()) == ("1", "xy")
    assert twin.text_value() == "xzy"
    assert twin.parent is None
    assert twin.children[0].relevant


def test_a_document_around_an_element():
    instance = parse_tree("<instance><data><a/></data></instance>").element
    data = instance.children[0]
    made = document(data)
    assert made.element is data
    assert data.path() == "/data"
    assert instance.children == []


def test_views_of_attributes_follow_their_value():
    node = Node("a", attributes={"k": "1"})
    view = node.attribute_node("k")
    node.attributes["k"] = "2"
    assert node.attribute_nodes() == [view]
    assert view.text == "2"
    assert view.path() == "/a/@k"


@pytest.mark.parametrize(
    ("xml", "part"),
    [
        ("<a><b></a>", "not well formed at line 1, character"),
        ("", "not well formed"),
        ('<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>', "entities"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "entities"),
        ("<a>" * 500 + "</a>" * 500, "nested more than"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "cannot be read|not well formed"),
    ],
)
def test_hostile_or_broken_xml_is_refused_in_one_sentence(xml, part):
    with pytest.raises(FormError, match=part):
        parse_tree(xml)
