//! Why something cannot be done to a file: the codes of Windows, under their names.

use std::fmt;

use crate::vocabulary::Hresult;

/// Why a file cannot be read, written, deleted or moved.
///
/// Which code a program meets is no matter of VSS; these are the codes of `winerror.h` for such cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileFault {
    /// There is no such file.
    FileNotFound,
    /// There is no such directory, volume or shadow copy, or a file stands where a directory would have to.
    PathNotFound,
    /// A directory stands where a file would have to, or the other way round.
    AccessDenied,
    /// The medium cannot be written: a shadow copy is read-only.
    WriteProtected,
    /// Another process has the file open and shares it with nobody.
    SharingViolation,
    /// A file of that name is there already.
    AlreadyExists,
    /// The volume is offline, as a fault of the protection of its shadow copies left it.
    NotReady,
}

impl FileFault {
    /// Every fault, with the name of its code, and the code.
    pub const TABLE: &'static [(Self, &'static str, u16)] = &[
        (Self::FileNotFound, "ERROR_FILE_NOT_FOUND", 2),
        (Self::PathNotFound, "ERROR_PATH_NOT_FOUND", 3),
        (Self::AccessDenied, "ERROR_ACCESS_DENIED", 5),
        (Self::WriteProtected, "ERROR_WRITE_PROTECT", 19),
        (Self::SharingViolation, "ERROR_SHARING_VIOLATION", 32),
        (Self::AlreadyExists, "ERROR_ALREADY_EXISTS", 183),
        (Self::NotReady, "ERROR_NOT_READY", 21),
    ];

    fn row(self) -> (&'static str, u16) {
        let row = Self::TABLE.iter().find(|(fault, ..)| *fault == self);
        row.map_or(("", 0), |(_, name, code)| (name, *code))
    }

    /// The name of its code in `winerror.h`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// Its code as `HRESULT_FROM_WIN32` makes it.
    #[must_use]
    pub fn code(self) -> Hresult {
        Hresult(0x8007_0000 | u32::from(self.row().1))
    }

    /// The fault of a code.
    #[must_use]
    pub fn of(code: Hresult) -> Option<Self> {
        Self::TABLE.iter().map(|(fault, ..)| *fault).find(|fault| fault.code() == code)
    }
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_its_code() {
        for (fault, name, code) in FileFault::TABLE {
            assert_eq!((fault.name(), fault.code().0 & 0xFFFF), (*name, u32::from(*code)));
            assert_eq!(FileFault::of(fault.code()), Some(*fault));
        }
        assert_eq!(FileFault::AccessDenied.code(), Hresult::E_ACCESSDENIED);
        assert_eq!(FileFault::of(Hresult::S_OK), None);
    }
}
