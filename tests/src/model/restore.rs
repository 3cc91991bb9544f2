//! Calls of a restore with valid arguments, and the document that it begins with.

use vss_sim::api::{In, OutPtr, RestoreCall};
use vss_sim::vocabulary::{ComponentType, FileRestoreStatus, Guid, RestoreType, RollForwardType, Text};

use super::stage;

const GIVEN: OutPtr = OutPtr::Given;

/// What the backup of the stage's first three writers left: both components of each, the first of writer 1 with
/// one of everything that is listed. A restore has no mappings, targets or subcomponents before it begins; they are here
/// to be read.
pub const DOCUMENT: &str = concat!(
    r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" bootableSystemStateBackup="no" "#,
    r#"selectComponents="yes" backupType="full" partialFileSupport="yes">"#,
    r#"<WRITER_COMPONENTS instanceId="00000000-0000-0000-0000-000000002001" "#,
    r#"writerId="00000000-0000-0000-0000-000000001001" backupSchema="0">"#,
    r#"<COMPONENT componentName="data" componentType="filegroup" backupSucceeded="yes">"#,
    r#"<ALTERNATE_LOCATION_MAPPING path="C:\data" filespec="*" recursive="yes" alternatePath="D:\data"/>"#,
    r#"<NEW_TARGET path="C:\data" filespec="*" recursive="yes" alternatePath="D:\data"/>"#,
    r#"<RESTORE_SUBCOMPONENT logicalPath="data" componentName="part" repair="no"/>"#,
    r#"<PARTIAL_FILE path="C:\data" filename="big" ranges="0x0:0x100"/>"#,
    r#"<DIRECTED_TARGET sourcePath="C:\data" sourceFilename="a" destinationPath="D:\data" "#,
    r#"destinationFilename="b"/>"#,
    r#"<DIFFERENCED_FILES path="C:\data" filespec="*" recursive="no" lastModifyTime="7"/></COMPONENT>"#,
    r#"<COMPONENT componentName="more" componentType="filegroup"/></WRITER_COMPONENTS>"#,
    r#"<WRITER_COMPONENTS instanceId="00000000-0000-0000-0000-000000002002" "#,
    r#"writerId="00000000-0000-0000-0000-000000001002" backupSchema="0">"#,
    r#"<COMPONENT componentName="data" componentType="filegroup"/>"#,
    r#"<COMPONENT componentName="more" componentType="filegroup"/></WRITER_COMPONENTS>"#,
    r#"<WRITER_COMPONENTS instanceId="00000000-0000-0000-0000-000000002003" "#,
    r#"writerId="00000000-0000-0000-0000-000000001003" backupSchema="0">"#,
    r#"<COMPONENT componentName="data" componentType="filegroup"/>"#,
    r#"<COMPONENT componentName="more" componentType="filegroup"/></WRITER_COMPONENTS>"#,
    r#"</BACKUP_COMPONENTS>"#,
);

/// `PreRestore`.
pub const PRE_RESTORE: RestoreCall = RestoreCall::PreRestore { ppAsync: GIVEN };
/// `PostRestore`.
pub const POST_RESTORE: RestoreCall = RestoreCall::PostRestore { ppAsync: GIVEN };

/// `InitializeForRestore`.
#[must_use]
pub fn initialize(document: &str) -> RestoreCall {
    RestoreCall::InitializeForRestore { bstrXML: In(Some(document.into())) }
}

/// `SetSelectedForRestore` of a component of a writer of the stage.
#[must_use]
pub fn select(writer: u32, component: usize, selected: bool) -> RestoreCall {
    RestoreCall::SetSelectedForRestore {
        writerId: stage::writer_guids(writer).0,
        ct: ComponentType::VSS_CT_FILEGROUP,
        wszLogicalPath: None,
        wszComponentName: In(Some(stage::COMPONENTS[component].into())),
        bSelectedForRestore: selected,
    }
}

