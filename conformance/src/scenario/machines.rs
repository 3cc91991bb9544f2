//! The machines of a scenario: what they are, and the volumes and shares that they have.

use std::collections::BTreeSet;
use std::sync::Arc;

use vss_sim::api::{MachineId, VolumeId};
use vss_sim::components::{FilesNotToBackup, FilesNotToSnapshot, RegistryExclusion};
use vss_sim::machines::{Disk, FileTree, Kernel, Luns, SystemMode, Transactions};
use vss_sim::vocabulary::path::{MountFault, MountTable, PathRoot, VolumeNameKind};
use vss_sim::vocabulary::{Environment, Guid, VolumeName, WinPath, Windows};

use crate::json::Spanned;
use crate::source::{Diagnostic, Span};

use super::checker::{Checker, unknown};
use super::files;
use super::format::{self, Scenario};
use super::plan::{Cast, MachineCast, VolumeCast};

/// What a machine is called of which a scenario says nothing else.
const UNSAID_MACHINE: &str = "SERVER";

/// The machines of a scenario, the first one first. Their volumes and shares are numbered through, so that a number is
/// that of one volume wherever its shadow copy goes.
pub(super) fn machines(checker: &mut Checker<'_>, scenario: &Scenario) -> Vec<MachineCast> {
    let mut cast: Vec<MachineCast> = Vec::new();
    let mut next = 1;
    let first = std::iter::once((scenario.machine.as_ref(), Span::default()));
    let further = scenario.machines.iter().map(|given| (Some(&given.value), given.span));
    for (number, (given, span)) in (1..).zip(first.chain(further)) {
        let mut volumes = volumes(checker, given, next);
        virtual_disks(checker, given, &mut volumes);
        next = next.saturating_add(self::number(volumes.len()) - 1);
        let shares = shares(checker, given, next);
        next = next.saturating_add(self::number(shares.len()) - 1);
        let machine = MachineCast {
            id: MachineId(number),
            name: given
                .and_then(|given| given.name.as_ref())
                .map_or(UNSAID_MACHINE, |name| name.as_str())
                .to_owned(),
            mode: mode(checker, given),
            windows: windows(checker, given),
            settings: given
                .and_then(|given| given.registry.as_ref())
                .map(|registry| registry.settings(checker))
                .unwrap_or_default(),
            kernel: kernel(checker, given, &volumes),
            sessions_per_writer: given.and_then(|given| given.sessions_per_writer),
            shadow_copies_per_volume: given.and_then(|given| given.shadow_copies_per_volume),
            volumes,
            shares,
            environment: environment(given),
            files_not_to_backup: files_not_to_backup(given),
            files_not_to_snapshot: given.and_then(|given| files_not_to_snapshot(checker, given)),
        };
        if let Some(given) = given {
            refuse_machine(checker, &cast, &machine, (given, span));
        }
        cast.push(machine);
    }
    cast
}

/// What a machine beside others cannot be.
fn refuse_machine(
    checker: &mut Checker<'_>,
    before: &[MachineCast],
    machine: &MachineCast,
    (given, span): (&format::Machine, Span),
) {
    if before.iter().any(|other| other.name == machine.name) {
        let at = given.name.as_ref().map_or(span, |name| name.span);
        let error = Diagnostic::error(at, format!("another machine is called {:?}", machine.name));
        checker.error(error.expected("a machine with a name of its own"));
    }
    if let (true, Some(service)) = (machine.id != MachineCast::FIRST, given.services.first()) {
        let error = Diagnostic::error(service.span, "services are those of the first machine");
        checker.error(error.help("say them of \"machine\""));
    }
}

/// The machine of this name; the first one where none is named.
pub(super) fn named(checker: &mut Checker<'_>, cast: &Cast, name: Option<&Spanned<String>>) -> MachineId {
    let Some(name) = name else { return MachineCast::FIRST };
    let found = cast.machines.iter().find(|machine| machine.name == name.value).map(|machine| machine.id);
    found.unwrap_or_else(|| {
        let known: Vec<&str> = cast.machines.iter().map(|machine| machine.name.as_str()).collect();
        checker.error(unknown(name, "machine", "the name of a machine", &known));
        MachineCast::FIRST
    })
}

