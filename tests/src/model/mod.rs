//! What the tests of the model share: a stage to play on, a hand that plays it event by event, calls with valid
//! arguments, dice that turn numbers into events, and what must hold whatever happened.

pub mod asked;
pub mod calls;
pub mod dice;
pub mod document;
pub mod hand;
pub mod invariants;
pub mod path;
pub mod restore;
pub mod seen;
pub mod shadow_copies;
pub mod spec;
pub mod stage;
pub mod veto;
