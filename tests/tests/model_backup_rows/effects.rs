//! The effects that rows of the backup's table have beside their state, each with what shows it.

use vss_sim::api::{
    AsyncCall, BackupCall, Call, Caller, ComponentCall, ComponentRef, DocRef, In, ProviderId, WriterId,
};
use vss_sim::machines::{CreationLock, PhaseKind};
use vss_sim::vocabulary::{Guid, Hresult, WriterState};
use vss_sim::world::{Answer, Participant};
use vss_tests::model::asked::statuses;
use vss_tests::model::calls::{self, disable_classes, enable_classes};
use vss_tests::model::hand::Hand;
use vss_tests::model::path::{Way, bring, walk};
use vss_tests::model::stage::{self, MACHINE, Stage};

use super::{Played, pending};

/// What shows an effect.
pub(crate) enum Shows {
    /// A check of what was played.
    Check(fn(&Played)),
    /// The code of the refusal, which is compared for every row.
    TheCode,
    /// Nothing in the model, for this reason.
    Nothing(&'static str),
}

use Shows::{Check, Nothing, TheCode};

const A_FINDING: &str = "a finding of whoever checks the order of calls; the call itself succeeds";
const ADVICE: &str = "advice to requesters";

/// The effects by their beginnings.
pub(crate) const EFFECTS: &[(&str, Shows)] = &[
    ("LUNs located and mounted", Check(located)),
    ("LUN clean-up is left to the requester", Check(not_cleaned_up)),
    ("first EnableWriterClasses", Check(first_enable)),
    ("first DisableWriterClasses", Check(first_disable)),
    ("EnableWriterClasses after DisableWriterClasses", Check(one_after_the_other)),
    ("no effect", Check(no_effect)),
    ("Identify", Check(|played| raised(played, &[1, 2], "OnIdentify"))),
    ("VSS_E_SNAPSHOT_SET_IN_PROGRESS otherwise", Check(another_creates)),
    ("VSS_E_OBJECT_NOT_FOUND for a component not added", Check(not_added)),
    ("report a departure from the usual order", Nothing(A_FINDING)),
    ("PrepareForBackup event", Check(|played| raised(played, &[1], "OnPrepareBackup"))),
    ("finding: StartSnapshotSet must precede", Nothing(A_FINDING)),
    ("finding: an object used for Query", Nothing(A_FINDING)),
    ("release without AbortBackup allowed", Check(released_alone)),
    ("AbortBackup is called for by", Nothing(ADVICE)),
    ("with writers but without GatherWriterMetadata: VSS_E_BAD_STATE", Check(without_metadata)),
    ("requester calls AbortBackup", Check(can_be_aborted)),
    ("BackupComplete event", Check(|played| raised(played, &[1], "OnBackupComplete"))),
    ("document read-only for writers", Check(read_only)),
    ("IVssAsync::Cancel instead", Check(cancelled)),
    ("normally not before DoSnapshotSet", Nothing(ADVICE)),
    ("Abort event to all participating writers", Check(|played| raised(played, &[1], "OnAbort"))),
    ("no OnAbort in writers that have handled PostSnapshot", Check(shutdown_alone)),
    ("ignored, S_OK", Check(no_effect)),
    ("set given up, creation lock free", Check(given_up)),
    ("needed by nf-vsbackup-ivssbackupcomponents-abortbackup", Nothing(ADVICE)),
    ("BackupShutdown if it took part", Check(told_of_the_end)),
    ("auto-release copies deleted", Check(copies_are_gone)),
    ("document lost if not saved", Check(object_is_gone)),
    ("object serves one backup", TheCode),
    ("VSS_E_BAD_STATE", TheCode),
    ("release the object and begin anew", Check(gathers_no_more)),
    ("error-level finding", Nothing(A_FINDING)),
    ("in PREPARED the writers have not been told", Check(not_told)),
    ("finding: writers were prepared without this volume", Nothing(A_FINDING)),
    ("tells which writer failed", Check(tells_who_failed)),
    ("should be called; Abort may or may not", Nothing(ADVICE)),
    ("must not be called; VSS_E_BAD_STATE", TheCode),
    (
        "BackupShutdown; document lost",
        Check(|played| {
            told_of_the_end(played);
            object_is_gone(played);
        }),
    ),
    ("early copy; finding", Nothing(A_FINDING)),
    ("should never be called; VSS_E_BAD_STATE", TheCode),
];

/// The writers that got an event since the call.
fn told(hand: &Hand, handler: &str) -> Vec<u32> {
    let all = hand.upcalls().into_iter().filter(|(_, name)| *name == handler);
    let mut told: Vec<u32> = all
        .filter_map(|(to, _)| if let Participant::Writer(writer) = to { Some(writer.0) } else { None })
        .collect();
    told.sort_unstable();
    told
}

/// An event came once to each of these writers, and to nobody else.
/// The provider that has made the set, the second of its stage, is asked for its LUNs.
fn located(played: &Played) {
    let array = Participant::Provider(ProviderId(2));
    let asked = [(array, "LocateLuns"), (array, "FillInLunInfo")];
    assert_eq!(played.after.upcalls(), asked);
}

fn not_cleaned_up(played: &Played) {
    assert!(!played.after.upcalls().iter().any(|(_, name)| *name == "OnLunEmpty"));
}

fn raised(played: &Played, writers: &[u32], handler: &str) {
    assert_eq!(
        told(&played.after, handler),
        writers,
        "{handler} in {} by {}",
        played.from.name(),
        played.method
    );
}

fn no_effect(played: &Played) {
    assert!(played.before.world.same(&played.after.world), "{} in {}", played.method, played.from.name());
}

/// The writers that are asked for their metadata after these calls.
fn identified(played: &Played, calls: &[BackupCall]) -> Vec<u32> {
    let mut hand = played.before.clone();
    for call in calls {
        hand.accept(played.requester, call.clone());
    }
    hand.effects.clear();
    hand.accept(played.requester, calls::GATHER);
    told(&hand, "OnIdentify")
}

fn class(writer: u32) -> Guid {
    stage::writer_guids(writer).0
}

fn first_enable(played: &Played) {
    assert_eq!(identified(played, &[enable_classes(&[class(1)])]), [1]);
}

fn first_disable(played: &Played) {
    assert_eq!(identified(played, &[disable_classes(&[class(1)])]), [2]);
}

fn one_after_the_other(played: &Played) {
    let anew = [disable_classes(&[class(1), class(2)]), enable_classes(&[class(1)])];
    assert_eq!(identified(played, &anew), [1]);
    let taken_away = [enable_classes(&[class(1), class(2)]), disable_classes(&[class(2)])];
    assert_eq!(identified(played, &taken_away), [1]);
}

/// While another object creates a set, this one cannot.
fn another_creates(played: &Played) {
    let mut hand = played.before.clone();
    let other = hand.create(stage::OTHER);
    walk(&mut hand, other, PhaseKind::SetStarted, Way::WITHOUT_WRITERS);
    let code = hand.backup_call(played.requester, calls::START).code;
    assert_eq!(code, Hresult::VSS_E_SNAPSHOT_SET_IN_PROGRESS);
}

fn not_added(played: &Played) {
    let way = Way { adds_component: false, ..Way::USUAL };
    let (mut hand, requester) = bring(&Stage::default(), played.from, way);
    let call = calls::valid(&hand.world, requester, &played.method).expect("a method of the table");
    assert_eq!(hand.backup_call(requester, call).code, Hresult::VSS_E_OBJECT_NOT_FOUND);
}

/// The object goes without AbortBackup, and nothing of the backup is left.
fn released_alone(played: &Played) {
    let mut hand = played.after.clone();
    hand.accept(played.requester, calls::RELEASE);
    assert!(hand.world.open.operations.is_empty());
    assert_eq!(hand.world.machines[&MACHINE].lock, CreationLock::Free);
}

fn without_metadata(_: &Played) {
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::SetStarted, Way::UNGATHERED);
    assert_eq!(hand.backup_call(requester, calls::SNAPSHOT).code, Hresult::VSS_E_BAD_STATE);
}

