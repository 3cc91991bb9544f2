//! Where the files of a component set are restored: the conditions of its restore method, as a requester finds them.
//!
//! Pages: `setting-vss-restore-methods`, `setting-vss-restore-targets`. Readings: with VSS_RT_ORIGINAL_LOCATION each
//! file is restored where it can be, whatever the method asks of the set; a target has no effect on a set that is
//! restored at restart (rule TGT-005), whichever method leads there.

use std::cell::RefCell;

use vss_sim::api::{CallId, Caller, ProcessId, RequesterId};
use vss_sim::components::{RestoreCondition, RestorePlace, restore_place};
use vss_sim::machines::{FileFault, Holder, Node};
use vss_sim::vocabulary::{RestoreMethod, RestoreTarget, WinPath};
use vss_sim::world::readings::{DestinationTests, MixedSets, RestoreToAlternate};
use vss_sim::world::{Event, FileAction, Outcome, ReadingSet, Readings, World, step};

use super::asked::Mapping;
use crate::backend::{Driver, Sink};
use crate::policy::backup_set::machine_of;

/// What a requester finds at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum There {
    /// Nothing, and a file can be made.
    Nothing,
    /// A file that can be replaced.
    Replaceable,
    /// A file that another process has open, or something that is no file.
    Blocked,
    /// Nothing, and no file can be made: there is no such volume, or a file stands where a directory would have to.
    Unreachable,
}

/// What stands at a place, tried by opening it for itself and closing it again.
pub(super) fn look<S: Sink>(
    driver: &mut Driver<S>,
    process: ProcessId,
    requester: RequesterId,
    path: &WinPath,
) -> There {
    let outcome = driver.file(process, FileAction::Open { path: path.clone() });
    let there = judged(driver.world(), requester, path, &outcome);
    if there == There::Replaceable {
        driver.file(process, FileAction::Close { path: path.clone() });
    }
    there
}

/// The same in a world of before.
pub(super) fn looked(before: &World, process: ProcessId, requester: RequesterId, path: &WinPath) -> There {
    let action = FileAction::Open { path: path.clone() };
    let by = Caller { process, within: None };
    let outcome = step(before, &Event::File { id: CallId(0), by, action }).outcome;
    judged(before, requester, path, &outcome)
}

/// What the attempt to open a file tells of its place.
fn judged(world: &World, requester: RequesterId, path: &WinPath, outcome: &Outcome) -> There {
    let Outcome::Returned(result) = outcome else { return There::Unreachable };
    match FileFault::of(result.code) {
        None => There::Replaceable,
        Some(FileFault::FileNotFound | FileFault::PathNotFound) => {
            // Windows tells any program which directories there are.
            let machine = machine_of(world, requester);
            let makeable = machine.and_then(|machine| {
                let place = machine.file_place(path).ok()?;
                let files = machine.files_on(place.on)?;
                let on_volume = matches!(place.on, Holder::Volume(_));
                Some(on_volume && files.can_put(&place.inside, &Node::File(Default::default())).is_ok())
            });
            if makeable == Some(true) { There::Nothing } else { There::Unreachable }
        }
        Some(
            FileFault::AccessDenied
            | FileFault::WriteProtected
            | FileFault::SharingViolation
            | FileFault::AlreadyExists
            | FileFault::NotReady,
        ) => There::Blocked,
    }
}

/// A file of a set, with what is found for it.
#[derive(Debug)]
pub(super) struct Found<'a> {
    /// Its original place.
    pub(super) there: There,
    /// Where its mapping leads, and what is there.
    pub(super) mapped: Option<(&'a Mapping, WinPath, There)>,
    /// What was there before PreRestore.
    pub(super) mapped_before: Option<There>,
}

/// The methods in whose figure the test of the alternate location has no note that it follows PreRestore (C-089).
const WITHOUT_FOOTNOTE: [RestoreMethod; 2] =
    [RestoreMethod::VSS_RME_RESTORE_IF_CAN_REPLACE, RestoreMethod::VSS_RME_RESTORE_TO_ALTERNATE_LOCATION];

