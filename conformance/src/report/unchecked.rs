//! What a check of documents could not check, for people and for programs.

use std::collections::BTreeSet;

use serde::Serialize;

use super::style::Style;
use crate::rules::document::{self, Documents};
use crate::source::clean;

/// The rules by which one Backup Components Document could not be checked, in the form for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unchecked {
    /// What messages call the document.
    file: String,
    /// The writers whose own documents that would take.
    writers: Vec<MissingWriter>,
    /// The ids of the rules.
    rules: Vec<&'static str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct MissingWriter {
    writer_id: String,
    instance_id: String,
    /// The name of the instance, where it has one.
    instance_name: Option<String>,
}

/// What could not be checked of documents; `names` are what messages call the inputs.
#[must_use]
pub fn unchecked(documents: &Documents, names: &[String]) -> Vec<Unchecked> {
    let reported = |unchecked: document::Unchecked<'_>| Unchecked {
        file: names.get(unchecked.input).cloned().unwrap_or_default(),
        writers: unchecked
            .writers
            .iter()
            .map(|part| {
                let (instance, class) = part.writer_info();
                MissingWriter {
                    writer_id: class.to_string(),
                    instance_id: instance.to_string(),
                    instance_name: part.instance_name.as_ref().map(ToString::to_string),
                }
            })
            .collect(),
        rules: unchecked.rules,
    };
    document::unchecked(documents, |_| true).into_iter().map(reported).collect()
}

/// One line that counts the rules, and says what to give; with their ids where all is to be said.
pub(super) fn for_people(unchecked: &[Unchecked], style: Style, verbose: bool) -> String {
    let rules: BTreeSet<&str> = unchecked.iter().flat_map(|one| &one.rules).copied().collect();
    if rules.is_empty() {
        return String::new();
    }
    let writers: BTreeSet<(&str, &str)> = unchecked
        .iter()
        .flat_map(|one| &one.writers)
        .map(|writer| (writer.writer_id.as_str(), writer.instance_id.as_str()))
        .collect();
    let rules_word = if rules.len() == 1 { "rule" } else { "rules" };
    let count = style.notable(&format!("{} {rules_word} not checked", rules.len()));
    let (documents, them) = match writers.len() {
        1 => ("Writer Metadata Document of 1 writer".to_owned(), "it"),
        many => (format!("Writer Metadata Documents of {many} writers"), "them"),
    };
    let files: Vec<String> = unchecked.iter().map(|one| clean(&one.file)).collect();
    let mut out = format!(
        "{count} for want of the {documents}; give {them}, too: vsscheck meta check {} WRITER.xml…\n",
        files.join(" ")
    );
    if verbose {
        let ids: Vec<&str> = rules.into_iter().collect();
        out.push_str(&format!("not checked: {}\n", ids.join(", ")));
    }
    out
}
