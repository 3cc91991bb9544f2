//! Questions about which components and names a call means.

super::readings! {
    selection: SelectionReadings, "The readings about which components and names a call means.";

    selectable_below_added: SelectableBelowAdded = "C-011",
        "May a requester add a selectable component whose selectable ancestor it adds too?" {
        default AcceptedAsFault = "accepted-as-fault", Documented,
            "desktop-src/VSS/logical-pathing-of-components",
            "It must not, but the call succeeds: there are two entries, and it is reported.";
        Refused = "refused", Reading, "desktop-src/VSS/working-with-selectability-for-backup",
            "Not while the ancestor is added: the second addition fails.";
        Allowed = "allowed", Documented, "desktop-src/VSS/vssgloss-e", "It may, and nothing is wrong.";
    }
}
