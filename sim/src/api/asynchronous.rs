//! `IVssAsync`: an operation that was begun.

use super::table::interface;
use crate::vocabulary::Hresult;

interface! {
    /// A method of `IVssAsync`.
    AsyncCall of Async {
        IVssAsync::Cancel {} -> {}, "vss/nf-vss-ivssasync-cancel";
        IVssAsync::Wait { dwMilliseconds: u32 } -> {}, "vss/nf-vss-ivssasync-wait", needs rights;
        IVssAsync::Release {} -> {}, "vss/nl-vss-ivssasync";
        IVssAsync::QueryStatus {} -> { pHrResult: Hresult }, "vss/nf-vss-ivssasync-querystatus", needs rights;
    }
}

impl AsyncCall {
    /// The time-out of `Wait` that never passes.
    pub const INFINITE: u32 = u32::MAX;
}
