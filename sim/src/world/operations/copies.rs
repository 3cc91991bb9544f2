//! What shadow copies hold: the files of their volumes at commit, without those that FilesNotToSnapshot names; and
//! whether writers may change them.
//!
//! Pages: `desktop-src/VSS/shadow-copy-creation-for-providers`, `desktop-src/VSS/excluding-files-from-shadow-copies`.

use crate::api::{ProviderId, SetId, SnapshotId};
use crate::components::FilesNotToSnapshot;
use crate::documents::WriterMetadata;
use crate::machines::{
    FileTree, Holder, Machine, Node, ProviderCall, ProviderStage, Session, ShadowCopySet, contexts,
};
use crate::vocabulary::{ComponentFlags, FoldedName, ProviderType, VolumeSnapshotAttributes, Windows};

use super::super::outcome::Effect;
use super::super::readings::{FileTransactions, FilesNotToSnapshotIn, RecoveredCopies, WritableCopies};
use super::super::stepper::Stepper;

/// A provider has succeeded: with CommitSnapshots its shadow copies hold what their volumes do. Writes are held until
/// all providers of the set have committed, so that all copies are of one instant.
pub(super) fn answered(st: &mut Stepper, provider: ProviderId, call: &ProviderCall) {
    let ProviderCall::Stage(ProviderStage::CommitSnapshots, set) = call else { return };
    let Some((_, held)) = machine_of(st, *set) else { return };
    let Some(of) = held.sets.get(set) else { return };
    let mut captured = Vec::new();
    for (id, copy) in of.copies.iter().filter(|(_, copy)| copy.provider == provider) {
        let mut files = held.volumes.get(&copy.volume).map(|volume| volume.files.clone()).unwrap_or_default();
        let on = Holder::Volume(copy.volume);
        let mut open = held.uncommitted.iter().filter(|(place, _)| place.on == on).peekable();
        if open.peek().is_some() && !rolls_back(st, *set, of, provider) {
            for (place, (file, _)) in open {
                // It was tried where the transaction wrote it.
                let _put = files.put(&place.inside, Node::File(file.clone()));
            }
        }
        if !files.is_empty() {
            captured.push((*id, copy.volume, files));
        }
    }
    for (snapshot, volume, files) in captured {
        replace_files(st, *set, snapshot, files);
        st.effect(Effect::Captured { snapshot, volume });
    }
}

/// Whether what is not committed is rolled back on the shadow copies of a provider: by the system provider alone, which
/// mounts them (C2-045).
fn rolls_back(st: &Stepper, set: SetId, of: &ShadowCopySet, provider: ProviderId) -> bool {
    let kind = st.world.provider(provider).map(|(_, held)| held.registration.kind);
    if kind != Some(ProviderType::VSS_PROV_SYSTEM) {
        return false;
    }
    let forced = contexts::has(of.context, VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_TXF_RECOVERY);
    let untouched = contexts::has(of.context, VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_NOT_TRANSACTED);
    match st.reading::<FileTransactions>() {
        FileTransactions::WithAutoRecovery => forced || (is_auto_recovered(st, set) && !untouched),
        FileTransactions::Always => true,
        FileTransactions::OnlyIfForced => forced,
    }
}

fn replace_files(st: &mut Stepper, set: SetId, snapshot: SnapshotId, files: FileTree) {
    st.edit_set(set, |set| {
        if let Some(copy) = set.copies.get_mut(&snapshot) {
            copy.files = files;
        }
    });
}

/// The machine that a set is on.
fn machine_of(st: &Stepper, set: SetId) -> Option<(crate::api::MachineId, &Machine)> {
    let mut machines = st.world.machines.iter();
    machines.find(|(_, held)| held.sets.contains_key(&set)).map(|(id, held)| (*id, &**held))
}

/// Deletes the files that FilesNotToSnapshot names from the shadow copies of a set. The shadow copy optimization writer
/// does so; it is taken to come first of all that get PostSnapshot (a reading). Without writers, and without
/// auto-recovery, nothing is deleted (EXC-004), unless a reading has it so (C2-046).
pub(super) fn delete_files_not_to_snapshot(st: &mut Stepper, set: SetId) {
    let Some((_, held)) = machine_of(st, set) else { return };
    // The key came with Windows Vista (`desktop-src/VSS/excluding-files-from-shadow-copies`).
    if held.windows < Windows::Vista {
        return;
    }
    let (Some(key), Some(of)) = (&held.files_not_to_snapshot, held.sets.get(&set)) else { return };
    let mut left = Vec::new();
    for id in of.copies.keys() {
        let named = named_files(held, of, *id, key);
        if let (Some(copy), false) = (of.copies.get(id), named.is_empty()) {
            let mut files = copy.files.clone();
            let deleted: Vec<_> = named.into_iter().filter(|inside| files.take(inside).is_some()).collect();
            left.push((*id, files, deleted));
        }
    }
    if left.is_empty() || !deletes(st, set, of) || st.reading::<WritableCopies>() == WritableCopies::ReadOnly
    {
        return;
    }
    for (snapshot, files, deleted) in left {
        replace_files(st, set, snapshot, files);
        for inside in deleted {
            st.effect(Effect::DeletedFromCopy { snapshot, inside });
        }
    }
}

