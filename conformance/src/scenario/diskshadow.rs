//! Steps that are lines of a diskshadow script.

use vss_sim::api::Object;
use vss_sim::vocabulary::Hresult;

use crate::json::Spanned;
use crate::policy::diskshadow::{Command, Refusal};
use crate::source::{Diagnostic, Span};

use super::checker::{Checker, unknown};
use super::format::Step;
use super::happenings::named_process;
use super::plan::{Cast, DiskshadowPlan, Ending};
use super::steps::Names;

/// What the aliases of a script say the set is.
const SET_ALIAS: &str = "VSS_SHADOW_SET";

pub(super) fn step(
    checker: &mut Checker<'_>,
    cast: &Cast,
    names: &mut Names,
    step: &Spanned<Step>,
    lines: &[Spanned<String>],
) -> Option<DiskshadowPlan> {
    let (name, begins) = script(checker, names, step)?;
    let process = step.process.as_ref().and_then(|process| {
        if begins {
            return named_process(checker, cast, process);
        }
        let what = "a script goes on in the process it began in";
        checker.error(Diagnostic::error(process, what));
        None
    });
    let mut commands = Vec::new();
    for line in lines {
        match Command::parse(line) {
            Ok(command) => {
                save_aliases(checker, names, &command, line.span);
                commands.push((command, line.span));
            }
            Err(error) => {
                let found = format!("{:?}", line.value);
                let mut diagnostic =
                    Diagnostic::error(line, error.message).expected(error.expected).found(found);
                if let Some(help) = error.help {
                    diagnostic = diagnostic.help(help);
                }
                checker.error(diagnostic);
            }
        }
    }
    if lines.is_empty() {
        let error = Diagnostic::error(step.span.last_byte(), "a script has lines");
        checker.error(error.expected("lines such as \"begin backup\", \"add volume C:\", \"create\""));
    }
    let ending = ending(checker, step, lines.last().map_or(step.span, |line| line.span));
    let output = step.output.as_ref().map(|output| {
        let lines = output.value.iter().map(|line| (line.to_string(), line.span));
        (lines.collect(), output.span)
    });
    Some(DiskshadowPlan { name, process, begins, commands, ending, output })
}

/// How the step is to end; where nothing is said, every line is carried out.
fn ending(checker: &mut Checker<'_>, step: &Step, last: Span) -> (Ending, Span) {
    match (&step.expect, &step.refused) {
        (None, None) => (Ending::Whole, last),
        (Some(text), None) => match checker.hresult(text) {
            Hresult::S_OK => (Ending::Whole, text.span),
            code => (Ending::Code(code), text.span),
        },
        (None, Some(word)) => match Refusal::NAMES.iter().find(|(_, name)| *name == word.value) {
            Some((refusal, _)) => (Ending::Refused(*refusal), word.span),
            None => {
                let names: Vec<&str> = Refusal::NAMES.iter().map(|(_, name)| *name).collect();
                let expected = format!("one of {}", names.join(", "));
                checker.error(unknown(word, "refusal", &expected, &names));
                (Ending::Whole, word.span)
            }
        },
        (Some(_), Some(word)) => {
            let what = "a line that is refused makes no call, so that no code is to be expected";
            checker.error(Diagnostic::error(word, what).help("leave out \"expect\" or \"refused\""));
            (Ending::Whole, word.span)
        }
    }
}

/// The script's name, and whether it begins here.
fn script(checker: &mut Checker<'_>, names: &mut Names, step: &Spanned<Step>) -> Option<(String, bool)> {
    match (&step.name, &step.on) {
        (Some(name), None) => {
            let taken =
                names.objects.contains_key(&name.value) || checker.participants.contains_key(&name.value);
            if taken {
                checker.error(Diagnostic::error(name, format!("the name {:?} is taken", name.value)));
            }
            names.objects.insert(name.to_string(), Object::Backup);
            names.scripts.insert(name.to_string());
            Some((name.to_string(), true))
        }
        (None, Some(on)) => {
            if !names.scripts.contains(&on.value) {
                let known: Vec<&str> = names.scripts.iter().map(String::as_str).collect();
                checker.error(unknown(
                    on,
                    "script",
                    "the name of a script that an earlier step began",
                    &known,
                ));
                return None;
            }
            Some((on.to_string(), false))
        }
        (Some(_), Some(on)) => {
            let what = "a script either begins, with \"as\", or goes on, with \"on\"";
            checker.error(Diagnostic::error(on, what));
            None
        }
        (None, None) => only_script(checker, names, step.span),
    }
}

fn only_script(checker: &mut Checker<'_>, names: &Names, step: Span) -> Option<(String, bool)> {
    let mut scripts = names.scripts.iter();
    if let (Some(only), None) = (scripts.next(), scripts.next()) {
        return Some((only.clone(), false));
    }
    let error = Diagnostic::error(step.last_byte(), "it must be said which script this is");
    checker.error(error.expected("\"as\": a name, where it begins, or \"on\": its name, where it goes on"));
    None
}

fn save_aliases(checker: &mut Checker<'_>, names: &mut Names, command: &Command, at: Span) {
    match command {
        Command::AddVolume { alias: Some(alias), .. } => {
            if checker.guids.contains_key(alias) {
                let what = format!("@{alias} is a writer or provider already");
                checker.error(Diagnostic::error(at, what));
            }
            names.saved.insert(alias.clone());
        }
        Command::Create => {
            names.saved.insert(SET_ALIAS.to_owned());
        }
        Command::AddVolume { alias: None, .. }
        | Command::SetContext(_)
        | Command::Nothing
        | Command::BeginBackup
        | Command::WriterExclude(_)
        | Command::WriterVerify(_)
        | Command::EndBackup
        | Command::Reset => {}
    }
}
