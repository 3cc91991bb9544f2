//! What of the interface is there on which system.
//!
//! The first systems are those that the pages of the interfaces name, and of single methods those that
//! `desktop-src/VSS/summary-of-vss-api-changes-in-the-current-release` and its neighbours name.

use crate::vocabulary::Windows;

/// Since when something is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since {
    /// The interface, or the header of free functions.
    pub interface: &'static str,
    /// The methods; none means all that no other row names.
    pub methods: &'static [&'static str],
    /// The first client system; `None` where it is on servers alone.
    pub client: Option<Windows>,
    /// The first server system.
    pub server: Windows,
}

const fn since(
    interface: &'static str,
    methods: &'static [&'static str],
    client: Option<Windows>,
    server: Windows,
) -> Since {
    Since { interface, methods, client, server }
}

use Windows as W;

/// What is not there since Windows XP and Windows Server 2003.
pub const TABLE: &[Since] = &[
    since(
        "CVssWriter",
        &["GetContext", "GetRestoreType", "GetSnapshotDeviceName"],
        Some(W::Vista),
        W::Server2003,
    ),
    since("CVssWriterEx", &[], Some(W::Vista), W::Server2008),
    since("CVssWriterEx2", &[], Some(W::Seven), W::Server2008R2),
    since("IVssAdmin", &[], Some(W::Vista), W::Server2003),
    since(
        "IVssBackupComponents",
        &["QueryRevertStatus", "RevertToSnapshot", "SetRangesFilePath", "SetRestoreState"],
        Some(W::Vista),
        W::Server2003,
    ),
    since("IVssBackupComponentsEx", &[], Some(W::Vista), W::Server2003Sp1),
    since("IVssBackupComponentsEx2", &["BreakSnapshotSetEx"], Some(W::VistaSp1), W::Server2008),
    since("IVssBackupComponentsEx2", &[], Some(W::Vista), W::Server2008),
    since("IVssBackupComponentsEx3", &[], Some(W::Seven), W::Server2008R2),
    since("IVssBackupComponentsEx4", &[], None, W::Server2012),
    since(
        "IVssComponent",
        &["AddDifferencedFilesByLastModifyTime", "GetDifferencedFile", "GetDifferencedFilesCount"],
        Some(W::Vista),
        W::Server2003,
    ),
    since("IVssComponentEx", &[], Some(W::Vista), W::Server2008),
    since("IVssComponentEx2", &[], Some(W::Seven), W::Server2008R2),
    since("IVssCreateExpressWriterMetadata", &[], Some(W::Seven), W::Server2008R2),
    since(
        "IVssCreateWriterMetadata",
        &["AddComponentDependency", "SetBackupSchema"],
        Some(W::Vista),
        W::Server2003,
    ),
    since("IVssCreateWriterMetadataEx", &[], Some(W::Vista), W::Server2008),
    since("IVssDifferentialSoftwareSnapshotMgmt", &[], Some(W::Vista), W::Server2003),
    since("IVssDifferentialSoftwareSnapshotMgmt2", &[], Some(W::Vista), W::Server2008),
    since("IVssDifferentialSoftwareSnapshotMgmt3", &[], Some(W::VistaSp1), W::Server2008),
    since("IVssEnumMgmtObject", &[], Some(W::Vista), W::Server2003),
    since("IVssExamineWriterMetadataEx", &[], Some(W::Vista), W::Server2003Sp1),
    since("IVssExamineWriterMetadataEx2", &[], Some(W::Vista), W::Server2008),
    since("IVssExpressWriter", &[], Some(W::Seven), W::Server2008R2),
    since("IVssSnapshotMgmt", &[], Some(W::Vista), W::Server2003),
    since("IVssSnapshotMgmt2", &[], Some(W::Vista), W::Server2003Sp1),
    since("IVssWMComponent", &["GetDependency"], Some(W::Vista), W::Server2003),
    since("IVssWMDependency", &[], Some(W::Vista), W::Server2003),
    since("IVssWMFiledesc", &["GetBackupTypeMask"], Some(W::Vista), W::Server2003),
    since("VsWriter", &[], Some(W::Seven), W::Server2008R2),
];

/// Whether a method is there on a system.
#[must_use]
pub fn is_available(interface: &str, method: &str, windows: Windows) -> bool {
    // The newest has all of it, and is what most machines are.
    if windows == Windows::default() {
        return true;
    }
    let named = |row: &&Since| row.interface == interface && row.methods.contains(&method);
    let all = |row: &&Since| row.interface == interface && row.methods.is_empty();
    let row = TABLE.iter().find(named).or_else(|| TABLE.iter().find(all));
    row.is_none_or(|row| {
        if windows.is_client() {
            row.client.is_some_and(|first| first <= windows)
        } else {
            row.server <= windows
        }
    })
}
