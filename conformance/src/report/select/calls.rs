//! The calls by which a requester chooses what is restored.

use vss_sim::components::At;

use crate::select::Report;

/// A call that chooses a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RestoreCall {
    /// SetSelectedForRestore.
    Select {
        /// The component.
        component: At,
        /// Whether that is done for subcomponents of it alone.
        as_carrier: bool,
    },
    /// AddRestoreSubcomponent.
    AddSubcomponent {
        /// The component that has the entry.
        component: At,
        /// What is added to it.
        subcomponent: At,
    },
}

impl RestoreCall {
    /// The method of `IVssBackupComponents`.
    pub(super) const fn method(self) -> &'static str {
        match self {
            Self::Select { .. } => "SetSelectedForRestore",
            Self::AddSubcomponent { .. } => "AddRestoreSubcomponent",
        }
    }

    /// The rule that asks for it.
    pub(super) const fn rule(self) -> &'static str {
        match self {
            Self::Select { as_carrier: false, .. } => "RST-001",
            Self::Select { as_carrier: true, .. } | Self::AddSubcomponent { .. } => "RST-004",
        }
    }
}

/// The calls that choose what is restored, in an order in which they can be made (rule ORD-055).
pub(super) fn restore_calls(report: &Report) -> Vec<RestoreCall> {
    let mut calls = Vec::new();
    for (writer, held) in report.writers.iter().enumerate() {
        let at = |component: usize| At { writer, component };
        // The pairs are in the order of their ancestors.
        let pairs = held.restore.subcomponents();
        for selected in held.restore.selected() {
            let start = pairs.partition_point(|(ancestor, _)| ancestor < selected);
            let own: Vec<_> =
                pairs.iter().skip(start).take_while(|(ancestor, _)| ancestor == selected).collect();
            calls.push(RestoreCall::Select { component: at(*selected), as_carrier: !own.is_empty() });
            calls.extend(own.into_iter().map(|(_, subcomponent)| RestoreCall::AddSubcomponent {
                component: at(*selected),
                subcomponent: at(*subcomponent),
            }));
        }
    }
    calls
}
