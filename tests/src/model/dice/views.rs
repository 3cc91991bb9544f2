//! What calls are made on, and calls that read documents through views.

use vss_sim::api::{
    AsyncId, CallId, Caller, ComponentRef, DependencyRef, DiffAreaMgmtRef, DocRef, EnumId, EnumMgmtId,
    ExpressMetadataId, ExpressWriterId, FiledescRef, MetadataId, MetadataRef, Method, Object, RequesterId,
    SnapshotMgmtRef, Target, WmComponentRef, WriterComponentsRef, WriterId,
};
use vss_sim::world::{Event, Fault, World};

use super::{Dice, make, make_on};
use crate::model::stage;

/// What loads documents.
const LOADING: &[Object] = &[Object::Function];

/// What reads them, and the lists of a query.
const VIEWS: &[Object] = &[
    Object::EnumObject,
    Object::WriterComponents,
    Object::Examine,
    Object::WmComponent,
    Object::Filedesc,
    Object::Dependency,
    Object::Component,
];

/// What reads the lists of a query.
const LISTS: &[Object] = &[Object::EnumObject];

/// A call of a process that reads a document: one that its own requester gathered, or one that it loaded or loads.
pub(super) fn examining_call(world: &World, dice: &mut Dice<'_>) -> Event {
    let id = CallId(1000 + u32::from(dice.next()));
    let owners = world.machines.values().flat_map(|machine| &machine.requesters);
    let owners: Vec<(RequesterId, _)> = owners.map(|(id, held)| (*id, held.process)).collect();
    let (requester, process) = dice.pick(&owners).unwrap_or((RequesterId(1), stage::REQUESTING));
    let by = Caller { process, within: None };
    let process = world.machines.values().find_map(|machine| machine.processes.get(&process));
    let lists: Vec<EnumId> = process.into_iter().flat_map(|held| held.enumerators.keys().copied()).collect();
    let wanted = match dice.below(5) {
        4 => LOADING,
        3 if !lists.is_empty() => LISTS,
        _ => VIEWS,
    };
    let makes = |method: &Method| method.makes().is_none_or(|made| made == Object::Examine);
    let fits = |method: &&Method| {
        wanted.contains(&method.object) && (method.object != Object::Function || makes(method))
    };
    let methods: Vec<&'static Method> = vss_sim::api::methods().filter(fits).collect();
    let method = methods[dice.below(methods.len())];
    let epoch =
        world.requester(requester).and_then(|(_, held)| held.session()).map_or(0, |session| session.epoch());
    let at = ComponentRef { doc: DocRef::Requester(requester), writer: 0, component: 0, epoch };
    let list = dice.pick(&lists).unwrap_or(EnumId(0));
    let own: Vec<MetadataRef> = process.into_iter().flat_map(|held| held.metadata.keys().copied()).collect();
    let gathered = MetadataRef::Gathered(requester, u32::from(dice.next() % 3));
    let of = dice.pick(&own).filter(|_| dice.below(4) > 0).unwrap_or(gathered);
    Event::Call { id, by, call: make(method, &Reach { requester, object: AsyncId(1), list, at, of }, dice) }
}

/// A call on a list that some process has, or, seldom, memory that runs out for such a process, which is all that can go
/// wrong with most of these calls; none where no process has a list.
pub(super) fn list_event(world: &World, dice: &mut Dice<'_>) -> Option<Event> {
    let processes = world.machines.values().flat_map(|machine| &machine.processes);
    let lists = processes.flat_map(|(process, held)| {
        let queried = held.enumerators.keys().map(|id| Target::EnumObject(*id));
        let managed = held.mgmt_enumerators.keys().map(|id| Target::EnumMgmtObject(*id));
        queried.chain(managed).map(|list| (*process, list))
    });
    let (process, list) = dice.pick(&lists.collect::<Vec<_>>())?;
    if dice.below(8) == 7 {
        return Some(Event::Fault(Fault::Memory { process, exhausted: true }));
    }
    let id = CallId(1000 + u32::from(dice.next()));
    let methods: Vec<_> = vss_sim::api::methods().filter(|method| method.object == list.kind()).collect();
    let call = make_on(list, methods[dice.below(methods.len())], dice);
    Some(Event::Call { id, by: Caller { process, within: None }, call })
}

/// What is at hand to call methods on.
pub(super) struct Reach {
    pub(super) requester: RequesterId,
    pub(super) object: AsyncId,
    pub(super) list: EnumId,
    pub(super) at: ComponentRef,
    pub(super) of: MetadataRef,
}

/// A document that somebody has gathered or loaded, or nobody.
pub(super) fn any_metadata(world: &World, at: ComponentRef, dice: &mut Dice<'_>) -> MetadataRef {
    let DocRef::Requester(requester) = at.doc else { return MetadataRef::Loaded(MetadataId(0)) };
    if dice.below(2) == 1 {
        return MetadataRef::Gathered(requester, at.writer);
    }
    let processes = world.machines.values().flat_map(|machine| machine.processes.values());
    let loaded = processes.flat_map(|process| process.metadata.keys());
    MetadataRef::Loaded(MetadataId(dice.id(loaded.filter_map(|of| match of {
        MetadataRef::Loaded(id) => Some(id.0),
        MetadataRef::Gathered(..) | MetadataRef::Reported(_) => None,
    }))))
}

/// Something of a kind to call a method on.
pub(super) fn any_target(kind: Object, on: &Reach, dice: &mut Dice<'_>) -> Target {
    let Reach { requester, object, list, at, of } = *on;
    // The first component has one of everything.
    let component = WmComponentRef { of, component: u32::from((dice.next() % 8).saturating_sub(5)) };
    match kind {
        Object::Function => Target::Function,
        Object::Backup => Target::Backup(requester),
        Object::Async => Target::Async(object),
        Object::EnumObject => Target::EnumObject(list),
        Object::SnapshotMgmt => Target::SnapshotMgmt(SnapshotMgmtRef(stage::REQUESTING)),
        Object::DiffAreaMgmt => Target::DiffAreaMgmt(DiffAreaMgmtRef(stage::REQUESTING)),
        Object::EnumMgmtObject => Target::EnumMgmtObject(EnumMgmtId(u32::from(dice.next() % 6))),
        Object::WriterComponents => {
            Target::WriterComponents(WriterComponentsRef { doc: at.doc, writer: at.writer, epoch: at.epoch })
        }
        Object::Component => Target::Component(at),
        Object::Examine => Target::Examine(of),
        Object::WmComponent => Target::WmComponent(component),
        Object::Filedesc => Target::Filedesc(match dice.below(8) {
            0 => FiledescRef::Exclude(of, 0),
            1 => FiledescRef::SnapshotExclude(of, 0),
            2 => FiledescRef::Mapping(of, 0),
            3 => FiledescRef::File(component, 0),
            4 => FiledescRef::DatabaseFile(component, 0),
            5 => FiledescRef::DatabaseLogFile(component, 0),
            6 => FiledescRef::UsedMapping(at, 0),
            _ => FiledescRef::NewTarget(at, 0),
        }),
        Object::Dependency => Target::Dependency(DependencyRef { of: component, dependency: 0 }),
        Object::Create => Target::Create,
        Object::Writer => Target::Writer,
        Object::ExpressWriter => Target::ExpressWriter(ExpressWriterId(u32::from(dice.next() % 4))),
        Object::ExpressMetadata => Target::ExpressMetadata(ExpressMetadataId(u32::from(dice.next() % 4))),
        Object::WriterObject => Target::WriterObject(WriterId(u32::from(dice.next() % 6) + 1)),
    }
}
