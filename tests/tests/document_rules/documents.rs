//! Documents that break no rule; each case changes one thing in one of them.

/// The components of the page `logical-pathing-of-components`, as far as the cases need them.
pub const MY_WRITER: &str = r#"<?xml version="1.0"?>
<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2" backupSchema="371">
  <IDENTIFICATION writerId="a0000000-0000-4000-8000-000000000001" instanceId="b0000000-0000-4000-8000-000000000001" friendlyName="MyWriter" usage="USER_DATA" dataSource="OTHER"/>
  <RESTORE_METHOD method="STOP_RESTORE_START" service="MySvc" writerRestore="always" rebootRequired="no">
    <ALTERNATE_LOCATION_MAPPING path="C:\Data\Set1" filespec="*.dat" recursive="yes" alternatePath="E:\Mapped"/>
  </RESTORE_METHOD>
  <BACKUP_LOCATIONS>
    <FILE_GROUP componentName="Executables" restoreMetadata="no" notifyOnBackupComplete="no" selectable="no" componentFlags="0">
      <FILE_LIST path="%ProgramFiles%\My" filespec="*.exe" recursive="no"/>
    </FILE_GROUP>
    <FILE_GROUP logicalPath="Executables" componentName="ConfigFiles" restoreMetadata="no" notifyOnBackupComplete="no" selectable="no" componentFlags="0">
      <FILE_LIST path="C:\Config" filespec="*.ini" recursive="no"/>
    </FILE_GROUP>
    <FILE_GROUP componentName="Security" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes" componentFlags="0"/>
    <FILE_GROUP logicalPath="Security" componentName="UserInfo" restoreMetadata="no" notifyOnBackupComplete="no" selectable="no" componentFlags="0">
      <FILE_LIST path="C:\Security" filespec="users.bin" recursive="no"/>
    </FILE_GROUP>
    <FILE_GROUP componentName="writerData" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes" selectableForRestore="yes" componentFlags="0"/>
    <FILE_GROUP logicalPath="writerData" componentName="Set1" restoreMetadata="no" notifyOnBackupComplete="no" selectable="no" selectableForRestore="yes" componentFlags="0">
      <FILE_LIST path="C:\Data\Set1" filespec="*.dat" recursive="yes"/>
    </FILE_GROUP>
    <FILE_GROUP logicalPath="writerData" componentName="Set2" restoreMetadata="no" notifyOnBackupComplete="no" selectable="no" selectableForRestore="no" componentFlags="0">
      <FILE_LIST path="C:\Data\Set2" filespec="*.db" recursive="no" alternatePath="C:\Spool"/>
    </FILE_GROUP>
    <FILE_GROUP logicalPath="writerData" componentName="Usage" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes" selectableForRestore="yes" componentFlags="0"/>
    <FILE_GROUP logicalPath="writerData\Usage" componentName="Jan" restoreMetadata="no" notifyOnBackupComplete="no" selectable="no" componentFlags="0"/>
    <EXCLUDE_FILES path="C:\Data" filespec="~*.tmp" recursive="yes"/>
  </BACKUP_LOCATIONS>
</WRITER_METADATA>
"#;

/// A database that depends on the data of [`MY_WRITER`], and on that of a writer whose document is not here.
pub const LEDGER: &str = r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2" backupSchema="15">
  <IDENTIFICATION writerId="a0000000-0000-4000-8000-000000000002" instanceId="b0000000-0000-4000-8000-000000000002" friendlyName="Ledger" usage="USER_DATA" dataSource="TRANSACTION_DB"/>
  <RESTORE_METHOD method="RESTORE_IF_CAN_BE_REPLACED" writerRestore="always" rebootRequired="no"/>
  <BACKUP_LOCATIONS>
    <DATABASE logicalPath="Ledger\Primary" componentName="accounts" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes" componentFlags="0">
      <DATABASE_FILES path="D:\Ledger" filespec="ledger.db" filespecBackupType="3855"/>
      <DATABASE_LOGFILES path="D:\Ledger\Log" filespec="*.log" filespecBackupType="3855"/>
      <DEPENDENCY writerId="a0000000-0000-4000-8000-000000000001" componentName="writerData"/>
      <DEPENDENCY writerId="a0000000-0000-4000-8000-000000000009" logicalPath="Keys" componentName="vault"/>
      <DEPENDENCY writerId="a0000000-0000-4000-8000-000000000008" logicalPath="\\SQL01\Databases" componentName="config"/>
    </DATABASE>
  </BACKUP_LOCATIONS>
</WRITER_METADATA>
"#;

