//! Which known name a wrong one was probably meant to be.

use super::quote;

/// Words longer than this, in characters, are not names and are not compared: the comparison
/// takes time in the product of the lengths.
const LONGEST: usize = 100;

/// A word must have this many characters before being a part of a name counts as being like it.
const SHORTEST_PART: usize = 4;

/// Lists of at most this many names are written out whole in messages.
const LISTED: usize = 12;

/// Longer lists show this many of their names.
const SAMPLED: usize = 5;

/// The candidate `word` was probably meant to be, if any is close enough. In this order:
///
/// 1. the same letters and digits but for case and the separators `_`, `-`, `.` and space;
/// 2. the fewest inserted, removed, changed or swapped characters, case ignored: at most one for
///    words of up to four characters, two up to nineteen, three above (so that no two of
///    `AddToSnapshotSet`, `DoSnapshotSet` and `StartSnapshotSet` are taken for each other);
/// 3. the one candidate the word begins or ends (`BAD_STATE` for `VSS_E_BAD_STATE`).
///
/// A candidate equal to `word` is never suggested. Among equals the first candidate wins.
#[must_use]
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let candidates: Vec<&str> = candidates.into_iter().filter(|name| *name != word).collect();
    let folded = fold(word);
    if let Some(name) = candidates.iter().find(|name| fold(name) == folded && !folded.is_empty()) {
        return Some(name);
    }
    let lower = word.to_lowercase();
    let limit = match length {
        0..=4 => 1,
        5..=19 => 2,
        _ => 3,
    };
    let near = candidates
        .iter()
        .filter(|name| name.chars().count().abs_diff(length) <= limit)
        .map(|name| (strsim::osa_distance(&lower, &name.to_lowercase()), *name))
        // A name that shares no character at all with the word is not a slip of the pen.
        .filter(|(distance, _)| *distance <= limit && *distance < length)
        .min_by_key(|(distance, _)| *distance);
    if let Some((_, name)) = near {
        return Some(name);
    }
    if length < SHORTEST_PART {
        return None;
    }
    let mut whole = candidates.iter().filter(|name| {
        let name = name.to_lowercase();
        name.starts_with(&lower) || name.ends_with(&lower)
    });
    match (whole.next(), whole.next()) {
        (Some(name), None) => Some(name),
        _ => None,
    }
}

/// `names` as a phrase for "expected …": all of them while they are few, otherwise their number
/// and the few most like `word`.
#[must_use]
pub fn one_of(word: &str, names: &[&str]) -> String {
    match names {
        [] => String::from("nothing"),
        [name] => quote(name),
        [head @ .., last] if names.len() <= LISTED => {
            let head: Vec<String> = head.iter().map(|name| quote(name)).collect();
            format!("{} or {}", head.join(", "), quote(last))
        }
        _ => {
            let word: String = word.chars().take(LONGEST).collect::<String>().to_lowercase();
            let mut ranked: Vec<(usize, &str)> =
                names.iter().map(|name| (strsim::osa_distance(&word, &name.to_lowercase()), *name)).collect();
            ranked.sort_by_key(|(distance, _)| *distance);
            let nearest: Vec<String> = ranked.iter().take(SAMPLED).map(|(_, name)| quote(name)).collect();
            format!("one of {} names, such as {}", names.len(), nearest.join(", "))
        }
    }
}

fn fold(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ' ')).flat_map(char::to_lowercase).collect()
}
