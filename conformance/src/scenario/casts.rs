//! Who takes part: processes, writers and providers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use vss_sim::api::{ProviderId, VolumeId, WriterId};
use vss_sim::documents::{ReadOptions, WriterMetadata};
use vss_sim::machines::{ProviderRegistration, Registration};
use vss_sim::vocabulary::{ApplicationLevel, FoldedName, Guid, ProviderType, SourceType, UsageType};

use crate::files::{read_regular, writer_metadata};
use crate::json::Spanned;
use crate::source::{Diagnostic, Problem, Span};

use super::checker::{Checker, NamedGuids};
use super::format::{self, Initialize, Scenario};
use super::handlers;
use super::machines::{self, Made, made_up, number};
use super::plan::{Cast, MachineCast, ParticipantRef, ProcessCast, ProviderCast, WriterCast, WriterSource};
use super::restores;

/// The id of the system provider (`IVssSnapshotMgmt::GetProviderMgmtInterface` names it).
const SYSTEM_PROVIDER: &str = "b5946137-7b9f-4925-af80-51abd60b20d5";

/// What the system provider is called in a scenario.
const SYSTEM_NAME: &str = "system";

/// The version of a provider of which a scenario says none, the system provider among them: no page names its version.
const UNSAID_VERSION: &str = "1.0";

/// The cast of a scenario.
pub(super) fn cast(checker: &mut Checker<'_>, scenario: &Scenario) -> Cast {
    let mut cast = Cast { machines: machines::machines(checker, scenario), ..Cast::default() };
    let mut names: BTreeSet<String> = cast.machines.iter().map(system_name).collect();
    let given = std::iter::once(scenario.machine.as_ref())
        .chain(scenario.machines.iter().map(|given| Some(&given.value)));
    for (at, machine) in cast.machines.iter().zip(given) {
        for process in machine.into_iter().flat_map(|machine| &machine.processes) {
            take_name(checker, &mut names, &process.name);
            let id = checker.process();
            let privileged = process.privileged.unwrap_or(true);
            let account = process.account.as_deref().map(FoldedName::from);
            let backup_operator = process.backup_operator.unwrap_or(false);
            let cast_process = ProcessCast { id, privileged, backup_operator, account, machine: at.id };
            cast.processes.insert(process.name.to_string(), cast_process);
        }
    }
    for index in 0..cast.machines.len() {
        system_provider(checker, &mut cast, index);
    }
    for provider in &scenario.providers {
        if let Some(index) = cast.machines.iter().position(|at| system_name(at) == provider.name.value) {
            script_system_provider(checker, &mut cast, index, provider);
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
        let cast_writer = self::writer(checker, &cast, writer, described, index);
        cast.writers.push(cast_writer);
    }
    let writers: Vec<&str> = scenario.writers.iter().map(|writer| writer.name.as_str()).collect();
    let given = scenario.machine.as_ref().map(|machine| machine.services.as_slice()).unwrap_or_default();
    cast.services = restores::services(checker, &cast, &writers, given);
    cast
}

/// What the system provider of a machine is called: `system`, and on another than the first `system on` its name.
fn system_name(machine: &MachineCast) -> String {
    if machine.id == MachineCast::FIRST {
        SYSTEM_NAME.to_owned()
    } else {
        format!("{SYSTEM_NAME} on {}", machine.name)
    }
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

fn system_provider(checker: &mut Checker<'_>, cast: &mut Cast, index: usize) {
    let Some(machine) = cast.machines.get(index) else { return };
    let id = Guid::parse(SYSTEM_PROVIDER).unwrap_or_default();
    let name = "Microsoft Software Shadow Copy provider".into();
    let system = ProviderCast {
        name: system_name(machine),
        id: ProviderId(number(index)),
        process: checker.process(),
        machine: machine.id,
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
        extended: false,
        supports: None,
        script: BTreeMap::new(),
    };
    name_provider(checker, &system, index);
    cast.providers.push(system);
}

/// The system provider is there already: a scenario can say what it does, not what it is.
fn script_system_provider(
    checker: &mut Checker<'_>,
    cast: &mut Cast,
    index: usize,
    given: &format::Provider,
) {
    let own =
        [("id", &given.id), ("type", &given.kind), ("version", &given.version), ("class", &given.class_id)];
    for (what, field) in own {
        if let Some(field) = field {
            checker.error(Diagnostic::error(field, format!("the system provider has a {what} of its own")));
        }
    }
    if given.registered == Some(false) || given.notifications.is_some() || given.hardware_ex.is_some() {
        let what =
            "the system provider is part of Windows: it is registered, and is told nothing of being loaded";
        checker.error(Diagnostic::error(&given.name, what));
    }
    if let Some(machine) = &given.machine {
        let what = "the name of a system provider says which machine it is on";
        checker.error(Diagnostic::error(machine, what).help("leave the machine out"));
    }
    let supports = cast.machines.get(index).and_then(|at| supported_volumes(checker, at, given));
    let script = handlers::provider_script(checker, &given.script);
    if let Some(system) = cast.providers.get_mut(index) {
        system.supports = supports;
        system.script = script;
    }
}

fn supported_volumes(
    checker: &mut Checker<'_>,
    on: &MachineCast,
    given: &format::Provider,
) -> Option<Vec<VolumeId>> {
    let names = given.supports.as_ref()?;
    Some(names.iter().filter_map(|name| supported(checker, on, name)).collect())
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
    if let (Some(extended), false) = (&provider.hardware_ex, kind == ProviderType::VSS_PROV_HARDWARE) {
        let error = Diagnostic::error(extended.span, "this provider has no interface of hardware providers");
        checker.error(error.expected("a type of VSS_PROV_HARDWARE").help("leave hardware_ex out"));
    }
    let machine = machines::named(checker, cast, provider.machine.as_ref());
    let supports = cast.machine(machine).and_then(|on| supported_volumes(checker, on, provider));
    ProviderCast {
        name: provider.name.to_string(),
        id: ProviderId(number(index)),
        process: checker.process(),
        machine,
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
        extended: provider.hardware_ex.as_ref().is_none_or(|extended| extended.value),
        supports,
        script: handlers::provider_script(checker, &provider.script),
    }
}

fn supported(checker: &mut Checker<'_>, on: &MachineCast, name: &Spanned<String>) -> Option<VolumeId> {
    let path = machines::volume_name(checker, name)?;
    let volume = on.volumes.iter().find(|volume| volume.names.contains(&path)).map(|volume| volume.id);
    let share = || on.shares.iter().find(|(_, share)| *share == path).map(|(id, _)| *id);
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
    cast: &Cast,
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
        machine: machines::named(checker, cast, writer.machine.as_ref()),
        account: writer.account.as_deref().map(FoldedName::from),
        registration: Arc::new(described.registration),
        subscribed: writer.subscribed.unwrap_or(true),
        source: described.source,
        script: handlers::writer_script(checker, &writer.script),
    }
}