fn text(text: &str) -> In<Text> {
    In(Some(text.into()))
}

/// A call of this method about the first component of writer 1, with arguments that nothing stands against but,
/// perhaps, the state; `None` for a method that serves no restore alone.
#[must_use]
pub fn valid(method: &str) -> Option<RestoreCall> {
    let writer_id = stage::writer_guids(1).0;
    let ct = ComponentType::VSS_CT_FILEGROUP;
    let name = || text(stage::COMPONENTS[0]);
    Some(match method {
        "InitializeForRestore" => initialize(DOCUMENT),
        "SetRestoreState" => RestoreCall::SetRestoreState { restoreType: RestoreType::VSS_RTYPE_BY_COPY },
        "SetSelectedForRestore" => select(1, 0, true),
        "SetSelectedForRestoreEx" => RestoreCall::SetSelectedForRestoreEx {
            writerId: writer_id,
            ct,
            wszLogicalPath: None,
            wszComponentName: name(),
            bSelectedForRestore: true,
            instanceId: Guid::NULL,
        },
        "AddRestoreSubcomponent" => RestoreCall::AddRestoreSubcomponent {
            writerId: writer_id,
            componentType: ct,
            wszLogicalPath: None,
            wszComponentName: name(),
            wszSubComponentLogicalPath: name(),
            wszSubComponentName: text(stage::SUBCOMPONENT),
            bRepair: false,
        },
        "SetRestoreOptions" => RestoreCall::SetRestoreOptions {
            writerId: writer_id,
            ct,
            wszLogicalPath: None,
            wszComponentName: name(),
            wszRestoreOptions: text("options"),
        },
        "SetAdditionalRestores" => RestoreCall::SetAdditionalRestores {
            writerId: writer_id,
            ct,
            wszLogicalPath: None,
            wszComponentName: name(),
            bAdditionalRestores: true,
        },
        "AddAlternativeLocationMapping" => RestoreCall::AddAlternativeLocationMapping {
            writerId: writer_id,
            componentType: ct,
            wszLogicalPath: None,
            wszComponentName: name(),
            wszPath: text("C:\\data"),
            wszFilespec: text("*"),
            bRecursive: true,
            wszDestination: text("D:\\data"),
        },
        "AddNewTarget" => RestoreCall::AddNewTarget {
            writerId: writer_id,
            ct,
            wszLogicalPath: None,
            wszComponentName: name(),
            wszPath: text("C:\\data"),
            wszFileName: text("*"),
            bRecursive: true,
            wszAlternatePath: text("D:\\data"),
        },
        "SetRangesFilePath" => RestoreCall::SetRangesFilePath {
            writerId: writer_id,
            ct,
            wszLogicalPath: None,
            wszComponentName: name(),
            iPartialFile: 0,
            wszRangesFile: text("D:\\ranges"),
        },
        "SetFileRestoreStatus" => RestoreCall::SetFileRestoreStatus {
            writerId: writer_id,
            ct,
            wszLogicalPath: None,
            wszComponentName: name(),
            status: FileRestoreStatus::VSS_RS_ALL,
        },
        "SetAuthoritativeRestore" => RestoreCall::SetAuthoritativeRestore {
            writerId: writer_id,
            ct,
            wszLogicalPath: None,
            wszComponentName: name(),
            bAuth: true,
        },
        "SetRollForward" => RestoreCall::SetRollForward {
            writerId: writer_id,
            ct,
            wszLogicalPath: None,
            wszComponentName: name(),
            rollType: RollForwardType::VSS_RF_PARTIAL,
            wszRollForwardPoint: Some("17".into()),
        },
        "SetRestoreName" => RestoreCall::SetRestoreName {
            writerId: writer_id,
            ct,
            wszLogicalPath: None,
            wszComponentName: name(),
            wszRestoreName: text("renamed"),
        },
        "PreRestore" => PRE_RESTORE,
        "PostRestore" => POST_RESTORE,
        _ => return None,
    })
}