/// The words for how Windows runs.
const MODES: &[(&str, SystemMode)] =
    &[("NORMAL", SystemMode::Normal), ("SAFE_MODE", SystemMode::SafeMode), ("SETUP", SystemMode::Setup)];

fn mode(checker: &mut Checker<'_>, machine: Option<&format::Machine>) -> SystemMode {
    let given = machine.and_then(|machine| machine.mode.as_ref());
    let Some(given) = given else { return SystemMode::Normal };
    let found = MODES.iter().find(|(word, _)| *word == given.value).map(|(_, mode)| *mode);
    found.unwrap_or_else(|| {
        let words: Vec<&str> = MODES.iter().map(|(word, _)| *word).collect();
        checker.error(unknown(given, "mode", "NORMAL, SAFE_MODE or SETUP", &words));
        SystemMode::Normal
    })
}

/// What the machine's kernel cannot do.
fn kernel(checker: &mut Checker<'_>, machine: Option<&format::Machine>, volumes: &[VolumeCast]) -> Kernel {
    let Some(machine) = machine else { return Kernel::default() };
    let mut kernel = Kernel::default();
    if let Some(name) = &machine.transactions {
        let known: Vec<&str> = Transactions::NAMES.iter().map(|(_, name)| *name).collect();
        match Transactions::NAMES.iter().find(|(_, known)| *known == name.value) {
            Some((found, _)) => kernel.transactions = *found,
            None => checker.error(unknown(name, "state", "what the transaction managers can do", &known)),
        }
    }
    if let Some(text) = &machine.flush_takes {
        kernel.flush = checker.duration(text);
    }
    kernel.unflushed = named_volumes(checker, &machine.cannot_flush, volumes);
    kernel.unmanaged = named_volumes(checker, &machine.cannot_manage, volumes);
    kernel
}

/// Says of each volume on a virtual disk which one holds that.
fn virtual_disks(checker: &mut Checker<'_>, machine: Option<&format::Machine>, volumes: &mut [VolumeCast]) {
    for (index, given) in machine.into_iter().flat_map(|machine| &machine.volumes).enumerate() {
        let Some(name) = &given.vhd_on else { continue };
        let found = named_volumes(checker, std::slice::from_ref(name), volumes).into_iter().next();
        if let (Some(volume), Some(outer)) = (volumes.get_mut(index), found) {
            volume.disk.vhd_on = Some(outer);
            if volume.id == outer {
                let error = Diagnostic::error(name, "no volume lies on a disk that it holds itself");
                checker.error(error.expected("another volume"));
            }
        }
    }
}

/// The volumes of these names.
fn named_volumes(
    checker: &mut Checker<'_>,
    names: &[Spanned<String>],
    volumes: &[VolumeCast],
) -> BTreeSet<VolumeId> {
    let mut found = BTreeSet::new();
    for name in names {
        let path = WinPath::parse(name).ok();
        let of = volumes.iter().find(|volume| path.as_ref().is_some_and(|path| volume.names.contains(path)));
        match of {
            Some(volume) => {
                found.insert(volume.id);
            }
            None => {
                let error = Diagnostic::error(name, format!("no volume is called {:?}", name.value));
                checker.error(error.expected("a name of one of the machine's volumes"));
            }
        }
    }
    found
}

fn windows(checker: &mut Checker<'_>, machine: Option<&format::Machine>) -> Windows {
    let Some(name) = machine.and_then(|machine| machine.windows.as_ref()) else {
        return Windows::default();
    };
    let found = Windows::named(name);
    if found.is_none() {
        let known: Vec<&str> = Windows::NAMES.iter().map(|(_, name)| *name).collect();
        checker.error(unknown(name, "version of Windows", "a version of Windows", &known));
    }
    found.unwrap_or_default()
}

