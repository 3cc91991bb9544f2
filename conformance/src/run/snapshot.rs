//! Documents compared with files beside the scenario. Blessing writes them, and nothing else.

use std::path::Path;

use vss_sim::documents::Limits;
use vss_sim::machines::Gathered;

use super::miss::Miss;
use super::stage::Stage;
use crate::files;
use crate::scenario::{SnapshotOf, SnapshotPlan};
use crate::source::Problem;

/// Whether snapshots may be written, and which were.
#[derive(Debug, Default)]
pub(super) struct Blessing {
    pub(super) allowed: bool,
    pub(super) written: Vec<String>,
}

/// Compares a document with its file, or writes the file.
pub(super) fn compare(stage: &Stage<'_>, blessing: &mut Blessing, plan: &SnapshotPlan) -> Option<Miss> {
    let found = match document(stage, plan) {
        Ok(found) => found,
        Err(message) => return Some(Miss::plain(message).at(plan.span)),
    };
    let shown = plan.file.display().to_string();
    let expected = match stored(&plan.file) {
        Ok(stored) => stored,
        Err(message) => return Some(Miss::plain(message).at(plan.span)),
    };
    if expected.as_deref() == Some(found.as_str()) {
        return None;
    }
    if blessing.allowed {
        return match files::write_file(&plan.file, found.as_bytes()) {
            Ok(()) => {
                blessing.written.push(shown);
                None
            }
            Err(error) => {
                Some(Miss::plain(format!("the snapshot {shown} cannot be written: {error}")).at(plan.span))
            }
        };
    }
    let Some(expected) = expected else {
        let message = format!("the snapshot {shown} is not there; --bless writes it");
        return Some(Miss::plain(message).at(plan.span));
    };
    let (left, right) = difference(&expected, &found);
    let message = format!("the document differs from {shown}; --bless writes it anew");
    Some(Miss::new(message, left, right).at(plan.span))
}

/// The text of a snapshot file, if there is one.
fn stored(path: &Path) -> Result<Option<String>, String> {
    if !path.exists() {
        return Ok(None);
    }
    let shown = path.display();
    let limit = Limits::default().size;
    let why = |problems: Vec<Problem>| {
        let first = problems.first().map(|problem| problem.diagnostic.message.clone()).unwrap_or_default();
        format!("the snapshot {shown} cannot be read: {first}")
    };
    let bytes = files::read_regular(path, limit).map_err(why)?;
    String::from_utf8(bytes).map(Some).map_err(|_| format!("the snapshot {shown} is not UTF-8"))
}

fn document(stage: &Stage<'_>, plan: &SnapshotPlan) -> Result<String, String> {
    let redact: Vec<&str> = plan.redact.iter().map(String::as_str).collect();
    match &plan.of {
        SnapshotOf::Requester(name) => {
            let session = stage.session(name);
            let session = session.ok_or_else(|| format!("the requester {name:?} has no document"))?;
            Ok(session.document.write_redacted(&redact))
        }
        SnapshotOf::Writer(index) => {
            let cast = stage.plan.cast.writers.get(*index);
            let id = cast.map(|cast| cast.id);
            let sessions = stage.world().machines.values().flat_map(|machine| machine.requesters.values());
            let gathered = sessions.filter_map(|requester| requester.session()).filter_map(|session| {
                match &session.gathered {
                    Gathered::Here(writers) | Gathered::Freed(writers) => Some(writers),
                    Gathered::NotCalled | Gathered::Running | Gathered::Failed => None,
                }
            });
            let found = gathered.flat_map(|writers| writers.iter()).find(|writer| Some(writer.writer) == id);
            let name = cast.map_or("", |cast| cast.name.as_str());
            let found = found.ok_or_else(|| format!("the writer {name:?} has delivered no document"))?;
            Ok(found.document.write_redacted(&redact))
        }
    }
}

/// The first place where two documents differ, each with a little of what stands around it.
fn difference(expected: &str, found: &str) -> (String, String) {
    let same = expected.bytes().zip(found.bytes()).take_while(|(left, right)| left == right).count();
    (around(expected, same), around(found, same))
}

fn around(text: &str, at: usize) -> String {
    let boundary =
        |from: usize| (from..=text.len()).find(|index| text.is_char_boundary(*index)).unwrap_or(text.len());
    let (start, end) = (boundary(at.saturating_sub(30)), boundary(text.len().min(at + 50)));
    let before = if start > 0 { "…" } else { "" };
    let after = if end < text.len() { "…" } else { "" };
    format!("{before}{}{after}", text.get(start..end).unwrap_or_default())
}
