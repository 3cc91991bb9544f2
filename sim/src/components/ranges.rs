//! Ranges of bytes: the lists of partial files and directed targets, and the binary ranges file.
//!
//! Pages: `working-with-partial-files`, `working-with-directed-targets`, and for the form of the reference
//! `requestor-role-in-backing-up-complex-stores`. Readings: a ranges file is named by `File=` and its path, and a bare
//! path is read too (C-034); its numbers are little-endian, as the processors are that Windows runs on.

use std::num::ParseIntError;

/// The pairs of offset and length in a range list, in bytes.
pub type Ranges = Vec<(u64, u64)>;

/// What a range list looks like, for messages.
pub const RANGES_FORM: &str = "offset:length pairs between commas, such as 0:4096,0x10000:512";

/// What a reference to a ranges file begins with.
const FILE: &str = "File=";

/// Reads a range list (rule TGT-014): `offset:length` pairs between commas, each number 64 bits wide, decimal, or
/// hexadecimal behind `0x`. Blanks around numbers are read, since a page prints them (page
/// `requestor-role-in-backing-up-complex-stores`).
///
/// # Errors
/// The piece of the text that is no such pair.
pub fn read_ranges(text: &str) -> Result<Ranges, &str> {
    let pair = |piece: &str| {
        let (offset, length) = piece.split_once(':')?;
        Some((number(offset)?, number(length)?))
    };
    text.split(',').map(|piece| pair(piece).ok_or(piece)).collect()
}

fn number(text: &str) -> Option<u64> {
    let text = text.trim_matches(' ');
    let hexadecimal = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let read = |digits: &str, radix| -> Result<u64, ParseIntError> {
        // A sign would be read as part of the number.
        let digits = if digits.starts_with(['+', '-']) { "" } else { digits };
        u64::from_str_radix(digits, radix)
    };
    hexadecimal.map_or_else(|| read(text, 10), |digits| read(digits, 16)).ok()
}

/// The ranges file that a ranges string refers to (rules PART-004, PART-005); none where it is a list.
#[must_use]
pub fn ranges_file_of(text: &str) -> Option<&str> {
    if read_ranges(text).is_ok() {
        return None;
    }
    let prefix = text.get(..FILE.len()).filter(|prefix| prefix.eq_ignore_ascii_case(FILE));
    let path = if prefix.is_some() { text.get(FILE.len()..).unwrap_or_default() } else { text };
    Some(path.trim_matches(' ')).filter(|path| !path.is_empty())
}

/// In which form a ranges string names a ranges file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RangesReference {
    /// By the path alone.
    Bare,
    /// By `File=` and the path.
    Prefixed,
}

/// The form in which a ranges string names a ranges file; none where it is a list, or names nothing.
#[must_use]
pub fn ranges_reference(text: &str) -> Option<RangesReference> {
    ranges_file_of(text)?;
    let prefixed = text.get(..FILE.len()).is_some_and(|prefix| prefix.eq_ignore_ascii_case(FILE));
    Some(if prefixed { RangesReference::Prefixed } else { RangesReference::Bare })
}

/// The bytes of a ranges file: the count, then offset and length of each range, as 64-bit numbers (rule PART-006).
#[must_use]
pub fn ranges_file(ranges: &[(u64, u64)]) -> Vec<u8> {
    let count = u64::try_from(ranges.len()).unwrap_or(u64::MAX);
    let numbers = ranges.iter().flat_map(|(offset, length)| [*offset, *length]);
    std::iter::once(count).chain(numbers).flat_map(u64::to_le_bytes).collect()
}

/// Reads the bytes of a ranges file; none where they are no such file, or more or fewer than its count says.
#[must_use]
pub fn read_ranges_file(bytes: &[u8]) -> Option<Ranges> {
    let (words, []) = bytes.as_chunks::<8>() else { return None };
    let mut numbers = words.iter().map(|word| u64::from_le_bytes(*word));
    let count = usize::try_from(numbers.next()?).ok()?;
    let mut ranges = Ranges::new();
    while let Some(offset) = numbers.next() {
        ranges.push((offset, numbers.next()?));
    }
    (ranges.len() == count).then_some(ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_in_both_bases() {
        assert_eq!(read_ranges("64:448,0x1239E7577A:65536").unwrap(), [(64, 448), (0x12_39E7_577A, 65536)]);
        assert_eq!(read_ranges("64:448, 0x1000 : 512").unwrap(), [(64, 448), (0x1000, 512)]);
        assert_eq!(read_ranges("0:18446744073709551615").unwrap(), [(0, u64::MAX)]);
        for (bad, piece) in [
            ("", ""),
            ("5", "5"),
            ("1:2,", ""),
            ("1:2;3:4", "1:2;3:4"),
            ("1:2,+3:4", "+3:4"),
            ("0x:1", "0x:1"),
            ("1:18446744073709551616", "1:18446744073709551616"),
            ("1:2,3-4", "3-4"),
            ("1:2:3", "1:2:3"),
        ] {
            assert_eq!(read_ranges(bad), Err(piece), "{bad}");
        }
    }

    #[test]
    fn a_ranges_file_is_named_with_or_without_its_prefix() {
        for (text, file) in [
            (r"File=C:\r.bin", Some(r"C:\r.bin")),
            (r"file= C:\r.bin", Some(r"C:\r.bin")),
            (r"C:\r.bin", Some(r"C:\r.bin")),
            ("0:4096", None),
            ("", None),
            ("File=", None),
        ] {
            assert_eq!(ranges_file_of(text), file, "{text}");
        }
    }

    #[test]
    fn what_is_no_ranges_file_is_refused() {
        let good = ranges_file(&[(64, 448), (1024, 65536)]);
        assert_eq!(read_ranges_file(&good), Some(vec![(64, 448), (1024, 65536)]));
        assert_eq!(read_ranges_file(&ranges_file(&[])), Some(Vec::new()));
        for bad in [&good[..39], &good[..32], &good[..24], &[], &[good.as_slice(), &[0; 8]].concat()] {
            assert_eq!(read_ranges_file(bad), None, "{} bytes", bad.len());
        }
    }
}
