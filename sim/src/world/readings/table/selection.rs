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
    nonselectable_below: NonselectableBelow = "C-001",
        "Does adding a nonselectable component bring along the nonselectable component below it?" {
        default NotImplicit = "not-implicit", Documented, "desktop-src/VSS/logical-pathing-of-components",
            "No: they form no component set, and the requester has to add each by itself.";
        Implicit = "implicit", Documented, "desktop-src/VSS/working-with-selectability-for-backup",
            "Yes: the lower one is in the backup once the upper one is added.";
    }
    nonselectable_subcomponents: NonselectableSubcomponents = "C-002",
        "Is a subcomponent that is not selectable for backup always part of a backup?" {
        default WithASelectableAncestor = "with-a-selectable-ancestor", Documented,
            "desktop-src/VSS/working-with-selectability-for-backup",
            "Only where one of its selectable ancestors takes part.";
        Always = "always", Documented, "desktop-src/VSS/working-with-selectability-for-backup",
            "Yes, whatever is added of its writer.";
    }
    component_identity: ComponentIdentity = "C-094",
        "Is the type of a component part of its identity?" {
        default CheckedButNotDistinguishing = "checked-but-not-distinguishing", Reading,
            "desktop-src/VSS/selectability-and-working-with-component-properties",
            "It is passed and has to be right, but no two components differ by it alone.";
        No = "no", Documented, "desktop-src/VSS/use-of-components-by-the-requestor",
            "No: writer, logical path and name are, and the type that is passed does not count.";
        PartOfIdentity = "part-of-identity", Documented,
            "desktop-src/VSS/selectability-and-working-with-component-properties",
            "Yes: name, type and logical path are, so that two components may differ in type alone.";
    }
}
