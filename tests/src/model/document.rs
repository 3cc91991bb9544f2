//! A document to examine.

/// A Writer Metadata Document that has some of everything.
pub const EVERYTHING: &str = concat!(
    r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2"><IDENTIFICATION "#,
    r#"writerId="3f0a6c51-8f7e-4f0e-9b1d-6a2c0d9e1101" instanceId="b7c1e2d4-55aa-4c3b-8e21-0f9d7a6c4e02" "#,
    r#"friendlyName="Everything" usage="USER_DATA" dataSource="TRANSACTION_DB"/><RESTORE_METHOD "#,
    r#"method="RESTORE_IF_NOT_THERE" writerRestore="always" rebootRequired="no"><ALTERNATE_LOCATION_MAPPING "#,
    r#"path="D:\data" filespec="*" recursive="no" alternatePath="E:\data"/></RESTORE_METHOD><BACKUP_LOCATIONS>"#,
    r#"<DATABASE componentName="data" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes" "#,
    r#"selectableForRestore="yes" componentFlags="0"><DATABASE_FILES path="D:\data" filespec="*.db" "#,
    r#"filespecBackupType="3855"/><DATABASE_LOGFILES path="D:\data" filespec="*.log" filespecBackupType="3855"/>"#,
    r#"<DEPENDENCY writerId="c2a1f3b5-0d4e-4a68-b9c7-1e2f3a4b5c6d" componentName="vault"/></DATABASE><FILE_GROUP "#,
    r#"componentName="files" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes" "#,
    r#"selectableForRestore="yes" componentFlags="0"><FILE_LIST path="D:\files" filespec="*" recursive="yes" "#,
    r#"alternatePath="E:\files" filespecBackupType="3855"/></FILE_GROUP><EXCLUDE_FILES path="D:\temp" filespec="*" "#,
    r#"recursive="yes"/><EXCLUDE_FILES_FROM_SNAPSHOT path="D:\cache" filespec="*" recursive="no"/>"#,
    r#"</BACKUP_LOCATIONS></WRITER_METADATA>"#,
);
