//! The documented return codes as data.

use std::sync::LazyLock;

use serde::Deserialize;
use vss_sim::vocabulary::Hresult;

/// A code that the page of a method gives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The interface; `VsBackup` and `VsWriter` stand for the functions of those headers.
    pub interface: String,
    /// The method.
    pub method: String,
    /// The code by its name, or whatever else the page says that the method returns.
    pub code: String,
    /// When the method returns it.
    pub when: String,
    /// Where it is seen or said, if not in the method's own return: `only from IVssAsync::QueryStatus`.
    #[serde(default)]
    pub via: Option<String>,
}

impl Row {
    /// The code; `None` for what is no HRESULT, such as the `true` and `false` of handlers.
    #[must_use]
    pub fn hresult(&self) -> Option<Hresult> {
        Hresult::parse(&self.code)
    }
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    // The test below reads the same text, so that a table that is no table does not get this far.
    serde_json::from_str(include_str!("returns.json")).unwrap_or_default()
});

/// Every row, interface by interface, in the order of the headers.
#[must_use]
pub fn rows() -> &'static [Row] {
    &ROWS
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use vss_sim::api::methods;

    use super::*;

    const UNTOLD: &[&str] = &[
        "Release",
        "GetIncludeFile",
        "AddDifferencedFilesByLastModifyLSN",
        "CVssWriter",
        "InstallAlternateWriter",
        "AddIncludeFiles",
        "CoCreateVssSnapshotMgmt",
        "VssFreeSnapshotProperties",
        "VssFreeSnapshotPropertiesInternal",
        "PreFastRecovery",
        "FastRecovery",
    ];

    #[test]
    fn the_table_can_be_read_and_no_pair_stands_twice() {
        let read: Vec<Row> = serde_json::from_str(include_str!("returns.json")).unwrap();
        assert_eq!(read.len(), 1306);
        let pairs: BTreeSet<_> = read.iter().map(|row| (&row.interface, &row.method, &row.code)).collect();
        assert_eq!(pairs.len(), read.len());
        assert_eq!(read.iter().filter(|row| row.hresult().is_none()).count(), 47);
    }

    #[test]
    fn the_model_has_no_method_that_the_headers_lack() {
        let known: BTreeSet<(&str, &str)> =
            rows().iter().map(|row| (row.interface.as_str(), row.method.as_str())).collect();
        let unknown: Vec<_> = methods()
            .map(|method| (method.interface, method.name))
            .filter(|name| !known.contains(name))
            // None of them has a table of return codes on its page.
            .filter(|(_, name)| !UNTOLD.contains(name))
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
