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
    set_membership: SetMembership = "C-007",
        "Which components belong to the set of a selectable component?" {
        default AnyDescendant = "any-descendant", Documented,
            "desktop-src/VSS/working-with-selectability-for-backup",
            "All that have it as ancestor, selectable or not.";
        NonselectableBelowItsName = "nonselectable-below-its-name", Documented,
            "desktop-src/VSS/logical-pathing-of-components",
            "The nonselectable ones whose path has the definer's name as first element after the root path.";
        FirstElementOfPath = "first-element-of-path", Documented,
            "desktop-src/VSS/selectability-and-working-with-component-properties",
            "Those whose logical path begins with the definer's name.";
    }
    case_of_names: CaseOfNames = "C-078",
        "Does case count in component names and logical paths?" {
        default Sensitive = "sensitive", Reading, "desktop-src/VSS/logical-pathing-of-components",
            "Yes: they are compared exactly, and names that differ in case alone are reported; paths of files are compared without regard to case.";
        Insensitive = "insensitive", Documented, "desktop-src/VSS/setting-vss-restore-options",
            "No, as in the strings of restore options.";
    }
    odd_names: OddNames = "C-079",
        "What are empty elements, a trailing backslash and a backslash within a name?" {
        default KeptAsElements = "kept-as-elements", Reading, "desktop-src/VSS/logical-pathing-of-components",
            "Part of the path or name as it stands: kept, compared element by element, and reported; path and name are never joined.";
        Normalised = "normalised", Reading, "desktop-src/VSS/logical-pathing-of-components",
            "Noise that is taken away, and a backslash in a name begins a further element.";
        Refused = "refused", Reading, "nf-vswriter-ivsscreatewritermetadata-addcomponent",
            "Errors: such a component is not accepted.";
    }
    leading_backslashes: LeadingBackslashes = "C-005",
        "How is the root written in a logical path, and may a path begin with a backslash?" {
        default EitherForm = "either-form", Reading, "desktop-src/VSS/logical-pathing-of-components",
            "The root is empty; one leading backslash is dropped before paths are compared, and reported as a matter of style.";
        NoLeadingBackslash = "no-leading-backslash", Documented, "desktop-src/VSS/logical-pathing-of-components",
            "The root is null or empty; a leading backslash is part of no path.";
        LeadingBackslash = "leading-backslash", Documented, "desktop-src/VSS/vssgloss-l",
            "A path begins with a backslash, and the root is a lone one.";
    }
    own_names: OwnNames = "C-006",
        "Does the logical path of a component end with its own name?" {
        default WithoutOwnName = "without-own-name", Documented, "desktop-src/VSS/logical-pathing-of-components",
            "No: it names the ancestors alone.";
        WithOwnName = "with-own-name", Documented, "desktop-src/VSS/vssgloss-s",
            "Yes: the ancestor's name, a backslash and the component's own name.";
    }
}
