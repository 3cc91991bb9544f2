//! XML as the two documents use it: a reader of tags with places, and sinks that elements are printed into.
//!
//! Both sides stand on quick-xml's events. Attribute values are taken raw from them and decoded here, since XML
//! libraries fold the line ends that VSS writes into captions.

mod attributes;
mod layout;
mod print;
mod references;
mod source;
mod syntax;
mod typed;
mod unknown;

pub use layout::{ElementId, Layout, Mark};
pub(super) use print::{Redacted, Sink, XmlSink};
pub(super) use source::Source;

/// More than any row of the table has: known attributes of one tag are held in this many places.
pub(super) const MOST_KNOWN_ATTRIBUTES: usize = 31;
