//! The world that the tests begin with: one machine, five processes, three volumes, some writers and providers; and,
//! where it is asked for, a second machine that reaches the same LUNs.

use std::sync::Arc;
use std::time::Duration;

use vss_sim::api::{MachineId, ProcessId, ProviderId, VolumeId, WriterId};
use vss_sim::documents::writer_metadata::{AddComponent, Identification};
use vss_sim::documents::{CreateWriterMetadata, WriterMetadata};
use vss_sim::machines::{
    InstalledProvider, Machine, Process, Provider, ProviderRegistration, Registration, Shared, Volume,
    Writer, WriterObject,
};
use vss_sim::vocabulary::{
    ApplicationLevel, ComponentFlags, ComponentType, FileSpecBackupType, Guid, ProviderType, SourceType,
    UsageType, WinPath,
};
use vss_sim::world::{Config, IdAllocator, World};

/// The machine.
pub const MACHINE: MachineId = MachineId(1);
/// The process of the requester under test.
pub const REQUESTING: ProcessId = ProcessId(1);
/// The process of any other requester.
pub const OTHER: ProcessId = ProcessId(2);
/// The process of the writers.
pub const WRITING: ProcessId = ProcessId(3);
/// The process of the providers.
pub const PROVIDING: ProcessId = ProcessId(4);
/// A process without rights.
pub const UNPRIVILEGED: ProcessId = ProcessId(5);
/// The second machine.
pub const THERE: MachineId = MachineId(2);
/// The process of a requester on the second machine.
pub const REQUESTING_THERE: ProcessId = ProcessId(6);
/// The process of the providers of the second machine.
pub const PROVIDING_THERE: ProcessId = ProcessId(7);

/// The names of the volumes, the first being volume 1.
pub const VOLUMES: [&str; 3] = ["C:\\", "D:\\", "E:\\"];
/// The components of every writer.
pub const COMPONENTS: [&str; 2] = ["data", "more"];
/// The component below the first, which belongs to its set and can be restored alone.
pub const SUBCOMPONENT: &str = "part";

/// What is on the stage.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Where new identities come from.
    pub ids: IdAllocator,
    /// The limits.
    pub config: Config,
    /// The level and the window of each writer, the first being writer 1.
    pub writers: Vec<(ApplicationLevel, Duration)>,
    /// The kind of each provider, the first being provider 1.
    pub providers: Vec<ProviderType>,
    /// Whether there is a second machine.
    pub neighbour: bool,
}

impl Default for Stage {
    /// Two writers of different levels, the system provider, and numbers that are given out anew.
    fn default() -> Self {
        let window = Registration::DEFAULT_TIMEOUT_FREEZE;
        Self {
            ids: IdAllocator::LowestFree,
            config: Config::default(),
            writers: vec![
                (ApplicationLevel::VSS_APP_FRONT_END, window),
                (ApplicationLevel::VSS_APP_SYSTEM, window),
            ],
            providers: vec![ProviderType::VSS_PROV_SYSTEM],
            neighbour: false,
        }
    }
}

impl Stage {
    /// The world.
    #[must_use]
    pub fn world(&self) -> World {
        let mut machine = Machine::default();
        for process in [REQUESTING, OTHER, WRITING, PROVIDING, UNPRIVILEGED] {
            let privileged = process != UNPRIVILEGED;
            machine.processes.insert(process, Process::new(privileged));
        }
        for (number, (level, window)) in (1..).zip(&self.writers) {
            let registration = Arc::new(registration(number, *level, *window));
            let writer = Writer::new(WRITING, registration.clone(), Writer::USUAL_EVENTS);
            let object = WriterObject { registration: Some(registration) };
            machine
                .processes
                .entry(WRITING)
                .and_modify(|process| drop(process.writers.insert(WriterId(number), object)));
            machine.writers.insert(WriterId(number), Shared::new(writer));
        }
        for (number, kind) in (1..).zip(&self.providers) {
            machine.providers.insert(ProviderId(number), Shared::new(provider(number, *kind, PROVIDING)));
        }
        for number in 1..=INSTALLED {
            let id = ProviderId(number);
            let notified = number.is_multiple_of(2);
            let installed = InstalledProvider { id, process: PROVIDING, notified, extended: true };
            machine.installed.insert(provider_class(number), installed);
        }
        for (number, name) in (1..).zip(VOLUMES) {
            let names = WinPath::parse(name).into_iter().collect();
            let volume = Volume::new(Guid(0x4000 + u128::from(number)), names);
            machine.volumes.insert(VolumeId(number), Shared::new(volume));
        }
        let neighbour = self.neighbour.then(|| (THERE, self.neighbour()));
        let machines = std::iter::once((MACHINE, machine)).chain(neighbour);
        World::new(self.config.clone(), self.ids, machines.collect())
    }

