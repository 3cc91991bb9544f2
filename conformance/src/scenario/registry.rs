//! What scenario files say of the registry of a machine, under the names of its values.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vss_sim::machines::{AccountAccess, AccountEntry, EntryForm, Settings};
use vss_sim::vocabulary::{FoldedName, Guid};

use crate::json::Spanned;
use crate::source::Diagnostic;

use super::checker::Checker;

/// Values of the registry that VSS reads. One that is not given is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Registry {
    /// After how many seconds without anything to do the VSS service stops; 180 if absent or 0. Not supported before
    /// Windows Vista.
    #[serde(rename = "IdleTimeout", default, skip_serializing_if = "Option::is_none")]
    pub idle_timeout: Option<u32>,
    /// How many client-accessible shadow copies a volume can have, from 1 to 512; 64 if absent.
    #[serde(rename = "MaxShadowCopies", default, skip_serializing_if = "Option::is_none")]
    pub max_shadow_copies: Option<u32>,
    /// The smallest shadow copy storage area, in megabytes.
    #[serde(rename = "MinDiffAreaFileSize", default, skip_serializing_if = "Option::is_none")]
    pub min_diff_area_file_size: Option<u32>,
    /// What accounts can run: 0 neither requesters nor writers, 1 writers, 2 requesters, 3 both. An account that is not
    /// named has the rights of its processes.
    #[serde(rename = "VssAccessControl", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub access_control: BTreeMap<String, Spanned<u32>>,
    /// The same for accounts that are entered as subkeys of VssAccessControl; they count by one reading alone (C2-094).
    #[serde(rename = "VssAccessControlSubkeys", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub access_control_subkeys: BTreeMap<String, Spanned<u32>>,
    /// The classes of the writers whose volumes are not to be reverted, as GUIDs.
    #[serde(rename = "WritersBlockingRevert", default, skip_serializing_if = "Vec::is_empty")]
    pub writers_blocking_revert: Vec<Spanned<String>>,
}

impl Registry {
    /// The values, as the machine has them.
    pub(super) fn settings(&self, checker: &mut Checker<'_>) -> Settings {
        let mut access_control = BTreeMap::new();
        let values = self.access_control.iter().map(|entry| (entry, EntryForm::Value));
        let subkeys = self.access_control_subkeys.iter().map(|entry| (entry, EntryForm::Subkey));
        for ((account, given), form) in values.chain(subkeys) {
            match AccountAccess::VALUES.iter().find(|(_, data)| *data == given.value) {
                Some((access, _)) => {
                    let entry = AccountEntry { access: *access, form };
                    if access_control.insert(FoldedName::from(account.as_str()), entry).is_some() {
                        let error = Diagnostic::error(given, format!("{account:?} is entered twice"));
                        checker.error(error.expected("one entry an account"));
                    }
                }
                None => {
                    let error =
                        Diagnostic::error(given, format!("{} says nothing of an account", given.value));
                    checker.error(error.expected("0, 1, 2 or 3"));
                }
            }
        }
        let mut writers_blocking_revert = BTreeSet::new();
        for given in &self.writers_blocking_revert {
            match Guid::parse(given) {
                Some(class) => {
                    writers_blocking_revert.insert(class);
                }
                None => {
                    let error = Diagnostic::error(given, format!("{:?} is no GUID", given.value));
                    checker.error(error.expected("the class of a writer, a GUID"));
                }
            }
        }
        Settings {
            idle_timeout: self.idle_timeout,
            max_shadow_copies: self.max_shadow_copies,
            min_diff_area_file_size: self.min_diff_area_file_size,
            access_control,
            writers_blocking_revert,
        }
    }
}
