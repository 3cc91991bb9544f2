//! Runs the lines of a diskshadow script.

use vss_sim::api::{Target, Value};

use super::miss::Miss;
use super::runner::{Runner, halted};
use crate::policy::diskshadow::{Session, Stop, Why};
use crate::scenario::{DiskshadowPlan, Ending, MachineCast};
use crate::source::Span;

/// What a script said in a step.
pub(super) struct Heard {
    pub(super) lines: Vec<String>,
    /// The index of the first line that is not as expected.
    pub(super) first_difference: Option<usize>,
}

impl Runner<'_> {
    /// Runs a step of a script; what is missed is given back.
    pub(super) fn diskshadow(&mut self, plan: &DiskshadowPlan) -> Vec<Miss> {
        let mut session = match self.script(plan) {
            Ok(session) => session,
            Err(miss) => return vec![miss],
        };
        let machine = match self.stage.machine(session.process()) {
            Ok(machine) => machine,
            Err(miss) => return vec![miss],
        };
        let mut stopped = None;
        for (command, span) in &plan.commands {
            let done = session.run(command, *span, &mut self.stage.driver, &machine.environment);
            if let Some(object) = session.object() {
                self.stage.objects.insert(plan.name.clone(), (Target::Backup(object), session.process()));
            }
            if let Err(stop) = done {
                stopped = Some((stop, *span));
                break;
            }
        }
        let said = session.take_said();
        for alias in said.aliases {
            self.saved.insert(alias.name, Value::Guid(alias.id));
        }
        self.scripts.insert(plan.name.clone(), session);
        let mut missed: Vec<Miss> = stop(plan, stopped).into_iter().collect();
        let first_difference = first_difference(plan, &said.lines);
        missed.extend(first_difference.and_then(|line| output(plan, &said.lines, line)));
        self.said = Some(Heard { lines: said.lines, first_difference });
        missed
    }

    fn script(&mut self, plan: &DiskshadowPlan) -> Result<Session, Miss> {
        if plan.begins {
            let process = plan.process.map_or_else(|| self.start_process(MachineCast::FIRST), Ok)?;
            return Ok(Session::new(process));
        }
        let never = || Miss::plain(format!("the script {:?} never began", plan.name));
        self.scripts.remove(&plan.name).ok_or_else(never)
    }
}

/// Where a script stopped, against where it is to stop.
fn stop(plan: &DiskshadowPlan, stopped: Option<(Stop, Span)>) -> Option<Miss> {
    let (expected, expected_at) = plan.ending;
    let Some((stop, at)) = stopped else {
        let message = "the script was not stopped by anything".to_owned();
        let whole = Miss::new(message, expected.to_string(), Ending::Whole.to_string()).at(expected_at);
        return (expected != Ending::Whole).then_some(whole);
    };
    let blamed = stop.blamed.unwrap_or(at);
    let (found, message) = match stop.why {
        Why::Call { method, code, reason } => {
            (Ending::Code(code), format!("{method} came to {code}: {reason}"))
        }
        Why::Writer { name, state, failure } => {
            let message = format!("the writer {:?} is in the state {state} with {failure}", name.as_str());
            (Ending::Code(failure), message)
        }
        Why::Refused(refusal, words) => (Ending::Refused(refusal), words),
        Why::Broken(what) => return Some(Miss::invariant(what).at(blamed)),
        Why::Halt(halt) => return Some(halted(halt).at(blamed)),
    };
    if found == expected {
        let last = plan.commands.last().is_some_and(|(_, span)| *span == at);
        // Lines behind the one that is to stop the script would be dead.
        let early = "the script stopped before its last line, at which it is to stop".to_owned();
        return (!last).then(|| Miss::plain(early).at(at));
    }
    Some(Miss::new(format!("diskshadow: {message}"), expected.to_string(), found.to_string()).at(blamed))
}

/// The index of the first line that is not as expected.
fn first_difference(plan: &DiskshadowPlan, said: &[String]) -> Option<usize> {
    let (expected, _) = plan.output.as_ref()?;
    let differs = expected.iter().zip(said).position(|((one, _), other)| one != other);
    let shorter = expected.len().min(said.len());
    differs.or_else(|| (expected.len() != said.len()).then_some(shorter))
}

/// What is said of the first line that is not as expected.
fn output(plan: &DiskshadowPlan, said: &[String], line: usize) -> Option<Miss> {
    let (expected, span) = plan.output.as_ref()?;
    let shown = |line: Option<&String>| line.map_or("no line".to_owned(), |line| format!("{line:?}"));
    let message = format!("diskshadow says something else in line {}", line + 1);
    let (text, at) = expected.get(line).map_or((None, *span), |(text, at)| (Some(text), *at));
    Some(Miss::new(message, shown(text), shown(said.get(line))).at(at))
}
