//! A requester that goes about a backup as the program diskshadow does: `begin backup`, `add volume`, `create`.
//!
//! What diskshadow includes is on no page. Its own logs show the order of its reasons and their words; how components
//! with excluded descendants are treated, which of the rest are added, and what is verified follows Microsoft's public
//! sample VShadow, whose reasons are the same (`vshadow-tool-and-sample`): a reading. Where that departs from the
//! rules, so does the policy: a nonselectable component below another nonselectable one is not added (against SEL-005),
//! nor is a selectable one below a nonselectable one that is; the volumes of a component are those of its default
//! paths, although files are read from alternate ones (BSET-009). Readings of our own: names fold as Unicode has it; a
//! writer has failed when its failure is not S_OK; BackupComplete is called even where no component was added; what a
//! script may not do at its point (`Refusal`).

mod backup;
mod calls;
mod choice;
mod command;
mod create;
mod lookups;
mod named;
mod report;
mod session;
mod settings;
mod stop;
mod verify;

#[cfg(test)]
mod tests;

pub use command::{Command, CommandError};
pub use session::Session;
pub use stop::{Refusal, Stop, Why};
