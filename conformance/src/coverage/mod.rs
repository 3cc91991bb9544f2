//! What scenarios show of the documented return codes.
//!
//! `returns.json` has a row for each code that a reference page gives a method; `unshown.json` says of some why nothing in the
//! model leads to them. What a scenario shows is read from the
//! trace of its run alone: the calls, their answers with what led to them, and what participants answered.

mod count;
mod observed;
mod returns;
mod unshown;

pub use count::{Coverage, Pair, Status, Then};
pub use observed::{Answered, Observed};
pub use returns::{Row, rows};
