//! The shape of a scenario file. Its field names are public: they change only with the schema's version.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::file_format::{BackUp, Contents, FileDone, MachineService, Reboot, Restore};
pub use super::file_format::{Volume, VolumeFile};
pub use super::registry::Registry;
use crate::json::Spanned;

/// A conformance scenario of the Volume Shadow Copy Service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "vsscheck scenario, version 1")]
pub struct Scenario {
    /// The schema this file follows, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// What the scenario shows, in a few words.
    pub name: Spanned<String>,
    /// Words for the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The pages that the expected codes, states and events are from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<String>,
    /// The rules of the catalogue that the scenario shows, by their ids, such as `SEL-005`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Spanned<String>>,
    /// Files or folders, as paths from this file's folder, without which the scenario is skipped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Spanned<String>>,
    /// The readings it is about, by their ids: where pages and captures leave a behaviour open or disagree, each label
    /// is one answer. What is not named is read as the model reads it by default.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub readings: BTreeMap<Spanned<String>, Spanned<String>>,
    /// The machine; without it, one with the volume `C:\`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<Machine>,
    /// Further machines, each with a name of its own. They reach the same LUNs as the first one: a transportable shadow
    /// copy that was made on one machine can be imported on another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub machines: Vec<Spanned<Machine>>,
    /// The writers, in the order in which they are listed to requesters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub writers: Vec<Writer>,
    /// The providers beside the system provider. One called `system` says what the system provider does, one called
    /// `system on NAME` what that of the further machine NAME does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub providers: Vec<Provider>,
    /// What happens, in order; one step at least.
    #[schemars(length(min = 1))]
    pub steps: Spanned<Vec<Spanned<Step>>>,
    /// What holds when all steps are through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<Expect>,
}

/// A simulated machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// Words for the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// How Windows runs: NORMAL, if not said, SAFE_MODE or SETUP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Spanned<String>>,
    /// Its name; SERVER if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Spanned<String>>,
    /// The version of Windows it runs, such as `Windows Server 2008 R2`; the newest one that the pages name if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub windows: Option<Spanned<String>>,
    /// Whether the transaction managers (KTM and DTC) can be frozen and thawed in time: SOUND, which holds if nothing is
    /// said, CANNOT_FREEZE or CANNOT_THAW.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transactions: Option<Spanned<String>>,
    /// How many backups and restores each writer has memory for at a time; without a limit if not said. One that has no
    /// memory left is told nothing of another, and its status is not available.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sessions_per_writer: Option<usize>,
    /// How many shadow copies of software a volume can have; 512 if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shadow_copies_per_volume: Option<usize>,
    /// How long the kernel takes to flush the volumes of a set before it holds their writes, such as `4s`; no time if not
    /// said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flush_takes: Option<Spanned<String>>,
    /// The volumes whose writes cannot be flushed in time, each by one of its names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cannot_flush: Vec<Spanned<String>>,
    /// The volumes that the driver of the system provider cannot read or write for shadow copy storage areas, each by
    /// one of its names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cannot_manage: Vec<Spanned<String>>,
    /// Its volumes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<Volume>,
    /// The shares of files that it can name, such as `\\SERVER\Share\`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<Spanned<String>>,
    /// Environment variables, beside those of an installation on the drive C, such as SystemRoot and ProgramData.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub environment: BTreeMap<String, String>,
    /// The values of the registry that VSS reads, but for those below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registry: Option<Registry>,
    /// The values of the registry key FilesNotToSnapshot, one an application, each with its strings, such as
    /// `C:\\Cache\\*.tmp /s`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files_not_to_snapshot: BTreeMap<String, Vec<String>>,
    /// The values of the registry key FilesNotToBackup, each under its name, which can be that of a writer, with its
    /// strings, such as `%TEMP%\\* /s`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files_not_to_backup: BTreeMap<String, Vec<String>>,
    /// The directories of the user profiles, for `$UserProfile$` in FilesNotToSnapshot.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub user_profiles: Vec<Spanned<String>>,
    /// Whether the value DisableUserProfileExpansion is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disable_user_profile_expansion: Option<bool>,
    /// Processes that requesters can run in. A requester that names none has one of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub processes: Vec<Process>,
    /// Services that a requester may have to stop for a restore. They run, if nothing else is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Spanned<MachineService>>,
}

/// A process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// Its name in this file.
    pub name: Spanned<String>,
    /// Whether it is an administrator with the backup privilege; true if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privileged: Option<bool>,
    /// Whether it has its backup privilege as a member of Backup Operators, and is no administrator; false if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backup_operator: Option<bool>,
    /// The account that it runs under, which the registry may name; nobody in particular if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
}

