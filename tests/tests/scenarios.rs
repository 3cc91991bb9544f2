//! The scenarios of the project: each passes, writers in Rust can take part, and expectations bite.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use vss_conformance::backend::{Handler, Metadata, Writer};
use vss_conformance::run::{self, FindingKind, InProcess, RunOptions, ScenarioResult, Verdict};
use vss_conformance::scenario::FILE_ENDING;
use vss_conformance::source::{Source, SourceOptions};
use vss_sim::api::{ComponentCall, CreateMetadataCall, In, Value};
use vss_sim::trace::Record;
use vss_sim::vocabulary::{ComponentFlags, ComponentType, Hresult};
use vss_sim::world::Outcome;
use vss_tests::backups::{self, Prepared};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn scenario_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scenario_files(&path, found);
        } else if path.to_string_lossy().ends_with(FILE_ENDING) {
            found.push(path);
        }
    }
}

/// The result in words, for a failing test.
fn shown(result: &ScenarioResult) -> String {
    let mut text = format!("{}: {:?} {:?}\n", result.path, result.verdict, result.skipped);
    for finding in &result.findings {
        text += &format!(
            "  step {:?}: {} (expected {:?}, found {:?}) at {:?}\n",
            finding.step, finding.message, finding.expected, finding.found, finding.place
        );
        for event in &finding.events {
            text += &format!("    {event}\n");
        }
    }
    text
}

