//! The program `vsscheck`: its command line, and one module a verb.
//!
//! A verb reads what it is pointed at, has the work done elsewhere in this crate and renders the result with
//! [`crate::report`]. What a program is made of besides its verbs is given in [`Parts`], so that tests can run it
//! with other ones.

mod args;
mod check;
mod completions;
mod console;
mod coverage;
mod document;
mod exit;
mod explain;
mod failure;
mod fmt;
mod init;
mod interrupt;
mod meta;
mod progress;
mod run;
mod scenario_files;
mod schema;
mod select;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};

use clap::error::Error as UsageError;
use clap::{CommandFactory, Parser};

pub use args::LimitArgs;
pub use console::{ColorWhen, Console, Loudness};
pub use coverage::{Replayer, Tracer};
pub use exit::Exit;
pub use failure::Failure;
pub use run::{RunSettings, Runner};
pub use scenario_files::ENDING;

use args::{Cli, Verb};

/// What the program is made of besides its verbs.
pub struct Parts<'a> {
    /// Runs one scenario file.
    pub runner: &'a Runner<'a>,
    /// Runs one scenario file and keeps its trace.
    pub tracer: &'a Tracer<'a>,
    /// Plays the text of a scenario, whatever it expects.
    pub replayer: &'a Replayer<'a>,
    /// The JSON Schema of scenario files.
    pub scenario_schema: &'a dyn Fn() -> serde_json::Value,
}

/// The command line, as clap sees it.
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs the program with the arguments and the streams of the process.
#[must_use]
pub fn main(parts: &Parts<'_>) -> Exit {
    interrupt::catch();
    let args: Vec<OsString> = std::env::args_os().collect();
    let mut console = Console::of_process(color_of(&args));
    execute(&args, parts, &mut console)
}

/// Runs the program with these arguments, the first of which is its name. A panic is caught and ends it with
/// [`Exit::Broken`].
#[must_use]
pub fn execute(args: &[OsString], parts: &Parts<'_>, console: &mut Console<'_>) -> Exit {
    // After a panic nothing but the console is used, which is sound at any time.
    let done = catch_unwind(AssertUnwindSafe(|| perform(args, parts, console)));
    console.end_progress();
    done.unwrap_or_else(|_| {
        // The panic's own message has been written by then.
        let message = "vsscheck itself failed; this is a fault of the program".to_owned();
        console.fail(&Failure::Broken(message))
    })
}

fn perform(args: &[OsString], parts: &Parts<'_>, console: &mut Console<'_>) -> Exit {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(usage) => return answer(&usage, console),
    };
    console.loudness = cli.common.loudness();
    let done = match &cli.verb {
        Verb::Run(args) => run::run(args, parts.runner, console),
        Verb::Meta(verb) => meta::meta(verb, console),
        Verb::Coverage(args) => coverage::coverage(args, parts, console),
        Verb::Explain(args) => explain::explain(args, console),
        Verb::Select(args) => select::run(args, console),
        Verb::Init(args) => init::init(args, console),
        Verb::Schema(args) => schema::schema(args, parts, console),
        Verb::Fmt(args) => fmt::fmt(args, console),
        Verb::Completions(args) => completions::completions(args, console),
    };
    done.unwrap_or_else(|failure| console.fail(&failure))
}

/// Shows what clap has to say: what is wrong with the command line, or the help and the version.
fn answer(usage: &UsageError, console: &mut Console<'_>) -> Exit {
    let text = usage.render();
    let shown = |color| if color { text.ansi().to_string() } else { text.to_string() };
    if usage.use_stderr() {
        let text = shown(console.error_style().color);
        console.complain(&text);
        return Exit::Input;
    }
    let text = shown(console.style().color);
    match console.result(&text) {
        Ok(()) => Exit::Clean,
        Err(failure) => console.fail(&failure),
    }
}

/// What `--color` says, known before the command line is understood as a whole: messages about a wrong command
/// line have colours, too.
fn color_of(args: &[OsString]) -> ColorWhen {
    let word = |arg: &OsString| arg.to_string_lossy().into_owned();
    let args: Vec<String> = args.iter().map(word).take_while(|arg| arg != "--").collect();
    let apart = args.windows(2).filter_map(|pair| match pair {
        [flag, value] if flag == "--color" => Some(value.as_str()),
        _ => None,
    });
    let joined = args.iter().filter_map(|arg| arg.strip_prefix("--color="));
    let mut values = apart.chain(joined);
    values.find_map(|value| clap::ValueEnum::from_str(value, false).ok()).unwrap_or_default()
}
