//! The life of a writer: what its own process calls on its `CVssWriter` object.
//!
//! An argument that is left out has the default of the header.

use super::param::In;
use super::table::interface;
use crate::vocabulary::{
    AlternateWriterState, ApplicationLevel, Guid, SourceType, SubscribeMask, Text, UsageType,
};

interface! {
    /// A method of `CVssWriter` or `CVssWriterEx` that a writer's process calls outside the handlers.
    WriterObjectCall of WriterObject {
        CVssWriter::CVssWriter {} -> {}, "vswriter/nf-vswriter-cvsswriter-cvsswriter";
        CVssWriter::Initialize {
            WriterId: Guid, wszWriterName: In<Text>, ut: UsageType, st: SourceType, nLevel: Option<ApplicationLevel>,
            dwTimeoutFreeze: Option<u32>, aws: Option<AlternateWriterState>, bIOThrottlingOnly: Option<bool>,
            wszWriterInstanceName: Option<Text>,
        } -> {}, "vswriter/nf-vswriter-cvsswriter-initialize", needs rights;
        CVssWriter::Subscribe { dwEventFlags: Option<SubscribeMask> } -> {},
            "vswriter/nf-vswriter-cvsswriter-subscribe", needs rights;
        CVssWriter::Unsubscribe {} -> {}, "vswriter/nf-vswriter-cvsswriter-unsubscribe";
        CVssWriter::InstallAlternateWriter { writerId: Guid, persistentWriterClassId: Guid } -> {},
            "vswriter/nf-vswriter-cvsswriter-installalternatewriter";
        CVssWriterEx::InitializeEx {
            WriterId: Guid, wszWriterName: In<Text>, dwMajorVersion: u32, dwMinorVersion: u32, ut: UsageType,
            st: SourceType, nLevel: Option<ApplicationLevel>, dwTimeoutFreeze: Option<u32>,
            aws: Option<AlternateWriterState>, bIOThrottlingOnly: Option<bool>, wszWriterInstanceName: Option<Text>,
        } -> {}, "vswriter/nf-vswriter-cvsswriterex-initializeex", needs rights;
        CVssWriterEx::SubscribeEx { dwUnsubscribeTimeout: u32, dwEventFlags: Option<SubscribeMask> } -> {},
            "vswriter/nf-vswriter-cvsswriterex-subscribeex", needs rights;
    }
}
