//! `IVssEnumObject`: the list that `IVssBackupComponents::Query` makes.

use super::ids::EnumId;
use super::structs::ObjectProp;
use super::table::interface;

interface! {
    /// A method of `IVssEnumObject`.
    EnumObjectCall of EnumObject {
        IVssEnumObject::Next { celt: u32 } -> { rgelt: ObjectProp, pceltFetched: u32 },
            "vss/nf-vss-ivssenumobject-next";
        IVssEnumObject::Skip { celt: u32 } -> {}, "vss/nf-vss-ivssenumobject-skip";
        IVssEnumObject::Reset {} -> {}, "vss/nf-vss-ivssenumobject-reset";
        IVssEnumObject::Clone {} -> { ppenum: EnumId }, "vss/nf-vss-ivssenumobject-clone";
        IVssEnumObject::Release {} -> {}, "vss/nn-vss-ivssenumobject";
    }
}
