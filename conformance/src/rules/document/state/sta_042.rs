//! STA-042: restore options are `"name"="value"` pairs between commas, each perhaps behind `"subcomponent":`.
//!
//! Reading: blanks between the pieces are read, and no option at all is fine.

use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents};
use crate::source::quote;

const ID: &str = "STA-042";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Backup(check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for entry in documents.entries(backup) {
        let Ok(options) = entry.component.restore_options() else { continue };
        if let Err(rest) = read(options) {
            let origin = entry.at(entry.spot().attribute("restoreOptions"));
            let finding = Finding::new(ID, origin, "these are no restore options");
            let finding = finding.expected(r#""name"="value" pairs between commas"#).found(quote(rest));
            findings.push(finding.help("name and value stand in double quotes"));
        }
    }
}

/// Reads options; what cannot be read is the error.
fn read(text: &str) -> Result<(), &str> {
    let mut rest = text.trim_matches(' ');
    if rest.is_empty() {
        return Ok(());
    }
    loop {
        let whole = rest;
        let first = quoted(rest).ok_or(whole)?;
        let name = match first.strip_prefix(':') {
            Some(behind) => quoted(behind.trim_start_matches(' ')).ok_or(whole)?,
            None => first,
        };
        let value = name.strip_prefix('=').ok_or(whole)?.trim_start_matches(' ');
        let behind = quoted(value).ok_or(whole)?;
        if behind.is_empty() {
            return Ok(());
        }
        rest = behind.strip_prefix(',').ok_or(behind)?.trim_start_matches(' ');
    }
}

/// What follows a text in double quotes, and the blanks behind it.
fn quoted(text: &str) -> Option<&str> {
    let (_, behind) = text.strip_prefix('"')?.split_once('"')?;
    Some(behind.trim_start_matches(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_pairs() {
        for good in [
            "",
            r#""a"="b""#,
            r#""Child1":"Option1"="Value1","Option2"="Value2","Child2\Grandchild3":"Option3"="Value3""#,
            r#" "a" = "b" , "c" : "d"="" "#,
        ] {
            assert_eq!(read(good), Ok(()), "{good}");
        }
        for (bad, rest) in [
            ("a=b", "a=b"),
            (r#""a""#, r#""a""#),
            (r#""a"="b"#, r#""a"="b"#),
            (r#""a"="b","#, ""),
            (r#""a"="b";"c"="d""#, r#";"c"="d""#),
            (r#""a":"b":"c"="d""#, r#""a":"b":"c"="d""#),
        ] {
            assert_eq!(read(bad), Err(rest), "{bad}");
        }
    }
}
