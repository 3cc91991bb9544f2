//! Calls of the programs that make express writers.

use vss_sim::api::{
    Call, CallId, Caller, ExpressMetadataCall, ExpressMetadataId, ExpressWriterCall, FunctionCall, In,
    Method, Target,
};
use vss_sim::machines::ExpressWriter;
use vss_sim::vocabulary::{ComponentFlags, ComponentType, FileSpecBackupType};
use vss_sim::world::{Event, World};

use super::{Dice, make_on};
use crate::model::stage;

/// Whether a program is about to build a document.
pub(super) fn builds(world: &World) -> bool {
    let processes = world.machines.values().flat_map(|machine| machine.processes.values());
    processes.flat_map(|held| held.express.values()).any(|held| matches!(held, ExpressWriter::Created(_)))
}

/// A call on an express writer of a process that has one, or one that makes it.
pub(super) fn call(world: &World, dice: &mut Dice<'_>) -> Event {
    let id = CallId(1000 + u32::from(dice.next()));
    let processes = world.machines.values().flat_map(|machine| &machine.processes);
    let owned: Vec<_> = processes
        .flat_map(|(process, held)| held.express.iter().map(|(id, held)| (*process, *id, held.clone())))
        .collect();
    let Some((process, express, held)) = dice.pick(&owned).filter(|_| dice.below(8) < 7) else {
        let by = Caller { process: stage::WRITING, within: None };
        let name = ["CreateVssExpressWriter", "CreateVssExpressWriterInternal"][dice.below(2)];
        let method = FunctionCall::METHODS.iter().find(|method| method.name == name);
        let method = method.unwrap_or(&FunctionCall::METHODS[0]);
        return Event::Call { id, by, call: make_on(Target::Function, method, dice) };
    };
    let by = Caller { process, within: None };
    let writes = matches!(held, ExpressWriter::Created(_)) && dice.below(4) > 0;
    let (target, methods) = if writes {
        let of = ExpressMetadataId(express.0);
        (Target::ExpressMetadata(of), ExpressMetadataCall::METHODS)
    } else {
        (Target::ExpressWriter(express), ExpressWriterCall::METHODS)
    };
    let stored = world.machines.values().any(|machine| !machine.express.is_empty());
    let useful = match held {
        ExpressWriter::Empty => "CreateMetadata",
        ExpressWriter::Created(_) | ExpressWriter::Loaded(_) if stored => "Unregister",
        ExpressWriter::Created(_) | ExpressWriter::Loaded(_) => "Register",
    };
    let any = writes || dice.below(4) == 3;
    let fits = |method: &&'static Method| any || method.name == useful;
    let methods: Vec<&'static Method> = methods.iter().filter(fits).collect();
    let method = methods[dice.below(methods.len())];
    if let ("Unregister", Some(class)) =
        (method.name, world.machines.values().find_map(|machine| machine.express.keys().next()))
    {
        let call = ExpressWriterCall::Unregister { writerId: *class };
        return Event::Call { id, by, call: Call::ExpressWriter(express, call) };
    }
    let plain = if writes && dice.below(2) == 0 { plain(method.name) } else { None };
    let call = plain.map(|call| Call::ExpressMetadata(ExpressMetadataId(express.0), call));
    Event::Call { id, by, call: call.unwrap_or_else(|| make_on(target, method, dice)) }
}

/// A plain call of a method that takes arguments which fit each other.
fn plain(method: &str) -> Option<ExpressMetadataCall> {
    let named = || In(Some("data".into()));
    match method {
        "AddComponent" => Some(ExpressMetadataCall::AddComponent {
            ct: ComponentType::VSS_CT_FILEGROUP,
            wszLogicalPath: None,
            wszComponentName: named(),
            wszCaption: None,
            pbIcon: None,
            bRestoreMetadata: false,
            bNotifyOnBackupComplete: false,
            bSelectable: true,
            bSelectableForRestore: true,
            dwComponentFlags: ComponentFlags(0),
        }),
        "AddFilesToFileGroup" => Some(ExpressMetadataCall::AddFilesToFileGroup {
            wszLogicalPath: None,
            wszGroupName: named(),
            wszPath: In(Some("C:\\data".into())),
            wszFilespec: In(Some("*".into())),
            bRecursive: true,
            wszAlternateLocation: None,
            dwBackupTypeMask: FileSpecBackupType::VSS_FSBT_FULL_BACKUP_REQUIRED,
        }),
        "AddComponentDependency" => Some(ExpressMetadataCall::AddComponentDependency {
            wszForLogicalPath: None,
            wszForComponentName: named(),
            onWriterId: stage::writer_guids(1).0,
            wszOnLogicalPath: None,
            wszOnComponentName: named(),
        }),
        _ => None,
    }
}
