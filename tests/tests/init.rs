//! Scenarios made from documents: they pass as they are, in the canonical form, and hold what the documents say.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value, json};
use vss_conformance::init::{Captured, CapturedBackup, CapturedWriter, print, scenario};
use vss_conformance::json;
use vss_conformance::run::{RunOptions, Verdict, run_source};
use vss_conformance::source::Source;
use vss_sim::documents::{BackupComponents, Document, ReadOptions};
use vss_tests::sources::{files_below, workspace};

/// Reads documents of both kinds; the writers' are named from the workspace.
fn capture(files: &[PathBuf]) -> Captured {
    let mut captured = Captured { writers: Vec::new(), backup: None };
    for file in files {
        let name = file.display().to_string();
        let read = Document::read(&fs::read(file).unwrap(), &ReadOptions::default());
        match read.unwrap_or_else(|error| panic!("{name}: {error}")).value {
            Document::WriterMetadata(document) => {
                let document = Arc::from(document);
                captured.writers.push(CapturedWriter { path: name.clone(), name, document });
            }
            Document::BackupComponents(document) => {
                captured.backup = Some(CapturedBackup { name, document: *document });
            }
        }
    }
    captured
}

/// Makes the scenario, and asserts what holds of every one that is made.
fn made(what: &str, files: &[PathBuf]) -> Value {
    let make = || {
        print(&scenario(&capture(files)).unwrap_or_else(|errors| panic!("{what}: {errors:#?}")).scenario)
            .unwrap()
    };
    let text = make();
    assert_eq!(make(), text, "{what}: the same documents make the same scenario");
    let parsed = json::parse(&Source::new("scenario", text.clone())).unwrap();
    assert_eq!(json::print(&parsed), text, "{what}: it is in the canonical form");
    let run = run_source(&Source::new(what, text.clone()), &workspace(), &RunOptions::default());
    let run = run.unwrap_or_else(|problems| panic!("{what}: {problems:#?}"));
    assert_eq!(run.result.verdict, Verdict::Passed, "{what}: {:#?}", run.result.findings);
    serde_json::from_str(&text).unwrap()
}

fn fixtures() -> Vec<PathBuf> {
    let files = files_below(&workspace().join("fixtures/writer-metadata"));
    assert!(files.len() >= 4, "{files:?}");
    files
}

/// The documents of a run on a real machine; none where they are not there.
fn captured_run(run: &str) -> Option<(Vec<PathBuf>, PathBuf)> {
    let corpus = workspace().join("../shared/corpus");
    let backup = corpus.join(format!("backup-components/ws2012r2-{run}-BCDocument.xml"));
    if !backup.exists() {
        println!("skipped: {} is not there", backup.display());
        return None;
    }
    let is_of_run = |file: &PathBuf| file.to_string_lossy().contains(&format!("ws2012r2-{run}-WM"));
    let writers = files_below(&corpus.join("writer-metadata")).into_iter().filter(is_of_run).collect();
    Some((writers, backup))
}

/// The calls of a method, each with its arguments.
fn calls(scenario: &Value, method: &str) -> Vec<Value> {
    let steps = scenario["steps"].as_array().unwrap().iter();
    steps.filter(|step| step["call"] == method).map(|step| step["args"].clone()).collect()
}

