//! A requester that goes about a backup as the program diskshadow does: `begin backup`, `add volume`, `create`.
//!
//! What diskshadow includes is on no page. Its own logs show the order of its reasons and their words; how components
//! with excluded descendants are treated, and which of the rest are added, follows Microsoft's public sample VShadow,
//! whose reasons are the same (`vshadow-tool-and-sample`): a reading. Where that departs from the rules, so does the
//! policy: a nonselectable component below another nonselectable one is not added (against SEL-005), nor is a selectable
//! one below a nonselectable one that is; the volumes of a component are those of its default paths, although files are
//! read from alternate ones (BSET-009). Readings of our own: `writer verify` wants something of the writer in the
//! backup; names in `writer exclude` are exact but for the writer's; a writer has failed when its failure is not S_OK;
//! BackupComplete is called even where no component was added.

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
