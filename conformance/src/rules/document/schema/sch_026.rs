//! SCH-026: writers add no included files outside components.
//!
//! Reading: such files would be an element INCLUDE_FILES, as excluded ones are EXCLUDE_FILES; file sets of components
//! outside of them are the same mistake.

use super::super::metadata::unknown;
use super::super::places;
use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Writer};

const ID: &str = "SCH-026";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

const OUTSIDE: &[&str] = &["INCLUDE_FILES", "FILE_LIST", "DATABASE_FILES", "DATABASE_LOGFILES"];

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    let Some(extra) = writer.document().locations_extra() else { return };
    for spot in unknown(extra, places::locations(), OUTSIDE) {
        let finding = Finding::new(ID, writer.at(spot), "files are included outside a component");
        findings.push(finding.expected("a component around them").help("add them to a component"));
    }
}
