//! Tests of parsing, deserialising and printing.

mod model;
mod mutants;
mod print;
mod schema;
mod spanned;
mod syntax;
mod typed;
