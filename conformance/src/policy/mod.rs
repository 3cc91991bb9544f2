//! Requester policies: programs that decide by themselves what a backup holds, and make the calls for it.
//!
//! A scenario that uses a policy names no component. What the policy derives from the writers' documents and the
//! volumes is what the scenario shows.

pub mod backup_set;
pub mod diskshadow;
pub mod restore;
mod selection;
