//! Logical paths and names as texts: what is dropped, what is kept, what is told of.

use proptest::prelude::*;
use vss_sim::components::{ComponentName, LogicalPath, PathFlaw, flaws};

use crate::oracle::elements;

fn parsed(path: Option<&str>) -> Vec<String> {
    LogicalPath::parse(path).elements().iter().map(|element| element.as_str().to_owned()).collect()
}

/// PATH-001, PATH-002, PATH-013, C-005, C-079.
#[test]
fn one_leading_separator_is_dropped_and_nothing_else() {
    for root in [None, Some(""), Some(r"\")] {
        assert!(LogicalPath::parse(root).is_root() && parsed(root).is_empty(), "{root:?}");
    }
    for (path, wanted) in [
        ("a", vec!["a"]),
        (r"\a", vec!["a"]),
        (r"a\b", vec!["a", "b"]),
        (r"a\\b", vec!["a", "", "b"]),
        (r"\\a", vec!["", "a"]),
        (r"a\", vec!["a", ""]),
        ("a/b:*? ", vec!["a/b:*? "]),
    ] {
        assert_eq!(parsed(Some(path)), wanted, "{path}");
        assert!(!LogicalPath::parse(Some(path)).is_root(), "{path}");
    }
}

#[test]
fn each_flaw_is_told_of_once() {
    use PathFlaw::{EmptyElement, LeadingSeparator, TrailingSeparator};
    for (path, wanted) in [
        ("", vec![]),
        (r"a\b", vec![]),
        (r"\a", vec![LeadingSeparator]),
        (r"a\", vec![TrailingSeparator]),
        (r"a\\b\\c", vec![EmptyElement]),
        (r"\a\b\", vec![LeadingSeparator, TrailingSeparator]),
        (r"\a\\b\\\c\", vec![LeadingSeparator, TrailingSeparator, EmptyElement]),
    ] {
        assert_eq!(flaws(path), wanted, "{path}");
    }
    // The dependency examples write the root so (C-005), which is a matter of style.
    assert!(flaws(r"\").contains(&LeadingSeparator));
}

/// PATH-013, and C-078: names compare exactly.
#[test]
fn names_are_equal_as_they_are_written() {
    let name = ComponentName::new;
    assert_eq!(name(None, "a"), name(Some(""), "a"));
    assert_eq!(name(Some(""), "a").logical_path(), None);
    for other in [name(None, "A"), name(Some("p"), "a"), name(Some("a"), ""), name(Some("P"), "a")] {
        assert_ne!(other, name(None, "a"));
        assert_ne!(other, name(Some("q"), "a"));
    }
    // A name with a separator is not the component of that name below another (C-079).
    assert_ne!(name(None, r"a\b"), name(Some("a"), "b"));
    assert_eq!(name(None, r"a\b").to_string(), name(Some("a"), "b").to_string());
}

/// The last separator parts path and name, whatever stands on either side.
#[test]
fn a_place_is_parted_at_its_last_separator() {
    for (text, path, name) in [
        ("a", None, "a"),
        (r"\a", None, "a"),
        (r"p\a", Some("p"), "a"),
        (r"\p\a", Some(r"\p"), "a"),
        (r"p\q\a", Some(r"p\q"), "a"),
        (r"p\\a", Some(r"p\"), "a"),
        (r"p\", Some("p"), ""),
        ("", None, ""),
    ] {
        let parsed = ComponentName::parse(text);
        assert_eq!((parsed.logical_path(), parsed.name()), (path, name), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

    #[test]
    fn elements_are_those_of_the_plain_way(path in r"[aA\\ /]{0,8}") {
        prop_assert_eq!(parsed(Some(&path)), elements(Some(&path)));
        let regular = !path.starts_with('\\') && !path.ends_with('\\') && !path.contains(r"\\");
        prop_assert_eq!(flaws(&path).is_empty(), regular);
    }

    #[test]
    fn a_place_reads_back(path in r"[aA\\ ]{0,6}", name in "[aA /]{1,3}") {
        let written = ComponentName::new(Some(&path), &name);
        prop_assert_eq!(&ComponentName::parse(&written.to_string()), &written);
        prop_assert_eq!(written.logical_path().unwrap_or_default(), path);
        prop_assert_eq!(written.name(), name);
    }
}
