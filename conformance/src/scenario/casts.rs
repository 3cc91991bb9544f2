//! Who takes part: volumes, processes, writers and providers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use vss_sim::api::{ProviderId, VolumeId, WriterId};
use vss_sim::components::{FilesNotToBackup, FilesNotToSnapshot, RegistryExclusion};
use vss_sim::documents::{ReadOptions, WriterMetadata};
use vss_sim::machines::{
    Disk, FileTree, Kernel, Luns, ProviderRegistration, Registration, Settings, SystemMode, Transactions,
};
use vss_sim::vocabulary::path::{MountFault, MountTable, PathRoot, VolumeNameKind};
use vss_sim::vocabulary::{
    ApplicationLevel, Environment, Guid, ProviderType, SourceType, UsageType, VolumeName, WinPath, Windows,
};

use crate::files::{read_regular, writer_metadata};
use crate::json::Spanned;
use crate::source::{Diagnostic, Problem, Span};

use super::checker::{Checker, NamedGuids, unknown};
use super::files;
use super::format::{self, Initialize, Registry, Scenario};
use super::handlers;
use super::plan::{Cast, ParticipantRef, ProviderCast, VolumeCast, WriterCast, WriterSource};
use super::restores;

/// The id of the system provider (`IVssSnapshotMgmt::GetProviderMgmtInterface` names it).
const SYSTEM_PROVIDER: &str = "b5946137-7b9f-4925-af80-51abd60b20d5";

/// What the system provider is called in a scenario.
const SYSTEM_NAME: &str = "system";

/// The version of a provider of which a scenario says none, the system provider among them: no page names its version.
const UNSAID_VERSION: &str = "1.0";

/// What a machine is called of which a scenario says nothing else.
const UNSAID_MACHINE: &str = "SERVER";

/// The cast of a scenario.
pub(super) fn cast(checker: &mut Checker<'_>, scenario: &Scenario) -> Cast {
    let named = scenario.machine.as_ref().and_then(|machine| machine.name.clone());
    let mut cast = Cast {
        mode: mode(checker, scenario),
        machine: named.unwrap_or_else(|| UNSAID_MACHINE.to_owned()),
        windows: windows(checker, scenario),
        settings: settings(scenario),
        sessions_per_writer: scenario.machine.as_ref().and_then(|machine| machine.sessions_per_writer),
        volumes: volumes(checker, scenario),
        environment: environment(scenario),
        files_not_to_backup: files_not_to_backup(scenario),
        files_not_to_snapshot: scenario
            .machine
            .as_ref()
            .and_then(|machine| files_not_to_snapshot(checker, machine)),
        ..Cast::default()
    };
    cast.kernel = kernel(checker, scenario, &cast.volumes);
    cast.shares = shares(checker, scenario, cast.volumes.len());
    let mut names = BTreeSet::from([SYSTEM_NAME.to_owned()]);
    for process in scenario.machine.iter().flat_map(|machine| &machine.processes) {
        take_name(checker, &mut names, &process.name);
        let id = checker.process();
        cast.processes.insert(process.name.to_string(), (id, process.privileged.unwrap_or(true)));
    }
    system_provider(checker, &mut cast);
    for provider in &scenario.providers {
        if provider.name.value == SYSTEM_NAME {
            script_system_provider(checker, &mut cast, provider);
            continue;
        }
        take_name(checker, &mut names, &provider.name);
        let provider = self::provider(checker, &cast, provider);
        name_provider(checker, &provider, cast.providers.len());
        cast.providers.push(provider);
    }
    // Identities come first, so that a script of one writer can name another.
    let described: Vec<Described> = scenario
        .writers
        .iter()
        .enumerate()
        .map(|(index, writer)| {
            take_name(checker, &mut names, &writer.name);
            describe(checker, writer, index)
        })
        .collect();
    for (index, (writer, described)) in scenario.writers.iter().zip(described).enumerate() {
        let cast_writer = self::writer(checker, writer, described, index);
        cast.writers.push(cast_writer);
    }
    let writers: Vec<&str> = scenario.writers.iter().map(|writer| writer.name.as_str()).collect();
    let given = scenario.machine.as_ref().map(|machine| machine.services.as_slice()).unwrap_or_default();
    cast.services = restores::services(checker, &cast, &writers, given);
    cast
}

