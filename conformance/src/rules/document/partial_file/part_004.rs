//! PART-004 and PART-005: the ranges of a partial file are a range list, or `File=` and the full path of a ranges file.
//!
//! Readings: a full path alone is accepted, as one page prints it so and SetRangesFilePath leaves it so (C-034), and so
//! is a blank behind the equals sign and `File=` in any case. No ranges at all are PART-003.

use vss_sim::vocabulary::WinPath;

use super::super::places::{self, Item};
use super::super::ranges;
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents};
use crate::source::quote_as_is;

const RANGES: &str = "PART-004";
const FILE: &str = "PART-005";

pub const CHECKER: Checker = Checker { rules: &[RANGES, FILE], checks: &[Check::Backup(check)] };

const PREFIX: &str = "File=";

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for entry in documents.entries(backup) {
        for index in 0..entry.component.partial_file_count() {
            let Ok(file) = entry.component.partial_file(index) else { continue };
            let text = file.ranges.as_str();
            let at = || entry.at(places::item(entry.spot(), Item::PartialFile, index).attribute("ranges"));
            if let Some(path) = ranges_file(text) {
                if !is_full_path(path.trim_start_matches(' ')) {
                    let finding = Finding::new(FILE, at(), "a ranges file is not given by its full path");
                    findings.push(
                        finding.expected(r"File= and a path such as C:\ranges.bin").found(quote_as_is(text)),
                    );
                }
            } else if !text.is_empty() && !is_full_path(text) {
                let Err(piece) = ranges::read(text) else { continue };
                let finding = Finding::new(RANGES, at(), "the ranges of a partial file cannot be read");
                let expected = format!("{}, or {PREFIX} and the full path of a ranges file", ranges::FORM);
                findings.push(finding.expected(expected).found(quote_as_is(piece)));
            }
        }
    }
}

/// What follows `File=`.
fn ranges_file(text: &str) -> Option<&str> {
    let (prefix, rest) = text.split_at_checked(PREFIX.len())?;
    prefix.eq_ignore_ascii_case(PREFIX).then_some(rest)
}

fn is_full_path(text: &str) -> bool {
    WinPath::parse(text).is_ok_and(|path| path.root().is_absolute() && path.file_name().is_some())
}
