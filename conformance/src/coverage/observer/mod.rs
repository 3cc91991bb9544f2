//! An observer of runs: which transitions of the catalogue's machines a trace takes, which steps of the creation
//! sequence it shows, and what happens in it that neither allows.
//!
//! It sees calls, events and statuses, as a trace tells them, and reads the rows of `transitions.json` and `steps.json`,
//! which were made from the pages. Of the model it knows the words that traces are written in, and nothing else: that it
//! agrees with the model's own tables is what it is there to find out.

mod asyncs;
mod book;
mod copies;
mod objects;
mod providers;
mod scene;
mod sequence;
mod services;
mod sessions;
mod sets;
mod sight;
mod steps;
mod table;
mod tally;
#[cfg(test)]
mod tests;
mod writers;

use vss_sim::trace::Record;
use vss_sim::world::readings::Readings;

use crate::run::ReadingAsked;
use book::Book;

pub use tally::{Shown, StepLine, Tally, TransitionLine, UnlistedLine};

/// What runs have shown.
#[derive(Debug, Default)]
pub struct Observer {
    book: Book,
}

/// What is followed through one run.
#[derive(Default)]
struct Watch {
    writers: writers::Writers,
    sessions: sessions::Sessions,
    asyncs: asyncs::Asyncs,
    objects: objects::Objects,
    sets: sets::Sets,
    copies: copies::Copies,
    providers: providers::Providers,
    sequence: sequence::Sequence,
    services: services::Services,
}

impl Observer {
    /// Looks at the run of a scenario that asked these questions about what the pages leave open.
    pub fn add(&mut self, scenario: &str, trace: &[Record], asked: &[ReadingAsked]) {
        scenario.clone_into(&mut self.book.scenario);
        let chosen = asked.iter().filter(|asked| {
            Readings::question(asked.id).is_some_and(|question| question.default != asked.label)
        });
        self.book.chosen = chosen.map(|asked| asked.id).collect();
        let book = &mut self.book;
        let (mut reader, mut scene) = (sight::Reader::default(), scene::Scene::default());
        let mut watch = Watch::default();
        for record in trace {
            let seen = reader.read(record);
            scene.before(&seen, &reader);
            watch.writers.see(&seen, &scene, book);
            watch.sessions.see(&seen, book);
            watch.asyncs.see(&seen, book);
            watch.objects.see(&seen, &scene, book);
            watch.sets.see(&seen, &scene, book);
            watch.copies.see(&seen, &scene, book);
            watch.copies.refused(&seen, book);
            watch.providers.see(&seen, &scene, book);
            watch.sequence.see(&seen, &scene, book);
            watch.services.see(&seen, &reader, &scene, book);
            scene.after(&seen);
        }
        watch.objects.finish(book);
        watch.sequence.finish(book);
    }

    /// The transitions and the steps, with what runs have shown of them.
    #[must_use]
    pub fn tally(&self) -> Tally {
        tally::tally(&self.book)
    }
}
