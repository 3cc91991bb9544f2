//! RM-014: where a writer's method is VSS_RME_RESTORE_TO_ALTERNATE_LOCATION, each alternate location mapping that was used
//! is recorded.
//!
//! Reading: where the status says that all files were restored, and nothing says that they went elsewhere, they were
//! restored so. A component that is known to have no files has nothing to record.

use vss_sim::vocabulary::{FileRestoreStatus, RestoreMethod, RestoreTarget};

use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Entry, Want};

const ID: &str = "RM-014";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Joined(Want::Document, check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    let method = RestoreMethod::VSS_RME_RESTORE_TO_ALTERNATE_LOCATION;
    let is_of_method = |entry: &Entry<'_>| {
        let restore = entry.known().and_then(|(known, _)| known.writer.document().restore_element());
        restore.is_some_and(|restore| restore.method.known() == Some(method))
    };
    for entry in documents.entries(backup).filter(is_of_method) {
        if entry.component.restore_target() == Ok(RestoreTarget::VSS_RT_ORIGINAL) {
            findings.extend(unrecorded(ID, entry, &method.to_string()));
        }
    }
}

/// The finding about an entry whose files were restored to mappings, for this reason, none of which is recorded.
pub fn unrecorded(rule: &'static str, entry: Entry<'_>, why: &str) -> Option<Finding> {
    let component = entry.component;
    let restored = component.file_restore_status() == Ok(FileRestoreStatus::VSS_RS_ALL);
    let told = component.alternate_location_mapping_count()
        + component.new_target_count()
        + component.directed_target_count();
    let has_no_files = entry.known().is_some_and(|(known, component)| !known.has_files(component));
    if !restored || told > 0 || has_no_files {
        return None;
    }
    let message = format!("files were restored by {why}, and no mapping that was used is recorded");
    let finding = Finding::new(rule, entry.at(entry.spot().attribute("fileRestoreStatus")), message);
    Some(finding.help("call AddAlternativeLocationMapping for each"))
}
