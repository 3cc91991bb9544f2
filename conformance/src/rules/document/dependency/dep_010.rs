//! DEP-010: a remote dependency is declared by `\\computer\` in front of the target's logical path.
//!
//! Reading (C-059): requesters test logical path and name, as one page tells them to look at the name; writers put the
//! prefix into the logical path.

use super::REMOTE;
use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Writer, places};
use crate::source::quote_as_is;

const ID: &str = "DEP-010";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

const FORM: &str = r"\\computer\ and the logical path on it";

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    for (component, data) in writer.document().components().iter().enumerate() {
        for (index, dependency) in data.dependencies().iter().enumerate() {
            let spot = || places::dependency(component, index);
            let path = dependency.logical_path.as_deref().unwrap_or_default();
            if let Some(rest) = path.strip_prefix(REMOTE) {
                let message = match rest.split_once('\\') {
                    Some(("", _)) => "a remote dependency names no computer",
                    Some(_) => continue,
                    None => "a remote dependency has no backslash behind the computer",
                };
                let finding = Finding::new(ID, writer.at(spot().attribute("logicalPath")), message);
                findings.push(finding.expected(FORM).found(quote_as_is(path)));
            } else if dependency.component_name.starts_with(REMOTE) {
                let message = "a remote dependency has the computer in front of the name of the component";
                let finding = Finding::new(ID, writer.at(spot().attribute("componentName")), message);
                let finding = finding.expected(FORM).found(quote_as_is(&dependency.component_name));
                findings.push(finding.help("put it in front of the logical path"));
            }
        }
    }
}
