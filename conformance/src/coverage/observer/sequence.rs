//! Creations of shadow copies: the steps that a trace shows of each, and that VSS takes its own in the order of the
//! variant.
//!
//! When a requester calls what is its own affair, and legal calls are looked at elsewhere. What VSS does between
//! `DoSnapshotSet` and its end comes in the order of the steps, and all participants are through with one before the
//! next one begins.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::api::{AsyncId, Call, ProviderId, RequesterId, Target};
use vss_sim::machines::WriterEvent;
use vss_sim::vocabulary::{Guid, Hresult, VolumeSnapshotAttributes};

use super::book::{Book, Unlisted};
use super::scene::{Object, Scene};
use super::sight::{After, Asked, Came, Seen, What, requester_of};
use super::steps::{Variant, number, variants};

/// What one object does towards a shadow copy set.
#[derive(Debug, Default)]
struct Course {
    /// The steps before `DoSnapshotSet`: they are those of a creation if it comes to that.
    before: Vec<&'static str>,
    /// Whether it came to that.
    creates: bool,
    /// Whether `DoSnapshotSet` is at work.
    running: bool,
    /// Whether it has ended well.
    made: bool,
    /// The hardware providers that were asked.
    of_luns: BTreeSet<ProviderId>,
    /// Whether one of them takes part.
    hardware: bool,
    /// How many shadow copies the set has.
    copies: usize,
    /// Whether `BackupComplete` was called.
    completed: bool,
    /// Whether it imports shadow copies, and whether that has ended.
    imports: bool,
    imported: bool,
    /// The steps of the running creation that were taken, each with how many participants are not through with it.
    taken: BTreeMap<&'static str, usize>,
}

/// The creations of a run.
#[derive(Debug, Default)]
pub struct Sequence {
    courses: BTreeMap<RequesterId, Course>,
    /// The object that started each set.
    owners: BTreeMap<Guid, RequesterId>,
    /// What each asynchronous operation was begun by.
    waits: BTreeMap<AsyncId, (&'static str, RequesterId)>,
    /// The object whose `AddToSnapshotSet` has not come back.
    adding: Option<RequesterId>,
}

impl Sequence {
    /// Sees a record.
    pub fn see(&mut self, seen: &Seen<'_>, scene: &Scene, book: &mut Book) {
        match seen.what {
            What::Made(_, call) if call.method().name == "AddToSnapshotSet" => {
                self.adding = requester_of(call);
            }
            What::Answered(asked, _) => self.through(asked),
            What::Made(..)
            | What::Came(_)
            | What::Begun(_)
            | What::Passed
            | What::Subscribed(..)
            | What::Crashed(_)
            | What::ServiceEnded { .. }
            | What::ServiceEnabled
            | What::Else => {}
        }
        for came in seen.came() {
            self.came(&came, scene, book);
        }
        for after in &seen.after {
            match after {
                After::Sent(asked) => self.sent(*asked, scene, book),
                After::Withdrawn(asked) => self.through(*asked),
                After::Ended(_, status, begun) => {
                    if let Some(id) = begun.requester {
                        self.ended(id, begun.method, *status, scene, book);
                    }
                }
                After::Came(_) | After::Unwatched(_) | After::State(..) | After::Service(..) => {}
            }
        }
        for (id, _) in &scene.released {
            let Some(course) = self.courses.get_mut(id) else { continue };
            course.running = false;
            if course.imports {
                book.step("CS-60");
            } else {
                course.note("CS-68", book);
            }
        }
    }

    /// The run is over: what is left was no creation.
    pub fn finish(&mut self, _book: &mut Book) {
        self.courses.clear();
    }

    fn came(&mut self, came: &Came<'_>, scene: &Scene, book: &mut Book) {
        if came.name() == "AddToSnapshotSet" {
            self.adding = None;
        }
        if !came.well() {
            return;
        }
        if let (Some(Target::Async(made)), Some(id)) = (came.result.object(), requester_of(came.call)) {
            self.waits.insert(made, (came.name(), id));
        }
        match (came.call, came.result.object()) {
            (_, Some(Target::Backup(id))) => {
                let course = self.courses.entry(id).or_default();
                *course = Course::default();
                course.note("CS-01", book);
            }
            (Call::Async(on, _), _) if came.name() == "Wait" => {
                let Some((method, id)) = self.waits.get(on) else { return };
                let Some(course) = self.courses.get_mut(id) else { return };
                match *method {
                    "GatherWriterMetadata" => course.note("CS-08", book),
                    "PrepareForBackup" => course.note("CS-21", book),
                    _ => {}
                }
            }
            (call, _) => {
                let Some(id) = requester_of(call) else { return };
                if let (Some(course), Some(object)) = (self.courses.get_mut(&id), scene.objects.get(&id)) {
                    course.called(came, object, book);
                }
                if let ("StartSnapshotSet", Some(set)) = (came.name(), came.out_guid("pSnapshotSetId")) {
                    self.owners.insert(set, id);
                }
            }
        }
    }

