//! The observer of runs: that its rows are those of the catalogue, what traces show it, and what the suite leaves to show.

mod by_hand;
mod drift;
mod suite;
