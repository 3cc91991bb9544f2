//! How components are named.

use serde_json::{Value, json};

use super::{document, folder, text};
use crate::support::{Ran, fixture, vsscheck, vsscheck_with};

#[test]
fn with_several_writers_their_names_come_first() {
    let (_folder, ledger, mail) = folder();
    let both = ["select", text(&ledger), text(&mail), "--format=json"];
    let ran = vsscheck(both.into_iter().chain(["--add=mail writer:Stores\\inbox"]));
    assert_eq!(ran.code, 1);
    let json = ran.json();
    assert_eq!(json["explicit"], json!(["Mail Writer:Stores\\inbox"]));
    assert_eq!(json["required"], json!(["Ledger Writer:program"]));
    assert_eq!(json["missing"], json!([]), "nothing of that writer was added");
    assert_eq!(json["dependencies"][0]["on"], "Ledger Writer:reports");
    let by_class = "--add={5e1ec700-0000-4000-8000-000000000001}:reports";
    let ran = vsscheck(both.into_iter().chain([
        "--add=Mail Writer:Stores\\inbox",
        by_class,
        "--add=Ledger Writer:program",
    ]));
    assert_eq!(ran.code, 0, "{}", ran.out);
    let ran = vsscheck(both.into_iter().chain(["--add=Stores\\inbox"]));
    assert_eq!(ran.json()["explicit"], json!(["Mail Writer:Stores\\inbox"]), "no other writer has one");
}

fn refused(ran: &Ran) -> Vec<(String, String)> {
    let list = ran.json()["refused"].as_array().unwrap().clone();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    list.iter().map(|refused| (word(&refused["component"]), word(&refused["rule"]))).collect()
}

#[test]
fn a_refusal_bears_the_name_as_it_was_written() {
    let (_folder, ledger, mail) = folder();
    let add = ["--add=ledger writer:accounts", "--add=accounts", "--add=nope", "--add=\\accounts\\open"];
    let ran = vsscheck(["select", text(&ledger), text(&mail), "--format=json"].into_iter().chain(add));
    let of = |component: &str, rule: &str| (component.to_owned(), rule.to_owned());
    // In the order in which they were asked for.
    assert_eq!(
        refused(&ran),
        [of("accounts", "NAM-001"), of("nope", "MET-034"), of("\\accounts\\open", "SEL-009")]
    );
    let means: Vec<Value> =
        ran.json()["refused"].as_array().unwrap().iter().map(|refused| refused["means"].clone()).collect();
    assert_eq!(means, [json!("Ledger Writer:accounts"), Value::Null, json!("Ledger Writer:accounts\\open")]);
    let near = ["--add=Mail Writer:Stores\\inbx", "--add=Male Writer:Stores\\inbox", "--add=acounts"];
    let ran = vsscheck(["select", text(&ledger), text(&mail)].into_iter().chain(near));
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out.matches("did you mean Mail Writer:Stores\\inbox?").count(), 2, "{}", ran.out);
    assert!(
        ran.out.contains("refused acounts: these writers have no such component; did you mean accounts?")
    );
}

#[test]
fn a_leading_backslash_is_dropped_and_told() {
    let (_folder, ledger, _) = folder();
    let args = ["select", text(&ledger), "--add=program", "--add=\\accounts"];
    let ran = vsscheck(args);
    assert_eq!(ran.code, 0);
    let note = "note \\accounts: it is read as accounts: a logical path has no leading backslash (PATH-002)";
    assert!(ran.out.contains(note), "{}", ran.out);
    let ran = vsscheck(args.into_iter().chain(["--format=json"]));
    assert_eq!(ran.json()["explicit"], json!(["program", "accounts"]));
    assert_eq!(
        (&ran.json()["notes"][0]["rule"], &ran.json()["notes"][0]["asked"]),
        (&json!("PATH-002"), &json!("\\accounts"))
    );
    assert_eq!(vsscheck(args.into_iter().chain(["-q"])).out, "", "nothing is wrong");
    // Where the document writes a path so, that is how it is written.
    let odd = fixture("writer-metadata/malformed-paths.xml");
    let ran = vsscheck(["select", text(&odd), "--add=\\Root\\Leading", "--format=json"]);
    assert_eq!((ran.json()["notes"].clone(), refused(&ran).len()), (json!([]), 1));
}

