//! SCH-004: a writer with VSS_BS_LOG has added at least one file by AddDatabaseLogFiles.

use vss_sim::vocabulary::BackupSchema;

use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Spot, Writer};

const ID: &str = "SCH-004";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    let document = writer.document();
    let logs = document.components().iter().any(|component| component.database_log_file(0).is_ok());
    if document.backup_schema().0 & BackupSchema::VSS_BS_LOG.0 != 0 && !logs {
        let origin = writer.at(Spot::root().attribute("backupSchema"));
        let finding = Finding::new(ID, origin, "the writer declares VSS_BS_LOG and has no log files");
        let finding = finding.expected("an element DATABASE_LOGFILES");
        findings.push(finding.help("call AddDatabaseLogFiles, or leave VSS_BS_LOG out of the schema"));
    }
}
