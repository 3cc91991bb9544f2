//! The program `vsscheck`.

#![forbid(unsafe_code)]

fn main() {}
