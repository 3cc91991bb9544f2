//! What the pages leave open about how components are named, and which of two spellings mean one component.
//!
//! Page: `logical-pathing-of-components`. By default case counts (C-078), empty elements are elements and a name is one
//! (C-079), one leading backslash does not count (C-005), and a logical path names the ancestors alone (C-006).

use super::logical_path::{SEPARATOR, bare};
use super::name::ComponentName;
use crate::vocabulary::path::{fold_char, same_name};

/// One answer to each of the questions about names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Naming {
    /// Whether case counts (C-078).
    pub case_counts: bool,
    /// Whether empty elements are taken away, and a backslash in a name begins a further element (C-079).
    pub normalised: bool,
    /// What a backslash at the start of a logical path is (C-005).
    pub leading: LeadingBackslash,
    /// Whether a logical path may end with the component's own name, which then is no ancestor (C-006).
    pub own_name_last: bool,
}

/// What a backslash at the start of a logical path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LeadingBackslash {
    /// Nothing: the path is the same without it.
    Dropped,
    /// A separator as any other, so that an empty element stands before it.
    Separator,
    /// What every path begins with that leads to the root; only the root itself may be empty.
    Root,
}

impl Default for Naming {
    fn default() -> Self {
        Self {
            case_counts: true,
            normalised: false,
            leading: LeadingBackslash::Dropped,
            own_name_last: false,
        }
    }
}

impl Naming {
    /// Whether two logical paths and names mean one component.
    #[must_use]
    pub fn same(&self, one: (&str, &str), other: (&str, &str)) -> bool {
        self.placed(one).place() == self.placed(other).place()
    }

    /// The name that by default has the place which this one has by these answers.
    pub(super) fn placed(&self, (path, name): (&str, &str)) -> ComponentName {
        let leads = path.starts_with(SEPARATOR);
        let astray = match self.leading {
            LeadingBackslash::Dropped => false,
            LeadingBackslash::Separator => leads,
            LeadingBackslash::Root => !leads && !path.is_empty(),
        };
        let rest = bare(path);
        let mut elements: Vec<&str> =
            if rest.is_empty() { Vec::new() } else { rest.split(SEPARATOR).collect() };
        let mut last = name;
        if self.normalised {
            elements.extend(name.split(SEPARATOR));
            elements.retain(|element| !element.is_empty());
            last = if name.chars().all(|c| c == SEPARATOR) { name } else { elements.pop().unwrap_or(name) };
        }
        let is_last =
            |element: &&str| if self.case_counts { *element == last } else { same_name(element, last) };
        if self.own_name_last && elements.last().is_some_and(is_last) {
            elements.pop();
        }
        if astray {
            // No component that AddComponent accepts has an empty name, so that this path leads to none.
            let only = if elements.is_empty() { 2 } else { 1 };
            elements.splice(0..0, std::iter::repeat_n("", only));
        }
        let mut path: String = elements.iter().flat_map(|element| [r"\", element]).collect();
        let mut last = last.to_owned();
        if !self.case_counts {
            (path, last) = (folded(&path), folded(&last));
        }
        ComponentName::new(Some(&path), &last)
    }
}

/// Whether two logical paths and names differ at most in what the pages leave open.
#[must_use]
pub fn loosely_same(one: (&str, &str), other: (&str, &str)) -> bool {
    // Most names are told apart by their last characters.
    let end = |(_, name): (&str, &str)| name.chars().next_back().filter(|last| *last != SEPARATOR);
    if let (Some(one), Some(other)) = (end(one), end(other))
        && fold_char(one) != fold_char(other)
    {
        return false;
    }
    let mut one = ancestors_upwards(one);
    let mut other = ancestors_upwards(other);
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if same_name(one, other) => {}
            (Some(_), _) | (None, Some(_)) => return false,
        }
    }
}

/// The name and what its path has, from the end, without empty elements and without the name at the end of the path.
fn ancestors_upwards<'a>((path, name): (&'a str, &'a str)) -> impl Iterator<Item = &'a str> {
    let full = |element: &&str| !element.is_empty();
    let mut elements = name.rsplit(SEPARATOR).chain(path.rsplit(SEPARATOR)).filter(full).peekable();
    let last = elements.next();
    elements.next_if(|element| last.is_some_and(|last| same_name(element, last)));
    last.into_iter().chain(elements)
}

/// A text in the case in which names are compared.
fn folded(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOSE: Naming = Naming {
        case_counts: false,
        normalised: true,
        leading: LeadingBackslash::Dropped,
        own_name_last: true,
    };

    #[test]
    fn each_answer_tells_spellings_apart_or_not() {
        let usual = Naming::default();
        let alike = |naming: Naming| {
            [
                (("A", "b"), ("a", "B")),
                ((r"a\", "b"), ("a", "b")),
                (("", r"a\b"), ("a", "b")),
                ((r"\a", "b"), ("a", "b")),
                ((r"a\b", "b"), ("a", "b")),
                ((r"\", "b"), ("", "b")),
            ]
            .map(|(one, other)| naming.same(one, other))
        };
        assert_eq!(alike(usual), [false, false, false, true, false, true]);
        let by = Naming { case_counts: false, ..usual };
        assert_eq!(alike(by), [true, false, false, true, false, true]);
        let by = Naming { normalised: true, ..usual };
        assert_eq!(alike(by), [false, true, true, true, false, true]);
        let by = Naming { own_name_last: true, ..usual };
        assert_eq!(alike(by), [false, false, false, true, true, true]);
        let by = Naming { leading: LeadingBackslash::Separator, ..usual };
        assert_eq!(alike(by), [false; 6]);
        let by = Naming { leading: LeadingBackslash::Root, ..usual };
        assert_eq!(alike(by), [false, false, false, false, false, true]);
    }

    #[test]
    fn by_default_a_name_has_its_own_place() {
        for path in ["", r"\", r"\\", "a", r"a\", r"\a\b", r"a\\b"] {
            for name in ["", "b", r"b\c"] {
                let placed = Naming::default().placed((path, name));
                assert_eq!(placed.place(), ComponentName::new(Some(path), name).place(), "{path} {name}");
            }
        }
    }

    #[test]
    fn what_any_answer_takes_for_one_is_loosely_the_same() {
        let spellings =
            [("", "b"), ("a", "b"), (r"\A", "B"), (r"a\b", "b"), (r"a\\", "b"), ("", r"a\b"), ("b", "b")];
        for one in spellings {
            for other in spellings {
                assert_eq!(loosely_same(one, other), LOOSE.same(one, other), "{one:?} {other:?}");
                let usual = Naming::default();
                for naming in [
                    usual,
                    Naming { case_counts: false, ..usual },
                    Naming { normalised: true, ..usual },
                    Naming { leading: LeadingBackslash::Separator, ..usual },
                    Naming { leading: LeadingBackslash::Root, ..usual },
                    Naming { own_name_last: true, ..usual },
                ] {
                    assert!(!naming.same(one, other) || loosely_same(one, other), "{one:?} {other:?}");
                }
            }
        }
    }
}
