//! A requester that goes about a backup as the program diskshadow does: `begin backup`, `add volume`, `create`.
//!
//! What diskshadow includes is on no page. Its own logs show the order of its reasons and their words; how components
//! with excluded descendants are treated, and which of the rest are added, follows Microsoft's public sample VShadow,
//! whose reasons are the same (`vshadow-tool-and-sample`): a reading. Where it departs from the rules it does so
//! knowingly: a nonselectable component below another nonselectable one is not added (against SEL-005).

mod calls;
mod choice;
mod command;
mod report;
mod session;
mod stop;
mod volume;

pub use choice::{Choice, Surroundings, WhyComponent, WhyWriter, WriterChoice, choose};
pub use command::{Command, CommandError, Named};
pub use report::lines;
pub use session::{Alias, Session};
pub use stop::Stop;
