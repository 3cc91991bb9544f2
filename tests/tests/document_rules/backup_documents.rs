//! Small documents for single cases of Backup Components Documents, with the writers that they need.

/// A restore of [`MY_WRITER`] by its restore method alone.
pub const RESTORE: &str = r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" selectComponents="yes" backupType="full">
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000012" writerId="a0000000-0000-4000-8000-000000000012" backupSchema="0">
    <COMPONENT componentName="data" componentType="filegroup" selectedForRestore="yes" restoreTarget="original" fileRestoreStatus="all">
      <ALTERNATE_LOCATION_MAPPING path="C:\Data" filespec="*" recursive="no" alternatePath="E:\Data"/>
    </COMPONENT>
  </WRITER_COMPONENTS>
</BACKUP_COMPONENTS>
"#;

/// A writer whose files always go to mappings.
pub const ELSEWHERE: &str = r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2">
  <IDENTIFICATION writerId="a0000000-0000-4000-8000-000000000012" instanceId="b0000000-0000-4000-8000-000000000012" friendlyName="Elsewhere" usage="USER_DATA" dataSource="OTHER"/>
  <RESTORE_METHOD method="RESTORE_TO_ALTERNATE_LOCATION" writerRestore="always" rebootRequired="no">
    <ALTERNATE_LOCATION_MAPPING path="C:\Data" filespec="*" recursive="no" alternatePath="E:\Data"/>
  </RESTORE_METHOD>
  <BACKUP_LOCATIONS>
    <FILE_GROUP componentName="data" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes"><FILE_LIST path="C:\Data" filespec="*" recursive="no"/></FILE_GROUP>
  </BACKUP_LOCATIONS>
</WRITER_METADATA>
"#;

/// A writer that is not to take part in restores.
pub const NEVER: &str = r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2">
  <IDENTIFICATION writerId="a0000000-0000-4000-8000-000000000012" instanceId="b0000000-0000-4000-8000-000000000012" friendlyName="Never" usage="USER_DATA" dataSource="OTHER"/>
  <RESTORE_METHOD method="RESTORE_IF_CAN_BE_REPLACED" writerRestore="never" rebootRequired="no"/>
  <BACKUP_LOCATIONS>
    <FILE_GROUP componentName="data" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes"><FILE_LIST path="C:\Data" filespec="*" recursive="no"/></FILE_GROUP>
  </BACKUP_LOCATIONS>
</WRITER_METADATA>
"#;

/// A writer with a restore method of its own.
pub const CUSTOM: &str = r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2">
  <IDENTIFICATION writerId="a0000000-0000-4000-8000-000000000012" instanceId="b0000000-0000-4000-8000-000000000012" friendlyName="Custom" usage="USER_DATA" dataSource="OTHER"/>
  <RESTORE_METHOD method="CUSTOM" writerRestore="always" rebootRequired="no"/>
  <BACKUP_LOCATIONS>
    <FILE_GROUP componentName="data" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes"><FILE_LIST path="C:\Data" filespec="*" recursive="no"/></FILE_GROUP>
  </BACKUP_LOCATIONS>
</WRITER_METADATA>
"#;

/// A backup of the writers above, of which nothing is restored.
pub const UNTOUCHED: &str = r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" selectComponents="yes" backupType="full">
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000012" writerId="a0000000-0000-4000-8000-000000000012" backupSchema="0">
    <COMPONENT componentName="data" componentType="filegroup" selectedForRestore="no"/>
  </WRITER_COMPONENTS>
</BACKUP_COMPONENTS>
"#;

/// A backup of two definers of [`MY_WRITER`], of which each has implicit members with files.
pub const TWO_SETS: &str = r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" selectComponents="yes" backupType="full" partialFileSupport="yes">
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000001" writerId="a0000000-0000-4000-8000-000000000001" backupSchema="371">
    <COMPONENT componentName="Executables" componentType="filegroup"/>
    <COMPONENT logicalPath="Executables" componentName="ConfigFiles" componentType="filegroup"/>
    <COMPONENT componentName="Security" componentType="filegroup" restoreTarget="directed">
      <PARTIAL_FILE path="C:\Security" filename="users.dat" ranges="0:1"/>
      <DIRECTED_TARGET sourcePath="C:\Security" sourceFilename="users.dat" sourceRangeList="0:1" destinationPath="C:\Security" destinationFilename="users.old" destinationRangeList="0:1"/>
    </COMPONENT>
    <COMPONENT componentName="writerData" componentType="filegroup"/>
  </WRITER_COMPONENTS>
</BACKUP_COMPONENTS>
"#;