    /// Whose creation an upcall belongs to.
    fn owner(&self, asked: Asked) -> Option<RequesterId> {
        match asked {
            Asked::Writer { requester, .. } => Some(requester),
            Asked::Provider { set: Some(set), .. } => self.owners.get(&set.guid()).copied(),
            Asked::Provider { set: None, .. } => self.adding,
        }
    }

    fn sent(&mut self, asked: Asked, scene: &Scene, book: &mut Book) {
        let importing = self.courses.values().any(|course| course.imports && !course.imported);
        let Some(id) = self.owner(asked) else {
            if let (true, Asked::Provider { method, .. }) = (importing, asked) {
                import_step(method, book);
            }
            return;
        };
        let Some(course) = self.courses.get_mut(&id) else { return };
        if let (true, Asked::Provider { method, .. }, false) = (importing, asked, course.running) {
            import_step(method, book);
            return;
        }
        match asked {
            Asked::Provider { method: "AreLunsSupported", provider, .. } => {
                course.of_luns.insert(provider);
            }
            Asked::Provider { method: "BeginPrepareSnapshot", provider, .. } => {
                course.hardware |= course.of_luns.contains(&provider);
            }
            Asked::Provider { .. } | Asked::Writer { .. } => {}
        }
        let Some(step) = course.step_of(asked) else { return };
        if let (true, Some(object)) = (course.running, scene.objects.get(&id)) {
            course.ordered(step, object, book);
        }
        *course.taken.entry(step).or_default() += 1;
        if step == "CS-17" {
            course.note("CS-16", book);
        }
        course.note(step, book);
    }

    /// A participant is through with a step.
    fn through(&mut self, asked: Asked) {
        let Some(course) = self.owner(asked).and_then(|id| self.courses.get_mut(&id)) else { return };
        if let Some(open) = course.step_of(asked).and_then(|step| course.taken.get_mut(step)) {
            *open = open.saturating_sub(1);
        }
    }

    fn ended(&mut self, id: RequesterId, method: &str, status: Hresult, scene: &Scene, book: &mut Book) {
        let Some(course) = self.courses.get_mut(&id) else { return };
        match method {
            "DoSnapshotSet" => {
                course.running = false;
                match status {
                    Hresult::VSS_S_ASYNC_FINISHED => {
                        course.made = true;
                        if let Some(object) = scene.objects.get(&id) {
                            course.complete(object, book);
                        }
                        course.note("CS-49", book);
                    }
                    // These codes tell of a step that nothing else shows.
                    Hresult::VSS_E_FLUSH_WRITES_TIMEOUT | Hresult::VSS_E_HOLD_WRITES_TIMEOUT => {
                        course.note("CS-30", book);
                    }
                    Hresult::VSS_E_TRANSACTION_FREEZE_TIMEOUT => course.note("CS-28", book),
                    Hresult::VSS_E_TRANSACTION_THAW_TIMEOUT => course.note("CS-35", book),
                    _ => {}
                }
            }
            "ImportSnapshots" => course.imported = true,
            _ => {}
        }
    }
}

/// A call on a provider in an import.
fn import_step(method: &str, book: &mut Book) {
    match method {
        "LocateLuns" => book.step("CS-53"),
        "FillInLunInfo" => book.step("CS-55"),
        _ => {}
    }
}

impl Course {
    /// A step was taken; it counts if it is one of a creation.
    fn note(&mut self, step: &'static str, book: &mut Book) {
        if self.creates {
            book.step(step);
        } else {
            self.before.push(step);
        }
    }

