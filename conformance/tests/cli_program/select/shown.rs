//! What is shown: the tree, findings alone, and why a component is in or out.

use serde_json::json;

use super::{FILES, document, folder, text};
use crate::support::{vsscheck, vsscheck_with};

#[test]
fn exclusions_are_shown_with_what_they_leave_out() {
    let set = |filespec: &str, recursive: &str| {
        format!(
            "<FILE_LIST path=\"D:\\Ledger\\Temp\" filespec=\"{filespec}\" recursive=\"{recursive}\" filespecBackupType=\"3855\"/>"
        )
    };
    let inside = set("*.tmp", "no") + &set("a.tmp", "yes") + &set("*.led", "no");
    let text = document("Ledger Writer", 1, &[("", "accounts", true, true, &inside)]);
    let exclude = "<EXCLUDE_FILES path=\"d:\\ledger\\\" filespec=\"*.TMP\" recursive=\"yes\"/>";
    let text = text.replace("<BACKUP_LOCATIONS>", &format!("<BACKUP_LOCATIONS>{}", exclude.repeat(5)));
    let select = |more: &[&str]| vsscheck_with(["select", "-"].iter().chain(more), text.as_bytes());
    let ran = select(&["--add=accounts"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for line in [
        "      D:\\Ledger\\Temp\\*.tmp, excluded (BSET-005)\n",
        "      D:\\Ledger\\Temp\\a.tmp and below, excluded (BSET-005)\n",
        "      D:\\Ledger\\Temp\\*.led\n",
        "  excluded from every component (BSET-005):\n      d:\\ledger\\*.TMP and below\n",
        "and 2 more exclusions\n",
    ] {
        assert!(ran.out.contains(line), "{line} in {}", ran.out);
    }
    assert_eq!(select(&["--add=accounts", "-v"]).out.matches("*.TMP").count(), 5);
    let json = select(&["--add=accounts", "--format=json"]).json();
    let excluded: Vec<_> =
        json["files"].as_array().unwrap().iter().map(|file| file["excluded"].clone()).collect();
    assert_eq!(excluded, [true, true, false]);
    assert_eq!(json["exclusions"][0]["writer"], "Ledger Writer");
    assert!(!select(&[]).out.contains("BSET-005"), "the writer takes no part");
    // The writer of an exclusion is named as before the colon of a component.
    let other = document("Ledger Writer", 2, &[("", "x", true, true, FILES)]);
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("other.xml");
    std::fs::write(&file, other).unwrap();
    let json = select(&[file.to_str().unwrap(), "--add=accounts", "--format=json"]).json();
    let label = json["exclusions"][0]["writer"].as_str().unwrap().to_owned();
    assert_eq!(json["explicit"], json!([format!("{label}:accounts")]));
}

#[test]
fn quietly_only_what_is_wrong_is_shown() {
    let (_folder, ledger, mail) = folder();
    let bad = ["--add=accounts", "--add=nope", "--add=Stores\\inbox", "--restore=nothing"];
    let ran = vsscheck(["select", "-q", text(&ledger), text(&mail)].into_iter().chain(bad));
    assert_eq!(ran.code, 1);
    let first: Vec<String> =
        ran.out.lines().map(|line| line.split(':').next().unwrap().trim().to_owned()).collect();
    assert_eq!(
        first,
        ["missing Ledger Writer", "refused nope", "open Mail Writer", "restore", "refused nothing"],
        "{}",
        ran.out
    );
    let good = ["--add=accounts", "--add=program", "--restore=accounts"];
    let ran = vsscheck(["select", "-q", text(&ledger)].into_iter().chain(good));
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
}

#[test]
fn why_tells_the_findings_and_the_restore_as_well() {
    let (_folder, ledger, _) = folder();
    let args =
        ["select", text(&ledger), "--add=accounts", "--restore=accounts\\open", "--why=accounts\\open"];
    let ran = vsscheck(args);
    assert_eq!(ran.code, 1);
    for shown in [
        "accounts\\open is implicit: ",
        "\n  restore:   alone, by SetSelectedForRestore and AddRestoreSubcomponent on accounts (RST-004); this restore holds it\n",
        "\nmissing program: ",
        "\n  AddRestoreSubcomponent accounts\\open on accounts (RST-004)\n",
    ] {
        assert!(ran.out.contains(shown), "{shown} in {}", ran.out);
    }
    let json = vsscheck(args.into_iter().chain(["--format=json"])).json();
    let part = &json["why"]["restore"];
    assert_eq!(
        (&part["how"], &part["through"], &part["restored"]),
        (&json!("by-subcomponent"), &json!("accounts"), &json!(true))
    );
    let how = |component: &str| {
        let why = format!("--why={component}");
        let ran = vsscheck(["select", text(&ledger), "--add=accounts", "--format=json", &why]);
        ran.json()["why"]["restore"].clone()
    };
    assert_eq!((&how("accounts")["how"], &how("accounts")["rule"]), (&json!("by-entry"), &json!("RST-002")));
    assert_eq!(
        (&how("accounts\\closed")["how"], &how("accounts\\closed")["rule"]),
        (&json!("not-alone"), &json!("RST-005"))
    );
    assert_eq!(
        (&how("reports")["how"], &how("reports")["restored"]),
        (&json!("not-in-backup"), &json!(null))
    );
}

#[test]
fn why_tells_the_refusal_that_keeps_a_component_out() {
    let (_folder, ledger, _) = folder();
    let why = |component: &str, more: &[&str]| {
        let why = format!("--why={component}");
        let args = ["select", text(&ledger), "--format=json", &why];
        vsscheck(args.iter().chain(more)).json()["why"].clone()
    };
    let outside = ["--add=accounts", "--volumes=C:"];
    for component in ["accounts", "accounts\\open", "accounts\\closed", "reports", "program"] {
        let why = why(component, &outside);
        assert_eq!((&why["state"], &why["rule"]), (&json!("out"), &json!("ORD-019")), "{component}: {why}");
        let message = why["message"].as_str().unwrap();
        assert!(message.contains("adding accounts is refused: its files in E:\\Ledgers"), "{message}");
    }
    let not_added = why("reports", &["--add=accounts", "--add=program", "--volumes=C:"]);
    assert_eq!(not_added["rule"], "SEL-007", "something of the writer is included: {not_added}");
    let member = why("accounts\\open", &["--add=accounts\\open", "--add=program"]);
    assert_eq!((&member["state"], &member["rule"]), (&json!("out"), &json!("SEL-009")), "{member}");
    let hidden = why("accounts\\closed", &["--add=accounts", "--add=accounts\\closed"]);
    assert_eq!((&hidden["state"], &hidden["rule"]), (&json!("implicit"), &json!("SEL-013")));
    assert_eq!(hidden["refused"]["rule"], "SEL-012");
    assert_eq!(why("reports", &[])["rule"], "SEL-024");
}

#[test]
fn equal_names_are_shown_once_each() {
    let many = 3_000;
    let rows: Vec<(&str, &str, bool, bool, &str)> =
        (0..many).flat_map(|_| [("", "a", true, true, ""), ("a", "b", false, true, "")]).collect();
    let ran = vsscheck_with(["select", "-"], document("Twins", 1, &rows).as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 2 * many + 2);
    assert!(ran.out.contains("\n  a#1  out\n    a\\b#2  out\n"), "what is below equal names is shown once");
}
