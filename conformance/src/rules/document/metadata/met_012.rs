//! MET-012: file groups get their files by AddFilesToFileGroup, databases by AddDatabaseFiles and
//! AddDatabaseLogFiles.

use vss_sim::documents::Extra;
use vss_sim::vocabulary::ComponentType;

use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Spot, Writer, places};

const ID: &str = "MET-012";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    for (index, component) in writer.document().components().iter().enumerate() {
        let (what, foreign, expected): (_, &[(&'static [&'static str], &str)], _) = if component
            .component_type()
            == ComponentType::VSS_CT_DATABASE
        {
            let foreign: &[(&[&str], &str)] = &[(&["FILE_LIST"], "AddFilesToFileGroup")];
            ("database", foreign, "DATABASE_FILES or DATABASE_LOGFILES")
        } else {
            let foreign: &[(&[&str], &str)] =
                &[(&["DATABASE_FILES"], "AddDatabaseFiles"), (&["DATABASE_LOGFILES"], "AddDatabaseLogFiles")];
            ("file group", foreign, "FILE_LIST")
        };
        for (names, call) in foreign {
            for spot in unknown(component.extra(), places::component(index), names) {
                let message = format!("{call} was used on the {what} {}", writer.name(index));
                let finding = Finding::new(ID, writer.at(spot), message).expected(expected);
                findings.push(finding.found(names.concat()));
            }
        }
    }
}

/// The places of the unknown elements of this name.
pub(crate) fn unknown<'a>(
    extra: &'a Extra,
    around: Spot,
    names: &'static [&'static str],
) -> impl Iterator<Item = Spot> + 'a {
    let named = extra.children().iter().filter(|child| names.contains(&child.name.as_str()));
    named.enumerate().map(move |(index, _)| around.clone().element(names, index))
}
