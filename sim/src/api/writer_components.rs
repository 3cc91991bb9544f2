//! `IVssWriterComponents`, and `IVssWriterComponentsExt` that adds no method to it: the components of one writer in a
//! Backup Components Document.

use super::ids::ComponentRef;
use super::table::interface;
use crate::vocabulary::Guid;

interface! {
    /// A method of `IVssWriterComponents`.
    WriterComponentsCall of WriterComponents {
        IVssWriterComponents::GetComponentCount {} -> { pcComponents: u32 },
            "vswriter/nf-vswriter-ivsswritercomponents-getcomponentcount";
        IVssWriterComponents::GetWriterInfo {} -> { pidInstance: Guid, pidWriter: Guid },
            "vswriter/nf-vswriter-ivsswritercomponents-getwriterinfo";
        IVssWriterComponents::GetComponent { iComponent: u32 } -> { ppComponent: ComponentRef },
            "vswriter/nf-vswriter-ivsswritercomponents-getcomponent";
    }
}
