//! The checkers of documents, each by a document that satisfies its rule and one that breaks it and differs from the
//! first in one thing alone.

mod backup_cases;
mod backup_documents;
mod corpus;
mod damaged;
mod documents;
mod spared;
mod unchecked;
mod writer_cases;

use std::collections::{BTreeMap, BTreeSet};

use backup_documents::{ONE_DEPENDENCY, WITH_ONE_TARGET};
use vss_conformance::report::document::differences;
use vss_conformance::rules::document::{Documents, Located, check, checkers, locate, unseen};
use vss_conformance::rules::{Finding, Level};
use vss_sim::documents::{Document, Layout, ReadOptions};

/// A document that satisfies a rule, and the one change by which it breaks it.
pub struct Case {
    /// The rule.
    pub rule: &'static str,
    /// The document, which breaks no rule at all.
    pub document: &'static str,
    /// The text that is changed; the document has it once.
    pub satisfies: &'static str,
    /// What stands there in the document that breaks the rule.
    pub violates: &'static str,
    /// What the finding points at.
    pub at: &'static str,
    /// In which of the documents the finding lies, this one being the first.
    pub input: usize,
    /// Documents that are checked together with this one.
    pub beside: &'static [&'static str],
    /// Rules that the change breaks as well, since they say the same in other words.
    pub also: &'static [&'static str],
}

fn read(text: &str) -> Document {
    Document::read(text.as_bytes(), &ReadOptions::default()).unwrap_or_else(|error| panic!("{error}")).value
}

fn findings(texts: &[&str]) -> Vec<Finding> {
    check(&Documents::new(texts.iter().map(|text| read(text))), |_| true)
}

fn cases() -> impl Iterator<Item = &'static Case> {
    writer_cases::CASES.iter().chain(backup_cases::CASES)
}

fn broken(case: &Case) -> String {
    assert_eq!(case.document.matches(case.satisfies).count(), 1, "{}: {}", case.rule, case.satisfies);
    case.document.replace(case.satisfies, case.violates)
}

fn rules_of(findings: &[Finding]) -> BTreeSet<&'static str> {
    findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn every_checker_has_a_document_that_satisfies_and_one_that_breaks_each_of_its_rules() {
    let with_cases: BTreeSet<&str> = cases().map(|case| case.rule).collect();
    let checked: BTreeSet<&str> = checkers().flat_map(|checker| checker.rules).copied().collect();
    assert_eq!(with_cases, checked);
}