/// The words for how Windows runs.
const MODES: &[(&str, SystemMode)] =
    &[("NORMAL", SystemMode::Normal), ("SAFE_MODE", SystemMode::SafeMode), ("SETUP", SystemMode::Setup)];

fn mode(checker: &mut Checker<'_>, scenario: &Scenario) -> SystemMode {
    let given = scenario.machine.as_ref().and_then(|machine| machine.mode.as_ref());
    let Some(given) = given else { return SystemMode::Normal };
    let found = MODES.iter().find(|(word, _)| *word == given.value).map(|(_, mode)| *mode);
    found.unwrap_or_else(|| {
        let words: Vec<&str> = MODES.iter().map(|(word, _)| *word).collect();
        checker.error(unknown(given, "mode", "NORMAL, SAFE_MODE or SETUP", &words));
        SystemMode::Normal
    })
}

/// What the machine's kernel cannot do.
fn kernel(checker: &mut Checker<'_>, scenario: &Scenario, volumes: &[VolumeCast]) -> Kernel {
    let Some(machine) = &scenario.machine else { return Kernel::default() };
    let mut kernel = Kernel::default();
    if let Some(name) = &machine.transactions {
        let known: Vec<&str> = Transactions::NAMES.iter().map(|(_, name)| *name).collect();
        match Transactions::NAMES.iter().find(|(_, known)| *known == name.value) {
            Some((found, _)) => kernel.transactions = *found,
            None => checker.error(unknown(name, "state", "what the transaction managers can do", &known)),
        }
    }
    kernel.unflushed = named_volumes(checker, &machine.cannot_flush, volumes);
    kernel.unmanaged = named_volumes(checker, &machine.cannot_manage, volumes);
    kernel
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

fn windows(checker: &mut Checker<'_>, scenario: &Scenario) -> Windows {
    let Some(name) = scenario.machine.as_ref().and_then(|machine| machine.windows.as_ref()) else {
        return Windows::default();
    };
    let found = Windows::named(name);
    if found.is_none() {
        let known: Vec<&str> = Windows::NAMES.iter().map(|(_, name)| *name).collect();
        checker.error(unknown(name, "version of Windows", "a version of Windows", &known));
    }
    found.unwrap_or_default()
}

/// What the machine's registry says.
fn settings(scenario: &Scenario) -> Settings {
    let registry = scenario.machine.as_ref().and_then(|machine| machine.registry.as_ref());
    registry.map(Registry::settings).unwrap_or_default()
}

fn take_name(checker: &mut Checker<'_>, names: &mut BTreeSet<String>, name: &Spanned<String>) {
    if name.is_empty() || name.contains(['.', ':', '@', '\\']) {
        let error = Diagnostic::error(name, "this is no name");
        checker
            .error(error.expected("a name without . : @ and backslash").found(format!("{:?}", name.value)));
    } else if !names.insert(name.to_string()) {
        checker.error(Diagnostic::error(name, format!("the name {:?} is taken", name.value)));
    }
}

fn volumes(checker: &mut Checker<'_>, scenario: &Scenario) -> Vec<VolumeCast> {
    let given: Vec<&format::Volume> = scenario.machine.iter().flat_map(|machine| &machine.volumes).collect();
    if given.is_empty() {
        let names = WinPath::parse("C:\\").into_iter().collect();
        let guid = made_up(Made::Volume, 0);
        let (files, luns, disk) = (FileTree::new(), Luns::Own, Disk::USUAL);
        return vec![VolumeCast { id: VolumeId(1), guid, names, files, luns, disk }];
    }
    let mut taken: BTreeSet<WinPath> = BTreeSet::new();
    let mut guids = BTreeSet::new();
    let mut placed = Vec::new();
    let volumes = given
        .into_iter()
        .zip(1..)
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
    let Disk { ntfs, total, free, nested_too_deeply } = Disk::USUAL;
    Disk {
        ntfs: volume.ntfs.unwrap_or(ntfs),
        total: volume.total_bytes.unwrap_or(total),
        free: volume.free_bytes.unwrap_or(free),
        nested_too_deeply: volume.nested_too_deeply.unwrap_or(nested_too_deeply),
    }
}

/// The shares, numbered after the volumes.
fn shares(checker: &mut Checker<'_>, scenario: &Scenario, volumes: usize) -> Vec<(VolumeId, WinPath)> {
    let mut shares: Vec<(VolumeId, WinPath)> = Vec::new();
    for name in scenario.machine.iter().flat_map(|machine| &machine.shares) {
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
        shares.push((VolumeId(number(volumes + shares.len())), path));
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
fn environment(scenario: &Scenario) -> Environment {
    let mut environment = Environment::usual();
    for (name, value) in scenario.machine.iter().flat_map(|machine| &machine.environment) {
        environment.set(name, value);
    }
    environment
}

/// What the registry excludes from backups.
fn files_not_to_backup(scenario: &Scenario) -> FilesNotToBackup {
    let values = scenario.machine.iter().flat_map(|machine| &machine.files_not_to_backup);
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

fn volume_name(checker: &mut Checker<'_>, name: &Spanned<String>) -> Option<WinPath> {
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
enum Made {
    Volume = 0x70,
    Writer = 0x71,
    Provider = 0x73,
    ProviderVersion = 0x74,
    ProviderClass = 0x75,
}

/// A GUID for something that a scenario gives none, always the same in the same place.
const fn made_up(what: Made, number: u32) -> Guid {
    Guid(((what as u128) << 120) | 0x4000_8000_0000_0000_0000 | number as u128)
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1)
}

fn system_provider(checker: &mut Checker<'_>, cast: &mut Cast) {
    let id = Guid::parse(SYSTEM_PROVIDER).unwrap_or_default();
    let name = "Microsoft Software Shadow Copy provider".into();
    let system = ProviderCast {
        name: SYSTEM_NAME.to_owned(),
        id: ProviderId(1),
        process: checker.process(),
        registration: ProviderRegistration {
            id,
            name,
            kind: ProviderType::VSS_PROV_SYSTEM,
            version: UNSAID_VERSION.into(),
            version_id: made_up(Made::ProviderVersion, 1),
            class_id: made_up(Made::ProviderClass, 1),
        },
        registered: true,
        notified: false,
        supports: None,
        script: BTreeMap::new(),
    };
    name_provider(checker, &system, 0);
    cast.providers.push(system);
}

/// The system provider is there already: a scenario can say what it does, not what it is.
fn script_system_provider(checker: &mut Checker<'_>, cast: &mut Cast, given: &format::Provider) {
    let own =
        [("id", &given.id), ("type", &given.kind), ("version", &given.version), ("class", &given.class_id)];
    for (what, field) in own {
        if let Some(field) = field {
            checker.error(Diagnostic::error(field, format!("the system provider has a {what} of its own")));
        }
    }
    if given.registered == Some(false) || given.notifications.is_some() {
        let what =
            "the system provider is part of Windows: it is registered, and is told nothing of being loaded";
        checker.error(Diagnostic::error(&given.name, what));
    }
    let supports = supported_volumes(checker, cast, given);
    let script = handlers::provider_script(checker, &given.script);
    if let Some(system) = cast.providers.first_mut() {
        system.supports = supports;
        system.script = script;
    }
}

fn supported_volumes(
    checker: &mut Checker<'_>,
    cast: &Cast,
    given: &format::Provider,
) -> Option<Vec<VolumeId>> {
    let names = given.supports.as_ref()?;
    Some(names.iter().filter_map(|name| supported(checker, cast, name)).collect())
}

fn name_provider(checker: &mut Checker<'_>, provider: &ProviderCast, index: usize) {
    let id = provider.registration.id;
    checker.participants.insert(provider.name.clone(), ParticipantRef::Provider(index));
    checker.guids.insert(
        provider.name.clone(),
        NamedGuids { instance: id, class: id, server: provider.registration.class_id },
    );
}

fn provider(checker: &mut Checker<'_>, cast: &Cast, provider: &format::Provider) -> ProviderCast {
    let index = cast.providers.len();
    let id = match &provider.id {
        Some(text) => checker.guid(text),
        None => made_up(Made::Provider, number(index)),
    };
    let kind = provider.kind.as_ref().map_or(ProviderType::VSS_PROV_SOFTWARE, |text| checker.header(text));
    let supports = supported_volumes(checker, cast, provider);
    ProviderCast {
        name: provider.name.to_string(),
        id: ProviderId(number(index)),
        process: checker.process(),
        registration: ProviderRegistration {
            id,
            name: provider.name.as_str().into(),
            kind,
            version: provider.version.as_ref().map_or(UNSAID_VERSION, |version| version.as_str()).into(),
            version_id: made_up(Made::ProviderVersion, number(index)),
            class_id: match &provider.class_id {
                Some(text) => checker.guid(text),
                None => made_up(Made::ProviderClass, number(index)),
            },
        },
        registered: provider.registered.unwrap_or(true),
        notified: provider.notifications.unwrap_or(false),
        supports,
        script: handlers::provider_script(checker, &provider.script),
    }
}

fn supported(checker: &mut Checker<'_>, cast: &Cast, name: &Spanned<String>) -> Option<VolumeId> {
    let path = volume_name(checker, name)?;
    let volume = cast.volumes.iter().find(|volume| volume.names.contains(&path)).map(|volume| volume.id);
    let share = || cast.shares.iter().find(|(_, share)| *share == path).map(|(id, _)| *id);
    let found = volume.or_else(share);
    if found.is_none() {
        checker.error(Diagnostic::error(name, "the machine has no volume or share of this name"));
    }
    found
}

/// A writer's identity, before its script is looked at.
struct Described {
    registration: Registration,
    source: WriterSource,
}

fn describe(checker: &mut Checker<'_>, writer: &format::Writer, index: usize) -> Described {
    let source = source(checker, writer);
    if let (Some(false), Some(initialize)) = (writer.subscribed, &writer.initialize) {
        let what = "what this writer initialises with is said where a step calls Initialize";
        checker.error(
            Diagnostic::error(initialize, what).help("leave out initialize, or \"subscribed\": false"),
        );
    }
    let empty = Spanned::new(Initialize::default(), writer.name.span);
    let given = writer.initialize.as_ref().unwrap_or(&empty);
    let document = match &source {
        WriterSource::Document(document) => Some(Arc::clone(document)),
        WriterSource::Script | WriterSource::InProcess(_) => None,
    };
    let registration = match document {
        Some(document) => from_document(checker, given, &document),
        None => from_initialize(checker, writer, given, index),
    };
    let guids = NamedGuids {
        instance: registration.instance_id,
        class: registration.writer_id,
        server: registration.writer_id,
    };
    checker.participants.insert(writer.name.to_string(), ParticipantRef::Writer(index));
    checker.guids.insert(writer.name.to_string(), guids);
    Described { registration, source }
}

fn source(checker: &mut Checker<'_>, writer: &format::Writer) -> WriterSource {
    match (&writer.document, &writer.in_process) {
        (Some(_), Some(in_process)) => {
            let what = "a writer is made of a document or of a writer in the running program, not of both";
            checker.error(Diagnostic::error(in_process, what));
            WriterSource::Script
        }
        (Some(path), None) => {
            let file = checker.path(path);
            match read_document(&file, &checker.options.documents) {
                Ok((document, warnings)) => {
                    checker.warnings.extend(warnings);
                    checker.documents.push(file);
                    WriterSource::Document(document)
                }
                Err(problems) => {
                    let what = format!("the document {:?} cannot be used", path.value);
                    checker.error(Diagnostic::error(path, what));
                    checker.file_errors.extend(problems);
                    WriterSource::Script
                }
            }
        }
        (None, Some(name)) => WriterSource::InProcess(name.to_string()),
        (None, None) => WriterSource::Script,
    }
}

/// Reads a Writer Metadata Document, with its warnings.
fn read_document(
    path: &Path,
    options: &ReadOptions,
) -> Result<(Arc<WriterMetadata>, Vec<Problem>), Vec<Problem>> {
    let bytes = read_regular(path, options.limits.size)?;
    let (document, warnings) = writer_metadata(&path.display().to_string(), &bytes, options)?;
    Ok((Arc::new(document), warnings))
}

fn from_document(checker: &mut Checker<'_>, given: &Initialize, document: &WriterMetadata) -> Registration {
    let identity = &document.identification;
    let fixed = [
        ("WriterId", &given.writer_id),
        ("instanceId", &given.instance_id),
        ("wszWriterName", &given.name),
        ("wszWriterInstanceName", &given.instance_name),
        ("ut", &given.usage),
        ("st", &given.source),
    ];
    for (name, value) in fixed {
        if let Some(value) = value {
            let what = format!("{name} is in the writer's document already");
            checker.error(Diagnostic::error(value, what).help("leave it out, or leave the document out"));
        }
    }
    Registration {
        writer_id: identity.writer_id.value(),
        instance_id: identity.instance_id.value(),
        name: identity.friendly_name.clone(),
        instance_name: identity.instance_name.clone(),
        usage: identity.usage.known().unwrap_or_default(),
        source: identity.data_source.known().unwrap_or_default(),
        level: level(checker, given),
        timeout_freeze: timeout(given),
        version: (identity.major_version.unwrap_or(0), identity.minor_version.unwrap_or(0)),
    }
}

fn from_initialize(
    checker: &mut Checker<'_>,
    writer: &format::Writer,
    given: &Spanned<Initialize>,
    index: usize,
) -> Registration {
    let made_by_steps = writer.subscribed == Some(false);
    if !made_by_steps
        && writer.initialize.is_none()
        && writer.in_process.is_none()
        && writer.document.is_none()
    {
        let what = format!("the writer {:?} is described by nothing", writer.name.value);
        checker
            .error(Diagnostic::error(&writer.name, what).expected("a document, initialize, or in_process"));
    }
    let class = given.writer_id.as_ref().map(|text| checker.guid(text));
    let instance = given.instance_id.as_ref().map(|text| checker.guid(text));
    Registration {
        writer_id: class.unwrap_or_else(|| made_up(Made::Writer, number(index))),
        instance_id: instance.unwrap_or_else(|| WriterId(number(index)).instance_guid()),
        name: given.name.as_ref().unwrap_or(&writer.name).as_str().into(),
        instance_name: given.instance_name.as_ref().map(|name| name.as_str().into()),
        usage: given.usage.as_ref().map_or(UsageType::VSS_UT_USERDATA, |text| checker.header(text)),
        source: given.source.as_ref().map_or(SourceType::VSS_ST_OTHER, |text| checker.header(text)),
        level: level(checker, given),
        timeout_freeze: timeout(given),
        version: (0, 0),
    }
}

/// `Initialize` takes VSS_APP_FRONT_END if no level is given.
fn level(checker: &mut Checker<'_>, given: &Initialize) -> ApplicationLevel {
    given.level.as_ref().map_or(ApplicationLevel::VSS_APP_FRONT_END, |text| checker.header(text))
}

fn timeout(given: &Initialize) -> Duration {
    let given = given.timeout_freeze.map(|milliseconds| Duration::from_millis(u64::from(milliseconds)));
    given.unwrap_or(Registration::DEFAULT_TIMEOUT_FREEZE)
}

fn writer(
    checker: &mut Checker<'_>,
    writer: &format::Writer,
    described: Described,
    index: usize,
) -> WriterCast {
    if let (WriterSource::InProcess(_), Some((name, _))) = (&described.source, writer.script.iter().next()) {
        let what = "a writer in the running program has no script";
        checker.error(Diagnostic::error(Span::from(name), what));
    }
    WriterCast {
        name: writer.name.to_string(),
        id: WriterId(number(index)),
        process: checker.process(),
        registration: Arc::new(described.registration),
        subscribed: writer.subscribed.unwrap_or(true),
        source: described.source,
        script: handlers::writer_script(checker, &writer.script),
    }
}
