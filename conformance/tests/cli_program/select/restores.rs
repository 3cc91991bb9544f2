//! What a restore of the backup restores, and by which calls.

use serde_json::json;

use super::{FILES, document, folder, text};
use crate::support::{vsscheck, vsscheck_with};

#[test]
fn a_restore_follows_the_backup() {
    let (_folder, ledger, _) = folder();
    let backup = ["select", text(&ledger), "--add=program", "--add=accounts", "--format=json"];
    let restore = |components: &[&str]| {
        let asked = components.iter().map(|component| format!("--restore={component}"));
        vsscheck(backup.iter().map(ToString::to_string).chain(asked))
    };
    let ran = restore(&["accounts\\open"]);
    assert_eq!(ran.code, 0);
    let json = ran.json();
    assert_eq!(json["restore"]["selected"], json!(["accounts"]));
    assert_eq!(json["restore"]["restored"], json!(["accounts\\open"]));
    let whole = restore(&["accounts"]);
    assert_eq!(
        whole.json()["restore"]["restored"],
        json!(["accounts", "accounts\\open", "accounts\\closed"])
    );
    let refused = restore(&["accounts\\closed"]);
    assert_eq!((refused.code, &refused.json()["restore"]["refused"][0]["rule"]), (1, &json!("RST-005")));
    assert_eq!(refused.json()["restore"]["restored"], json!([]), "nothing else is restored in its place");
    let part = restore(&["accounts", "accounts\\open"]);
    assert_eq!((part.code, &part.json()["restore"]["restored"]), (1, &json!(["accounts\\open"])));
    assert_eq!(restore(&["reports"]).code, 1);
}

#[test]
fn the_calls_of_a_restore_are_named() {
    let (_folder, ledger, _) = folder();
    let args = ["select", text(&ledger), "--add=program", "--add=accounts", "--restore=accounts\\open"];
    let ran = vsscheck(args);
    assert_eq!(ran.code, 0, "that a required component is left out is advice");
    for shown in [
        "  SetSelectedForRestore accounts, for subcomponents alone (RST-004)\n",
        "  AddRestoreSubcomponent accounts\\open on accounts (RST-004)\n",
        "  restores accounts\\open\n",
        "  advice program: ",
        "(RST-016)\n",
        "  not alone, as they are not selectable for restore: accounts\\closed (RST-005)\n",
    ] {
        assert!(ran.out.contains(shown), "{shown} in {}", ran.out);
    }
    let restore = vsscheck(args.into_iter().chain(["--format=json"])).json()["restore"].clone();
    assert_eq!(
        restore["calls"],
        json!([
            { "call": "SetSelectedForRestore", "component": "accounts", "rule": "RST-004" },
            { "call": "AddRestoreSubcomponent", "component": "accounts", "subcomponent": "accounts\\open",
              "rule": "RST-004" },
        ])
    );
    let advice = &restore["unselected_required"];
    assert_eq!(advice.as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&advice[0]["component"], &advice[0]["rule"], &advice[0]["basis"]),
        (&json!("program"), &json!("RST-016"), &json!("reading"))
    );
    assert_eq!(restore["possible"]["not_alone"], json!(["accounts\\closed"]));
    let both = args.into_iter().chain(["--restore=program", "--format=json"]);
    assert_eq!(vsscheck(both).json()["restore"]["unselected_required"], json!([]));
    let whole = ["--add=program", "--add=accounts", "--restore=accounts"];
    let whole = vsscheck(["select", text(&ledger)].into_iter().chain(whole));
    assert!(whole.out.contains("  SetSelectedForRestore accounts (RST-001)\n"), "{}", whole.out);
    let part = vsscheck(args.into_iter().chain(["--restore=accounts"]));
    assert!(
        part.code == 1 && part.out.contains("  refused accounts: with accounts\\open asked for"),
        "{}",
        part.out
    );
    assert!(!vsscheck(["select", text(&ledger), "--add=accounts"]).out.contains("restore:"));
}

