//! MET-004: a writer supplies name, class id, usage type, source type and restore method.
//!
//! A missing restore method of a writer with components is MET-006. Reading: a writer that only excludes files has
//! nothing to restore and needs none; captured documents of the BITS Writer and the Shadow Copy Optimization Writer
//! are so.

use vss_sim::vocabulary::{SourceType, UsageType};

use super::met_007::holds_nothing;
use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Writer, places};

const ID: &str = "MET-004";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    let document = writer.document();
    let identification = &document.identification;
    let usage = identification.usage.known() == Some(UsageType::VSS_UT_UNDEFINED);
    let source = identification.data_source.known() == Some(SourceType::VSS_ST_UNDEFINED);
    let missing = [
        (document.writer_id().is_null(), "writerId", "no class id", "the writer's own GUID", "GUID_NULL"),
        (identification.friendly_name.is_empty(), "friendlyName", "no name", "a name", "nothing"),
        (usage, "usage", "no usage type", "a usage type", "VSS_UT_UNDEFINED"),
        (source, "dataSource", "no source type", "a source type", "VSS_ST_UNDEFINED"),
    ];
    for (_, attribute, what, expected, found) in missing.into_iter().filter(|(missing, ..)| *missing) {
        let origin = writer.at(places::identification().attribute(attribute));
        let finding = Finding::new(ID, origin, format!("the writer has {what}"));
        findings.push(
            finding.expected(expected).found(found).help("give it to CVssWriter::Initialize or InitializeEx"),
        );
    }
    if holds_nothing(document) && document.restore_element().is_none() {
        let origin = writer.at(super::super::Spot::root());
        let finding = Finding::new(ID, origin, "the writer has no restore method");
        findings
            .push(finding.expected("an element RESTORE_METHOD").help("call SetRestoreMethod in OnIdentify"));
    }
}