#[test]
fn every_scenario_passes() {
    let mut files = Vec::new();
    scenario_files(&workspace().join("scenarios"), &mut files);
    let (mut passed, mut without_needs, mut wrong) = (0, 0, String::new());
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        without_needs += usize::from(json.get("needs").is_none());
        match run::run_file(file, &RunOptions::default()) {
            Ok(result) if result.verdict == Verdict::Passed => passed += 1,
            Ok(result) if result.verdict == Verdict::Skipped && json.get("needs").is_some() => {
                println!("skipped: {}: {}", file.display(), result.skipped.unwrap_or_default());
            }
            Ok(result) => wrong += &shown(&result),
            Err(rejected) => wrong += &format!("{}: {rejected:?}\n", file.display()),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(without_needs >= 35, "only {without_needs} scenarios were found");
    assert!(passed >= without_needs, "{passed} of {without_needs} passed");
}

#[test]
fn the_backups_that_are_measured_pass() {
    let _ = backups::fixtures().passing();
    let folder = tempfile::tempdir().unwrap();
    for number in 0..2 {
        let document = backups::document(number, 3).write();
        std::fs::write(folder.path().join(backups::document_file(number)), document).unwrap();
    }
    let run = Prepared::of_source(backups::scenario(2, 3), folder.path()).passing().run();
    let saved = |record: &Record| match &record.outcome {
        Outcome::Returned(result) => result.value("pbstrXML").cloned(),
        Outcome::Pending | Outcome::Done | Outcome::Moot(_) => None,
    };
    let Some(Value::Text(xml)) = run.trace.iter().find_map(saved) else { panic!("nothing was saved") };
    assert_eq!(xml.matches(r#"backupSucceeded="yes""#).count(), 6, "{xml}");
    let _ = Prepared::of_source(backups::building(5), Path::new("")).passing();
}

thread_local! {
    /// How many events the writer in this thread has got.
    static EVENTS: Cell<u32> = const { Cell::new(0) };
}

/// Counts its events, and writes into its components before the shadow copy.
struct Counter {
    vetoes: bool,
}

impl Counter {
    fn count() -> u32 {
        EVENTS.set(EVENTS.get() + 1);
        EVENTS.get()
    }
}

impl Writer for Counter {
    fn on_identify(&mut self, handler: &mut Handler<'_>) -> Metadata {
        Self::count();
        for name in ["first", "second"] {
            let code = handler.create(CreateMetadataCall::AddComponent {
                ct: ComponentType::VSS_CT_FILEGROUP,
                wszLogicalPath: Some("Counts".into()),
                wszComponentName: In(Some(name.into())),
                wszCaption: None,
                pbIcon: None,
                bRestoreMetadata: false,
                bNotifyOnBackupComplete: true,
                bSelectable: true,
                bSelectableForRestore: false,
                dwComponentFlags: ComponentFlags::default(),
            });
            if code != Hresult::S_OK {
                return Metadata::Failed;
            }
        }
        Metadata::Built
    }

    fn on_prepare_backup(&mut self, handler: &mut Handler<'_>) -> bool {
        let events = Self::count();
        (0..handler.component_count()).all(|index| {
            let stamp = ComponentCall::SetBackupStamp {
                wszBackupStamp: In(Some(format!("stamp {index}").as_str().into())),
            };
            let metadata = ComponentCall::SetBackupMetadata {
                wszData: In(Some(format!("event {events}").as_str().into())),
            };
            [stamp, metadata]
                .into_iter()
                .all(|call| handler.component(index, call).is_some_and(|result| result.code == Hresult::S_OK))
        })
    }

    fn on_prepare_snapshot(&mut self, _: &mut Handler<'_>) -> bool {
        Self::count() > 0
    }

    fn on_freeze(&mut self, handler: &mut Handler<'_>) -> bool {
        Self::count();
        if self.vetoes {
            let code = handler.set_writer_failure(Hresult::VSS_E_WRITERERROR_OUTOFRESOURCES);
            assert_eq!(code, Hresult::S_OK);
        }
        !self.vetoes
    }

    fn on_thaw(&mut self, _: &mut Handler<'_>) -> bool {
        Self::count() > 0
    }

    fn on_post_snapshot(&mut self, _: &mut Handler<'_>) -> bool {
        Self::count() > 0
    }

    fn on_backup_complete(&mut self, _: &mut Handler<'_>) -> bool {
        Self::count() > 0
    }

    fn on_backup_shutdown(&mut self, _: &mut Handler<'_>) -> bool {
        Self::count() > 0
    }

    fn on_abort(&mut self, _: &mut Handler<'_>) -> bool {
        Self::count() > 0
    }
}

fn with_writers() -> RunOptions {
    let in_process = InProcess::new()
        .with("counter", || Counter { vetoes: false })
        .with("vetoer", || Counter { vetoes: true });
    RunOptions { in_process, ..RunOptions::default() }
}

fn rust_scenario(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(format!("{name}{FILE_ENDING}"))
}

#[test]
fn a_writer_in_rust_takes_part() {
    EVENTS.set(0);
    let result = run::run_file(&rust_scenario("writer-in-rust"), &with_writers()).unwrap();
    assert_eq!(result.verdict, Verdict::Passed, "{}", shown(&result));
    assert_eq!(EVENTS.get(), 8);
}

#[test]
fn a_writer_in_rust_can_veto() {
    EVENTS.set(0);
    let result = run::run_file(&rust_scenario("writer-in-rust-vetoes"), &with_writers()).unwrap();
    assert_eq!(result.verdict, Verdict::Passed, "{}", shown(&result));
    assert_eq!(EVENTS.get(), 6);
}

#[test]
fn without_its_writer_in_rust_a_scenario_is_skipped() {
    let result = run::run_file(&rust_scenario("writer-in-rust"), &RunOptions::default()).unwrap();
    assert_eq!(result.verdict, Verdict::Skipped);
    assert!(result.skipped.is_some_and(|reason| reason.contains("\"counter\"")));
}

/// A change of an expectation, and the finding that it must lead to.
struct Change {
    /// The scenario, without its ending.
    file: &'static str,
    /// The first text after which `from` is looked for.
    after: &'static str,
    /// What is replaced, the first time it stands there.
    from: &'static str,
    /// What it is replaced by.
    to: &'static str,
    /// The step of the finding; none for what holds of the whole run.
    step: Option<usize>,
    /// What stands at the finding's place: the last such text up to the end of the change.
    place: &'static str,
    /// What the finding says was expected.
    expected: &'static str,
    /// What it says was found.
    found: &'static str,
}

const CHANGES: &[Change] = &[
    // The code of a call.
    Change {
        file: "backup/without-a-shadow-copy",
        after: "DoSnapshotSet",
        from: "\"VSS_E_BAD_STATE\"",
        to: "\"VSS_E_UNEXPECTED\"",
        step: Some(7),
        place: "\"VSS_E_UNEXPECTED\"",
        expected: "VSS_E_UNEXPECTED",
        found: "VSS_E_BAD_STATE",
    },
    // The end of an asynchronous call.
    Change {
        file: "provider/veto-in-commit-snapshots",
        after: "\"DoSnapshotSet\"",
        from: "\"VSS_E_PROVIDER_VETO\"",
        to: "\"VSS_S_ASYNC_FINISHED\"",
        step: Some(8),
        place: "\"VSS_S_ASYNC_FINISHED\"",
        expected: "VSS_S_ASYNC_FINISHED",
        found: "VSS_E_PROVIDER_VETO",
    },
    // A value that is passed out.
    Change {
        file: "freeze/own-window-expires",
        after: "\"GetWriterStatus\"",
        from: "\"VSS_E_WRITERERROR_TIMEOUT\"",
        to: "\"VSS_E_WRITERERROR_RETRYABLE\"",
        step: Some(12),
        place: "\"VSS_E_WRITERERROR_RETRYABLE\"",
        expected: "VSS_E_WRITERERROR_RETRYABLE",
        found: "VSS_E_WRITERERROR_TIMEOUT",
    },
    // A writer's state.
    Change {
        file: "freeze/own-window-expires",
        after: "\"states\"",
        from: "\"VSS_WS_WAITING_FOR_BACKUP_COMPLETE\"",
        to: "\"VSS_WS_STABLE\"",
        step: Some(10),
        place: "{ \"state\": \"VSS_WS_STABLE\"",
        expected: "VSS_WS_STABLE",
        found: "VSS_WS_WAITING_FOR_BACKUP_COMPLETE",
    },
    // A requester's state.
    Change {
        file: "async/cancel-backup-complete",
        after: "\"states\"",
        from: "\"COMPLETING\"",
        to: "\"COMPLETED\"",
        step: Some(12),
        place: "\"COMPLETED\"",
        expected: "COMPLETED",
        found: "COMPLETING",
    },
    // The events of a writer.
    Change {
        file: "abort/while-frozen",
        after: "\"events\"",
        from: "\"OnAbort\"",
        to: "\"OnThaw\"",
        step: None,
        place: "[\n        \"OnIdentify\"",
        expected: "OnIdentify, OnPrepareBackup, OnPrepareSnapshot, OnFreeze, OnThaw, OnBackupShutdown",
        found: "OnIdentify, OnPrepareBackup, OnPrepareSnapshot, OnFreeze, OnAbort, OnBackupShutdown",
    },
    // The order of two events.
    Change {
        file: "freeze/front-end-before-back-end-before-system",
        after: "\"order\"",
        from: "[\"portal.OnFreeze\", \"store.OnFreeze\"]",
        to: "[\"store.OnFreeze\", \"portal.OnFreeze\"]",
        step: None,
        place: "[\"store.OnFreeze\", \"portal.OnFreeze\"]",
        expected: "store.OnFreeze before portal.OnFreeze",
        found: "came later",
    },
    // A call that a handler makes.
    Change {
        file: "backup/with-the-system-provider",
        after: "journal 42",
        from: "\"VSS_E_OBJECT_ALREADY_EXISTS\"",
        to: "\"E_INVALIDARG\"",
        step: Some(18),
        place: "{\n              \"note\": \"Private metadata is written once.\"",
        expected: "E_INVALIDARG",
        found: "VSS_E_OBJECT_ALREADY_EXISTS",
    },
];

#[test]
fn a_changed_expectation_is_found_at_its_step_and_place() {
    for change in CHANGES {
        let file = workspace().join("scenarios").join(format!("{}{FILE_ENDING}", change.file));
        let text = std::fs::read_to_string(&file).unwrap();
        let searched = text.find(change.after).unwrap();
        let at = searched + text[searched..].find(change.from).unwrap();
        let changed = format!("{}{}{}", &text[..at], change.to, &text[at + change.from.len()..]);
        let source = Source::new(change.file, changed.clone());
        let run = run::run_source(&source, file.parent().unwrap(), &RunOptions::default()).unwrap();
        assert_eq!(run.result.verdict, Verdict::Failed, "{}", change.file);
        let [finding] = run.result.findings.as_slice() else { panic!("{}", shown(&run.result)) };
        assert_eq!(finding.kind, FindingKind::Expectation);
        assert_eq!(finding.step, change.step, "{}", shown(&run.result));
        assert_eq!(finding.expected.as_deref(), Some(change.expected), "{}", shown(&run.result));
        assert_eq!(finding.found.as_deref(), Some(change.found), "{}", shown(&run.result));
        let place = changed[..at + change.to.len()].rfind(change.place).unwrap();
        let line = changed[..place].matches('\n').count() + 1;
        let position = finding.place.as_ref().and_then(|place| place.position).unwrap();
        assert_eq!(position.line, line, "{}", shown(&run.result));
        let column = place - changed[..place].rfind('\n').map_or(0, |newline| newline + 1) + 1;
        assert_eq!(position.column, column, "{}", shown(&run.result));
        assert!(!finding.events.is_empty(), "a finding shows what led to it");
    }
}

#[test]
fn a_changed_document_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = workspace().join("scenarios/components/document-built-in-on-identify.scenario.json");
    let document = "document-built-in-on-identify.writer-metadata.xml";
    let original = std::fs::read_to_string(scenario.with_file_name(document)).unwrap();
    std::fs::write(folder.path().join(document), original.replace("*.eml", "*.msg")).unwrap();
    let source = Source::read(&scenario, &SourceOptions::default()).unwrap();
    let run = run::run_source(&source, folder.path(), &RunOptions::default()).unwrap();
    let [finding] = run.result.findings.as_slice() else { panic!("{}", shown(&run.result)) };
    assert_eq!(finding.step, Some(4));
    assert!(finding.expected.as_ref().is_some_and(|text| text.contains("*.msg")));
    assert!(finding.found.as_ref().is_some_and(|text| text.contains("*.eml")));
}

/// A scenario with one writer, the script of which is given, and steps up to PrepareForBackup.
fn small(script: &str, last: &str, expect: &str) -> ScenarioResult {
    let text = format!(
        r#"{{ "name": "small",
          "writers": [ {{ "name": "w", "initialize": {{ "wszWriterName": "W" }}, "script": {script} }} ],
          "steps": [
            {{ "call": "CreateVssBackupComponents", "as": "backup" }},
            {{ "call": "InitializeForBackup" }},
            {{ "call": "SetBackupState", "args": {{ "bSelectComponents": false, "bBackupBootableSystemState": false,
               "backupType": "VSS_BT_FULL", "bPartialFileSupport": false }} }},
            {{ "call": "GatherWriterMetadata" }},
            {{ "call": "StartSnapshotSet" }},
            {last} ],
          "expect": {{ {expect} }} }}"#
    );
    let source = Source::new("small", text);
    run::run_source(&source, Path::new("."), &RunOptions::default()).unwrap().result
}