/// The methods that replace what is there.
const REPLACING: [RestoreMethod; 4] = [
    RestoreMethod::VSS_RME_RESTORE_IF_CAN_REPLACE,
    RestoreMethod::VSS_RME_STOP_RESTORE_START,
    RestoreMethod::VSS_RME_RESTORE_STOP_START,
    RestoreMethod::VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE,
];

/// Where a set is restored, and why nowhere.
pub(super) fn place(
    method: RestoreMethod,
    target: RestoreTarget,
    files: &[Found<'_>],
    service_stopped: bool,
    readings: &Readings,
    asked: &RefCell<ReadingSet>,
) -> Result<RestorePlace, String> {
    let occupied = files.iter().any(|file| {
        matches!(file.mapped, Some((_, _, There::Replaceable)))
            && RestoreMethod::VSS_RME_RESTORE_TO_ALTERNATE_LOCATION == method
    });
    let kept = occupied
        && target != RestoreTarget::VSS_RT_ORIGINAL_LOCATION
        && asked.borrow_mut().ask::<RestoreToAlternate>(readings) == RestoreToAlternate::Kept;
    let can_be = |there: There| matches!(there, There::Nothing | There::Replaceable);
    let replaceable = files.iter().all(|file| can_be(file.there));
    let uniform = [There::Replaceable, There::Nothing]
        .iter()
        .any(|there| files.iter().all(|file| file.there == *there));
    // What is uniform can be replaced, so that only a mixture is left to the reading.
    let mixed = (replaceable && !uniform && REPLACING.contains(&method))
        .then(|| asked.borrow_mut().ask::<MixedSets>(readings));
    let holds = |condition| match condition {
        RestoreCondition::NoneThere => files.iter().all(|file| file.there == There::Nothing),
        RestoreCondition::Replaceable => replaceable && mixed != Some(MixedSets::AllOrNone),
        RestoreCondition::Uniform => uniform || mixed == Some(MixedSets::FileByFile),
        RestoreCondition::Mapped => files.iter().all(|file| file.mapped.is_some()),
        RestoreCondition::AlternateUsable => {
            let usable = |file: &Found<'_>| file.mapped.as_ref().is_some_and(|(_, _, there)| can_be(*there));
            let after = files.iter().all(usable);
            let before = files.iter().all(|file| file.mapped_before.map_or(usable(file), can_be));
            let by_footnote = WITHOUT_FOOTNOTE.contains(&method)
                && after != before
                && asked.borrow_mut().ask::<DestinationTests>(readings)
                    == DestinationTests::WhereTheFootnoteStands;
            !kept && if by_footnote { before } else { after }
        }
        RestoreCondition::ServiceStopped => service_stopped,
    };
    let by_method = restore_place(method, holds);
    let Some(by_method) = by_method else {
        return Err(format!("no page says how a requester restores by {method}"));
    };
    Ok(match (by_method, target) {
        (RestorePlace::AtRestart, _) => RestorePlace::AtRestart,
        (_, RestoreTarget::VSS_RT_ALTERNATE) => {
            // The place that VSS_RME_RESTORE_TO_ALTERNATE_LOCATION leads to (rule TGT-008).
            let alternate = RestoreMethod::VSS_RME_RESTORE_TO_ALTERNATE_LOCATION;
            restore_place(alternate, holds).unwrap_or(RestorePlace::Nowhere)
        }
        (_, RestoreTarget::VSS_RT_ORIGINAL_LOCATION) => RestorePlace::Original,
        (place, _) => place,
    })
}

/// Why a set is restored nowhere.
pub(super) fn why_nowhere(files: &[Found<'_>], service_stopped: bool) -> &'static str {
    if !service_stopped {
        "the service that has to be stopped runs on"
    } else if files.iter().any(|file| file.mapped.is_none()) {
        "its place is taken or cannot be reached, and a file of the set has no mapping"
    } else {
        "neither its place nor that of a mapping can be used"
    }
}