    /// The second machine: the same providers are registered there, and it has a volume of its own.
    fn neighbour(&self) -> Machine {
        let mut machine = Machine { name: "THERE".into(), ..Machine::default() };
        for process in [REQUESTING_THERE, PROVIDING_THERE] {
            machine.processes.insert(process, Process::new(true));
        }
        for (number, kind) in (1..).zip(&self.providers) {
            let id = ProviderId(100 + number);
            machine.providers.insert(id, Shared::new(provider(number, *kind, PROVIDING_THERE)));
        }
        let names = VOLUMES.first().and_then(|name| WinPath::parse(name).ok()).into_iter().collect();
        machine.volumes.insert(VolumeId(101), Shared::new(Volume::new(Guid(0x4101), names)));
        machine
    }
}

/// A registered provider.
fn provider(number: u32, kind: ProviderType, process: ProcessId) -> Provider {
    let registration = ProviderRegistration {
        id: provider_guid(number),
        name: "provider".into(),
        kind,
        version: "1.0".into(),
        version_id: Guid(0x5000 + u128::from(number)),
        class_id: provider_class(number),
    };
    Provider { process, registration, notified: false, extended: true, loaded: false }
}

/// How many providers are installed, the registered ones among them.
const INSTALLED: u32 = 4;

/// The class of the COM server of a provider.
#[must_use]
pub fn provider_class(number: u32) -> Guid {
    Guid(0x6000 + u128::from(number))
}

/// The class id of a provider.
#[must_use]
pub fn provider_guid(number: u32) -> Guid {
    Guid(0x3000 + u128::from(number))
}

/// The class and instance ids of a writer. Numbers with the same last digit are instances of one class.
#[must_use]
pub fn writer_guids(number: u32) -> (Guid, Guid) {
    (Guid(0x1000 + u128::from(number % 10)), Guid(0x2000 + u128::from(number)))
}

/// What a writer registers.
#[must_use]
pub fn registration(number: u32, level: ApplicationLevel, window: Duration) -> Registration {
    let (writer_id, instance_id) = writer_guids(number);
    Registration {
        writer_id,
        instance_id,
        name: format!("Writer {number}").into(),
        instance_name: None,
        usage: UsageType::VSS_UT_USERDATA,
        source: SourceType::VSS_ST_OTHER,
        level,
        timeout_freeze: window,
        version: (0, 0),
    }
}

/// The document of a writer: two file groups and one below the first, with a file set each.
///
/// # Panics
/// The document cannot be built, which the tests of the documents exclude.
#[must_use]
pub fn document(number: u32) -> Arc<WriterMetadata> {
    let (writer, instance) = writer_guids(number);
    let name = format!("Writer {number}");
    let identity =
        Identification::new(writer, instance, &name, UsageType::VSS_UT_USERDATA, SourceType::VSS_ST_OTHER);
    let mut builder = CreateWriterMetadata::new(identity).expect("an identity of plain text");
    let below = (Some(COMPONENTS[0]), SUBCOMPONENT);
    for (logical_path, component) in COMPONENTS.map(|name| (None, name)).into_iter().chain([below]) {
        let added = builder.add_component(&AddComponent {
            component_type: ComponentType::VSS_CT_FILEGROUP,
            logical_path,
            component_name: Some(component),
            caption: None,
            icon: None,
            restore_metadata: false,
            notify_on_backup_complete: true,
            selectable: logical_path.is_none(),
            selectable_for_restore: true,
            component_flags: ComponentFlags(0),
            beside_other_type: false,
        });
        added.expect("a component of plain text");
        let files = builder.add_files_to_file_group(
            logical_path,
            Some(component),
            Some("C:\\data"),
            Some("*"),
            true,
            None,
            FileSpecBackupType(0),
        );
        files.expect("a file set of plain text");
    }
    Arc::new(builder.finish())
}
