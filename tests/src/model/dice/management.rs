//! Calls that manage the system provider.

use vss_sim::api::{
    Arguments, Call, CallId, Caller, DiffAreaMgmtCall, DiffAreaMgmtRef, EnumMgmtCall, FunctionCall, Method,
    OutPtr, Pointer, SnapshotMgmtCall, SnapshotMgmtRef, Target, Value,
};
use vss_sim::vocabulary::Guid;
use vss_sim::world::{Event, World};

use super::{Dice, make_on};
use crate::model::stage;

/// The system provider, and `IID_IVssDifferentialSoftwareSnapshotMgmt`.
pub const MANAGED: (Guid, Guid) =
    (Guid(0xb594_6137_7b9f_4925_af80_51ab_d60b_20d5), Guid(0x214a_0f28_b737_4026_b847_4f9e_37d7_9529));

/// Whether a program has the interface for it.
pub(super) fn is_begun(world: &World) -> bool {
    let processes = world.machines.values().flat_map(|machine| machine.processes.values());
    processes.into_iter().any(|held| held.manages.1)
}

/// A call that manages the system provider, or one that gets the interfaces and lists for it.
pub(super) fn call(world: &World, dice: &mut Dice<'_>) -> Event {
    let id = CallId(1000 + u32::from(dice.next()));
    let process = stage::REQUESTING;
    let by = Caller { process, within: None };
    let held = world.machines.values().find_map(|machine| machine.processes.get(&process));
    let manages = held.map_or((false, false), |held| held.manages);
    let management = SnapshotMgmtRef(process);
    let call = if !manages.0 {
        Call::Function(FunctionCall::CoCreateVssSnapshotMgmt { ppv: OutPtr::Given })
    } else if !manages.1 {
        let get = SnapshotMgmtCall::GetProviderMgmtInterface {
            ProviderId: MANAGED.0,
            InterfaceId: MANAGED.1,
            ppItf: OutPtr::Given,
        };
        Call::SnapshotMgmt(management, get)
    } else {
        let lists: Vec<_> = held.into_iter().flat_map(|held| held.mgmt_enumerators.keys().copied()).collect();
        let (target, methods) = match (dice.below(6), dice.pick(&lists)) {
            (0 | 1, Some(list)) => (Target::EnumMgmtObject(list), EnumMgmtCall::METHODS),
            (2, _) => (Target::SnapshotMgmt(management), SnapshotMgmtCall::METHODS),
            _ => (Target::DiffAreaMgmt(DiffAreaMgmtRef(process)), DiffAreaMgmtCall::METHODS),
        };
        on_a_volume(world, target, &methods[dice.below(methods.len())], dice)
    };
    Event::Call { id, by, call }
}

/// Mostly a call that names volumes and shadow copies which are there.
fn on_a_volume(world: &World, target: Target, method: &'static Method, dice: &mut Dice<'_>) -> Call {
    let copies: Vec<Guid> = world
        .machines
        .values()
        .flat_map(|machine| machine.visible_copies().map(|(_, _, id, _)| id.guid()).collect::<Vec<_>>())
        .collect();
    if dice.below(5) == 4 {
        return make_on(target, method, dice);
    }
    let mut arguments = Vec::new();
    for input in method.inputs {
        let value = match input.name {
            name if name.ends_with("VolumeName") && input.pointer == Pointer::Required => {
                Value::Text(dice.pick(&stage::VOLUMES).unwrap_or_default().into())
            }
            "llMaximumDiffSpace" => Value::Number(dice.pick(&[-1, 0, 320 << 20, 5]).unwrap_or_default()),
            "bVolatile" => Value::Bool(dice.below(2) == 1),
            "SnapshotId" => Value::Guid(dice.pick(&copies).unwrap_or_default()),
            _ => return make_on(target, method, dice),
        };
        arguments.push((input.name.into(), value));
    }
    Call::from_arguments(target, method.name, &Arguments(arguments))
        .unwrap_or_else(|_| make_on(target, method, dice))
}
