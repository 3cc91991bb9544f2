//! Runs the lines of a diskshadow script.

use vss_sim::api::Value;
use vss_sim::vocabulary::Hresult;

use super::miss::Miss;
use super::runner::{Runner, halted};
use crate::policy::diskshadow::{Session, Stop, Why};
use crate::scenario::DiskshadowPlan;
use crate::source::Span;

impl Runner<'_> {
    /// Runs a step of a script; what is missed is given back.
    pub(super) fn diskshadow(&mut self, plan: &DiskshadowPlan) -> Vec<Miss> {
        let mut session = match self.script(plan) {
            Ok(session) => session,
            Err(miss) => return vec![miss],
        };
        let mut stopped = None;
        for (command, span) in &plan.commands {
            let environment = &self.stage.plan.cast.environment;
            let done = session.run(command, *span, &mut self.stage.driver, environment);
            if let Some(object) = session.object() {
                self.stage.requesters.insert(plan.name.clone(), (object, session.process()));
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
        missed.extend(output(plan, &said.lines));
        missed
    }

    fn script(&mut self, plan: &DiskshadowPlan) -> Result<Session, Miss> {
        if plan.begins {
            let process = plan.process.map_or_else(|| self.start_process(), Ok)?;
            return Ok(Session::new(process));
        }
        let never = || Miss::plain(format!("the script {:?} never began", plan.name));
        self.scripts.remove(&plan.name).ok_or_else(never)
    }
}

/// Where a script stopped, against where it is to stop.
fn stop(plan: &DiskshadowPlan, stopped: Option<(Stop, Span)>) -> Option<Miss> {
    let (expected, expected_at) = plan.expect;
    let Some((stop, at)) = stopped else {
        let whole = (expected != Hresult::S_OK).then(|| {
            let message = "the script was not stopped by anything".to_owned();
            Miss::new(message, expected.to_string(), Hresult::S_OK.to_string()).at(expected_at)
        });
        return whole;
    };
    let last = plan.commands.last().is_some_and(|(_, span)| *span == at);
    if stop.code() == Some(expected) {
        // Lines behind the one that is to stop the script would be dead.
        let early = "the script stopped before its last line, at which it is to stop".to_owned();
        return (!last).then(|| Miss::plain(early).at(at));
    }
    let at = stop.blamed.unwrap_or(at);
    let found = stop.code().unwrap_or_default();
    let message = match stop.why {
        Why::Call { method, code, reason } => format!("{method} came to {code}: {reason}"),
        Why::Writer { name, state, failure } => {
            format!("the writer {:?} is in the state {state} with {failure}", name.as_str())
        }
        Why::Refused(_, words) => return Some(Miss::plain(format!("diskshadow: {words}")).at(at)),
        Why::Broken(what) => return Some(Miss::invariant(what).at(at)),
        Why::Halt(halt) => return Some(halted(halt).at(at)),
    };
    Some(Miss::new(format!("diskshadow: {message}"), expected.to_string(), found.to_string()).at(at))
}

/// The first line that is not as expected.
fn output(plan: &DiskshadowPlan, said: &[String]) -> Option<Miss> {
    let (expected, span) = plan.output.as_ref()?;
    if expected == said {
        return None;
    }
    let differs = expected.iter().zip(said).position(|(one, other)| one != other);
    let line = differs.unwrap_or_else(|| expected.len().min(said.len()));
    let shown = |lines: &[String]| lines.get(line).map_or("no line".to_owned(), |line| format!("{line:?}"));
    let message = format!("diskshadow says something else in line {}", line + 1);
    Some(Miss::new(message, shown(expected), shown(said)).at(*span))
}
