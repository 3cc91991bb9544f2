//! What the diskshadow policy derives over the documents of a captured server, against what diskshadow chose there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vss_conformance::run::{Run, RunOptions, Verdict, run_source};
use vss_conformance::source::{Source, SourceOptions};
use vss_sim::documents::{BackupComponents, Document, ReadOptions};
use vss_sim::vocabulary::Guid;

/// Where a writer's components differ from the captured ones, and why. An entry that no longer differs fails the test.
const DIVERGENCES: &[(&str, &str, &str)] = &[(
    "no-sql",
    "SqlServerWriter",
    "its component local1 lies on C: and is chosen here; the captured document has none of the writer, so the script, \
     which is not known, must have excluded it",
)];

/// A component as it is compared: kind, logical path, name.
type Chosen = BTreeSet<(String, String, String)>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn chosen(document: &BackupComponents) -> BTreeMap<Guid, Chosen> {
    let parts = document.writers().iter().map(|part| {
        let components = part.components().iter().map(|component| {
            let path = component.logical_path().map(ToString::to_string).unwrap_or_default();
            (component.component_type().unwrap().to_string(), path, component.component_name().to_string())
        });
        (part.instance_id.value(), components.collect())
    });
    parts.collect()
}

/// The run, or `None` where the captured documents are not there.
fn run(name: &str) -> Option<Run> {
    let path = root().join(format!("scenarios/captured/diskshadow-run-{name}.scenario.json"));
    let source = Source::read(&path, &SourceOptions::default()).unwrap();
    let run = run_source(&source, path.parent().unwrap(), &RunOptions::default()).unwrap();
    if run.result.verdict == Verdict::Skipped {
        println!("skipped: {}", run.result.skipped.unwrap_or_default());
        return None;
    }
    assert_eq!(run.result.verdict, Verdict::Passed, "{:#?}", run.result.findings);
    Some(run)
}

/// The Backup Components Document at the end, and the writers that answered, by instance.
fn derived(run: &Run) -> (Arc<BackupComponents>, BTreeMap<Guid, String>) {
    let world = run.world.as_ref().unwrap();
    let requesters = world.machines.values().flat_map(|machine| machine.requesters.values());
    let sessions: Vec<_> = requesters.filter_map(|requester| requester.session()).collect();
    let [session] = sessions.as_slice() else { panic!("one backup was to be left") };
    let writers = session.gathered.writers().unwrap().iter().map(|gathered| {
        let identity = &gathered.document.identification;
        (identity.instance_id.value(), identity.friendly_name.to_string())
    });
    (Arc::clone(&session.document), writers.collect())
}

fn captured(name: &str) -> BackupComponents {
    let path = root().join(format!("../shared/corpus/backup-components/ws2012r2-{name}-BCDocument.xml"));
    let bytes = std::fs::read(path).unwrap();
    let read = Document::read(&bytes, &ReadOptions::default()).unwrap();
    match read.value {
        Document::BackupComponents(document) => *document,
        Document::WriterMetadata(_) => panic!("a Backup Components Document was expected"),
    }
}

#[test]
fn the_policy_derives_the_captured_components() {
    let mut compared = 0;
    let mut differing = Vec::new();
    for name in ["no-sql", "with-sql"] {
        let Some(run) = run(name) else { return };
        let (document, writers) = derived(&run);
        let captured = captured(name);
        let (expected, found) = (chosen(&captured), chosen(&document));
        assert!(expected.keys().all(|instance| writers.contains_key(instance)), "{name}: an unknown writer");
        for (instance, writer) in &writers {
            compared += 1;
            if expected.get(instance) != found.get(instance) {
                differing.push((name.to_owned(), writer.clone()));
            }
        }
        // The document says of the backup what the captured one says.
        assert_eq!(document.backup_type, captured.backup_type);
        assert_eq!(document.select_components, captured.select_components);
        assert_eq!(document.bootable_system_state, captured.bootable_system_state);
        assert_eq!(document.partial_file_support, captured.partial_file_support);
    }
    assert_eq!(compared, 22);
    let explained: Vec<(String, String)> =
        DIVERGENCES.iter().map(|(run, writer, _)| ((*run).to_owned(), (*writer).to_owned())).collect();
    assert_eq!(differing, explained, "differing writers, against those of the list");
    println!("{} of {compared} writers have exactly the captured components", compared - differing.len());
}