/// A writer: from a document, described by what it initialises with, or written in Rust.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Writer {
    /// Its name in this file.
    pub name: Spanned<String>,
    /// Words for the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// A Writer Metadata Document, as a path from this file's folder. The writer delivers it in OnIdentify, and is
    /// initialised with the identity in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Spanned<String>>,
    /// The name of a writer that the program running this scenario brings along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_process: Option<Spanned<String>>,
    /// The machine that it runs on; the first one if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<Spanned<String>>,
    /// The account that its process runs under, which the registry may name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// What the writer gives to `CVssWriter::Initialize`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initialize: Option<Spanned<Initialize>>,
    /// Whether it is there, initialised and subscribed when the scenario begins; true if not said. If false, steps make
    /// it, which call `CVssWriter`, `Initialize` or `InitializeEx`, and `Subscribe` or `SubscribeEx` on its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscribed: Option<bool>,
    /// What it does at each event, under the handler's name; OnIdentifyEx stands in place of OnIdentify. Where nothing is
    /// said, the handler succeeds at once.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub script: BTreeMap<Spanned<String>, WriterHandler>,
}

/// The parameters of `CVssWriter::Initialize`, and the instance that VSS makes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Initialize {
    /// The writer class, a GUID.
    #[serde(rename = "WriterId", default, skip_serializing_if = "Option::is_none")]
    pub writer_id: Option<Spanned<String>>,
    /// The writer instance, a GUID; without it, one is made up.
    #[serde(rename = "instanceId", default, skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<Spanned<String>>,
    /// The writer's name.
    #[serde(rename = "wszWriterName", default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Spanned<String>>,
    /// The instance's name.
    #[serde(rename = "wszWriterInstanceName", default, skip_serializing_if = "Option::is_none")]
    pub instance_name: Option<Spanned<String>>,
    /// A value of VSS_USAGE_TYPE.
    #[serde(rename = "ut", default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Spanned<String>>,
    /// A value of VSS_SOURCE_TYPE.
    #[serde(rename = "st", default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Spanned<String>>,
    /// A value of VSS_APPLICATION_LEVEL; VSS_APP_FRONT_END if not said.
    #[serde(rename = "nLevel", default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Spanned<String>>,
    /// The Freeze to Thaw window in milliseconds; 60000 if not said.
    #[serde(rename = "dwTimeoutFreeze", default, skip_serializing_if = "Option::is_none")]
    pub timeout_freeze: Option<u32>,
}

/// What a writer's handler does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WriterHandler {
    /// Words for the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What it calls, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<Spanned<HandlerCall>>,
    /// What it does to files after that, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Spanned<FileDone>>,
    /// How long it takes, such as `250ms`, `5s` or `2min`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takes: Option<Spanned<String>>,
    /// Whether it never returns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hangs: Option<bool>,
    /// What it returns; true if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns: Option<bool>,
    /// What it does from the second time on, where that differs; that can have a `then` of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<Box<WriterHandler>>,
}

/// A call that a writer's handler makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandlerCall {
    /// Words for the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The method, as in the headers: of IVssCreateWriterMetadata(Ex) in OnIdentify(Ex), of IVssComponent(Ex, Ex2), one that
    /// CVssWriter(Ex, Ex2) offers, or of IVssExamineWriterMetadata on what GetIdentifyInformation gives.
    pub call: Spanned<String>,
    /// Whether the handler need not run. If not said, a call that is never made is a finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub optional: Option<bool>,
    /// For a method of IVssComponent: logical path, backslash, name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<Spanned<String>>,
    /// For a method of IVssComponent: whether the handler is not given the component, so that there is nothing to make
    /// the call on. Then no code and no value can be expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent: Option<Spanned<bool>>,
    /// The arguments, by the headers' names. Optional pointers that are left out are null.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<Spanned<String>, Spanned<Argument>>,
    /// The HRESULT expected; S_OK if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<Spanned<String>>,
    /// Values expected, by the headers' names of the output parameters.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub returns: BTreeMap<Spanned<String>, Spanned<Argument>>,
}

