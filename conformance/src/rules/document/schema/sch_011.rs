//! SCH-011: VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL says of a writer that it supports both, though not mixed.

use vss_sim::vocabulary::BackupSchema;

use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Spot, Writer};

const ID: &str = "SCH-011";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    let schema = writer.document().backup_schema();
    let exclusive = BackupSchema::VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL;
    let both = BackupSchema(BackupSchema::VSS_BS_INCREMENTAL.0 | BackupSchema::VSS_BS_DIFFERENTIAL.0);
    if schema.0 & exclusive.0 != 0 && schema.0 & both.0 != both.0 {
        let origin = writer.at(Spot::root().attribute("backupSchema"));
        let finding = Finding::new(ID, origin, format!("the writer declares {exclusive} without both"));
        findings.push(finding.expected(format!("a schema with {both}")).found(schema.to_string()));
    }
}
