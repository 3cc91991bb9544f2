//! What documents and their differences look like.

use proptest::prelude::*;
use vss_sim::documents::{Document, Node, ReadOptions};

use super::{
    differences, differences_as_json, differences_for_people, document_as_json, document_for_people,
};
use crate::report::Style;
use crate::source::Problem;
use crate::source::{Diagnostic, Span};

const PLAIN: Style = Style { color: false };

fn node(name: &str, attributes: &[(&str, &str)], children: Vec<Node>) -> Node {
    Node {
        name: name.into(),
        attributes: attributes.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
        children,
        text: "".into(),
    }
}

fn left() -> Node {
    let group = |name: &str, files: Vec<Node>| {
        node("FILE_GROUP", &[("componentName", name), ("caption", "\"a\" & \u{7}")], files)
    };
    let files = |path: &str| node("FILE_LIST", &[("path", path), ("recursive", "yes")], vec![]);
    let mut unknown = node("EXTRA", &[], vec![]);
    unknown.text = " kept ".into();
    node(
        "WRITER_METADATA",
        &[("version", "1.2")],
        vec![
            node("IDENTIFICATION", &[("usage", "OTHER"), ("instanceId", "1")], vec![]),
            node("BACKUP_LOCATIONS", &[], vec![group("one", vec![files("C:\\a")]), group("two", vec![])]),
            unknown,
        ],
    )
}

fn right() -> Node {
    let mut right = left();
    let identification = &mut right.children[0].attributes;
    identification[0].1 = "USER_DATA".into();
    identification.push(("majorVersion".into(), "7".into()));
    let locations = &mut right.children[1].children;
    locations[0].children[0].attributes[1].1 = "no".into();
    locations.insert(0, node("FILE_GROUP", &[("componentName", "zero")], vec![]));
    locations.pop();
    right.children[2].text = "changed".into();
    right
}

#[test]
fn a_tree() {
    insta::assert_snapshot!(document_for_people("Writer Metadata Document", &left(), PLAIN));
}

#[test]
fn long_values_are_cut_in_trees_and_whole_in_json() {
    let icon = "A".repeat(1000);
    let root = node("FILE_GROUP", &[("icon", &icon)], vec![]);
    let tree = document_for_people("x", &root, PLAIN);
    assert!(tree.contains("… (800 more characters)") && tree.len() < 300, "{tree}");
    assert!(document_as_json("x", "x", &root, &[]).contains(&icon));
}

#[test]
fn a_document_for_programs() {
    let warning = Problem::without_source(Diagnostic::warning(Span::at(0), "unknown element"));
    insta::assert_snapshot!(document_as_json("a.xml", "writer_metadata", &left(), &[warning]));
}

#[test]
fn a_unified_diff() {
    insta::assert_snapshot!(differences_for_people(("a.xml", &left()), ("b.xml", &right()), PLAIN));
}

#[test]
fn differences_for_programs() {
    let found = differences(&left(), &right());
    insta::assert_snapshot!(differences_as_json("a.xml", "b.xml", &found));
}

#[test]
fn another_order_is_a_difference() {
    let mut swapped = left();
    swapped.children[0].attributes.swap(0, 1);
    let found = differences(&left(), &swapped);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].path, "/WRITER_METADATA/IDENTIFICATION/@*");

    let mut swapped = left();
    swapped.children.swap(0, 1);
    assert_eq!(differences(&left(), &swapped).len(), 2);
}

#[test]
fn other_roots_are_the_only_difference() {
    let found = differences(&left(), &node("BACKUP_COMPONENTS", &[], vec![]));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].path, "/");
    assert_eq!(found[0].right.as_deref(), Some("BACKUP_COMPONENTS"));
}

#[test]
fn a_fixture_has_no_difference_from_itself() {
    let text = include_bytes!("../../../../../fixtures/writer-metadata/ledger-database.xml");
    let root = Document::read(text, &ReadOptions::default()).unwrap().value.outline();
    assert!(differences(&root, &root).is_empty());
    assert_eq!(differences_for_people(("a", &root), ("a", &root), PLAIN), "");
}

fn nodes() -> impl Strategy<Value = Node> {
    let name = prop::sample::select(vec!["A", "B"]);
    let attributes = prop::sample::subsequence(vec!["path", "usage", "filespec"], 0..=3);
    let leaf = (name, attributes, 0..2_u8, 0..2_u8).prop_map(|(name, attributes, value, text)| {
        let value = value.to_string();
        let attributes: Vec<(&str, &str)> =
            attributes.into_iter().map(|name| (name, value.as_str())).collect();
        let mut leaf = node(name, &attributes, vec![]);
        leaf.text = if text == 0 { "".into() } else { "text".into() };
        leaf
    });
    leaf.clone().prop_recursive(3, 24, 4, move |inner| {
        (leaf.clone(), prop::collection::vec(inner, 0..4)).prop_map(|(mut parent, children)| {
            parent.children = children;
            parent
        })
    })
}

proptest! {
    #[test]
    fn all_agree_on_whether_anything_differs(left in nodes(), right in nodes()) {
        let differs = left != right;
        prop_assert_eq!(!differences(&left, &right).is_empty(), differs);
        let people = differences_for_people(("a", &left), ("b", &right), PLAIN);
        prop_assert_eq!(!people.is_empty(), differs);
        prop_assert!(differences(&left, &left.clone()).is_empty());
    }

    /// A single changed attribute is reported as that, and nothing else.
    #[test]
    fn one_change_is_one_difference(root in nodes(), at in any::<prop::sample::Index>()) {
        let mut changed = root.clone();
        let mut all = Vec::new();
        flatten(&mut changed, &mut all);
        let count = all.len();
        all[at.index(count)].push(("caption".into(), "new".into()));
        let found = differences(&root, &changed);
        prop_assert_eq!(found.len(), 1);
        prop_assert!(found[0].path.ends_with("/@caption"));
        prop_assert_eq!(found[0].left.as_deref(), None);
        prop_assert_eq!(found[0].right.as_deref(), Some("new"));
    }
}

type Attributes = Vec<(vss_sim::vocabulary::Text, vss_sim::vocabulary::Text)>;

fn flatten<'n>(node: &'n mut Node, all: &mut Vec<&'n mut Attributes>) {
    all.push(&mut node.attributes);
    node.children.iter_mut().for_each(|child| flatten(child, all));
}
