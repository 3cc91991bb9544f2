//! What a scenario calls its writers.

use std::collections::BTreeSet;

use vss_sim::documents::writer_metadata::Identification;

use super::steps::REQUESTER;

/// What a writer is called whose own name has neither letter nor digit.
const NAMELESS: &str = "writer";

/// What ends the names of nearly all writers and says nothing.
const ENDING: &str = "-writer";

/// What a scenario calls something else: its requester here, and the system provider everywhere.
const TAKEN: [&str; 2] = [REQUESTER, "system"];

/// A name for each writer, none twice. Of several writers of one name, those that have an instance name are called by
/// that, too; where that is not enough, they are numbered.
pub(super) fn of_writers<'a>(writers: impl Iterator<Item = &'a Identification> + Clone) -> Vec<String> {
    let short: Vec<String> = writers.clone().map(|writer| short(&writer.friendly_name)).collect();
    let mut taken: BTreeSet<String> = TAKEN.map(str::to_owned).into();
    writers
        .zip(&short)
        .map(|(writer, name)| {
            let shared = short.iter().filter(|other| *other == name).count() > 1;
            let instance =
                writer.instance_name.as_deref().map(words).filter(|words| shared && !words.is_empty());
            let name = instance.map_or_else(|| name.clone(), |instance| format!("{name}-{instance}"));
            let unique = unique(name, &taken);
            taken.insert(unique.clone());
            unique
        })
        .collect()
}

/// `Task Scheduler Writer` becomes `task-scheduler`.
fn short(friendly_name: &str) -> String {
    let whole = words(friendly_name);
    match whole.strip_suffix(ENDING) {
        Some(short) if !TAKEN.contains(&short) => short.to_owned(),
        Some(_) | None if whole.is_empty() => NAMELESS.to_owned(),
        Some(_) | None => whole,
    }
}

fn unique(name: String, taken: &BTreeSet<String>) -> String {
    if !taken.contains(&name) {
        return name;
    }
    let mut numbered = (2_usize..).map(|number| format!("{name}-{number}"));
    // One of so many numbers is free.
    numbered.find(|numbered| !taken.contains(numbered)).unwrap_or(name)
}

/// The words of a text in small letters, joined by hyphens. A word ends where letters and digits do, and before a capital
/// that begins another: `SqlServerWriter` has three, `MSDEWriter` two.
fn words(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut words = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let at = |index: Option<usize>| index.and_then(|index| letters.get(index)).copied();
        let before = at(index.checked_sub(1)).filter(|before| before.is_alphanumeric());
        let begins = letter.is_uppercase()
            && before.is_some_and(|before| {
                !before.is_uppercase() || at(index.checked_add(1)).is_some_and(char::is_lowercase)
            });
        if !letter.is_alphanumeric() || begins {
            hyphen(&mut words);
        }
        if letter.is_alphanumeric() {
            words.extend(letter.to_lowercase());
        }
    }
    words.trim_end_matches('-').to_owned()
}

fn hyphen(words: &mut String) {
    if !words.is_empty() && !words.ends_with('-') {
        words.push('-');
    }
}

#[cfg(test)]
mod tests {
    use vss_sim::vocabulary::{Guid, SourceType, UsageType};

    use super::*;

    fn names(writers: &[(&str, Option<&str>)]) -> Vec<String> {
        let writers: Vec<Identification> = writers
            .iter()
            .map(|(name, instance)| {
                let (usage, source) = (UsageType::VSS_UT_USERDATA, SourceType::VSS_ST_OTHER);
                let mut writer = Identification::new(Guid(1), Guid(2), name, usage, source);
                writer.instance_name = instance.map(Into::into);
                writer
            })
            .collect();
        of_writers(writers.iter())
    }

    #[test]
    fn names_are_the_words_of_the_friendly_names() {
        let cases = [
            ("Task Scheduler Writer", "task-scheduler"),
            ("COM+ REGDB Writer", "com-regdb"),
            ("SqlServerWriter", "sql-server"),
            ("MSDEWriter", "msde"),
            ("IIS7 Config", "iis7-config"),
            ("System Writer", "system-writer"),
            ("Backup Writer", "backup-writer"),
            ("System", "system-2"),
            ("Writer", "writer"),
            (" .:@\\ ", "writer"),
            ("", "writer"),
            ("Über-Größe\nÄ", "über-größe-ä"),
        ];
        for (friendly, name) in cases {
            assert_eq!(names(&[(friendly, None)]), [name], "{friendly:?}");
        }
    }

    #[test]
    fn no_name_is_given_twice() {
        let several =
            [("A Writer", None), ("A-2", None), ("a", None), ("A", Some("East: one")), ("A", Some("?"))];
        assert_eq!(names(&several), ["a", "a-2", "a-3", "a-east-one", "a-4"]);
        assert_eq!(names(&[("A", Some("East"))]), ["a"]);
    }
}
