//! The two metadata documents from outside: real ones, our own, hostile ones, damaged ones and generated ones.

#![forbid(unsafe_code)]

mod backup;
mod builder;
mod corpus;
mod edits;
mod fixtures;
mod generated;
mod hostile;
mod mutants;
mod relations;
mod replay;
mod shapes;
mod support;
mod unknown;
