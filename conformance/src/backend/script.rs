//! Participants that a scenario file describes: for each event, what they call, how long they take, what they answer.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use vss_sim::api::{
    ActivationId, Call, ComponentCall, ComponentRef, CreateMetadataCall, DocRef, ExamineCall, MetadataRef,
    VolumeId, WriterCall,
};
use vss_sim::documents::{WriterComponents, WriterMetadata};
use vss_sim::machines::WriterEvent;
use vss_sim::vocabulary::{Hresult, Text, WinPath};
use vss_sim::world::{Answer, FileAction, Outcome, Reason, Upcall};

use super::agent::{Agent, Port, Reply};

/// What a handler does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HandlerScript {
    /// What it calls, in order.
    pub calls: Vec<NestedCall>,
    /// What it does to files after that, in order.
    pub files: Vec<NestedFile>,
    /// How long it takes.
    pub takes: Duration,
    /// Whether it never returns.
    pub hangs: bool,
    /// For a writer: whether it returns false.
    pub fails: bool,
    /// For a provider: the code it returns.
    pub code: Hresult,
    /// For a writer: what it does from the second time on, where that differs.
    pub then: Option<Box<Self>>,
    /// For a provider: the codes it returns the next times that it is called, the last one from then on.
    pub then_codes: Vec<Hresult>,
}

/// A call that a handler makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NestedCall {
    /// On the component of this logical path and name. The number tells which call of the scenario it is.
    Component(usize, Option<Text>, Text, ComponentCall),
    /// On the document that OnIdentify builds.
    Create(usize, CreateMetadataCall),
    /// On the writer itself.
    Writer(usize, WriterCall),
    /// On the document that the writer reported, which `GetIdentifyInformation` gives.
    Examine(usize, ExamineCall),
}

impl NestedCall {
    /// Which nested call of the scenario it is.
    #[must_use]
    pub const fn number(&self) -> usize {
        match self {
            Self::Component(number, ..)
            | Self::Create(number, _)
            | Self::Writer(number, _)
            | Self::Examine(number, _) => *number,
        }
    }
}

/// Something that a handler does to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NestedFile {
    /// Which of what handlers of the scenario do it is.
    pub number: usize,
    /// What it does.
    pub action: FileAction,
    /// Whether the paths are meant on the shadow copies of the set.
    pub on_shadow_copy: bool,
}

impl NestedFile {
    /// The action with its paths where they are meant.
    fn placed(&self, port: &dyn Port) -> Option<FileAction> {
        let place =
            |path: &WinPath| if self.on_shadow_copy { port.on_shadow_copy(path) } else { Some(path.clone()) };
        Some(match &self.action {
            FileAction::Read { path } => FileAction::Read { path: place(path)? },
            FileAction::Write { path, content, modified } => {
                FileAction::Write { path: place(path)?, content: content.clone(), modified: *modified }
            }
            FileAction::Transact { path, content } => {
                FileAction::Transact { path: place(path)?, content: content.clone() }
            }
            FileAction::Commit { path } => FileAction::Commit { path: place(path)? },
            FileAction::MakeDirectory { path } => FileAction::MakeDirectory { path: place(path)? },
            FileAction::Delete { path } => FileAction::Delete { path: place(path)? },
            FileAction::Move { from, to } => FileAction::Move { from: place(from)?, to: place(to)? },
            FileAction::Open { path } => FileAction::Open { path: place(path)? },
            FileAction::Close { path } => FileAction::Close { path: place(path)? },
        })
    }
}

/// What a nested call came to; `None` where the component was not in the handler's part of the document.
pub type NestedOutcome = (usize, Option<Outcome>);

/// A writer that follows a script.
pub struct ScriptedWriter {
    /// The document it delivers, where it does not build one.
    pub document: Option<Arc<WriterMetadata>>,
    /// What it does at each event; where nothing is said, it succeeds at once.
    pub script: BTreeMap<WriterEvent, HandlerScript>,
    /// Where the outcomes of its calls go.
    pub outcomes: Rc<RefCell<Vec<NestedOutcome>>>,
    /// The components that it was given last, by which it asks for them in OnPrepareSnapshot, which is passed none.
    pub given: Option<Arc<WriterComponents>>,
}