/// Whether what FilesNotToSnapshot names of a set's copies is deleted from them.
fn deletes(st: &Stepper, set: SetId, of: &ShadowCopySet) -> bool {
    let with_writers = st.session(of.requester).is_some_and(Session::with_writers);
    if with_writers && is_auto_recovered(st, set) {
        return true;
    }
    // Contexts stand for the tools: Previous Versions and shared folders have one of their own.
    let for_clients = of.context.0 & VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE.0 != 0;
    match st.reading::<FilesNotToSnapshotIn>() {
        FilesNotToSnapshotIn::WithWritersAndRecovery => false,
        FilesNotToSnapshotIn::ByTool => !with_writers && !for_clients,
        FilesNotToSnapshotIn::EveryCreation => true,
    }
}

/// What FilesNotToSnapshot names of a shadow copy: files, and directories that go with all that is in them.
fn named_files(
    held: &Machine,
    set: &ShadowCopySet,
    snapshot: SnapshotId,
    key: &FilesNotToSnapshot,
) -> Vec<Vec<FoldedName>> {
    let Some(copy) = set.copies.get(&snapshot) else { return Vec::new() };
    let Some(volume) = held.volumes.get(&copy.volume) else { return Vec::new() };
    let mut named = Vec::new();
    for (directory, set) in key.on_volume(volume.guid, &held.mounts()) {
        if FilesNotToSnapshot::is_tree(&directory, &set) {
            named.extend(copy.files.get(&directory.inside).map(|_| directory.inside));
            continue;
        }
        let of_set = |(inside, node): &(Vec<FoldedName>, &Node)| {
            matches!(node, Node::File(_)) && FilesNotToSnapshot::names(&directory, &set, inside)
        };
        named.extend(copy.files.walk().into_iter().filter(of_set).map(|(inside, _)| inside));
    }
    named
}

/// Whether the shadow copies of a set are auto-recovered, so that writers may change them in PostSnapshot: unless that
/// is switched off, where the requester asks for it, a writer that takes part has a component that does or files that it
/// excludes, or FilesNotToSnapshot names files of them. Never where the set is transportable. One of them may not count
/// (C2-043).
pub(in super::super) fn is_auto_recovered(st: &Stepper, set: SetId) -> bool {
    use VolumeSnapshotAttributes as Attributes;
    let Some((_, held)) = machine_of(st, set) else { return false };
    let Some(of) = held.sets.get(&set) else { return false };
    let has = |attribute: Attributes| of.context.0 & attribute.0 != 0;
    if has(Attributes::VSS_VOLSNAP_ATTR_NO_AUTORECOVERY) || has(Attributes::VSS_VOLSNAP_ATTR_TRANSPORTABLE) {
        return false;
    }
    let by_requester = has(Attributes::VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY);
    let session = st.session(of.requester).filter(|session| session.with_writers());
    let told = session.into_iter().flat_map(|session| {
        session.participants.iter().filter_map(|writer| session.gathered.writer(*writer))
    });
    let (mut by_writer, mut by_exclusion) = (false, false);
    for gathered in told {
        by_writer |= asks_for_recovery(&gathered.document);
        by_exclusion |= !gathered.document.excludes_from_snapshot().is_empty();
    }
    by_exclusion = by_exclusion
        || session.is_some()
            && held.files_not_to_snapshot.as_ref().is_some_and(|key| {
                of.copies.keys().any(|snapshot| !named_files(held, of, *snapshot, key).is_empty())
            });
    if by_requester == by_writer && (by_writer || !by_exclusion) {
        return by_writer;
    }
    match st.reading::<RecoveredCopies>() {
        RecoveredCopies::WhereAnyoneAsks => true,
        RecoveredCopies::WhereAWriterAsks => by_writer,
        RecoveredCopies::WhereTheRequesterAsks => by_requester,
    }
}

/// Whether a writer's document has a component that asks for auto-recovery in a backup.
fn asks_for_recovery(document: &WriterMetadata) -> bool {
    document.components().iter().any(|component| {
        component.component_info().component_flags.contains(ComponentFlags::VSS_CF_BACKUP_RECOVERY)
    })
}
