//! Which accounts can run requesters and writers.
//!
//! Pages: `desktop-src/VSS/security-considerations-for-requestors`, `desktop-src/VSS/security-considerations-for-writers`.

use super::service::Machine;
use crate::api::{Call, FunctionCall, ProcessId};

/// What a process is to VSS in a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A requester, or whoever administers VSS (a reading: the key has no value for these).
    Requester,
    /// A writer.
    Writer,
}

/// What `VssAccessControl` has for an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountAccess {
    /// It can be neither writer nor requester.
    Denied,
    /// It can be a writer.
    Writer,
    /// It can be a requester.
    Requester,
    /// It can be both.
    Both,
}

impl AccountAccess {
    /// The data of the registry value of each.
    pub const VALUES: &'static [(Self, u32)] =
        &[(Self::Denied, 0), (Self::Writer, 1), (Self::Requester, 2), (Self::Both, 3)];

    /// What it says of a role. That an account which is granted the one role is for the other one what it is without
    /// an entry is a reading.
    #[must_use]
    pub const fn says(self, role: Role) -> Option<bool> {
        match (self, role) {
            (Self::Denied, _) => Some(false),
            (Self::Both, _) | (Self::Writer, Role::Writer) | (Self::Requester, Role::Requester) => Some(true),
            (Self::Writer, Role::Requester) | (Self::Requester, Role::Writer) => None,
        }
    }
}

/// How an account is entered in `VssAccessControl`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryForm {
    /// As a value of the key.
    Value,
    /// As a subkey.
    Subkey,
}

/// The entry of an account in `VssAccessControl`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AccountEntry {
    /// What it says.
    pub access: AccountAccess,
    /// How it is entered; only one of the forms counts (C2-094).
    pub form: EntryForm,
}

/// What who makes a call is to VSS.
#[must_use]
pub const fn role_of(call: &Call) -> Role {
    match call {
        Call::WriterObject(..)
        | Call::ExpressWriter(..)
        | Call::ExpressMetadata(..)
        | Call::Create(_)
        | Call::Writer(_)
        | Call::Function(
            FunctionCall::CreateVssExpressWriter { .. } | FunctionCall::CreateVssExpressWriterInternal { .. },
        ) => Role::Writer,
        Call::Function(_)
        | Call::Admin(_)
        | Call::Backup(..)
        | Call::Restore(..)
        | Call::ShadowCopy(..)
        | Call::EnumObject(..)
        | Call::SnapshotMgmt(..)
        | Call::DiffAreaMgmt(..)
        | Call::EnumMgmtObject(..)
        | Call::Async(..)
        | Call::WriterComponents(..)
        | Call::Examine(..)
        | Call::WmComponent(..)
        | Call::Filedesc(..)
        | Call::Dependency(..)
        | Call::Component(..) => Role::Requester,
    }
}

impl Machine {
    /// What the registry has for the account of a process; `None` if it does not name it.
    #[must_use]
    pub fn account_entry(&self, process: ProcessId) -> Option<AccountEntry> {
        self.settings.access_control.get(self.accounts.get(&process)?).copied()
    }
}
