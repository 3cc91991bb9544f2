//! The fabric: which LUNs contribute to a volume, and the shares of files that are no volume of the machine.
//!
//! VSS learns the LUNs of a volume from the device, and asks hardware providers about all of them at once
//! (`desktop-src/VSS/the-shadow-copy-creation-process`). A LUN can contribute to several volumes.

use std::collections::BTreeSet;

use super::{Machine, ShadowCopySet};
use crate::api::{ProviderId, SnapshotId, VolumeId};
use crate::vocabulary::{Text, WinPath, Windows};

/// The LUNs that contribute to a volume.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Luns {
    /// One of its own, which nothing else lies on.
    #[default]
    Own,
    /// Those of these names. Without any, the volume lies on no LUN, and no hardware provider is asked about it.
    Named(Vec<Text>),
}

/// A share of files that VSS can name by a UNC path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Share {
    /// Its UNC path, with the backslash that ends it.
    pub path: WinPath,
}

impl Machine {
    /// The names of the LUNs that a volume lies on, each once.
    #[must_use]
    pub fn luns(&self, volume: VolumeId) -> Vec<Text> {
        match self.volumes.get(&volume).map(|volume| &volume.luns) {
            None => Vec::new(),
            Some(Luns::Own) => vec![format!("own LUN of volume {}", volume.0).into()],
            Some(Luns::Named(names)) => {
                let mut seen = BTreeSet::new();
                names.iter().filter(|name| seen.insert(*name)).cloned().collect()
            }
        }
    }

    /// The new LUNs that a provider has made for a set: for each one a shadow copy that lies on it, the first of them.
    #[must_use]
    pub fn new_luns(&self, set: &ShadowCopySet, provider: ProviderId) -> Vec<SnapshotId> {
        let mut seen = BTreeSet::new();
        let own = set.copies.iter().filter(|(_, copy)| copy.provider == provider);
        let of_copy = own.flat_map(|(id, copy)| self.luns(copy.volume).into_iter().map(|lun| (*id, lun)));
        of_copy.filter(|(_, lun)| seen.insert(lun.clone())).map(|(id, _)| id).collect()
    }

    /// The share of a UNC path. Shadow copies of shares are made from Windows Server 2012 on.
    #[must_use]
    pub fn share(&self, path: &WinPath) -> Option<VolumeId> {
        if self.windows < Windows::Eight {
            return None;
        }
        self.shares.iter().find(|(_, share)| share.path == *path).map(|(id, _)| *id)
    }
}
