//! Laws of paths, for any text.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use proptest::prelude::*;

use super::*;

/// Texts made of the pieces that mean something to a path.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\\"),
        Just("\\\\"),
        Just("/"),
        Just("C:"),
        Just("d:"),
        Just("\\\\?\\"),
        Just("\\\\.\\"),
        Just("UNC"),
        Just("Volume{c7463aba-f40d-11e9-80c7-806e6f6e6963}"),
        Just("GLOBALROOT"),
        Just("Device"),
        Just("HarddiskVolumeShadowCopy1"),
        Just("%X%"),
        Just("%"),
        Just("a"),
        Just("A"),
        Just("ä"),
        Just("Ä"),
        Just("."),
        Just(".."),
        Just(" "),
        Just("b"),
        Just("?"),
        Just(":"),
    ];
    prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
}

fn paths() -> impl Strategy<Value = WinPath> {
    texts().prop_filter_map("no path", |text| WinPath::parse(&text).ok())
}

fn hash(path: &WinPath) -> u64 {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    hasher.finish()
}

/// The same text with other case and other separators, where these mean the same.
fn respelled(path: &WinPath) -> WinPath {
    let slash = if path.is_verbatim() { "\\" } else { "/" };
    // A second separator at the very start would make a UNC path of it.
    let repeats = if matches!(path.root(), PathRoot::Rooted) { 1 } else { 2 };
    let respelled = path.as_str().to_uppercase();
    let (head, body) = respelled.split_at(path.root_len.min(respelled.len()));
    WinPath::parse(&format!("{head}{}", body.replace('\\', &slash.repeat(repeats)))).unwrap()
}

proptest! {
    #[test]
    fn any_text_parses_or_is_refused_inside_it(text in prop_oneof![texts(), any::<String>()]) {
        match WinPath::parse(&text) {
            Ok(path) => {
                prop_assert_eq!(path.to_string(), text.as_str());
                prop_assert_eq!(WinPath::parse(&path.to_string()), Ok(path));
            }
            Err(error) => prop_assert!(text.is_char_boundary(error.offset), "{:?}", error),
        }
    }

    #[test]
    fn comparison_is_an_equivalence_and_an_order(a in paths(), b in paths(), c in paths()) {
        prop_assert_eq!(&a, &a.clone());
        prop_assert_eq!(a == b, b == a);
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert!(!(a == b && b == c) || a == c);
        prop_assert!(!(a <= b && b <= c) || a <= c);
        prop_assert!(a != b || hash(&a) == hash(&b));
    }

    #[test]
    fn case_and_separators_do_not_count(path in paths()) {
        let other = respelled(&path);
        prop_assert_eq!(&path, &other);
        prop_assert_eq!(hash(&path), hash(&other));
        prop_assert!(path.starts_with(&other) && other.starts_with(&path));
    }

    #[test]
    fn a_prefix_is_the_same_root_and_the_first_components(a in paths(), b in paths()) {
        let (mine, theirs): (Vec<_>, Vec<_>) =
            (a.components().folded().collect(), b.components().folded().collect());
        let expected = a.root_for_comparison() == b.root_for_comparison() && mine.starts_with(&theirs);
        prop_assert_eq!(a.starts_with(&b), expected);
        prop_assert_eq!(a == b, a.starts_with(&b) && b.starts_with(&a));
    }

    #[test]
    fn a_child_lies_below_its_parent(path in paths()) {
        if let Some(parent) = path.parent() {
            prop_assert!(path.starts_with(&parent));
            prop_assert_eq!(parent.components().count() + 1, path.components().count());
            let name = path.file_name().unwrap();
            let literal_slash = path.is_verbatim() && name.contains('/');
            if let (Ok(joined), false) = (parent.join(name), literal_slash) {
                prop_assert_eq!(joined, path);
            }
        }
    }

    #[test]
    fn joining_appends_the_components(path in paths(), tail in paths()) {
        if let Ok(joined) = path.join(tail.as_str()) {
            let last = tail.components().last();
            let dotted = tail.as_str().split(['\\', '/']).any(|name| matches!(name, "." | ".."));
            prop_assert!(dotted || joined.file_name() == last);
            prop_assert!(dotted || joined.starts_with(&path), "{} {}", joined, path);
        }
    }

    #[test]
    fn expansion_ends_and_knows_what_it_left(text in texts(), value in texts()) {
        let environment: Environment = [("x", value.as_str())].into_iter().collect();
        let expansion = environment.expand(&text);
        prop_assert!(expansion.text.len() <= text.len() * (value.len() + 1));
        prop_assert_eq!(Environment::new().expand(&text).text, Text::from(text));
    }

    #[test]
    fn volume_names_are_refused_inside_them(text in texts()) {
        match VolumeName::parse(&text) {
            Ok(name) => prop_assert!(name.to_string().ends_with('\\')),
            Err(error) => prop_assert!(text.is_char_boundary(error.offset), "{:?}", error),
        }
    }
}