/// A backup of [`MY_WRITER`] and its restore.
pub const BACKUP: &str = r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" bootableSystemStateBackup="no" selectComponents="yes" backupType="incremental" partialFileSupport="yes" snapshotSetId="c0000000-0000-4000-8000-000000000001">
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000001" writerId="a0000000-0000-4000-8000-000000000001" backupSchema="371">
    <COMPONENT componentName="Executables" componentType="filegroup" backupStamp="1" backupSucceeded="yes" selectedForRestore="yes"/>
    <COMPONENT logicalPath="Executables" componentName="ConfigFiles" componentType="filegroup" backupStamp="2" backupSucceeded="yes" selectedForRestore="yes"/>
    <COMPONENT componentName="writerData" componentType="filegroup" backupStamp="3" backupSucceeded="yes" selectedForRestore="yes" restoreOptions="&quot;Set1&quot;:&quot;Roll Forward&quot;=&quot;All&quot;" restoreTarget="directed" fileRestoreStatus="all">
      <PARTIAL_FILE path="C:\Data\Set2" filename="big.db" ranges="0:4096,0x10000:512"/>
      <PARTIAL_FILE path="C:\Data\Set2" filename="huge.db" ranges="File=C:\Work\huge.ranges"/>
      <DIFFERENCED_FILES path="C:\Data\Set1" filespec="*.dat" recursive="yes" lastModifyTime="0"/>
      <DIFFERENCED_FILES path="C:\Data\New" filespec="*.new" recursive="no" lastModifyTime="0"/>
      <ALTERNATE_LOCATION_MAPPING path="C:\Data\Set1" filespec="*.dat" recursive="yes" alternatePath="E:\Mapped"/>
      <NEW_TARGET path="C:\Data\Set2" filespec="*.db" recursive="no" alternatePath="F:\Moved"/>
      <RESTORE_SUBCOMPONENT logicalPath="writerData" componentName="Set1" repair="no"/>
      <DIRECTED_TARGET sourcePath="C:\Data\Set2" sourceFilename="big.db" sourceRangeList="0:4096" destinationPath="C:\Data\Set2" destinationFilename="small.db" destinationRangeList="512:4096"/>
    </COMPONENT>
  </WRITER_COMPONENTS>
</BACKUP_COMPONENTS>
"#;

/// A full backup of [`MY_WRITER`] and [`LEDGER`], and of the writer that the latter needs.
pub const FULL_BACKUP: &str = r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" bootableSystemStateBackup="no" selectComponents="yes" backupType="full" partialFileSupport="no">
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000001" writerId="a0000000-0000-4000-8000-000000000001" backupSchema="371">
    <COMPONENT componentName="Executables" componentType="filegroup"/>
    <COMPONENT logicalPath="Executables" componentName="ConfigFiles" componentType="filegroup"/>
    <COMPONENT componentName="writerData" componentType="filegroup"/>
  </WRITER_COMPONENTS>
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000002" writerId="a0000000-0000-4000-8000-000000000002" backupSchema="15">
    <COMPONENT logicalPath="Ledger\Primary" componentName="accounts" componentType="database"/>
  </WRITER_COMPONENTS>
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000009" writerId="a0000000-0000-4000-8000-000000000009" backupSchema="0">
    <COMPONENT componentName="Keys" componentType="filegroup"/>
  </WRITER_COMPONENTS>
</BACKUP_COMPONENTS>
"#;

/// The ASR Writer's document, shaped like the captured ones.
pub const ASR_WRITER: &str = r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2">
  <IDENTIFICATION writerId="be000cbe-11fe-4426-9c58-531aa6355fc4" instanceId="b0000000-0000-4000-8000-000000000003" friendlyName="ASR Writer" usage="BOOTABLE_SYSTEM_STATE" dataSource="OTHER"/>
  <RESTORE_METHOD method="RESTORE_IF_CAN_BE_REPLACED" writerRestore="never" rebootRequired="yes"/>
  <BACKUP_LOCATIONS>
    <FILE_GROUP logicalPath="BCD" componentName="BCD" restoreMetadata="no" notifyOnBackupComplete="no" selectable="no" selectableForRestore="no" componentFlags="0">
      <FILE_LIST path="\\?\Volume{c0000000-0000-4000-8000-00000000000c}\Boot" filespec="*.*" recursive="yes"/>
    </FILE_GROUP>
    <FILE_GROUP logicalPath="Disks" componentName="harddisk0" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes" selectableForRestore="yes" componentFlags="0"/>
  </BACKUP_LOCATIONS>
</WRITER_METADATA>
"#;

/// A backup of the system state.
pub const SYSTEM_STATE: &str = r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" bootableSystemStateBackup="yes" selectComponents="yes" backupType="full" partialFileSupport="no">
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000004" writerId="e8132975-6f93-4464-a53e-1050253ae220" backupSchema="0">
    <COMPONENT componentName="System Files" componentType="filegroup"/>
  </WRITER_COMPONENTS>
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000005" writerId="afbab4a2-367d-4d15-a586-71dbb18f8485" backupSchema="0">
    <COMPONENT componentName="Registry" componentType="filegroup"/>
  </WRITER_COMPONENTS>
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000006" writerId="542da469-d3e1-473c-9f4f-7847f01fc64f" backupSchema="0">
    <COMPONENT componentName="COM+ REGDB" componentType="filegroup"/>
  </WRITER_COMPONENTS>
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000007" writerId="5382579c-98df-47a7-ac6c-98a6d7106e09" backupSchema="0">
    <COMPONENT componentName="Licensing" componentType="filegroup"/>
  </WRITER_COMPONENTS>
  <WRITER_COMPONENTS instanceId="b0000000-0000-4000-8000-000000000003" writerId="be000cbe-11fe-4426-9c58-531aa6355fc4" backupSchema="0">
    <COMPONENT logicalPath="BCD" componentName="BCD" componentType="filegroup"/>
    <COMPONENT logicalPath="Disks" componentName="harddisk0" componentType="filegroup"/>
  </WRITER_COMPONENTS>
</BACKUP_COMPONENTS>
"#;