/// A provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Its name in this file.
    pub name: Spanned<String>,
    /// Words for the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The machine that it is installed on; the first one if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<Spanned<String>>,
    /// Its id, a GUID; without it, one is made up. That of a provider that is installed on several machines is the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Spanned<String>>,
    /// A value of VSS_PROVIDER_TYPE; VSS_PROV_SOFTWARE if not said.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Spanned<String>>,
    /// Its version, as its registration says it; 1.0 if not said. That of the system provider is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Spanned<String>>,
    /// The class of its COM server, a GUID; without it, one is made up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_id: Option<Spanned<String>>,
    /// Whether it is registered when the scenario begins, which holds if not said. Steps can register it with
    /// `RegisterProvider`, whose argument ClassId can name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<bool>,
    /// Whether it implements IVssProviderNotifications, so that it is told when it is loaded and unloaded; not, if not
    /// said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notifications: Option<bool>,
    /// For a hardware provider: whether it implements IVssHardwareSnapshotProviderEx, as those do that are not older than
    /// the interface; true if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hardware_ex: Option<Spanned<bool>>,
    /// The volumes or shares it supports; all of them if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supports: Option<Vec<Spanned<String>>>,
    /// What it does at each call, under the method's name. Where nothing is said, the method succeeds at once.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub script: BTreeMap<Spanned<String>, ProviderHandler>,
}

/// What a provider's method does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderHandler {
    /// Words for the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// How long it takes, such as `250ms`, `5s` or `2min`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takes: Option<Spanned<String>>,
    /// Whether it never returns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hangs: Option<bool>,
    /// The HRESULT it returns; S_OK if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns: Option<Spanned<String>>,
    /// The HRESULTs it returns the next times that it is called, in their order; the last one from then on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub then_returns: Vec<Spanned<String>>,
}

/// One thing that happens: exactly one of `call`, `diskshadow`, `advance`, `states`, `snapshot`, `crash`, `shutdown`,
/// `rights`, `memory`, `damage`, `com`, `service`, `file`, `back_up` and `contents`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Words for the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The method, as in the headers: `AddComponent`, or `IVssBackupComponents::AddComponent`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<Spanned<String>>,
    /// The object it is called on, by the name an earlier step gave it, or a writer. May be left out while there is one of
    /// its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Spanned<String>>,
    /// For a method of IVssComponent: writer, colon, logical path, backslash, name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<Spanned<String>>,
    /// For CreateVssBackupComponents: the process that calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub process: Option<Spanned<String>>,
    /// For a free function that no named process calls, and for `service`: the machine on which that happens; the first
    /// one if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<Spanned<String>>,
    /// The arguments, by the headers' names. Optional pointers that are left out are null; where a GUID is asked for,
    /// `@name` is that of a writer, a provider, or a value saved by an earlier step. An output parameter can be null.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<Spanned<String>, Spanned<Argument>>,
    /// The name that the object made by this call gets. An asynchronous call with a name does not wait for its end.
    #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Spanned<String>>,
    /// The HRESULT expected of the call; S_OK if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<Spanned<String>>,
    /// For an asynchronous call that is waited for: the status expected at its end; VSS_S_ASYNC_FINISHED if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Spanned<String>>,
    /// Values expected, by the headers' names of the output parameters.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub returns: BTreeMap<Spanned<String>, Spanned<Argument>>,
    /// Output parameters to remember, each under a name that later steps use as `@name`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub save: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Lines of a diskshadow script, which derives the components by itself: `set context`, `begin backup`,
    /// `add volume`, `writer exclude`, `writer verify`, `create`, `end backup`, `reset`. The first step of a script
    /// names its requester with `as`, a later one goes on with `on`. A script that is to stop stops at the last line
    /// of its step: `expect` is the code of the call that stops it, `refused` says why diskshadow itself refuses the
    /// line. Its aliases can be used as `@alias`, and the set as `@VSS_SHADOW_SET`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diskshadow: Option<Vec<Spanned<String>>>,
    /// For `diskshadow`: why it refuses the last line without a call. BACKUP_BEGUN: `begin backup` came already.
    /// SET_CREATED: `create` came already, and `reset` did not. NO_VOLUME: no volume was added. NO_BACKUP: `create`
    /// tells writers, and `begin backup` did not come. NOTHING_TO_END: `end backup` without a backup under way.
    /// NOT_INCLUDED: `create` would leave out what `writer verify` names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Spanned<String>>,
    /// For `diskshadow`: all that it says of what it includes and leaves out in this step, line by line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<Spanned<Vec<Spanned<String>>>>,
    /// Time passes, and what can happen meanwhile does: `250ms`, `5s`, `2min`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advance: Option<Spanned<String>>,
    /// States that hold at this point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub states: Option<States>,
    /// A document as it is at this point, compared with a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<Snapshot>,
    /// A process dies: one of the machine's, or that of a writer, a provider or a requester.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crash: Option<Spanned<String>>,
    /// A process is told to end: until it dies, its writers are shutting down. One of the machine's, or that of a writer,
    /// a provider or a requester.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shutdown: Option<Spanned<String>>,
    /// A process drops its rights, or takes them again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<Rights>,
    /// The memory of a process runs out, or is there again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory: Option<Memory>,
    /// Something is done to a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileDone>,
    /// A requester copies what the components of its backup name, each file from the shadow copy or the volume as its
    /// backup type asks for. Everything that is excluded from backups is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_up: Option<BackUp>,
    /// A requester restores from a medium what it has selected, by the restore methods and targets of the writers, and
    /// tells by SetFileRestoreStatus what became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restore: Option<Restore>,
    /// The machine starts anew: all processes end, what waits for the restart is moved, and services and writers start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reboot: Option<Reboot>,
    /// What files hold at this point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contents: Option<Contents>,
    /// A document is damaged in the memory of the process that keeps it, and stays so until another takes its place: the
    /// Backup Components Document of a requester, the Writer Metadata Document of an IVssExamineWriterMetadata or an
    /// IVssCreateExpressWriterMetadata, or, for
    /// a writer, the next document that one of its handlers builds or is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub damage: Option<Spanned<String>>,
    /// The threads of a process that call leave COM, or join it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub com: Option<Com>,
    /// Something happens to a service of the machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Spanned<Service>>,
}