impl ScriptedWriter {
    fn make(&self, id: ActivationId, part: Option<&WriterComponents>, call: &NestedCall) -> Option<Call> {
        match call {
            NestedCall::Create(_, call) => Some(Call::Create(call.clone())),
            NestedCall::Writer(_, call) => Some(Call::Writer(call.clone())),
            NestedCall::Examine(_, call) => Some(Call::Examine(MetadataRef::Reported(id), call.clone())),
            NestedCall::Component(_, path, name, call) => {
                let component = find_component(part?, path.as_deref(), name)?;
                let at = ComponentRef { doc: DocRef::Handler(id), writer: 0, component, epoch: 0 };
                Some(Call::Component(at, call.clone()))
            }
        }
    }
}

/// The index of the component of this logical path and name in a writer's part.
pub fn find_component(part: &WriterComponents, path: Option<&str>, name: &str) -> Option<u32> {
    u32::try_from(part.position(path, name)?).ok()
}

impl Agent for ScriptedWriter {
    fn handle(&mut self, id: ActivationId, upcall: &Upcall, port: &mut dyn Port) -> Reply {
        let Upcall::Writer(upcall) = upcall else { return Reply::Later };
        let document = if upcall.event == WriterEvent::Identify { self.document.clone() } else { None };
        if upcall.components.is_some() {
            self.given.clone_from(&upcall.components);
        }
        let kept = self.given.clone().filter(|_| upcall.event == WriterEvent::PrepareForSnapshot);
        let Some(script) = self.script.remove(&upcall.event) else {
            return Reply::Now(Answer::Writer { succeeded: true, document });
        };
        for call in &script.calls {
            let made = self.make(id, upcall.components.as_deref().or(kept.as_deref()), call);
            let outcome = made.map(|call| port.call(call));
            self.outcomes.borrow_mut().push((call.number(), outcome));
        }
        for file in &script.files {
            let outcome = match file.placed(port) {
                Some(action) => port.file(action),
                None => Outcome::Moot(Reason::NO_SUCH_OBJECT),
            };
            self.outcomes.borrow_mut().push((file.number, Some(outcome)));
        }
        let answer = Answer::Writer { succeeded: !script.fails, document };
        let reply = reply(&script, answer);
        self.script.insert(upcall.event, next(script));
        reply
    }
}

/// What a handler does the next time.
fn next(mut script: HandlerScript) -> HandlerScript {
    match script.then.take() {
        Some(then) => *then,
        None => script,
    }
}

fn reply(script: &HandlerScript, answer: Answer) -> Reply {
    if script.hangs {
        Reply::Later
    } else if script.takes.is_zero() {
        Reply::Now(answer)
    } else {
        Reply::After(script.takes, answer)
    }
}

/// A provider: the system provider with an empty script, or one that a scenario describes.
#[derive(Debug, Default)]
pub struct ProviderAgent {
    /// The volumes it supports; all, where none is said.
    pub supports: Option<Vec<VolumeId>>,
    /// What it does at each call, by the method's name.
    pub script: BTreeMap<&'static str, HandlerScript>,
    /// How often each method was called.
    pub called: BTreeMap<&'static str, usize>,
}

impl Agent for ProviderAgent {
    fn handle(&mut self, _: ActivationId, upcall: &Upcall, _: &mut dyn Port) -> Reply {
        let Upcall::Provider(call) = upcall else { return Reply::Later };
        let known = |volume| self.supports.as_ref().is_none_or(|volumes| volumes.contains(&volume));
        let supported = call.asks_about().is_none_or(known);
        let Some(script) = self.script.get(call.name()) else {
            return Reply::Now(Answer::Provider { code: Hresult::S_OK, supported });
        };
        let times = self.called.entry(call.name()).or_default();
        let code = match times.checked_sub(1) {
            None => script.code,
            Some(later) => *script.then_codes.get(later).or(script.then_codes.last()).unwrap_or(&script.code),
        };
        *times = times.saturating_add(1);
        reply(script, Answer::Provider { code, supported })
    }
}