/// A dependency binds the set of the component that declares it (DEP-026), and what is to blame is what takes part.
#[test]
fn a_dependency_of_a_set_is_told_of_the_member_that_takes_part() {
    let flags = r#"restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes""#;
    let member =
        format!(r#"<FILE_GROUP logicalPath="books" componentName="part" {flags}/></BACKUP_LOCATIONS>"#);
    let writer = ONE_DEPENDENCY.replace("</BACKUP_LOCATIONS>", &member);
    let whole = WITH_ONE_TARGET.replace(r#"componentName="vault""#, r#"componentName="other""#);
    let part = whole.replace(r#"componentName="books""#, r#"logicalPath="books" componentName="part""#);
    let on = r#"takes part, and "Keys\vault" of the writer a0000000-0000-4000-8000-000000000009, on which"#;
    for (backup, words) in [
        (&whole, format!(r#""books" {on} it depends, does not"#)),
        (&part, format!(r#""books\part" {on} the set of "books", to which it belongs, depends, does not"#)),
    ] {
        let found = findings(&[backup.as_str(), writer.as_str()]);
        let [finding] = &found[..] else { panic!("{found:#?}") };
        assert_eq!(finding.rule, "DEP-001");
        assert_eq!(finding.message, words);
    }
}

#[test]
fn documents_that_satisfy_break_no_rule() {
    for case in cases() {
        let texts: Vec<&str> = [case.document].into_iter().chain(case.beside.iter().copied()).collect();
        let found = findings(&texts);
        assert!(found.is_empty(), "{}: {found:#?}", case.rule);
    }
}

#[test]
fn documents_that_break_a_rule_differ_in_one_thing_and_break_no_other() {
    for case in cases() {
        let broken = broken(case);
        let (one, other) = (read(case.document).outline(), read(&broken).outline());
        let differences = differences(&one, &other);
        assert_eq!(differences.len(), 1, "{} {}: {differences:#?}", case.rule, case.violates);

        let texts: Vec<&str> = [broken.as_str()].into_iter().chain(case.beside.iter().copied()).collect();
        let found = findings(&texts);
        let expected: BTreeSet<&str> = [case.rule].into_iter().chain(case.also.iter().copied()).collect();
        assert_eq!(rules_of(&found), expected, "{} {}: {found:#?}", case.rule, case.violates);
    }
}

#[test]
fn findings_point_at_their_cause() {
    for case in cases() {
        let broken = broken(case);
        let texts: Vec<&str> = [broken.as_str()].into_iter().chain(case.beside.iter().copied()).collect();
        let layouts: BTreeMap<usize, Layout> = (0..)
            .zip(&texts)
            .map(|(input, text)| (input, Layout::read(text.as_bytes(), &ReadOptions::default()).unwrap()))
            .collect();
        let located = locate(findings(&texts), &layouts);
        let marked = |found: &Located| {
            let mark = found.mark.unwrap();
            let text = layouts[&found.input].text();
            (found.input, text[mark.place.offset..mark.place.offset + mark.length].to_owned())
        };
        let places: Vec<(usize, String)> =
            located.iter().filter(|found| found.finding.rule == case.rule).map(marked).collect();
        assert!(
            places.contains(&(case.input, case.at.to_owned())),
            "{} {}: {places:?}",
            case.rule,
            case.violates
        );
    }
}

#[test]
fn a_finding_has_the_level_of_its_rule_or_is_advice() {
    let mut advice = BTreeSet::new();
    for case in cases() {
        let broken = broken(case);
        let texts: Vec<&str> = [broken.as_str()].into_iter().chain(case.beside.iter().copied()).collect();
        for finding in findings(&texts) {
            let rule = finding.rule().unwrap_or_else(|| panic!("{} is no rule", finding.rule));
            if finding.level() != rule.level {
                assert_eq!(finding.level(), Level::Should);
                assert!(matches!(rule.level, Level::Must | Level::MustNot), "{}", rule.id);
                advice.insert(rule.id.as_str());
            }
            assert!(!finding.message.is_empty() && !finding.message.ends_with('.'), "{}", finding.message);
            assert!(!finding.message.contains('\n'), "{}", finding.message);
        }
    }
    // The readings that weaken a rule.
    assert_eq!(advice, ["NAM-001", "PATH-002", "RST-016", "TGT-020"].into());
}

#[test]
fn a_checker_reports_no_rules_but_its_own_and_only_those_that_are_wanted() {
    for checker in checkers() {
        for case in cases().filter(|case| checker.rules.contains(&case.rule)) {
            let broken = broken(case);
            let texts: Vec<&str> = [broken.as_str()].into_iter().chain(case.beside.iter().copied()).collect();
            let documents = Documents::new(texts.iter().map(|text| read(text)));
            let wanted = |rule: &vss_conformance::rules::Rule| rule.id == case.rule;
            assert_eq!(rules_of(&check(&documents, wanted)), [case.rule].into());
            let others = |rule: &vss_conformance::rules::Rule| !checker.rules.contains(&rule.id.as_str());
            assert!(!rules_of(&check(&documents, others)).contains(case.rule), "{}", case.rule);
        }
    }
}

#[test]
fn a_writer_without_components_is_told_of_and_one_that_holds_nothing_is_refused() {
    let found = |text: &str| -> Vec<(&str, Level)> {
        findings(&[text]).iter().map(|finding| (finding.rule, finding.level())).collect()
    };
    // A page takes components for optional (C-052).
    assert_eq!(found(writer_cases::EXCLUDING), [("MET-007", Level::Should)]);
    let excluded = r#"<EXCLUDE_FILES_FROM_SNAPSHOT path="\Scratch" filespec="*" recursive="yes"/>"#;
    let nothing = writer_cases::EXCLUDING.replace(excluded, "");
    assert_eq!(found(&nothing), [("MET-004", Level::Must), ("MET-007", Level::Must)]);
}

/// What the reader of documents refuses, by the rule that it breaks.
const REFUSED: [(&str, &str, &str); 3] = [
    (
        "MET-001",
        "<BACKUP_LOCATIONS>",
        "<IDENTIFICATION writerId=\"a0000000-0000-4000-8000-000000000001\" instanceId=\"b0000000-0000-4000-8000-000000000001\" friendlyName=\"Other\" usage=\"USER_DATA\" dataSource=\"OTHER\"/><BACKUP_LOCATIONS>",
    ),
    (
        "SEL-002",
        "notifyOnBackupComplete=\"no\" selectable=\"no\" componentFlags=\"0\"><FILE_LIST path=\"C:\\Config\"",
        "notifyOnBackupComplete=\"no\" componentFlags=\"0\"><FILE_LIST path=\"C:\\Config\"",
    ),
    (
        "RM-001",
        "<BACKUP_LOCATIONS>",
        "<RESTORE_METHOD method=\"CUSTOM\" writerRestore=\"never\" rebootRequired=\"no\"/><BACKUP_LOCATIONS>",
    ),
];

#[test]
fn what_the_reader_is_said_to_refuse_it_refuses() {
    let said: BTreeSet<&str> = unseen()
        .iter()
        .filter(|unseen| unseen.refused_by_reader)
        .map(|unseen| unseen.rule.as_str())
        .collect();
    assert_eq!(said, REFUSED.iter().map(|(rule, ..)| *rule).collect());
    let document: String = documents::MY_WRITER.lines().map(str::trim_start).collect();
    read(&document);
    for (rule, good, bad) in REFUSED {
        assert_eq!(document.matches(good).count(), 1, "{rule}");
        let broken = document.replace(good, bad);
        assert!(Document::read(broken.as_bytes(), &ReadOptions::default()).is_err(), "{rule}");
    }
}
