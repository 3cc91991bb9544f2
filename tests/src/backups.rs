//! Backups to measure: scenarios read once and run as often as one likes, and scenarios of any size.

use std::path::Path;

use vss_conformance::run::{self, Run, RunOptions, Verdict};
use vss_conformance::scenario::{self, CheckOptions, Plan};
use vss_conformance::source::{Source, SourceOptions};
use vss_sim::documents::writer_metadata::{AddComponent, Identification};
use vss_sim::documents::{CreateWriterMetadata, WriterMetadata};
use vss_sim::vocabulary::{ComponentType, Guid, SourceType, UsageType};

use crate::sources::workspace;

/// A scenario with its documents, read and checked.
#[derive(Debug)]
pub struct Prepared {
    source: Source,
    plan: Plan,
}

impl Prepared {
    /// Reads a scenario file; `None` where it is skipped, because files that it needs are not there.
    ///
    /// # Panics
    /// The file, or one that it names, means nothing.
    #[must_use]
    pub fn of_file(path: &Path) -> Option<Self> {
        let source = Source::read(path, &SourceOptions::default()).expect("the scenario can be read");
        let prepared = Self::of_source(source, path.parent().unwrap_or_else(|| Path::new("")));
        prepared.plan.skipped.is_none().then_some(prepared)
    }

    /// Reads a scenario; `folder` is where the files that it names are.
    ///
    /// # Panics
    /// It, or a file that it names, means nothing.
    #[must_use]
    pub fn of_source(source: Source, folder: &Path) -> Self {
        let plan = scenario::read(&source, folder, &CheckOptions::default());
        Self { plan: plan.unwrap_or_else(|problems| panic!("{problems:#?}")), source }
    }

    /// The plan.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Runs it.
    #[must_use]
    pub fn run(&self) -> Run {
        run::run_plan(&self.plan, &self.source, &RunOptions::default())
    }

    /// The same, once a run has shown that everything is as the scenario states.
    ///
    /// # Panics
    /// It is not.
    #[must_use]
    pub fn passing(self) -> Self {
        let result = self.run().result;
        assert_eq!(result.verdict, Verdict::Passed, "{}: {:#?}", result.name, result.findings);
        self
    }
}

/// The backup over the documents of this project, which is the same on every machine.
///
/// # Panics
/// A file is missing or means nothing.
#[must_use]
pub fn fixtures() -> Prepared {
    let file = workspace().join("tests/scenarios/backup-over-the-fixtures.scenario.json");
    Prepared::of_file(&file).expect("it needs nothing else")
}

/// A document with this many file groups, each selectable and at the top level.
///
/// # Panics
/// A document cannot hold them.
#[must_use]
pub fn document(number: usize, components: usize) -> WriterMetadata {
    let writer = Guid(0x0b5e_55ed_0000_4000_8000_0000_0000_0000 + number as u128);
    let name = format!("Writer {number}");
    let identity = Identification::new(
        writer,
        Guid(writer.0 | 1 << 64),
        &name,
        UsageType::VSS_UT_USERDATA,
        SourceType::VSS_ST_OTHER,
    );
    let mut builder = CreateWriterMetadata::new(identity).expect("an identity");
    for index in 0..components {
        let call = AddComponent {
            component_type: ComponentType::VSS_CT_FILEGROUP,
            component_name: Some(&component(index)),
            selectable: true,
            ..AddComponent::default()
        };
        builder.add_component(&call).expect("a component");
    }
    builder.finish()
}

/// The name of a component.
#[must_use]
pub fn component(index: usize) -> String {
    format!("component {index}")
}

/// The file in which the document of a writer is looked for.
#[must_use]
pub fn document_file(number: usize) -> String {
    format!("writer-{number}.xml")
}

/// A whole backup of every component of these writers, which deliver the documents of [`document_file`].
#[must_use]
pub fn scenario(writers: usize, components: usize) -> Source {
    let cast: Vec<String> = (0..writers)
        .map(|number| format!(r#"{{ "name": "writer {number}", "document": "{}" }}"#, document_file(number)))
        .collect();
    let each = |call: &str, more: &str| {
        let all = (0..writers).flat_map(|number| (0..components).map(move |index| (number, index)));
        let of = |(number, index): (usize, usize)| {
            format!(
                concat!(
                    r#"{{ "call": "{}", "args": {{ "instanceId": "@writer {}", "writerId": "@writer {}", "#,
                    r#""ct": "VSS_CT_FILEGROUP", "wszComponentName": "{}"{} }} }},"#,
                    "\n"
                ),
                call,
                number,
                number,
                component(index),
                more
            )
        };
        all.map(of).collect::<String>()
    };
    let (added, succeeded) = (each("AddComponent", ""), each("SetBackupSucceeded", r#", "bSucceded": true"#));
    Source::new(
        format!("{writers} writers with {components} components"),
        in_between(&cast, &added, &succeeded),
    )
}

fn in_between(cast: &[String], added: &str, succeeded: &str) -> String {
    format!(
        r#"{{ "name": "a backup of every component", "writers": [{}], "steps": [
        {{ "call": "CreateVssBackupComponents", "as": "backup" }},
        {{ "call": "InitializeForBackup" }},
        {{ "call": "SetBackupState", "args": {{ "bSelectComponents": true, "bBackupBootableSystemState": false,
            "backupType": "VSS_BT_FULL", "bPartialFileSupport": false }} }},
        {{ "call": "GatherWriterMetadata" }},
        {added}
        {{ "call": "StartSnapshotSet" }},
        {{ "call": "AddToSnapshotSet", "args": {{ "pwszVolumeName": "C:\\", "ProviderId": "GUID_NULL" }} }},
        {{ "call": "PrepareForBackup" }},
        {{ "call": "DoSnapshotSet" }},
        {{ "call": "GatherWriterStatus" }},
        {succeeded}
        {{ "call": "BackupComplete" }},
        {{ "call": "SaveAsXML" }},
        {{ "call": "Release" }} ] }}"#,
        cast.join(",\n")
    )
}

/// A gathering in which the one writer builds its document with this many calls.
#[must_use]
pub fn building(calls: usize) -> Source {
    let calls: Vec<String> = (0..calls)
        .map(|index| {
            format!(
                concat!(
                    r#"{{ "call": "AddComponent", "args": {{ "ct": "VSS_CT_FILEGROUP", "wszComponentName": "{}", "#,
                    r#""bRestoreMetadata": false, "bNotifyOnBackupComplete": false, "bSelectable": true, "#,
                    r#""bSelectableForRestore": false, "dwComponentFlags": 0 }} }}"#
                ),
                component(index)
            )
        })
        .collect();
    let text = format!(
        r#"{{ "name": "a document of many calls", "writers": [{{ "name": "writer", "initialize": {{
            "WriterId": "6f1d0b52-6f52-4a0e-8a52-1f6d0b526f52", "wszWriterName": "Writer",
            "instanceId": "0c8f3b5e-11aa-4d1c-9a55-7be2f0c4d301" }},
        "script": {{ "OnIdentify": {{ "calls": [{}] }} }} }}], "steps": [
        {{ "call": "CreateVssBackupComponents", "as": "backup" }},
        {{ "call": "InitializeForBackup" }},
        {{ "call": "GatherWriterMetadata" }},
        {{ "call": "GetWriterMetadataCount", "returns": {{ "pcWriters": 1 }} }},
        {{ "call": "Release" }} ] }}"#,
        calls.join(",\n")
    );
    Source::new("a document of many calls", text)
}