fn can_be_aborted(played: &Played) {
    let mut hand = played.after.clone();
    hand.accept(played.requester, calls::ABORT);
    assert_eq!(hand.phase(played.requester), PhaseKind::Aborted);
}

/// A handler of BackupComplete cannot write into its components.
fn read_only(played: &Played) {
    let mut hand = played.before.clone();
    hand.begin_async(played.requester, calls::COMPLETE);
    let id = hand.until_running(Participant::Writer(WriterId(1)), "OnBackupComplete");
    let at = ComponentRef { doc: DocRef::Handler(id), writer: 0, component: 0, epoch: 0 };
    let write = ComponentCall::SetBackupMetadata { wszData: In(Some("late".into())) };
    let by = Caller { process: stage::WRITING, within: Some(id) };
    let (call, outcome) = hand.call(by, Call::Component(at, write));
    assert_eq!(hand.back(call, outcome).code, Hresult::VSS_E_BAD_STATE);
}

fn cancelled(played: &Played) {
    let mut hand = played.before.clone();
    let object = pending(&hand);
    hand.begin_async_call(object, AsyncCall::Cancel {});
    hand.settle();
    assert_eq!(hand.phase(played.requester), PhaseKind::Aborted);
}

fn shutdown_alone(played: &Played) {
    raised(played, &[], "OnAbort");
    let mut hand = played.after.clone();
    hand.accept(played.requester, calls::RELEASE);
    assert_eq!(told(&hand, "OnBackupShutdown"), [1]);
}