/// Component names with their paths, by the class of their writer.
fn components_added(scenario: &Value, captured: &Captured) -> BTreeSet<(String, String, String)> {
    let writers = scenario["writers"].as_array().unwrap();
    let class = |reference: &Value| {
        let name = reference.as_str().unwrap().trim_start_matches('@');
        let index = writers.iter().position(|writer| writer["name"] == name).unwrap();
        captured.writers[index].document.writer_id().to_string()
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let calls = calls(scenario, "AddComponent").into_iter();
    calls
        .map(|args| {
            (class(&args["writerId"]), text(&args["wszLogicalPath"]), text(&args["wszComponentName"]))
        })
        .collect()
}

fn components_of(document: &BackupComponents) -> BTreeSet<(String, String, String)> {
    let writers = document.writers().iter();
    let components =
        writers.flat_map(|writer| writer.components().iter().map(move |component| (writer, component)));
    components
        .map(|(writer, component)| {
            let path = component.logical_path().map_or("", |path| path.as_str());
            (writer.writer_info().1.to_string(), path.to_owned(), component.component_name().to_string())
        })
        .collect()
}

#[test]
fn every_writer_of_the_project_makes_a_scenario() {
    for file in fixtures() {
        let scenario = made(&file.display().to_string(), std::slice::from_ref(&file));
        assert_eq!(scenario["writers"].as_array().unwrap().len(), 1);
    }
    let all = made("all fixtures", &fixtures());
    assert_eq!(all["writers"].as_array().unwrap().len(), fixtures().len());
}

#[test]
fn a_backup_has_the_components_that_its_document_has() {
    for backup in files_below(&workspace().join("fixtures/backup-components")) {
        let files: Vec<PathBuf> = fixtures().into_iter().chain([backup.clone()]).collect();
        let captured = capture(&files);
        let made = made(&backup.display().to_string(), &files);
        let document = &captured.backup.as_ref().unwrap().document;
        assert_eq!(components_added(&made, &captured), components_of(document), "{}", backup.display());
        let state = &calls(&made, "SetBackupState")[0];
        assert_eq!(state["backupType"], document.backup_type.as_ref().unwrap().known().unwrap().to_string());
        assert_eq!(state["bPartialFileSupport"], document.partial_file_support.unwrap());
        let components = document.writers().iter().flat_map(|writer| writer.components());
        let (stamps, options): (usize, usize) = components.fold((0, 0), |(stamps, options), component| {
            let is_set = |set: bool| usize::from(set);
            (
                stamps + is_set(component.previous_backup_stamp().is_ok()),
                options + is_set(component.backup_options().is_ok()),
            )
        });
        assert_eq!(calls(&made, "SetPreviousBackupStamp").len(), stamps);
        assert_eq!(calls(&made, "SetBackupOptions").len(), options);
    }
}

#[test]
fn the_captured_runs_make_the_scenarios_that_were_written_by_hand() {
    for run in ["no-sql", "with-sql"] {
        let Some((writers, backup)) = captured_run(run) else { continue };
        let whole = made(run, &writers);
        assert!(calls(&whole, "AddComponent").len() > 8, "{run}");
        let files: Vec<PathBuf> = writers.iter().cloned().chain([backup]).collect();
        let captured = capture(&files);
        let made = made(&format!("{run} with its backup"), &files);
        assert_eq!(
            components_added(&made, &captured),
            components_of(&captured.backup.as_ref().unwrap().document)
        );

        let by_hand = workspace().join(format!("scenarios/captured/backup-of-run-{run}.scenario.json"));
        let by_hand: Value = serde_json::from_str(&fs::read_to_string(by_hand).unwrap()).unwrap();
        assert_eq!(components_added(&by_hand, &captured), components_added(&made, &captured), "{run}");
        assert_eq!(calls(&made, "SetBackupState"), calls(&by_hand, "SetBackupState"), "{run}");
        assert_eq!(calls(&made, "AddToSnapshotSet"), calls(&by_hand, "AddToSnapshotSet"), "{run}");
        // The writers stand in one order and have other names.
        let events = |scenario: &Value| -> Vec<Value> {
            let writers = scenario["writers"].as_array().unwrap().iter();
            writers
                .map(|writer| scenario["expect"]["events"][writer["name"].as_str().unwrap()].clone())
                .collect()
        };
        assert_eq!(events(&made), events(&by_hand), "{run}");
    }
}

/// A Writer Metadata Document with these components.
fn writer(instance: u32, name: &str, components: &str) -> CapturedWriter {
    let text = format!(
        r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2"><IDENTIFICATION
        writerId="aaaaaaaa-1111-4111-8111-111111111111" instanceId="bbbbbbbb-1111-4111-8111-{instance:012}"
        friendlyName="{name}" usage="USER_DATA" dataSource="OTHER"/><BACKUP_LOCATIONS>{components}</BACKUP_LOCATIONS>
        </WRITER_METADATA>"#
    );
    let read = Document::read(text.as_bytes(), &ReadOptions::default()).unwrap();
    let Document::WriterMetadata(document) = read.value else { panic!("a Writer Metadata Document") };
    CapturedWriter { name: format!("{name}.xml"), path: format!("{name}.xml"), document: Arc::from(document) }
}

/// A file group with one file set.
fn group(path: &str, name: &str, selectable: &str, directory: &str) -> String {
    format!(
        r#"<FILE_GROUP logicalPath="{path}" componentName="{name}" restoreMetadata="no" notifyOnBackupComplete="no"
        selectable="{selectable}" selectableForRestore="no"><FILE_LIST path="{directory}" filespec="*"/></FILE_GROUP>"#
    )
}

/// A Backup Components Document with components of the class above: instance, path and name.
fn backup(attributes: &str, components: &[(u32, &str, &str)]) -> CapturedBackup {
    let parts: String = components
        .iter()
        .map(|(instance, path, name)| {
            format!(
                r#"<WRITER_COMPONENTS instanceId="bbbbbbbb-1111-4111-8111-{instance:012}"
                writerId="aaaaaaaa-1111-4111-8111-111111111111" backupSchema="0"><COMPONENT logicalPath="{path}"
                componentName="{name}" componentType="filegroup"/></WRITER_COMPONENTS>"#
            )
        })
        .collect();
    let text = format!(
        r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" {attributes}>{parts}</BACKUP_COMPONENTS>"#
    );
    let read = Document::read(text.as_bytes(), &ReadOptions::default()).unwrap();
    let Document::BackupComponents(document) = read.value else { panic!("a Backup Components Document") };
    CapturedBackup { name: "backup.xml".to_owned(), document: *document }
}

const IN_COMPONENT_MODE: &str =
    r#"bootableSystemStateBackup="no" selectComponents="yes" backupType="full" partialFileSupport="no""#;

/// The scenario, which passes where its documents are in files.
fn shown(captured: &Captured) -> Value {
    let text = print(&scenario(captured).unwrap_or_else(|errors| panic!("{errors:#?}")).scenario).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for writer in &captured.writers {
        fs::write(folder.path().join(&writer.path), writer.document.write()).unwrap();
    }
    let run = run_source(&Source::new("made", text.clone()), folder.path(), &RunOptions::default());
    let run = run.unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(run.result.verdict, Verdict::Passed, "{:#?}", run.result.findings);
    serde_json::from_str(&text).unwrap()
}

fn refused(captured: &Captured) -> String {
    let errors = scenario(captured).unwrap_err();
    errors
        .iter()
        .map(|error| format!("{:?} {:?} {:?}\n", error.message, error.expected, error.found))
        .collect()
}

#[test]
fn what_must_be_added_and_what_can_be_at_the_top_is_added() {
    let components = group("", "top", "yes", "D:\\a")
        + &group("top", "below", "yes", "E:\\b")
        + &group("top", "implied", "no", "F:\\c")
        + &group("alone", "required", "no", "%SystemRoot%\\d")
        + &group("", "top", "yes", "G:\\twice");
    let idle = writer(2, "Idle", "");
    let captured = Captured { writers: vec![writer(1, "Busy", &components), idle], backup: None };
    let made = shown(&captured);
    let added = calls(&made, "AddComponent");
    let names: Vec<&Value> = added.iter().map(|args| &args["wszComponentName"]).collect();
    assert_eq!(names, ["top", "required"]);
    let volumes: Vec<Value> =
        calls(&made, "AddToSnapshotSet").iter().map(|args| args["pwszVolumeName"].clone()).collect();
    assert_eq!(volumes, ["C:\\", "D:\\", "E:\\", "F:\\"].map(Value::from));
    let machine: Vec<Value> =
        made["machine"]["volumes"].as_array().unwrap().iter().map(|volume| volume["name"].clone()).collect();
    assert_eq!(machine, ["C:\\", "D:\\", "E:\\", "F:\\", "G:\\"].map(Value::from));
    assert_eq!(made["expect"]["events"]["idle"], json!(["OnIdentify"]));
    assert_eq!(made["rules"], json!(["WST-011", "ORD-070"]));
}

#[test]
fn a_writer_is_found_by_its_instance_or_as_the_only_one_of_its_class() {
    let component = group("", "a", "yes", "D:\\");
    let two = || vec![writer(1, "One", &component), writer(2, "Two", &component)];
    let of_second = Captured { writers: two(), backup: Some(backup(IN_COMPONENT_MODE, &[(2, "", "a")])) };
    assert_eq!(calls(&shown(&of_second), "AddComponent")[0]["instanceId"], "@two");
    // What stands there twice is added once.
    let twice = Some(backup(IN_COMPONENT_MODE, &[(2, "", "a"), (2, "", "a")]));
    assert_eq!(calls(&shown(&Captured { writers: two(), backup: twice }), "AddComponent").len(), 1);
    // After a restart of the writer its instance is another.
    let restarted = Some(backup(IN_COMPONENT_MODE, &[(7, "", "a")]));
    let only = Captured { writers: vec![writer(1, "One", &component)], backup: restarted };
    assert_eq!(calls(&shown(&only), "AddComponent")[0]["instanceId"], "@one");
    let restarted = Some(backup(IN_COMPONENT_MODE, &[(7, "", "a")]));
    let several = Captured { writers: two(), backup: restarted };
    assert!(refused(&several).contains("several others of its class"), "{}", refused(&several));
}

#[test]
fn what_no_document_describes_is_refused() {
    let component = group("Path", "a", "yes", "D:\\");
    let writers = || vec![writer(1, "One", &component)];
    let other = |name: &str| Captured {
        writers: writers(),
        backup: Some(backup(IN_COMPONENT_MODE, &[(1, "Path", "a"), (1, "Path", name)])),
    };
    let words = refused(&other("b"));
    assert!(
        words.contains("a component that its writer does not have") && words.contains("Path\\\\\\\\b"),
        "{words}"
    );
    assert!(words.contains("One.xml"), "{words}");
    let mut foreign = other("a");
    foreign.writers = vec![capture(&fixtures()[..1]).writers.remove(0)];
    let words = refused(&foreign);
    assert!(words.contains("no given document describes") && words.contains("bbbbbbbb-1111"), "{words}");
    let none = Captured { writers: Vec::new(), backup: None };
    assert!(refused(&none).contains("no Writer Metadata Document is given"), "{}", refused(&none));
    let twice = Captured { writers: writers().into_iter().chain(writers()).collect(), backup: None };
    assert!(refused(&twice).contains("One.xml describes already"), "{}", refused(&twice));
}

#[test]
fn outside_component_mode_every_writer_takes_part() {
    let attributes =
        r#"bootableSystemStateBackup="yes" selectComponents="no" backupType="copy" partialFileSupport="yes""#;
    let writers = vec![writer(1, "One", &group("", "a", "yes", "D:\\")), writer(2, "Two", "")];
    let made = shown(&Captured { writers, backup: Some(backup(attributes, &[])) });
    assert_eq!(calls(&made, "AddComponent"), [] as [Value; 0]);
    assert_eq!(
        calls(&made, "SetBackupState"),
        [
            json!({ "bSelectComponents": false, "bBackupBootableSystemState": true, "backupType": "VSS_BT_COPY",
            "bPartialFileSupport": true })
        ]
    );
    assert_eq!(calls(&made, "AddToSnapshotSet").len(), 2);
    assert_eq!(made["expect"]["events"]["one"].as_array().unwrap().len(), 8);
    assert_eq!(made["expect"]["events"]["two"].as_array().unwrap().len(), 8);
}

#[test]
fn what_a_shadow_copy_set_cannot_hold_is_told() {
    let volume = |number: u32| format!("\\\\?\\Volume{{cccccccc-1111-4111-8111-{number:012}}}\\");
    let components = |count: u32| -> String {
        (0..count).map(|number| group("", &format!("c{number}"), "yes", &volume(number))).collect()
    };
    let captured = |count| Captured { writers: vec![writer(1, "One", &components(count))], backup: None };
    assert_eq!(scenario(&captured(64)).unwrap().left_out, [""; 0]);
    let captured = captured(66);
    assert_eq!(scenario(&captured).unwrap().left_out, [volume(64), volume(65)]);
    let shown = shown(&captured);
    assert_eq!(calls(&shown, "AddToSnapshotSet").len(), 64);
    assert!(shown["note"].as_str().unwrap().contains("2 further volumes"), "{}", shown["note"]);
}
