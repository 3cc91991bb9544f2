//! The wildcard matcher against a naive one.

use proptest::prelude::*;

use super::*;

/// Tries every way to spread a name over a pattern, reading the rules of [`FileSpec`] from its text.
fn naive(pattern: &[char], name: &[char]) -> bool {
    let Some((first, rest)) = pattern.split_first() else {
        return name.is_empty();
    };
    let head = name.first();
    let tail = name.get(1..).unwrap_or_default();
    match first {
        '*' if rest == ['.'] => !name.contains(&'.'),
        '*' => (0..=name.len()).any(|taken| naive(rest, &name[taken..])),
        '?' => {
            let one = head.is_some_and(|c| *c != '.') && naive(rest, tail);
            one || (head.is_none_or(|c| *c == '.') && naive(rest, name))
        }
        '.' if matches!(rest.first(), Some('*' | '?')) && name.is_empty() => naive(rest, name),
        _ => head.is_some_and(|c| c.eq_ignore_ascii_case(first)) && naive(rest, tail),
    }
}

fn oracle(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    pattern == ['*', '.', '*'] || naive(&pattern, &name)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn the_matcher_agrees_with_the_naive_one(pattern in "[abB.*?]{1,7}", name in "[aAb.]{0,7}") {
        prop_assert_eq!(FileSpec::parse(&pattern).unwrap().matches(&name), oracle(&pattern, &name));
    }

    #[test]
    fn the_work_is_bounded_by_the_product_of_the_lengths(pattern in "[*?a.]{1,60}", name in "[ab.]{0,60}") {
        let (_, looked) = FileSpec::parse(&pattern).unwrap().run(&name);
        prop_assert!(looked <= pattern.len() * (name.len() + 1));
    }

    #[test]
    fn any_text_parses_or_is_refused_inside_it(text in any::<String>(), name in any::<String>()) {
        match FileSpec::parse(&text) {
            Ok(spec) => {
                prop_assert_eq!(spec.to_string(), text.as_str());
                prop_assert!(spec.has_wildcards() || spec.matches(&name) == crate::vocabulary::path::same_name(&text, &name));
            }
            Err(error) => prop_assert!(text.is_char_boundary(error.offset)),
        }
    }
}
