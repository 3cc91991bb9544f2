//! `vsscheck explain`.

use vss_sim::world::Readings;

use super::args::{ExplainArgs, Format};
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;
use crate::readings;
use crate::report::{Explained, explained_as_json, explained_for_people};
use crate::rules::{rule, rules};
use crate::source::Diagnostic;

pub fn explain(args: &ExplainArgs, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let what = find(&args.id).ok_or_else(|| unknown(&args.id))?;
    let text = match args.format {
        Format::Human => explained_for_people(what, console.style()),
        Format::Json => explained_as_json(what),
    };
    console.result(&text)?;
    Ok(Exit::Clean)
}

/// What has this id, in whatever case it is written.
fn find(id: &str) -> Option<Explained> {
    let upper = id.to_ascii_uppercase();
    let switch = || Readings::table().find(|row| row.id.eq_ignore_ascii_case(id)).map(Explained::Switch);
    readings::find(&upper)
        .map(Explained::Question)
        .or_else(|| rule(&upper).map(Explained::Rule))
        .or_else(switch)
}

fn unknown(id: &str) -> Failure {
    let questions = readings::all().iter().map(|question| question.id.as_str());
    let switches = Readings::table().map(|row| row.id);
    let known: Vec<&str> =
        questions.chain(rules().iter().map(|rule| rule.id.as_str())).chain(switches).collect();
    let error = Diagnostic::file_error("explain", "nothing has this id");
    let error = error.expected("the id of a rule, such as SEL-005, or of a question, such as C-001");
    Failure::usage(error.found(crate::source::quote(id)).did_you_mean(&id.to_ascii_uppercase(), &known))
}
