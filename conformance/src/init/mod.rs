//! A scenario from documents that were captured: the writers that they describe, and the steps of a whole backup.
//!
//! This is pure: what is read from where, and where the scenario goes, is the caller's. The scenario states what the
//! pages say of an undisturbed backup, so that it is a beginning: what is to go wrong is for its author to add.
//!
//! Readings: a path that begins with an environment variable is on `C:\`, as all that Windows sets are; without a Backup
//! Components Document the bootable system state is backed up if a writer that takes part is of it.

mod backed_up;
mod chosen;
mod names;
mod print;
mod steps;
mod volumes;

use std::collections::BTreeMap;
use std::sync::Arc;

use vss_sim::documents::{BackupComponents, WriterMetadata};
use vss_sim::machines::WriterEvent;

use crate::json::Spanned;
use crate::scenario::format::{Expect, Machine, Scenario, Writer};
use crate::source::Diagnostic;

pub use print::print;

use chosen::Choice;
use volumes::Volume;

/// Documents that were captured together.
#[derive(Debug)]
pub struct Captured {
    /// The writers' documents, in the order in which the scenario lists them.
    pub writers: Vec<CapturedWriter>,
    /// The requester's document.
    pub backup: Option<CapturedBackup>,
}

/// A captured Writer Metadata Document.
#[derive(Debug)]
pub struct CapturedWriter {
    /// What messages call it.
    pub name: String,
    /// Its path, from where the scenario will be.
    pub path: String,
    /// The document.
    pub document: Arc<WriterMetadata>,
}

/// A captured Backup Components Document.
#[derive(Debug)]
pub struct CapturedBackup {
    /// What messages call it.
    pub name: String,
    /// The document.
    pub document: BackupComponents,
}

/// A scenario that was made.
#[derive(Debug)]
pub struct Made {
    /// The scenario.
    pub scenario: Scenario,
    /// The volumes with files of the backup that its shadow copy set does not hold, since a set holds 64 at most (rule
    /// VOL-004).
    pub left_out: Vec<String>,
}

/// The events of a backup for a writer that takes part (page `overview-of-processing-a-backup-under-vss`, rule WST-011).
const WHOLE: [WriterEvent; 8] = [
    WriterEvent::Identify,
    WriterEvent::PrepareForBackup,
    WriterEvent::PrepareForSnapshot,
    WriterEvent::Freeze,
    WriterEvent::Thaw,
    WriterEvent::PostSnapshot,
    WriterEvent::BackupComplete,
    WriterEvent::BackupShutdown,
];

/// The events of a writer that takes no part (rule ORD-070).
const IDENTIFIED: [WriterEvent; 1] = [WriterEvent::Identify];

/// The scenario of a backup of these writers.
///
/// With a Backup Components Document it has the state and the components of that document; without one, every component
/// that must be added and those that are selectable without a selectable ancestor.
///
/// # Errors
/// There is no writer, two documents are of one writer, or the Backup Components Document names a writer or a component
/// that no document describes.
pub fn scenario(captured: &Captured) -> Result<Made, Vec<Diagnostic>> {
    chosen::check_writers(&captured.writers)?;
    let choice = match &captured.backup {
        Some(backup) => backed_up::choice(&captured.writers, backup)?,
        None => chosen::everything(&captured.writers),
    };
    let names = names::of_writers(captured.writers.iter().map(|writer| &writer.document.identification));
    let volumes = volumes::named(&captured.writers);
    let mut needed = volumes::needed(&choice, &volumes);
    let more = needed.split_off(needed.len().min(volumes::MOST));
    let writers = captured.writers.iter().zip(&names);
    let scenario = Scenario {
        schema: None,
        name: title(captured).into(),
        note: Some(note(captured, &more)),
        pages: pages(),
        rules: rules(&choice),
        needs: Vec::new(),
        readings: BTreeMap::new(),
        machines: Vec::new(),
        machine: Some(Machine {
            mode: None,
            name: None,
            windows: None,
            sessions_per_writer: None,
            shadow_copies_per_volume: None,
            transactions: None,
            cannot_flush: Vec::new(),
            cannot_manage: Vec::new(),
            note: None,
            volumes: volumes.iter().map(|volume| volume.to_format()).collect(),
            shares: Vec::new(),
            environment: BTreeMap::new(),
            registry: None,
            files_not_to_backup: BTreeMap::new(),
            files_not_to_snapshot: BTreeMap::new(),
            flush_takes: None,
            user_profiles: Vec::new(),
            disable_user_profile_expansion: None,
            processes: Vec::new(),
            services: Vec::new(),
        }),
        writers: writers.map(|(writer, name)| cast(writer, name)).collect(),
        providers: Vec::new(),
        steps: steps::steps(&choice, &names, &needed).into(),
        expect: Some(expect(&choice, &names)),
    };
    Ok(Made { scenario, left_out: more.into_iter().map(Volume::name).collect() })
}

fn title(captured: &Captured) -> String {
    match captured.writers.as_slice() {
        [only] => format!("a backup of the {}", only.document.identification.friendly_name),
        several => format!("a backup of {} writers", several.len()),
    }
}

fn note(captured: &Captured, left_out: &[Volume]) -> String {
    let what = match &captured.backup {
        Some(_) => "the state and the components of a captured Backup Components Document",
        None => "every component that has to be added, and those that can be chosen at the top",
    };
    let made = format!("Made from captured documents: a whole backup without disturbance, with {what}.");
    if left_out.is_empty() {
        return made;
    }
    let (count, most) = (left_out.len(), volumes::MOST);
    format!(
        "{made} {count} further volumes with files are left out, since a shadow copy set holds {most} at most."
    )
}

fn pages() -> Vec<String> {
    ["overview-of-pre-backup-tasks", "overview-of-actual-backup-of-files", "handling-backupshutdown-events"]
        .map(str::to_owned)
        .to_vec()
}

fn rules(choice: &Choice) -> Vec<Spanned<String>> {
    let idle = choice.parts.iter().any(|part| !choice.takes_part(part));
    let rules = ["WST-011"].into_iter().chain(idle.then_some("ORD-070"));
    rules.map(|rule| Spanned::from(rule.to_owned())).collect()
}

fn cast(writer: &CapturedWriter, name: &str) -> Writer {
    Writer {
        subscribed: None,
        name: name.to_owned().into(),
        note: None,
        document: Some(writer.path.clone().into()),
        in_process: None,
        machine: None,
        account: None,
        initialize: None,
        script: BTreeMap::new(),
    }
}

fn expect(choice: &Choice, names: &[String]) -> Expect {
    let events = choice.parts.iter().zip(names).map(|(part, name)| {
        let events = if choice.takes_part(part) { &WHOLE[..] } else { &IDENTIFIED };
        let events: Vec<Spanned<String>> =
            events.iter().map(|event| event.handler().to_owned().into()).collect();
        (name.clone().into(), events.into())
    });
    Expect { events: events.collect(), ..Expect::default() }
}
