//! Where a component set is restored: the figures of the restore methods as one table.
//!
//! Page: `setting-vss-restore-methods`. The decision is for a component set as a whole (rule RM-015), with conditions
//! that are looked at after PreRestore (rule RM-016). Readings: what is there at an alternate location does not bar it
//! (C-039); a mixture of files that are there and files that are not can be replaced file by file, but waits for the
//! restart with VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE (C-040); VSS_RME_RESTORE_STOP_START restores first, by the
//! tests of VSS_RME_RESTORE_IF_CAN_REPLACE (C-041).

use crate::vocabulary::RestoreMethod;

/// What is found about the files of a component set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RestoreCondition {
    /// None of the files is at its original place.
    NoneThere,
    /// Each file that is there can be overwritten, and each other one created.
    Replaceable,
    /// All files are there and can be overwritten, or none is there.
    Uniform,
    /// Each file has an alternate location mapping.
    Mapped,
    /// Each destination of a mapping can be written or created.
    AlternateUsable,
    /// The service that the writer names could be stopped, or was stopped already.
    ServiceStopped,
}

/// Where a component set is restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RestorePlace {
    /// At the original places.
    Original,
    /// All of it at its alternate locations; each mapping that is used is told by AddAlternativeLocationMapping.
    Alternate,
    /// Nowhere: the requester reports an error.
    Nowhere,
    /// At the original places at the next restart, by MoveFileEx.
    AtRestart,
}

/// One row: the conditions that hold or do not, and where that leads. The first row of a method that fits is taken.
struct Row {
    method: RestoreMethod,
    when: &'static [(RestoreCondition, bool)],
    place: RestorePlace,
}

use RestoreCondition::{AlternateUsable, Mapped, NoneThere, Replaceable, ServiceStopped, Uniform};
use RestorePlace::{Alternate, AtRestart, Nowhere, Original};

const fn row(method: RestoreMethod, when: &'static [(RestoreCondition, bool)], place: RestorePlace) -> Row {
    Row { method, when, place }
}

const TABLE: &[Row] = &[
    row(RestoreMethod::VSS_RME_RESTORE_IF_NOT_THERE, &[(NoneThere, true)], Original),
    row(RestoreMethod::VSS_RME_RESTORE_IF_NOT_THERE, &[(Mapped, true), (AlternateUsable, true)], Alternate),
    row(RestoreMethod::VSS_RME_RESTORE_IF_NOT_THERE, &[], Nowhere),
    row(RestoreMethod::VSS_RME_RESTORE_IF_CAN_REPLACE, &[(Replaceable, true)], Original),
    row(RestoreMethod::VSS_RME_RESTORE_IF_CAN_REPLACE, &[(Mapped, true), (AlternateUsable, true)], Alternate),
    row(RestoreMethod::VSS_RME_RESTORE_IF_CAN_REPLACE, &[], Nowhere),
    row(RestoreMethod::VSS_RME_STOP_RESTORE_START, &[(ServiceStopped, false)], Nowhere),
    row(RestoreMethod::VSS_RME_STOP_RESTORE_START, &[(Replaceable, true)], Original),
    row(RestoreMethod::VSS_RME_STOP_RESTORE_START, &[(Mapped, true), (AlternateUsable, true)], Alternate),
    row(RestoreMethod::VSS_RME_STOP_RESTORE_START, &[], Nowhere),
    row(RestoreMethod::VSS_RME_RESTORE_STOP_START, &[(Replaceable, true)], Original),
    row(RestoreMethod::VSS_RME_RESTORE_STOP_START, &[(Mapped, true), (AlternateUsable, true)], Alternate),
    row(RestoreMethod::VSS_RME_RESTORE_STOP_START, &[], Nowhere),
    row(
        RestoreMethod::VSS_RME_RESTORE_TO_ALTERNATE_LOCATION,
        &[(Mapped, true), (AlternateUsable, true)],
        Alternate,
    ),
    row(RestoreMethod::VSS_RME_RESTORE_TO_ALTERNATE_LOCATION, &[], Nowhere),
    row(RestoreMethod::VSS_RME_RESTORE_AT_REBOOT, &[], AtRestart),
    row(RestoreMethod::VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE, &[(Uniform, true)], Original),
    row(RestoreMethod::VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE, &[], AtRestart),
];

/// Where a component set is restored by a method, given which conditions hold.
///
/// `None` for the methods that have no figure: VSS_RME_CUSTOM, which the writer's own documentation describes (rule
/// RM-012), VSS_RME_UNDEFINED, an error of the writer (rule RM-003), and values that the header does not have.
#[must_use]
pub fn restore_place(
    method: RestoreMethod,
    holds: impl Fn(RestoreCondition) -> bool,
) -> Option<RestorePlace> {
    let fits = |row: &&Row| {
        row.method == method && row.when.iter().all(|(condition, expected)| holds(*condition) == *expected)
    };
    TABLE.iter().find(fits).map(|row| row.place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::HeaderEnum;

    #[test]
    fn every_method_but_those_without_a_figure_leads_somewhere() {
        for value in RestoreMethod::VALUES {
            let Some(method) = RestoreMethod::parse(value.name) else { panic!("{}", value.name) };
            let without = [RestoreMethod::VSS_RME_UNDEFINED, RestoreMethod::VSS_RME_CUSTOM].contains(&method);
            for all in [true, false] {
                assert_eq!(restore_place(method, |_| all).is_none(), without, "{}", value.name);
            }
        }
    }
}