/// The requester's shadow copy sets, made or not.
fn sets(hand: &Hand, played: &Played) -> usize {
    hand.world.machines[&MACHINE].sets.values().filter(|set| set.requester == played.requester).count()
}

fn given_up(played: &Played) {
    assert_eq!((sets(&played.before, played), sets(&played.after, played)), (1, 0));
    assert_eq!(played.after.world.machines[&MACHINE].lock, CreationLock::Free);
}

/// BackupShutdown reaches the writer of the backup once it was told of the backup, and nobody before.
fn told_of_the_end(played: &Played) {
    let took_part =
        !matches!(played.from, PhaseKind::Initialized | PhaseKind::Gathered | PhaseKind::SetStarted);
    let expected: &[u32] = if took_part { &[1] } else { &[] };
    raised(played, expected, "OnBackupShutdown");
}

fn copies_are_gone(played: &Played) {
    assert_eq!(sets(&played.after, played), 0, "{}", played.from.name());
    // The earlier object's copies are its own.
    assert_eq!(played.after.world.machines[&MACHINE].sets.len(), 1);
}

fn object_is_gone(played: &Played) {
    assert!(played.after.world.requester(played.requester).is_none());
    let mut hand = played.after.clone();
    let asked = hand.begin_backup_call(played.requester, calls::SAVE).1;
    assert!(matches!(asked, vss_sim::world::Outcome::Moot(_)), "{asked:?}");
}

fn gathers_no_more(played: &Played) {
    let mut hand = played.after.clone();
    assert_eq!(hand.backup_call(played.requester, calls::GATHER).code, Hresult::VSS_E_BAD_STATE);
}

/// A writer whose first component is added after PrepareForBackup hears nothing of the backup.
fn not_told(played: &Played) {
    if played.from != PhaseKind::Prepared {
        return;
    }
    let mut hand = played.before.clone();
    hand.accept(played.requester, calls::add_component(2, 0));
    hand.effects.clear();
    hand.accept(played.requester, calls::SNAPSHOT);
    assert_eq!((told(&hand, "OnFreeze"), told(&hand, "OnPrepareBackup")), (vec![1], vec![]));
}

/// A set that a provider failed, in which a writer had failed before: the status says which.
fn tells_who_failed(played: &Played) {
    assert_eq!(played.from, PhaseKind::SnapshotFailed);
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Prepared, Way::USUAL);
    let writer = Answer::Writer { succeeded: false, document: None };
    let provider = Answer::Provider { code: Hresult::VSS_E_PROVIDER_VETO, supported: true };
    hand.answers.insert((Participant::Writer(WriterId(1)), "OnFreeze"), writer);
    hand.answers.insert((Participant::Provider(ProviderId(1)), "CommitSnapshots"), provider);
    hand.accept(requester, calls::SNAPSHOT);
    assert_eq!(hand.phase(requester), PhaseKind::SnapshotFailed);
    let found = statuses(&mut hand, requester);
    let failed = (WriterState::VSS_WS_FAILED_AT_FREEZE, Hresult::VSS_E_WRITERERROR_NONRETRYABLE);
    assert_eq!(found.get(&stage::writer_guids(1).1), Some(&failed));
    assert_eq!(found.get(&stage::writer_guids(2).1), Some(&(WriterState::VSS_WS_STABLE, Hresult::S_OK)));
}
