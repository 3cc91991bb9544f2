//! What holds when all steps are through: events, their order, and states.

use vss_sim::machines::ProviderCall;

use crate::json::Spanned;
use crate::source::Diagnostic;

use super::checker::{Checker, unknown};
use super::files;
use super::format::Expect;
use super::handlers::{handler_names, writer_event};
use super::plan::{EventOrder, Expectations, ParticipantRef};
use super::steps::{self, Names};

/// The expectations of a scenario.
pub(super) fn expectations(
    checker: &mut Checker<'_>,
    names: &Names,
    expect: Option<&Expect>,
) -> Expectations {
    let Some(expect) = expect else { return Expectations::default() };
    let mut planned =
        Expectations { unfinished: expect.unfinished.unwrap_or(false), ..Expectations::default() };
    for (name, events) in &expect.events {
        let Some(participant) = checker.participant(name) else { continue };
        let list = events.iter().filter_map(|event| self::event(checker, participant, event)).collect();
        planned.events.push((participant, list, events.span));
    }
    for pair in &expect.order {
        let [first, second] = &pair.value;
        let (first, second) = (point(checker, first), point(checker, second));
        if let (Some(first), Some(second)) = (first, second) {
            planned.order.push(EventOrder { first, second, span: pair.span });
        }
    }
    if let Some(states) = &expect.states {
        planned.states = steps::states(checker, names, states);
    }
    if let Some(contents) = &expect.contents {
        planned.contents = files::contents(checker, names, contents);
    }
    planned
}

/// `participant.Event`.
fn point(checker: &mut Checker<'_>, text: &Spanned<String>) -> Option<(ParticipantRef, &'static str)> {
    let Some((name, event)) = text.split_once('.') else {
        let error = Diagnostic::error(text, "this is no event of a participant");
        checker.error(
            error
                .expected("participant, dot, event, such as sql.OnFreeze")
                .found(format!("{:?}", text.value)),
        );
        return None;
    };
    let participant = checker.participant(&Spanned::new(name.to_owned(), text.span))?;
    let event = event_name(participant, event);
    if event.is_none() {
        refuse(checker, participant, text, text.split_once('.').map_or("", |(_, event)| event));
    }
    event.map(|event| (participant, event))
}

fn event(
    checker: &mut Checker<'_>,
    participant: ParticipantRef,
    text: &Spanned<String>,
) -> Option<&'static str> {
    let event = event_name(participant, text);
    if event.is_none() {
        refuse(checker, participant, text, text);
    }
    event
}

fn event_name(participant: ParticipantRef, name: &str) -> Option<&'static str> {
    match participant {
        ParticipantRef::Writer(_) => writer_event(name).map(|event| event.handler()),
        ParticipantRef::Provider(_) => ProviderCall::NAMES.iter().copied().find(|method| *method == name),
    }
}

fn refuse(checker: &mut Checker<'_>, participant: ParticipantRef, at: &Spanned<String>, word: &str) {
    let names: Vec<&str> = match participant {
        ParticipantRef::Writer(_) => handler_names().collect(),
        ParticipantRef::Provider(_) => ProviderCall::NAMES.to_vec(),
    };
    let expected = match participant {
        ParticipantRef::Writer(_) => "a handler of CVssWriter",
        ParticipantRef::Provider(_) => "a method of a provider",
    };
    let word = Spanned::new(word.to_owned(), at.span);
    checker.error(unknown(&word, "event", expected, &names));
}
