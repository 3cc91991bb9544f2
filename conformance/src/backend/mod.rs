//! Where a scenario runs: the model, driven by one driver; later a program under test, or real VSS.
//!
//! Whoever answers an upcall is an [`Agent`], whatever it is made of: a script, a Rust writer in this process, a
//! pipe. The driver never calls an agent while a call of its own is on the stack, and the model never calls one.

mod agent;
mod driver;
mod provider;
mod script;
mod wait;
mod writer;

pub use agent::{Agent, Port, Reply};
pub use driver::{Driver, Halt, Ran, Sink};
pub use provider::{Preparation, Provider, ProviderHandler, RustProvider, SnapshotTask};
pub use script::{
    HandlerScript, NestedCall, NestedFile, NestedOutcome, ProviderAgent, ScriptedWriter, find_component,
};
pub use writer::{Handler, Metadata, Writer, WriterAgent};
