//! Files of volumes and shadow copies: what stands for their bytes, the trees they stand in, and where a path leads.
//!
//! A tree is made of directories that share what they have in common, so that a shadow copy is a clone, and a change
//! copies the directories above the changed file alone.

mod content;
mod fault;
mod place;
mod tree;

pub use content::{Content, Run};
pub use fault::FileFault;
pub use place::{FilePlace, Holder, device_of};
pub use tree::{File, FileTree, Modified, Node, ReparsePoint};
