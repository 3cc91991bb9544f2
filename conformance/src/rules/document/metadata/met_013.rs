//! MET-013 and ALT-002: a file set of a database is neither recursive nor has an alternate path.

use super::super::file_sets::{self, Role};
use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Writer};

const RECURSIVE: &str = "MET-013";
const ALTERNATE: &str = "ALT-002";

pub const CHECKER: Checker = Checker { rules: &[RECURSIVE, ALTERNATE], checks: &[Check::Writer(check)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    for placed in file_sets::of_writer(writer.document()) {
        match placed.role {
            Role::Database | Role::DatabaseLog => {}
            Role::FileGroup | Role::Exclude | Role::ExcludeFromSnapshot | Role::Mapping => continue,
        }
        if placed.set.recursive() {
            let origin = writer.at(placed.spot().attribute("recursive"));
            let finding = Finding::new(RECURSIVE, origin, "a file set of a database is recursive");
            findings.push(finding.help("name each directory, or make the component a file group"));
        }
        if placed.set.alternate_path.is_some() {
            let origin = writer.at(placed.spot().attribute("alternatePath"));
            let finding = Finding::new(ALTERNATE, origin, "a file set of a database has an alternate path");
            findings.push(finding.help("only file groups can be read from another place"));
        }
    }
}