const PREPARE: &str = r#"{ "call": "PrepareForBackup", "as": "preparing" }"#;

#[test]
fn a_call_that_a_handler_never_makes_is_a_finding() {
    let call = |more: &str| {
        format!(
            r#"{{ "OnThaw": {{ "calls": [ {{ "call": "GetBackupType"{more}, "expect": "E_FAIL" }} ] }} }}"#
        )
    };
    let silent = small(&call(""), PREPARE, "");
    assert_eq!(silent.verdict, Verdict::Failed);
    assert!(silent.findings[0].message.contains("never called"), "{:?}", silent.findings);
    assert_eq!(small(&call(r#", "optional": true"#), PREPARE, "").verdict, Verdict::Passed);
}

#[test]
fn an_operation_that_never_ends_is_a_finding() {
    let hangs = r#"{ "OnPrepareBackup": { "hangs": true } }"#;
    let left = small(hangs, PREPARE, "");
    assert_eq!((left.verdict, left.findings[0].kind), (Verdict::Failed, FindingKind::Invariant));
    assert!(left.findings[0].message.starts_with("PrepareForBackup never ends"), "{:?}", left.findings);
    assert_eq!(small(hangs, PREPARE, r#""unfinished": true"#).verdict, Verdict::Passed);
    // Waited for, it is a deadlock, which nothing excuses.
    let waited = small(hangs, r#"{ "call": "PrepareForBackup" }"#, r#""unfinished": true"#);
    assert!(waited.findings[0].message.starts_with("deadlock"), "{:?}", waited.findings);
}
