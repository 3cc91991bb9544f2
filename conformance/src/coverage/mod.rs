//! What scenarios show of the documented return codes.
//!
//! `returns.json` has a row for each code that a reference page gives a method; `unshown.json` says of some why nothing in the
//! model leads to them. What a scenario shows is read from the
//! trace of its run alone: the calls, their answers with what led to them, and what participants answered.

mod count;
mod facts;
mod observed;
mod observer;
mod readings;
mod returns;
mod unique;
mod unshown;
pub mod verify;

pub use count::{Coverage, Key, Pair, ShownCause, Status, Then};
pub use facts::{Fact, facts};
pub use observed::{Answered, Observed};
pub use observer::{Observer, Shown, StepLine, Tally, TransitionLine, UnlistedLine};
pub use readings::{LabelLine, ReadingLine, ReadingsShown};
pub use returns::{Row, rows};
pub use unique::{Redundant, Unique};
