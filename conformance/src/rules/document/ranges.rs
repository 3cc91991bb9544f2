//! Range lists of partial files and directed targets.

use std::num::ParseIntError;

/// The pairs of offset and length in a range list.
pub type Ranges = Vec<(u64, u64)>;

/// Reads a range list (rule TGT-014): `offset:length` pairs between commas, each number 64 bits wide, decimal, or
/// hexadecimal behind `0x`. Blanks around numbers are read, since a page prints them (page
/// `requestor-role-in-backing-up-complex-stores`).
///
/// # Errors
/// The piece of the text that is no such pair.
pub fn read(text: &str) -> Result<Ranges, &str> {
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

/// What a range list looks like, for messages.
pub const FORM: &str = "offset:length pairs between commas, such as 0:4096,0x10000:512";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_in_both_bases() {
        assert_eq!(read("64:448,0x1239E7577A:65536").unwrap(), [(64, 448), (0x12_39E7_577A, 65536)]);
        assert_eq!(read("64:448, 0x1000 : 512").unwrap(), [(64, 448), (0x1000, 512)]);
        assert_eq!(read("0:18446744073709551615").unwrap(), [(0, u64::MAX)]);
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
            assert_eq!(read(bad), Err(piece), "{bad}");
        }
    }
}