/// Whether the threads of a process have joined COM.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Com {
    /// The process: one of the machine's, or that of a writer, a provider or a requester.
    pub process: Spanned<String>,
    /// Whether its threads that call have joined COM.
    pub initialized: bool,
}

/// What happens to a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// `VSS`, or `EventSystem` for the COM+ Event System.
    pub name: Spanned<String>,
    /// For VSS: STOPPED, and it starts again on demand; DIED, the same, but that it told no provider what it gives up;
    /// DISABLED, or ENABLED again. For the COM+ Event System: STOPPED or STARTED.
    pub is: Spanned<String>,
}

/// The rights of a process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rights {
    /// The process: one of the machine's, or that of a writer, a provider or a requester.
    pub process: Spanned<String>,
    /// Whether it acts as an administrator with the backup privilege.
    pub privileged: bool,
}

/// The memory of a process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Memory {
    /// The process: one of the machine's, or that of a writer, a provider or a requester.
    pub process: Spanned<String>,
    /// Whether it is exhausted.
    pub exhausted: bool,
}

/// States.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct States {
    /// The backup whose writer states are meant; may be left out while there is one requester.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Spanned<String>>,
    /// Each writer's state, a value of VSS_WRITER_STATE.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub writers: BTreeMap<Spanned<String>, Spanned<WriterStatus>>,
    /// Each requester's state: NEW, INITIALIZED, GATHERING, GATHERED, SET_STARTED, PREPARING, PREPARED, SNAPSHOTTING,
    /// SNAPSHOT_DONE, SNAPSHOT_FAILED, COMPLETING, COMPLETED or ABORTED, of a restore RESTORE_INITIALIZED,
    /// RESTORE_GATHERING, RESTORE_GATHERED, PRERESTORING, PRERESTORED, POSTRESTORING or POSTRESTORED, or RELEASED.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub requesters: BTreeMap<Spanned<String>, Spanned<String>>,
    /// The services of the machine, each RUNNING or STOPPED.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub services: BTreeMap<Spanned<String>, Spanned<String>>,
    /// The state of the VSS service of the first machine: STOPPED, BUSY, IDLE or DISABLED.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vss_service: Option<Spanned<String>>,
}

/// A writer's status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WriterStatus {
    /// A value of VSS_WRITER_STATE.
    pub state: Spanned<String>,
    /// The failure; S_OK if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Spanned<String>>,
}

/// A document compared with a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    /// A requester, for its Backup Components Document, or a writer, for the document it delivered.
    pub of: Spanned<String>,
    /// The file, as a path from this file's folder that stays in it and ends in `.xml`. `--bless` writes it, unless
    /// something else than such a snapshot is there.
    pub file: Spanned<String>,
    /// Attributes whose values differ from run to run and are replaced.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redact: Vec<Spanned<String>>,
}

/// What holds when all steps are through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// Words for the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// All events that each writer and all calls that each provider got, in their order. The system provider is
    /// called `system`. Nothing is said by this of the order between two of them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub events: BTreeMap<Spanned<String>, Spanned<Vec<Spanned<String>>>>,
    /// Pairs of `participant.Event` of which the first comes before the second.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<Spanned<[Spanned<String>; 2]>>,
    /// The states at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub states: Option<States>,
    /// What files hold at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contents: Option<Contents>,
    /// Whether something may have been begun that never ends, such as an operation that waits for a handler that
    /// hangs. If not said, that is a finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unfinished: Option<bool>,
}

/// An argument or a value: a string, a number, true or false, null, or a list of these. Enumerations, GUIDs and
/// HRESULTs are strings, under their names in the headers.
pub type Argument = serde_json::Value;
