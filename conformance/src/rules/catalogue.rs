//! The catalogue as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id, such as `SEL-005`.
    pub id: String,
    /// What it is about, such as `selectability`.
    pub area: String,
    /// Whom it binds, or what it is about.
    pub actor: Actor,
    /// The part of an operation in which it holds, such as `discovery`.
    pub phase: String,
    /// How binding it is.
    pub level: Level,
    /// What it says.
    pub statement: String,
    /// What it can be seen from.
    pub checked_from: CheckedFrom,
    /// An example, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// The page of Microsoft's documentation that it comes from.
    pub page: String,
    /// The ids of rules that it goes with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<String>,
}

/// Whom a rule binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the variants are the participants")]
pub enum Actor {
    Requester,
    Writer,
    Provider,
    Service,
    Document,
}

/// How binding a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// It has to be so.
    Must,
    /// It has to be otherwise.
    MustNot,
    /// It is better so.
    Should,
    /// It is allowed.
    May,
    /// The pages leave it open.
    Undefined,
    /// It is so, whatever anybody does.
    Fact,
}

impl Level {
    /// The word for people and for the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::MustNot => "must-not",
            Self::Should => "should",
            Self::May => "may",
            Self::Undefined => "undefined",
            Self::Fact => "fact",
        }
    }
}

/// What a rule can be seen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckedFrom {
    /// A Writer Metadata Document.
    WriterMetadata,
    /// A Backup Components Document, together with the writers' documents.
    BackupComponents,
    /// What a requester calls.
    CallSequence,
    /// What writers are told.
    EventSequence,
    /// What providers are called with.
    ProviderCalls,
    /// What a participant does beside the protocol.
    Runtime,
    /// Nothing: it is advice.
    AdviceOnly,
}

/// The rules, and where each id stands among them.
static CATALOGUE: LazyLock<(Vec<Rule>, BTreeMap<String, usize>)> = LazyLock::new(|| {
    // The test below reads the same text, so that a catalogue that is no catalogue does not get this far.
    let rules: Vec<Rule> = serde_json::from_str(include_str!("catalogue.json")).unwrap_or_default();
    let places = rules.iter().enumerate().map(|(place, rule)| (rule.id.clone(), place)).collect();
    (rules, places)
});

/// Every rule, in the catalogue's order.
#[must_use]
pub fn rules() -> &'static [Rule] {
    &CATALOGUE.0
}

/// The rule of this id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().get(*CATALOGUE.1.get(id)?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_catalogue_can_be_read_and_no_id_stands_twice() {
        let read: Vec<Rule> = serde_json::from_str(include_str!("catalogue.json")).unwrap();
        assert_eq!(read.len(), rules().len());
        assert!(!read.is_empty());
        let ids: BTreeSet<&str> = read.iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(ids.len(), read.len());
    }

    #[test]
    fn a_level_is_called_what_the_catalogue_calls_it() {
        for rule in rules() {
            assert_eq!(serde_json::to_value(rule.level).unwrap(), rule.level.as_str());
        }
    }

    #[test]
    fn related_rules_exist() {
        let missing: Vec<_> = rules()
            .iter()
            .flat_map(|from| from.related.iter().filter(|id| rule(id).is_none()).map(|id| (&from.id, id)))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn a_rule_is_found_by_its_id() {
        assert_eq!(rule("SEL-005").map(|rule| rule.level), Some(Level::Must));
        assert_eq!(rule("SEL-999"), None);
    }
}
