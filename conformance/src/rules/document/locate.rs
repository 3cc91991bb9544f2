//! From places in documents to places in their texts.

use std::collections::BTreeMap;

use vss_sim::documents::{Layout, Mark};

use super::spot::Finder;
use crate::rules::{Finding, Origin};

/// A finding and the piece of text that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The finding.
    pub finding: Finding,
    /// Which of the inputs it is about.
    pub input: usize,
    /// Where in its text; `None` where the text is not at hand.
    pub mark: Option<Mark>,
}

/// Finds the places of findings in the texts of their documents, and puts them into the order of the texts.
#[must_use]
pub fn locate(findings: Vec<Finding>, layouts: &BTreeMap<usize, Layout>) -> Vec<Located> {
    let mut finders: BTreeMap<usize, Finder<'_>> =
        layouts.iter().map(|(input, layout)| (*input, Finder::new(layout))).collect();
    let mut located: Vec<Located> = findings
        .into_iter()
        .map(|finding| {
            let Origin::Document { input, spot } = &finding.origin;
            let mark = finders.get_mut(input).and_then(|finder| finder.find(spot));
            Located { input: *input, mark, finding }
        })
        .collect();
    located.sort_by(|one, other| {
        let key = |found: &Located| (found.input, found.mark, found.finding.rule);
        key(one).cmp(&key(other))
    });
    located
}
