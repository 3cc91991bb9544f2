//! RM-014 and ALT-021: where files were restored to alternate location mappings, each mapping that was used is recorded.
//!
//! Files go to mappings by the writer's restore method VSS_RME_RESTORE_TO_ALTERNATE_LOCATION (RM-014) or by the restore
//! target VSS_RT_ALTERNATE (ALT-021). Reading: where the status says that all files were restored, and nothing says
//! that they went elsewhere, they were restored so. A component that is known to have no files has nothing to record.

use vss_sim::vocabulary::{FileRestoreStatus, RestoreMethod, RestoreTarget};

use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Entry};

const METHOD: &str = "RM-014";
const TARGET: &str = "ALT-021";

pub const CHECKER: Checker = Checker { rules: &[METHOD, TARGET], checks: &[Check::Backup(check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for entry in documents.entries(backup) {
        let component = entry.component;
        let restored = component.file_restore_status() == Ok(FileRestoreStatus::VSS_RS_ALL);
        let told = component.alternate_location_mapping_count()
            + component.new_target_count()
            + component.directed_target_count();
        if !restored || told > 0 || has_no_files(entry) {
            continue;
        }
        let method =
            entry.known().and_then(|(known, _)| known.writer.document().restore_element()?.method.known());
        let (rule, why) = match component.restore_target() {
            Ok(RestoreTarget::VSS_RT_ALTERNATE) => (TARGET, RestoreTarget::VSS_RT_ALTERNATE.to_string()),
            Ok(RestoreTarget::VSS_RT_ORIGINAL)
                if method == Some(RestoreMethod::VSS_RME_RESTORE_TO_ALTERNATE_LOCATION) =>
            {
                (METHOD, RestoreMethod::VSS_RME_RESTORE_TO_ALTERNATE_LOCATION.to_string())
            }
            Ok(_) | Err(_) => continue,
        };
        let message = format!("files were restored by {why}, and no mapping that was used is recorded");
        let origin = entry.at(entry.spot().attribute("fileRestoreStatus"));
        findings
            .push(Finding::new(rule, origin, message).help("call AddAlternativeLocationMapping for each"));
    }
}

/// Whether the entry's component, with all that it brings along, is known to have no file set.
fn has_no_files(entry: Entry<'_>) -> bool {
    let Some((known, definer)) = entry.known() else { return false };
    let forest = known.writer.forest;
    let without =
        |index: usize| forest.component(index).is_some_and(|data| data.file_sets().next().is_none());
    let members = forest.descendants(definer).into_iter().filter(|index| known.belongs(definer, *index));
    without(definer) && { members }.all(without)
}
