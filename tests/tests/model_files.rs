//! Files in the model, below scenarios: what leaves the very same world, and that a world with files can close.

use std::collections::BTreeMap;
use std::time::Duration;

use vss_sim::api::{CallId, Caller, MachineId, ProcessId, VolumeId};
use vss_sim::machines::{Content, FileFault, Machine, Process, Shared, Volume};
use vss_sim::vocabulary::{Guid, Hresult, WinPath};
use vss_sim::world::{Config, Event, FileAction, IdAllocator, Outcome, World, step};

fn path(text: &str) -> WinPath {
    WinPath::parse(text).unwrap()
}

fn world() -> World {
    let mut machine = Machine::default();
    machine.volumes.insert(VolumeId(1), Shared::new(Volume::new(Guid(1), vec![path(r"C:\")])));
    machine.processes.insert(ProcessId(1), Process::new(true));
    machine.processes.insert(ProcessId(2), Process::new(true));
    World::new(Config::default(), IdAllocator::LowestFree, BTreeMap::from([(MachineId(1), machine)]))
}

fn act(world: &World, process: u32, action: FileAction) -> (World, Hresult) {
    let by = Caller { process: ProcessId(process), within: None };
    let taken = step(world, &Event::File { id: CallId(1), by, action });
    let Outcome::Returned(result) = taken.outcome else { panic!("{:?}", taken.outcome) };
    (taken.next, result.code)
}

fn write(world: &World, process: u32, at: &str, label: &str) -> (World, Hresult) {
    act(
        world,
        process,
        FileAction::Write { path: path(at), content: Content::whole(label, 9), modified: None },
    )
}

#[test]
fn reads_and_refusals_leave_the_very_same_world() {
    let (held, _) = write(&world(), 1, r"C:\Data\file", "first");
    let (held, code) = act(&held, 1, FileAction::Open { path: path(r"C:\Data\file") });
    assert_eq!(code, Hresult::S_OK);
    let file = || path(r"C:\Data\file");
    for (process, action, fault) in [
        (1, FileAction::Read { path: file() }, None),
        (2, FileAction::Read { path: file() }, Some(FileFault::SharingViolation)),
        (2, FileAction::Delete { path: path(r"C:\Data") }, Some(FileFault::SharingViolation)),
        (2, FileAction::Close { path: file() }, Some(FileFault::FileNotFound)),
        (1, FileAction::Read { path: path(r"C:\Data") }, Some(FileFault::AccessDenied)),
        (1, FileAction::Open { path: path(r"C:\none") }, Some(FileFault::FileNotFound)),
        (1, FileAction::MakeDirectory { path: file() }, Some(FileFault::AccessDenied)),
        (1, FileAction::MakeDirectory { path: path(r"C:\Data\file\x") }, Some(FileFault::PathNotFound)),
        (
            1,
            FileAction::Move { from: path(r"C:\Data"), to: path(r"C:\Data\in") },
            Some(FileFault::AccessDenied),
        ),
        (1, FileAction::Move { from: path(r"C:\x"), to: path(r"C:\y") }, Some(FileFault::FileNotFound)),
        (1, FileAction::Delete { path: path(r"C:\") }, Some(FileFault::FileNotFound)),
    ] {
        let (next, code) = act(&held, process, action.clone());
        assert_eq!(FileFault::of(code), fault, "{action:?}");
        assert!(next.same(&held), "{action:?}");
    }
}

#[test]
fn a_world_with_files_comes_back_to_where_it_was() {
    let (first, _) = write(&world(), 1, r"C:\Data\file", "first");
    let mut later = first.clone();
    for round in 0..100 {
        later = step(&later, &Event::Advance(Duration::from_secs(7))).next;
        later = write(&later, 1, r"C:\Data\file", "second").0;
        assert_ne!(later.digest(), first.digest(), "{round}");
        later = write(&later, 1, r"C:\Data\new", "x").0;
        later = act(&later, 1, FileAction::Move { from: path(r"C:\Data\new"), to: path(r"C:\Data\file") }).0;
        later = write(&later, 1, r"C:\Data\file", "first").0;
        assert_eq!(later.digest(), first.digest(), "{round}");
    }
}
