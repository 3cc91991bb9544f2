//! The documented return codes that the model has no honest cause for, as data, each with the reason.

use std::sync::LazyLock;

use serde::Deserialize;

use super::returns::Row;

/// A code of a method that nothing in the model leads to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unshown {
    interface: String,
    method: String,
    code: String,
    reason: String,
}

static UNSHOWN: LazyLock<Vec<Unshown>> = LazyLock::new(|| {
    // The test below reads the same text, so that a table that is no table does not get this far.
    serde_json::from_str(include_str!("unshown.json")).unwrap_or_default()
});

/// Why nothing in the model leads to a code.
pub(super) fn reason(row: &Row) -> Option<&'static str> {
    let of = |known: &&Unshown| {
        known.interface == row.interface && known.method == row.method && known.code == row.code
    };
    UNSHOWN.iter().find(of).map(|known| known.reason.as_str())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::returns::rows;
    use super::*;

    #[test]
    fn each_row_is_of_a_documented_code_and_stands_once() {
        let read: Vec<Unshown> = serde_json::from_str(include_str!("unshown.json")).unwrap();
        let documented: BTreeSet<(&str, &str, &str)> = rows()
            .iter()
            .map(|row| (row.interface.as_str(), row.method.as_str(), row.code.as_str()))
            .collect();
        let mut seen = BTreeSet::new();
        for row in &read {
            let pair = (row.interface.as_str(), row.method.as_str(), row.code.as_str());
            assert!(documented.contains(&pair), "{pair:?}");
            assert!(seen.insert(pair), "{pair:?} stands twice");
            assert!(!row.reason.is_empty(), "{pair:?}");
        }
        assert!(!read.is_empty());
    }
}