    /// A call of the requester.
    fn called(&mut self, came: &Came<'_>, object: &Object, book: &mut Book) {
        let step = match came.name() {
            "InitializeForBackup" => "CS-02",
            "SetContext" => "CS-03",
            "SetBackupState" => "CS-04",
            "EnableWriterClasses" | "DisableWriterClasses" | "DisableWriterInstances" => "CS-05",
            "GatherWriterMetadata" => "CS-06",
            "GetWriterMetadataCount" | "GetWriterMetadata" | "GetWriterMetadataEx" => "CS-09",
            "AddComponent" => "CS-10",
            "StartSnapshotSet" => "CS-11",
            "IsVolumeSupported" => "CS-12",
            "AddToSnapshotSet" => {
                self.copies += 1;
                "CS-13"
            }
            "SetBackupOptions" | "SetPreviousBackupStamp" => "CS-18",
            "PrepareForBackup" => "CS-19",
            "DoSnapshotSet" => {
                (self.creates, self.running) = (true, true);
                self.taken.clear();
                for step in std::mem::take(&mut self.before) {
                    book.step(step);
                }
                "CS-23"
            }
            "GatherWriterStatus" if self.completed => "CS-63",
            "GatherWriterStatus" if self.made && object.is_transportable() => "CS-58",
            "GatherWriterStatus" if self.made => "CS-50",
            "GatherWriterStatus" if self.before.contains(&"CS-19") => "CS-22",
            "GetSnapshotProperties" if self.made || self.imported => "CS-57",
            "SaveAsXML" if self.made && object.is_transportable() && !self.completed => "CS-51",
            "SaveAsXML" if self.made => "CS-64",
            "ImportSnapshots" => {
                (self.creates, self.imports, self.imported) = (true, true, false);
                "CS-52"
            }
            "DeleteSnapshots" if self.imports => "CS-60",
            "DeleteSnapshots" | "BreakSnapshotSet" | "BreakSnapshotSetEx" if self.made => "CS-65",
            "SetBackupSucceeded" => "CS-59",
            "BackupComplete" => {
                self.completed = true;
                "CS-61"
            }
            _ => return,
        };
        self.note(step, book);
    }

    /// The step that an upcall is.
    fn step_of(&self, asked: Asked) -> Option<&'static str> {
        match asked {
            Asked::Writer { event, .. } => Some(match event {
                WriterEvent::Identify => "CS-07",
                WriterEvent::PrepareForBackup => "CS-20",
                WriterEvent::PrepareForSnapshot => "CS-26",
                WriterEvent::Freeze => "CS-27",
                WriterEvent::Thaw => "CS-36",
                WriterEvent::PostSnapshot => "CS-46",
                WriterEvent::BackupComplete => "CS-62",
                WriterEvent::BackupShutdown => "CS-69",
                WriterEvent::Abort | WriterEvent::PreRestore | WriterEvent::PostRestore => return None,
            }),
            Asked::Provider { method, .. } => match method {
                "AreLunsSupported" => Some("CS-15"),
                "BeginPrepareSnapshot" => Some("CS-17"),
                "EndPrepareSnapshots" => Some("CS-24"),
                "PreCommitSnapshots" => Some("CS-29"),
                "CommitSnapshots" => Some("CS-31"),
                "PostCommitSnapshots" => Some("CS-34"),
                "GetTargetLuns" => Some("CS-37"),
                "LocateLuns" => Some("CS-39"),
                "FillInLunInfo" if self.made => Some("CS-66"),
                "FillInLunInfo" => Some("CS-41"),
                "PreFinalCommitSnapshots" => Some("CS-43"),
                "PostFinalCommitSnapshots" => Some("CS-48"),
                "OnLunEmpty" => Some("CS-67"),
                _ => None,
            },
        }
    }

    /// Notes a step of VSS that the variant has not, that comes after a later one, or before all are through with an
    /// earlier one.
    fn ordered(&self, step: &'static str, object: &Object, book: &mut Book) {
        let Some(variant) = self.variant(object) else { return };
        if !variant.steps.iter().any(|known| known == step) {
            book.unlisted(Unlisted::in_sequence(&variant.id, step, "no step of this variant"));
        }
        for (other, open) in &self.taken {
            if number(other) > number(step) {
                book.unlisted(Unlisted::in_sequence(&variant.id, step, &format!("after {other}")));
            }
            if number(other) < number(step) && *open > 0 {
                book.unlisted(Unlisted::in_sequence(&variant.id, step, &format!("before {other} is over")));
            }
        }
    }

    /// Notes a call on the providers that a creation which succeeded has left out.
    fn complete(&self, object: &Object, book: &mut Book) {
        const ALWAYS: &[&str] = &["CS-24", "CS-29", "CS-31", "CS-34", "CS-43", "CS-48"];
        let Some(variant) = self.variant(object).filter(|_| self.copies > 0) else { return };
        let of_hardware = if self.hardware { &["CS-37"][..] } else { &[] };
        for step in ALWAYS.iter().chain(of_hardware).filter(|step| !self.taken.contains_key(**step)) {
            book.unlisted(Unlisted::in_sequence(&variant.id, step, "left out"));
        }
    }

    /// The variant of the creation. Those of software and of system providers differ in nothing that a trace shows.
    fn variant(&self, object: &Object) -> Option<&'static Variant> {
        let recovered = VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_AUTORECOVER.0
            | VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY.0;
        let transportable = object.is_transportable();
        let hardware = self.hardware || transportable;
        variants().iter().find(|variant| {
            (variant.provider == "hardware") == hardware
                && variant.writers == object.has_writers()
                && variant.transportable == transportable
                && (transportable || variant.auto_recovered == (object.context & recovered != 0))
        })
    }
}