/// A writer with one dependency.
pub const ONE_DEPENDENCY: &str = r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2">
  <IDENTIFICATION writerId="a0000000-0000-4000-8000-000000000013" instanceId="b0000000-0000-4000-8000-000000000013" friendlyName="Books" usage="USER_DATA" dataSource="OTHER"/>
  <RESTORE_METHOD method="RESTORE_IF_CAN_BE_REPLACED" writerRestore="always" rebootRequired="no"/>
  <BACKUP_LOCATIONS>
    <FILE_GROUP componentName="books" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes">
      <DEPENDENCY writerId="a0000000-0000-4000-8000-000000000009" logicalPath="Keys" componentName="vault"/>
    </FILE_GROUP>
  </BACKUP_LOCATIONS>
</WRITER_METADATA>
"#;

/// A backup of that writer and of the one that it needs.
pub const WITH_ONE_TARGET: &str = r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" selectComponents="yes" backupType="full">
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000013" writerId="a0000000-0000-4000-8000-000000000013" backupSchema="0">
    <COMPONENT componentName="books" componentType="filegroup"/>
  </WRITER_COMPONENTS>
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000009" writerId="a0000000-0000-4000-8000-000000000009" backupSchema="0">
    <COMPONENT logicalPath="Keys" componentName="vault" componentType="filegroup"/>
  </WRITER_COMPONENTS>
</BACKUP_COMPONENTS>
"#;

/// A restore to mappings by the restore target.
pub const RESTORE_BY_TARGET: &str = r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" selectComponents="yes" backupType="full">
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000012" writerId="a0000000-0000-4000-8000-000000000012" backupSchema="0">
    <COMPONENT componentName="data" componentType="filegroup" selectedForRestore="yes" restoreTarget="alternate" fileRestoreStatus="all">
      <ALTERNATE_LOCATION_MAPPING path="C:\Data" filespec="*" recursive="no" alternatePath="E:\Data"/>
    </COMPONENT>
  </WRITER_COMPONENTS>
</BACKUP_COMPONENTS>
"#;

/// A full backup with a partial file.
pub const FULL_WITH_PARTIAL: &str = r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" selectComponents="yes" backupType="full" partialFileSupport="yes">
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000012" writerId="a0000000-0000-4000-8000-000000000012" backupSchema="0">
    <COMPONENT componentName="data" componentType="filegroup"><PARTIAL_FILE path="C:\Data" filename="a" ranges="0:1"/></COMPONENT>
  </WRITER_COMPONENTS>
</BACKUP_COMPONENTS>
"#;

/// An incremental backup with a partial file.
pub const INCREMENTAL_WITH_PARTIAL: &str = r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" selectComponents="yes" backupType="incremental" partialFileSupport="yes">
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000012" writerId="a0000000-0000-4000-8000-000000000012" backupSchema="2">
    <COMPONENT componentName="data" componentType="filegroup"><PARTIAL_FILE path="C:\Data" filename="a" ranges="0:1"/></COMPONENT>
  </WRITER_COMPONENTS>
</BACKUP_COMPONENTS>
"#;

/// A restore with a directed target.
pub const FULL_WITH_TARGET: &str = r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" selectComponents="yes" backupType="full" partialFileSupport="yes">
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000012" writerId="a0000000-0000-4000-8000-000000000012" backupSchema="0">
    <COMPONENT componentName="data" componentType="filegroup" restoreTarget="directed"><DIRECTED_TARGET sourcePath="C:\Data" sourceFilename="a" sourceRangeList="0:1" destinationPath="C:\Data" destinationFilename="b" destinationRangeList="0:1"/></COMPONENT>
  </WRITER_COMPONENTS>
</BACKUP_COMPONENTS>
"#;

/// A backup of the registry, and of the COM+ class registration database that needs it.
pub const WITHOUT_LICENSING: &str = r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" bootableSystemStateBackup="no" selectComponents="yes" backupType="full" partialFileSupport="no">
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000005" writerId="afbab4a2-367d-4d15-a586-71dbb18f8485" backupSchema="0">
    <COMPONENT componentName="Registry" componentType="filegroup"/>
  </WRITER_COMPONENTS>
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000006" writerId="542da469-d3e1-473c-9f4f-7847f01fc64f" backupSchema="0">
    <COMPONENT componentName="COM+ REGDB" componentType="filegroup"/>
  </WRITER_COMPONENTS>
</BACKUP_COMPONENTS>
"#;

/// A backup of the registry, and of Remote Desktop Licensing that needs it.
pub const WITHOUT_COM: &str = r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" bootableSystemStateBackup="no" selectComponents="yes" backupType="full" partialFileSupport="no">
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000005" writerId="afbab4a2-367d-4d15-a586-71dbb18f8485" backupSchema="0">
    <COMPONENT componentName="Registry" componentType="filegroup"/>
  </WRITER_COMPONENTS>
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000007" writerId="5382579c-98df-47a7-ac6c-98a6d7106e09" backupSchema="0">
    <COMPONENT componentName="Licensing" componentType="filegroup"/>
  </WRITER_COMPONENTS>
</BACKUP_COMPONENTS>
"#;
