//! What scenario files say of the registry of a machine, under the names of its values.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vss_sim::machines::Settings;

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
}

impl Registry {
    /// The values, as the machine has them.
    pub(super) const fn settings(&self) -> Settings {
        Settings {
            idle_timeout: self.idle_timeout,
            max_shadow_copies: self.max_shadow_copies,
            min_diff_area_file_size: self.min_diff_area_file_size,
        }
    }
}