#[test]
fn components_that_are_written_alike_are_told_apart() {
    let odd = fixture("writer-metadata/malformed-paths.xml");
    let select = |args: &[&str]| vsscheck(["select", text(&odd)].iter().chain(args));
    let ran = select(&["--add=Root\\Hidden"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("--add") && ran.err.contains("Root\\Hidden#11 or Root\\Hidden#12"),
        "{}",
        ran.err
    );
    let ran = select(&["--add=Root\\Hidden#11", "--add=Root\\Hidden#12", "--format=json"]);
    assert_eq!(ran.json()["explicit"], json!(["Root\\Hidden#11"]));
    assert_eq!(refused(&ran), [("Root\\Hidden#12".to_owned(), "SEL-009".to_owned())], "it is below Root");
    assert_eq!(select(&["--add=Root\\Hidden#1", "--format=json"]).json()["refused"][0]["rule"], "MET-034");
    let tree = select(&[]).out;
    assert!(
        tree.contains("    Root\\Hidden#12  out\n") && tree.contains("\n  Root\\Hidden#11  out\n"),
        "{tree}"
    );
    // Of one name, which no call can tell apart, the first counts.
    let twins = [("", "a", true, true, ""), ("", "a", true, true, ""), ("", "a#2", true, true, "")];
    let twins = document("Twins", 1, &twins);
    let select = |args: &[&str]| {
        vsscheck_with(["select", "-", "--format=json"].iter().chain(args), twins.as_bytes()).json()
    };
    let ran = select(&["--add=a"]);
    assert_eq!(ran["explicit"], json!(["a#1"]));
    assert_eq!(ran["notes"][0]["rule"], "NAM-001");
    assert_eq!(select(&["--add=a#2"])["explicit"], json!(["a#2"]), "what is called exactly so is meant");
}

#[test]
fn one_name_in_two_writers_needs_the_writer() {
    let (_folder, ledger, mail) = folder();
    let other =
        document("Mail Writer", 3, &[("Stores", "inbox", true, true, ""), ("", "own", true, true, "")]);
    let select = |args: &[&str]| {
        let files = ["select", text(&ledger), text(&mail), "-", "--format=json"];
        vsscheck_with(files.iter().chain(args), other.as_bytes())
    };
    let ran = select(&["--add=Mail Writer:Stores\\inbox"]);
    assert_eq!(ran.code, 2);
    let instances =
        [2, 3].map(|number| format!("{{5e1ec701-0000-4000-8000-0000000000{number:02x}}}:Stores\\inbox"));
    assert!(ran.err.contains(&instances.join(" or ")), "{}", ran.err);
    assert_eq!(select(&["--add=Stores\\inbox"]).code, 2);
    assert_eq!(select(&["--add=Mail Writer:own"]).code, 0, "one of the two has it");
    assert_eq!(select(&["--add=own"]).code, 0);
    assert_eq!(select(&[&format!("--add={}", instances[1])]).json()["explicit"], json!([instances[1]]));
}

#[test]
fn what_cannot_be_understood_is_told_in_the_form_of_the_output() {
    let (_folder, ledger, mail) = folder();
    for (args, words) in [
        (&[text(&ledger), text(&ledger)][..], "given twice"),
        (&["-", "-"], "standard input"),
        (&[text(&ledger), "--why=acounts"], "did you mean accounts?"),
        (&[text(&ledger), "--volumes=x"], "--volumes"),
        (&[text(&ledger), "--env=x"], "--env"),
    ] {
        let ran = vsscheck(["select"].iter().chain(args));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(words), "{}", ran.err);
        let json = vsscheck(["select", "--format=json"].iter().chain(args));
        assert_eq!(json.code, 2);
        assert_eq!(json.err, ran.err);
        let errors = json.json()["errors"].clone();
        assert_eq!(errors.as_array().map(Vec::len), Some(1), "{errors}");
        assert!(errors[0]["diagnostics"][0]["message"].as_str().is_some_and(|message| !message.is_empty()));
    }
    let copy = ledger.with_file_name("copy.xml");
    std::fs::copy(&ledger, &copy).unwrap();
    let ran = vsscheck(["select", text(&ledger), text(&mail), text(&copy)]);
    let told = ran.err.contains("copy.xml") && ran.err.contains("5e1ec701-0000-4000-8000-000000000001");
    assert!(ran.code == 2 && told && ran.err.contains("ledger.xml"), "{}", ran.err);
}
