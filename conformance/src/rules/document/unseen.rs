//! The rules about documents that no checker can see broken.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A rule about documents that no document alone shows broken, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unseen {
    /// The id of the rule.
    pub rule: String,
    /// Why, in one sentence.
    pub why: String,
    /// Whether the reader of documents refuses whatever breaks it, so that there is nothing left to check.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub refused_by_reader: bool,
}

static UNSEEN: LazyLock<Vec<Unseen>> = LazyLock::new(|| {
    // The test below reads the same text, so that a list that is none does not get this far.
    serde_json::from_str(include_str!("unseen.json")).unwrap_or_default()
});

/// Every rule that is checked from documents by the catalogue's word, binds or leaves open, and has no checker here.
#[must_use]
pub fn unseen() -> &'static [Unseen] {
    &UNSEEN
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::rules::document::checkers;
    use crate::rules::{CheckedFrom, Level, rule, rules};

    #[test]
    fn every_rule_about_documents_is_checked_or_listed_and_not_both() {
        let listed: Vec<Unseen> = serde_json::from_str(include_str!("unseen.json")).unwrap();
        let unseen: BTreeSet<&str> = listed.iter().map(|unseen| unseen.rule.as_str()).collect();
        assert_eq!(unseen.len(), listed.len(), "a rule is listed twice");
        let checked: BTreeSet<&str> = checkers().flat_map(|checker| checker.rules).copied().collect();
        let both: Vec<_> = unseen.intersection(&checked).collect();
        assert!(both.is_empty(), "{both:?} are checked");

        let binds = |level| matches!(level, Level::Must | Level::MustNot | Level::Should | Level::Undefined);
        let from = |from| matches!(from, CheckedFrom::WriterMetadata | CheckedFrom::BackupComponents);
        let about: BTreeSet<&str> = rules()
            .iter()
            .filter(|rule| from(rule.checked_from) && binds(rule.level))
            .map(|rule| rule.id.as_str())
            .collect();
        let decided: BTreeSet<&str> = checked.union(&unseen).copied().collect();
        let open: Vec<_> = about.difference(&decided).collect();
        assert!(open.is_empty(), "{open:?} are neither checked nor listed");
        let strange: Vec<_> = unseen.difference(&about).collect();
        assert!(strange.is_empty(), "{strange:?} are no such rules");
        for unseen in &listed {
            assert!(unseen.why.ends_with('.') && unseen.why.len() > 20, "{}: {}", unseen.rule, unseen.why);
        }
    }

    #[test]
    fn checkers_name_rules_of_the_catalogue_each_once() {
        let mut seen = BTreeSet::new();
        for checker in checkers() {
            assert!(!checker.rules.is_empty() && !checker.checks.is_empty());
            for id in checker.rules {
                let rule = rule(id).unwrap_or_else(|| panic!("{id} is no rule"));
                assert!(!matches!(rule.level, Level::May | Level::Fact), "{id} cannot be broken");
                assert!(seen.insert(id), "{id} has two checkers");
            }
        }
        assert!(seen.len() > 50);
    }
}
