//! Shadow copy contexts: what a requester can set, and which providers can serve it.
//!
//! Pages: `ne-vss-vss_snapshot_context`, `ne-vss-vss_volume_snapshot_attributes`,
//! `desktop-src/VSS/shadow-copy-context-configurations`.

use crate::vocabulary::{HeaderEnum, ProviderType, SnapshotContext, VolumeSnapshotAttributes, Windows};

use VolumeSnapshotAttributes as A;

/// The attributes that a requester may add to a context; the others are set by VSS itself, or come with a context.
const ADDABLE: &[VolumeSnapshotAttributes] = &[
    A::VSS_VOLSNAP_ATTR_NO_AUTORECOVERY,
    A::VSS_VOLSNAP_ATTR_TRANSPORTABLE,
    A::VSS_VOLSNAP_ATTR_NOT_TRANSACTED,
    A::VSS_VOLSNAP_ATTR_DIFFERENTIAL,
    A::VSS_VOLSNAP_ATTR_PLEX,
    A::VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY,
    A::VSS_VOLSNAP_ATTR_TXF_RECOVERY,
];

/// Pairs of attributes that exclude each other. That of differential copies and mirrors is documented as advice; that
/// auto-recovery is not compatible with transport is C2-044.
const EXCLUSIVE: &[[VolumeSnapshotAttributes; 2]] = &[
    [A::VSS_VOLSNAP_ATTR_DIFFERENTIAL, A::VSS_VOLSNAP_ATTR_PLEX],
    [A::VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY, A::VSS_VOLSNAP_ATTR_TRANSPORTABLE],
];

/// A context without the attributes that a requester may add: one of those of the header, if it is a context.
#[must_use]
pub fn base(context: SnapshotContext) -> SnapshotContext {
    if context == SnapshotContext::VSS_CTX_ALL {
        return context;
    }
    let addable = ADDABLE.iter().fold(0, |all, attribute| all | attribute.0);
    SnapshotContext(context.0 & !addable)
}

/// Whether a context has an attribute. `VSS_CTX_ALL`, which is no set of attributes, has none.
#[must_use]
pub fn has(context: SnapshotContext, attribute: VolumeSnapshotAttributes) -> bool {
    context != SnapshotContext::VSS_CTX_ALL && A(context.0).contains(attribute)
}

/// Whether a requester can set this context: one of the header, with no attributes but those that may be added, and
/// of those no two that exclude each other. A context for clients takes none: the pages say so of
/// `VSS_CTX_CLIENT_ACCESSIBLE`, and that it holds for `VSS_CTX_CLIENT_ACCESSIBLE_WRITERS` too is a reading.
#[must_use]
pub fn can_be_set(context: SnapshotContext) -> bool {
    let base = base(context);
    let for_clients = has(base, A::VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE);
    let excluded = EXCLUSIVE.iter().any(|pair| pair.iter().all(|attribute| has(context, *attribute)));
    base.name().is_some() && !excluded && (!for_clients || base == context)
}

/// The attributes that came with a later system than contexts did, with the first that has them.
///
/// Pages: `ne-vss-vss_volume_snapshot_attributes`, `desktop-src/VSS/what-s-new-in-vss-in-windows-server-2003-sp1`.
const LATER: &[(VolumeSnapshotAttributes, Windows)] = &[
    (A::VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY, Windows::Server2003Sp1),
    (A::VSS_VOLSNAP_ATTR_NO_AUTORECOVERY, Windows::Vista),
    (A::VSS_VOLSNAP_ATTR_NOT_TRANSACTED, Windows::Vista),
    (A::VSS_VOLSNAP_ATTR_TXF_RECOVERY, Windows::VistaSp1),
];

/// Whether a system knows all attributes of a context.
#[must_use]
pub fn is_known_to(context: SnapshotContext, windows: Windows) -> bool {
    !LATER.iter().any(|(attribute, first)| *first > windows && has(context, *attribute))
}

/// Whether a provider of this kind can make shadow copies of a context at all. Copies for clients are made by the system
/// provider alone, transportable ones by hardware providers alone, and the system provider splits no mirrors. A
/// provider of another kind says itself, in `IsVolumeSupported`, how it makes its copies.
#[must_use]
pub fn can_be_served(context: SnapshotContext, by: ProviderType) -> bool {
    let is_system = by == ProviderType::VSS_PROV_SYSTEM;
    let for_clients = has(context, A::VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE);
    let transportable = has(context, A::VSS_VOLSNAP_ATTR_TRANSPORTABLE);
    let mirror = has(context, A::VSS_VOLSNAP_ATTR_PLEX);
    (is_system || !for_clients)
        && (by == ProviderType::VSS_PROV_HARDWARE || !transportable)
        && !(is_system && mirror)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn with(context: SnapshotContext, attribute: VolumeSnapshotAttributes) -> SnapshotContext {
        SnapshotContext(context.0 | attribute.0)
    }

    #[test]
    fn every_context_of_the_header_can_be_set() {
        for value in SnapshotContext::VALUES {
            assert!(can_be_set(SnapshotContext(value.value)), "{}", value.name);
        }
    }

    #[test]
    fn what_may_be_added_depends_on_the_context_and_on_what_else_is_added() {
        let accepts = |context| {
            let added = A::VALUES.iter().filter(|value| can_be_set(SnapshotContext(context | value.value)));
            added.map(|value| value.value).filter(|value| context & value != *value).count()
        };
        assert_eq!(accepts(SnapshotContext::VSS_CTX_CLIENT_ACCESSIBLE.0), 0);
        // FILE_SHARE_BACKUP is BACKUP without writers, so that this attribute makes another context of the header.
        assert_eq!(accepts(SnapshotContext::VSS_CTX_BACKUP.0), ADDABLE.len() + 1);
        assert_eq!(accepts(SnapshotContext::VSS_CTX_NAS_ROLLBACK.0), ADDABLE.len() + 1);
        for [one, other] in EXCLUSIVE {
            let both = with(with(SnapshotContext::VSS_CTX_BACKUP, *one), *other);
            assert!(!can_be_set(both));
        }
    }

    #[test]
    fn all_is_no_set_of_attributes() {
        assert!(!has(SnapshotContext::VSS_CTX_ALL, A::VSS_VOLSNAP_ATTR_NO_WRITERS));
        assert_eq!(base(SnapshotContext::VSS_CTX_ALL), SnapshotContext::VSS_CTX_ALL);
    }
}
