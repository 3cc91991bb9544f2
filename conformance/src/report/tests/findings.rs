//! What findings in documents look like.

use std::collections::BTreeMap;

use vss_sim::documents::{Document, Layout, ReadOptions};

use crate::report::{
    CheckReport, RunView, Style, Unreadable, findings_as_json, findings_for_people, placed, unchecked,
};
use crate::rules::document::{Documents, check, locate};
use crate::source::{Diagnostic, Problem, RenderOptions};

const WRITER: &str = r#"<?xml version="1.0"?>
<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2">
  <IDENTIFICATION writerId="3f0a6c51-8f7e-4f0e-9b1d-6a2c0d9e1101" instanceId="b7c1e2d4-55aa-4c3b-8e21-0f9d7a6c4e02"
    friendlyName="Writer" usage="USER_DATA" dataSource="OTHER"/>
  <BACKUP_LOCATIONS>
    <FILE_GROUP logicalPath="a\\b" componentName="one" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes">
      <FILE_LIST path="D:\Da*ta" filespec="sub\*.db"/>
    </FILE_GROUP>
    <FILE_GROUP logicalPath="a\\B" componentName="ONE" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes">
      <FILE_LIST path="Data" filespec="*"/>
    </FILE_GROUP>
  </BACKUP_LOCATIONS>
</WRITER_METADATA>
"#;

const BACKUP: &str = r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" selectComponents="yes"
  backupType="full" partialFileSupport="no"><WRITER_COMPONENTS xmlns="x-schema:#VssComponentMetadata"
  instanceId="c7c1e2d4-55aa-4c3b-8e21-0f9d7a6c4e02" writerId="4f0a6c51-8f7e-4f0e-9b1d-6a2c0d9e1101">
  <COMPONENT componentName="one" componentType="filegroup"/></WRITER_COMPONENTS></BACKUP_COMPONENTS>"#;

fn report() -> CheckReport {
    let options = ReadOptions::default();
    let read = |text: &str| Document::read(text.as_bytes(), &options).unwrap().value;
    let documents = Documents::new([WRITER, BACKUP].map(read));
    let findings = check(&documents, |_| true);
    let names = ["writer.xml", "backup.xml"].map(str::to_owned);
    let layouts = BTreeMap::from([(0, Layout::read(WRITER.as_bytes(), &options).unwrap())]);
    let missing = Diagnostic::file_error("missing.xml", "the file cannot be read: not found");
    CheckReport {
        documents: 2,
        findings: placed(locate(findings, &layouts), &names, &layouts),
        unchecked: unchecked(&documents, &names),
        warnings: Vec::new(),
        unreadable: vec![Unreadable {
            path: "missing.xml".to_owned(),
            problems: vec![Problem::without_source(missing)],
        }],
    }
}

fn for_people(view: RunView) -> String {
    findings_for_people(&report(), view, RenderOptions { width: 80, color: view.style.color })
}

#[test]
fn findings_for_people_who_read_them() {
    insta::assert_snapshot!(for_people(RunView::default()));
}

#[test]
fn colours_only_repeat_the_words() {
    let plain = for_people(RunView::default());
    let colored = for_people(RunView { style: Style { color: true }, ..RunView::default() });
    assert_ne!(plain, colored);
    let mut stripped = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once('\u{1B}') {
        stripped.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    assert_eq!(stripped + rest, plain);
}

#[test]
fn findings_for_programs_that_read_them() {
    insta::assert_snapshot!(findings_as_json(&report()));
}
