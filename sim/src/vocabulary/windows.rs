//! The versions of Windows that the pages tell apart.

/// A version of Windows; they compare by age.
///
/// Pages: each method's own, where it says that a behaviour, a code or the method differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[expect(missing_docs, reason = "each variant is named by its row of `Windows::NAMES`")]
pub enum Windows {
    Xp,
    Server2003,
    Server2003Sp1,
    Server2003R2,
    Vista,
    VistaSp1,
    Server2008,
    Server2008Sp2,
    Seven,
    Server2008R2,
    Eight,
    Server2012,
    EightOne,
    Server2012R2,
    Ten,
    /// The newest one that the pages name, which a machine has if nothing is said.
    #[default]
    Server2016,
}

impl Windows {
    /// Every version with its name, the oldest first.
    pub const NAMES: &'static [(Self, &'static str)] = &[
        (Self::Xp, "Windows XP"),
        (Self::Server2003, "Windows Server 2003"),
        (Self::Server2003Sp1, "Windows Server 2003 SP1"),
        (Self::Server2003R2, "Windows Server 2003 R2"),
        (Self::Vista, "Windows Vista"),
        (Self::VistaSp1, "Windows Vista SP1"),
        (Self::Server2008, "Windows Server 2008"),
        (Self::Server2008Sp2, "Windows Server 2008 SP2"),
        (Self::Seven, "Windows 7"),
        (Self::Server2008R2, "Windows Server 2008 R2"),
        (Self::Eight, "Windows 8"),
        (Self::Server2012, "Windows Server 2012"),
        (Self::EightOne, "Windows 8.1"),
        (Self::Server2012R2, "Windows Server 2012 R2"),
        (Self::Ten, "Windows 10"),
        (Self::Server2016, "Windows Server 2016"),
    ];

    /// Whether it is a version for clients, on which no hardware provider can be registered
    /// (`nf-vsadmin-ivssadmin-registerprovider`).
    #[must_use]
    pub const fn is_client(self) -> bool {
        match self {
            Self::Xp
            | Self::Vista
            | Self::VistaSp1
            | Self::Seven
            | Self::Eight
            | Self::EightOne
            | Self::Ten => true,
            Self::Server2003
            | Self::Server2003Sp1
            | Self::Server2003R2
            | Self::Server2008
            | Self::Server2008Sp2
            | Self::Server2008R2
            | Self::Server2012
            | Self::Server2012R2
            | Self::Server2016 => false,
        }
    }

    /// The version of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, known)| *known == name).map(|(version, _)| *version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_in_order_and_the_last_is_the_default() {
        assert!(Windows::NAMES.is_sorted());
        assert_eq!(Windows::NAMES.last().map(|(version, _)| *version), Some(Windows::default()));
        assert_eq!(Windows::named("Windows Server 2008 R2"), Some(Windows::Server2008R2));
        assert!(Windows::Server2008Sp2 < Windows::Seven && Windows::Seven < Windows::Server2008R2);
    }
}