/// The volumes, numbered from the first number on.
fn volumes(checker: &mut Checker<'_>, machine: Option<&format::Machine>, first: u32) -> Vec<VolumeCast> {
    let given: Vec<&format::Volume> = machine.into_iter().flat_map(|machine| &machine.volumes).collect();
    if given.is_empty() {
        let names = WinPath::parse("C:\\").into_iter().collect();
        let guid = made_up(Made::Volume, first - 1);
        let (files, luns, disk) = (FileTree::new(), Luns::Own, Disk::USUAL);
        return vec![VolumeCast { id: VolumeId(first), guid, names, files, luns, disk }];
    }
    let mut taken: BTreeSet<WinPath> = BTreeSet::new();
    let mut guids = BTreeSet::new();
    let mut placed = Vec::new();
    let volumes = given
        .into_iter()
        .zip(first..)
        .map(|(volume, number)| {
            let mut names = Vec::new();
            let mut spans = Vec::new();
            for name in std::iter::once(&volume.name).chain(&volume.also) {
                let Some(path) = volume_name(checker, name) else { continue };
                if !taken.insert(path.clone()) {
                    checker.error(Diagnostic::error(name, "another volume has this name already"));
                    continue;
                }
                names.push(path);
                spans.push(name.span);
            }
            let guid = match &volume.guid {
                Some(text) => checker.guid(text),
                None => names.iter().find_map(own_guid).unwrap_or_else(|| made_up(Made::Volume, number)),
            };
            if !guids.insert(guid) {
                let at = volume.guid.as_ref().map_or(volume.name.span, |guid| guid.span);
                checker.error(Diagnostic::error(at, "another volume has this GUID already"));
            }
            placed.extend(names.iter().cloned().zip(spans).map(|(name, span)| (guid, name, span)));
            let luns = volume.luns.as_ref().map_or(Luns::Own, |names| {
                Luns::Named(names.iter().map(|name| name.as_str().into()).collect())
            });
            let files = files::tree(checker, &volume.files);
            VolumeCast { id: VolumeId(number), guid, names, files, luns, disk: disk(volume) }
        })
        .collect();
    refuse_unmounted(checker, &placed);
    volumes
}

fn disk(volume: &format::Volume) -> Disk {
    let Disk { ntfs, dynamic, total, free, nested_too_deeply, vhd_on } = Disk::USUAL;
    Disk {
        ntfs: volume.ntfs.unwrap_or(ntfs),
        dynamic: volume.dynamic.unwrap_or(dynamic),
        total: volume.total_bytes.unwrap_or(total),
        free: volume.free_bytes.unwrap_or(free),
        nested_too_deeply: volume.nested_too_deeply.unwrap_or(nested_too_deeply),
        vhd_on,
    }
}

/// The shares, numbered after the volumes.
fn shares(
    checker: &mut Checker<'_>,
    machine: Option<&format::Machine>,
    first: u32,
) -> Vec<(VolumeId, WinPath)> {
    let mut shares: Vec<(VolumeId, WinPath)> = Vec::new();
    for name in machine.into_iter().flat_map(|machine| &machine.shares) {
        let share = VolumeName::parse(name)
            .ok()
            .filter(|parsed| matches!(parsed.kind(), VolumeNameKind::Share { .. }));
        let path = share.and_then(|_| WinPath::parse(name).ok());
        let Some(path) = path else {
            let error = Diagnostic::error(name, "this is no share");
            let expected = "a UNC path that ends in a backslash, such as \\\\SERVER\\Share\\";
            checker.error(error.expected(expected).found(format!("{:?}", name.value)));
            continue;
        };
        if shares.iter().any(|(_, known)| *known == path) {
            checker.error(Diagnostic::error(name, "another share has this path already"));
            continue;
        }
        shares.push((VolumeId(first.saturating_sub(1).saturating_add(number(shares.len()))), path));
    }
    shares
}

