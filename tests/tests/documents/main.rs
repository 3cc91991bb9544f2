//! The two metadata documents from outside: real ones, our own, hostile ones, damaged ones and generated ones.

#![forbid(unsafe_code)]

mod corpus;
mod support;