#[test]
fn dependencies_hold_for_a_restore_too() {
    let (_folder, ledger, mail) = folder();
    let backup = ["select", text(&ledger), text(&mail), "--add=inbox", "--add=reports", "--add=program"];
    let backup = backup.map(|arg| arg.replace("=inbox", "=Stores\\inbox"));
    let restore = |more: &[&str]| vsscheck(backup.iter().map(String::as_str).chain(more.iter().copied()));
    let ran = restore(&["--restore=Stores\\inbox"]);
    assert_eq!(ran.code, 1);
    let open = "  open Mail Writer:Stores\\inbox: it depends on Ledger Writer:reports, which is not restored (DEP-001)\n";
    assert!(ran.out.contains(open) && ran.out.contains(" 0 refused, 1 open, "), "{}", ran.out);
    let quiet = restore(&["--restore=Stores\\inbox", "-q"]);
    assert_eq!((quiet.code, quiet.out.as_str()), (1, format!("restore:\n{open}").as_str()));
    let json = restore(&["--restore=Stores\\inbox", "--format=json"]).json();
    assert_eq!(json["dependencies"], json!([]), "the backup holds both");
    assert_eq!(json["restore"]["dependencies"][0]["on"], "Ledger Writer:reports");
    assert_eq!(restore(&["--restore=Stores\\inbox", "--restore=reports", "--restore=program"]).code, 0);
}

#[test]
fn a_dependency_is_told_of_what_takes_part() {
    let (_folder, ledger, _) = folder();
    let on = |place: &str| {
        format!(
            "<DEPENDENCY writerId=\"5e1ec700-0000-4000-8000-000000000001\" logicalPath=\"{place}\" componentName=\"reports\"/>"
        )
    };
    let rows = [("", "set", true, true, on("")), ("set", "part", true, true, FILES.to_owned())];
    let rows = rows.each_ref().map(|(path, name, a, b, inside)| (*path, *name, *a, *b, inside.as_str()));
    let writer = document("Set Writer", 4, &rows);
    let args = ["select", text(&ledger), "-", "--add=set\\part"];
    let ran = vsscheck_with(args, writer.as_bytes());
    let words = "open Set Writer:set\\part: it belongs to the set of Set Writer:set, which as a whole (DEP-026) depends \
                 on Ledger Writer:reports, which is not included (DEP-001)\n";
    assert!(ran.code == 1 && ran.out.contains(words), "{}", ran.out);
    let json = vsscheck_with(args.into_iter().chain(["--format=json"]), writer.as_bytes()).json();
    let open = &json["dependencies"][0];
    assert_eq!(
        (&open["component"], &open["declared_by"], &open["level"]),
        (&json!("Set Writer:set\\part"), &json!("Set Writer:set"), &json!("finding"))
    );
    // What is on another computer cannot be seen from here: it is told, and is no finding.
    let far = document("Far Writer", 5, &[("", "alone", true, true, &on("\\\\SRV1\\"))]);
    let ran = vsscheck_with(["select", "-", "--add=alone", "--restore=alone"], far.as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(
        ran.out.contains("note alone: ")
            && ran.out.contains("on SRV1, which has to be backed up there (DEP-013)")
    );
    assert!(ran.out.contains("which has to be restored there (DEP-013)"), "{}", ran.out);
    assert!(ran.out.contains(" 0 open, "));
    let json = vsscheck_with(["select", "-", "--add=alone", "--format=json"], far.as_bytes()).json();
    assert_eq!(
        (&json["dependencies"][0]["level"], &json["dependencies"][0]["reason"]),
        (&json!("note"), &json!("remote"))
    );
    let gone = document("Gone Writer", 6, &[("", "alone", true, true, &on("gone"))]);
    let ran = vsscheck_with(["select", text(&ledger), "-", "--add=alone"], gone.as_bytes());
    let words = "which its writer does not have (DEP-001)";
    assert!(ran.code == 1 && ran.out.contains(words), "{}", ran.out);
    let ran = vsscheck_with(["select", "-", "--add=alone"], gone.as_bytes());
    assert!(ran.out.contains("whose writer is not among these (DEP-001)"), "{}", ran.out);
}