/// A folder can be mounted only on a volume of the machine.
fn refuse_unmounted(checker: &mut Checker<'_>, names: &[(Guid, WinPath, Span)]) {
    let (_, refused) = MountTable::of(names.iter().map(|(guid, name, _)| (*guid, name)));
    for ((_, name, span), fault) in refused.iter().filter_map(|(at, fault)| Some((names.get(*at)?, fault))) {
        let error = Diagnostic::error(*span, format!("no volume can be mounted here: {fault}"));
        let error = error.found(format!("{:?}", name.as_str()));
        checker.error(match fault {
            MountFault::Nowhere(_) => error
                .expected("a folder on a volume of the machine")
                .help("give the machine the volume that the folder is on, such as C:\\ for C:\\Mount\\"),
            MountFault::NotLocal | MountFault::Taken | MountFault::NotEmpty => {
                error.expected("a drive letter, or a folder where nothing else is mounted")
            }
        });
    }
}

/// The variables of a machine: those of an ordinary installation, and what the scenario sets beside or instead.
fn environment(machine: Option<&format::Machine>) -> Environment {
    let mut environment = Environment::usual();
    for (name, value) in machine.into_iter().flat_map(|machine| &machine.environment) {
        environment.set(name, value);
    }
    environment
}

/// What the registry excludes from backups.
fn files_not_to_backup(machine: Option<&format::Machine>) -> FilesNotToBackup {
    let values = machine.into_iter().flat_map(|machine| &machine.files_not_to_backup);
    FilesNotToBackup { entries: values.map(|(name, files)| registered(name, files)).collect() }
}

fn registered(name: &str, files: &[String]) -> RegistryExclusion {
    RegistryExclusion { name: name.into(), files: files.iter().map(|file| file.as_str().into()).collect() }
}

/// The registry's value of what is deleted from shadow copies.
fn files_not_to_snapshot(
    checker: &mut Checker<'_>,
    machine: &format::Machine,
) -> Option<Arc<FilesNotToSnapshot>> {
    let key = FilesNotToSnapshot {
        entries: machine.files_not_to_snapshot.iter().map(|(name, files)| registered(name, files)).collect(),
        profiles: machine.user_profiles.iter().filter_map(|path| files::path(checker, path)).collect(),
        user_profiles_disabled: machine.disable_user_profile_expansion.unwrap_or(false),
    };
    (!key.entries.is_empty()).then(|| Arc::new(key))
}

pub(super) fn volume_name(checker: &mut Checker<'_>, name: &Spanned<String>) -> Option<WinPath> {
    match (VolumeName::parse(name), WinPath::parse(name)) {
        (Ok(_), Ok(path)) => Some(path),
        (Err(_), _) | (_, Err(_)) => {
            let error = Diagnostic::error(name, "this is no volume name");
            checker.error(
                error
                    .expected("a drive letter such as C:\\, or a mounted folder, ending in a backslash")
                    .found(format!("{:?}", name.value)),
            );
            None
        }
    }
}

/// The GUID in a volume GUID path.
fn own_guid(name: &WinPath) -> Option<Guid> {
    match name.root() {
        PathRoot::Volume { guid } if name.components().next().is_none() => Some(*guid),
        PathRoot::Volume { .. }
        | PathRoot::Drive { .. }
        | PathRoot::Share { .. }
        | PathRoot::ShadowCopyDevice { .. }
        | PathRoot::Device { .. }
        | PathRoot::Rooted
        | PathRoot::DriveRelative { .. }
        | PathRoot::Variable { .. }
        | PathRoot::Relative => None,
    }
}

/// What a made-up GUID is for.
#[derive(Clone, Copy)]
pub(super) enum Made {
    Volume = 0x70,
    Writer = 0x71,
    Provider = 0x73,
    ProviderVersion = 0x74,
    ProviderClass = 0x75,
}

/// A GUID for something that a scenario gives none, always the same in the same place.
pub(super) const fn made_up(what: Made, number: u32) -> Guid {
    Guid(((what as u128) << 120) | 0x4000_8000_0000_0000_0000 | number as u128)
}

/// The number of what stands at an index.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1)
}
