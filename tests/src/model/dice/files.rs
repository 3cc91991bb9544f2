//! What is thrown for files: actions on paths of volumes and shadow copies, by processes and by handlers.

use vss_sim::api::{ActivationId, CallId, Caller};
use vss_sim::machines::{Content, device_of};
use vss_sim::vocabulary::WinPath;
use vss_sim::world::{Event, FileAction, Run, World};

use super::{Dice, any_process_id};

/// The names that paths are made of.
const NAMES: &[&str] = &["Data", r"Data\a", r"Data\b", r"Data\a\x", ""];

fn path(world: &World, dice: &mut Dice<'_>) -> WinPath {
    let copies = world.machines.values().flat_map(|machine| machine.sets.values());
    let copies = copies.flat_map(|set| set.copies.keys().copied());
    let roots: Vec<String> =
        copies.map(|copy| device_of(copy).to_string()).chain(["C:".to_owned(), "D:".to_owned()]).collect();
    let root = dice.pick(&roots).unwrap_or_else(|| "C:".to_owned());
    let name = dice.pick(NAMES).unwrap_or("Data");
    WinPath::parse(&format!(r"{root}\{name}")).unwrap_or_else(|_| WinPath::parse(r"C:\x").expect("a path"))
}

/// Something that is done to a file, by a process or within a handler that runs.
pub(super) fn event(world: &World, dice: &mut Dice<'_>) -> Event {
    let running: Vec<ActivationId> = world
        .open
        .activations
        .iter()
        .filter(|(_, held)| matches!(held.run, Run::Running { .. }))
        .map(|(id, _)| *id)
        .collect();
    let within = if dice.below(2) == 0 { dice.pick(&running) } else { None };
    let by = Caller { process: any_process_id(world, dice), within };
    let at = path(world, dice);
    let action = match dice.below(11) {
        0 => FileAction::Read { path: at },
        1..4 => FileAction::Write { path: at, content: Content::whole("thrown", 6), modified: None },
        4 => FileAction::Delete { path: at },
        5 => FileAction::Move { from: at, to: path(world, dice) },
        6 => FileAction::Open { path: at },
        7 => FileAction::Close { path: at },
        8 => FileAction::Transact { path: at, content: Content::whole("open", 4) },
        9 => FileAction::Commit { path: at },
        _ => FileAction::MakeDirectory { path: at },
    };
    Event::File { id: CallId(u32::from(dice.next()) + 1000), by, action }
}
