//! A backup of four writers, one of which may fail in one of its handlers.

use std::sync::Arc;
use std::time::Duration;

use vss_sim::api::{ActivationId, BackupCall, Call, Caller, ProviderId, RequesterId, WriterCall, WriterId};
use vss_sim::machines::Registration;
use vss_sim::vocabulary::{ApplicationLevel, Hresult};
use vss_sim::world::{Answer, Config, Event, Outcome, Participant, ProcessEvent, Run};

use super::calls;
use super::hand::{Hand, usual_answer};
use super::stage::{self, Stage};

/// The writers: one of each level, and a second instance of the first one's class.
pub const WRITERS: [u32; 4] = [1, 2, 3, SECOND_INSTANCE];
/// The number of the second instance.
pub const SECOND_INSTANCE: u32 = 11;
/// The window of the writer that is to be late; the others have the default one.
pub const SHORT_WINDOW: Duration = Duration::from_secs(5);

/// The codes that a writer can set.
///
/// Page: `nf-vswriter-cvsswriter-setwriterfailure`.
pub const WRITER_ERRORS: [Hresult; 5] = [
    Hresult::VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT,
    Hresult::VSS_E_WRITERERROR_NONRETRYABLE,
    Hresult::VSS_E_WRITERERROR_OUTOFRESOURCES,
    Hresult::VSS_E_WRITERERROR_RETRYABLE,
    Hresult::VSS_E_WRITERERROR_TIMEOUT,
];

/// How a handler fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It sets a code, and returns this.
    Code(Hresult, bool),
    /// It returns false and sets no code.
    False,
    /// Its window ends while it runs.
    Late,
    /// Its window ends before it is called.
    NeverCalled,
}

impl How {
    /// Every way that is the handler's own doing.
    #[must_use]
    pub fn vetoes() -> Vec<Self> {
        let codes = WRITER_ERRORS.iter().flat_map(|code| [Self::Code(*code, true), Self::Code(*code, false)]);
        codes.chain([Self::False]).collect()
    }
}

/// One failure, and whether it has happened.
#[derive(Debug, Clone, Copy)]
pub struct Veto {
    /// Whose it is.
    pub writer: WriterId,
    /// Where.
    pub handler: &'static str,
    /// How.
    pub how: How,
    /// What `SetWriterFailure` returned, once it was called.
    pub set: Option<Hresult>,
    /// Whether it is over.
    pub done: bool,
}

impl Veto {
    /// A failure that is to come.
    #[must_use]
    pub const fn new(writer: WriterId, handler: &'static str, how: How) -> Self {
        Self { writer, handler, how, set: None, done: false }
    }

    /// Lets one thing happen: the failure, where it is due, else what the hand does next. False when nothing can.
    pub fn go_on(&mut self, hand: &mut Hand) -> bool {
        match (self.running(hand), self.how) {
            (Some(id), How::Code(hr, _)) if self.set.is_none() => {
                let by = Caller { process: stage::WRITING, within: Some(id) };
                let (call, outcome) = hand.call(by, Call::Writer(WriterCall::SetWriterFailure { hr }));
                self.set = Some(hand.back(call, outcome).code);
            }
            (Some(id), How::Code(_, succeeded)) => self.answer(hand, id, succeeded),
            (Some(id), How::False) => self.answer(hand, id, false),
            (Some(_), How::Late | How::NeverCalled) => {
                hand.pass(SHORT_WINDOW);
                self.done = true;
            }
            (None, _) => return hand.go_on(|_, _| true),
        }
        true
    }

    /// Lets everything happen that can without more time passing.
    pub fn settle(&mut self, hand: &mut Hand) {
        while self.go_on(hand) {}
    }

    /// The activation in which the failure is due.
    fn running(&self, hand: &Hand) -> Option<ActivationId> {
        let (to, name) = match self.how {
            How::Code(..) | How::False | How::Late => (Participant::Writer(self.writer), self.handler),
            // Between Freeze and Thaw, where a provider keeps the writers waiting.
            How::NeverCalled => (Participant::Provider(ProviderId(1)), "PreCommitSnapshots"),
        };
        let mut open = hand.world.open.activations.iter().filter(|_| !self.done);
        let found = open.find(|(_, held)| {
            held.to == to && held.upcall.name() == name && matches!(held.run, Run::Running { .. })
        });
        found.map(|(id, _)| *id)
    }

    /// The handler returns; if it returns true, with what a handler that does its work returns.
    fn answer(&mut self, hand: &mut Hand, id: ActivationId, succeeded: bool) {
        let usual = |held: &vss_sim::world::Activation| usual_answer(held.to, &held.upcall);
        let answer = match hand.world.open.activations.get(&id).map(usual) {
            Some(answer) if succeeded => answer,
            Some(_) | None => Answer::Writer { succeeded: false, document: None },
        };
        let outcome = hand.play(&Event::Return { of: id, answer });
        assert_eq!(outcome, Outcome::Done, "{self:?}");
        self.done = true;
    }
}

/// The four writers and the system provider; the writer that is named has the short window.
#[must_use]
pub fn cast(config: Config, short: Option<u32>) -> Hand {
    let window =
        |writer| if short == Some(writer) { SHORT_WINDOW } else { Registration::DEFAULT_TIMEOUT_FREEZE };
    let writers = vec![
        (ApplicationLevel::VSS_APP_FRONT_END, window(1)),
        (ApplicationLevel::VSS_APP_BACK_END, window(2)),
        (ApplicationLevel::VSS_APP_SYSTEM, window(3)),
    ];
    let mut hand = Hand::new(Stage { config, writers, ..Stage::default() }.world());
    let level = ApplicationLevel::VSS_APP_FRONT_END;
    hand.play(&Event::Process(ProcessEvent::Subscribe {
        process: stage::WRITING,
        writer: WriterId(SECOND_INSTANCE),
        registration: Arc::new(stage::registration(SECOND_INSTANCE, level, window(SECOND_INSTANCE))),
    }));
    hand
}

/// The calls of a full backup with a component of each of these writers, from the first to the release.
#[must_use]
pub fn full_backup(writers: &[u32]) -> Vec<BackupCall> {
    let mut all = vec![calls::INITIALIZE, calls::set_backup_state(true), calls::GATHER];
    all.extend(writers.iter().map(|writer| calls::add_component(*writer, 0)));
    all.extend([calls::START, calls::add_volume(0), calls::PREPARE, calls::SNAPSHOT]);
    all.extend(writers.iter().map(|writer| calls::set_succeeded(*writer, true)));
    all.extend([calls::COMPLETE, calls::SAVE, calls::RELEASE]);
    all
}

/// The events that a writer got, in order.
#[must_use]
pub fn events(hand: &Hand, writer: u32) -> Vec<&'static str> {
    let own = Participant::Writer(WriterId(writer));
    hand.upcalls().into_iter().filter(|(to, _)| *to == own).map(|(_, name)| name).collect()
}

/// A requester's object in a world of four writers.
#[must_use]
pub fn begin(config: Config, short: Option<u32>) -> (Hand, RequesterId) {
    let mut hand = cast(config, short);
    let requester = hand.create(stage::REQUESTING);
    (hand, requester)
}
