//! Damaging texts on purpose, always in the same way.

/// A small generator, so that every run damages the same bytes (splitmix64).
pub struct Seeded(pub u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// One of several.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// What to damage with.
pub struct Damage<'a> {
    /// What may be put into the text.
    pub tokens: &'a [&'a str],
    /// How much may be damaged at once, in bytes: one of these is the most.
    pub lengths: [usize; 4],
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A damaged copy of a text, and where the damage begins: bytes cut, doubled, moved, replaced, or tokens put in.
#[must_use]
pub fn damage(text: &str, by: &Damage<'_>, random: &mut Seeded) -> (Vec<u8>, usize) {
    let start = boundary(text, random.below(text.len()));
    let longest = by.lengths[random.below(by.lengths.len())];
    let length = 1 + random.below(longest);
    let end = boundary(text, (start + length).min(text.len())).max(start);
    let (before, span, after) = (&text[..start], &text[start..end], &text[end..]);
    let text = match random.below(9) {
        0 => format!("{before}{after}"),
        1 => before.to_owned(),
        2 => format!("{before}{}{after}", random.pick(by.tokens)),
        3 => format!("{before}{span}{span}{after}"),
        4 => {
            let from = boundary(text, random.below(text.len()));
            let to = boundary(text, (from + length).min(text.len())).max(from);
            format!("{before}{}{after}", &text[from..to])
        }
        5 => {
            let swapped: String = span
                .chars()
                .map(|c| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
                .collect();
            format!("{before}{swapped}{after}")
        }
        6 => {
            let mut rest = after.chars();
            let letter = char::from(b' ' + (random.below(95)) as u8);
            format!("{before}{letter}{}", {
                rest.next();
                rest.as_str()
            })
        }
        7 => {
            let letters: String = span
                .chars()
                .map(
                    |c| if c.is_ascii_alphanumeric() { char::from(b'a' + random.below(26) as u8) } else { c },
                )
                .collect();
            format!("{before}{letters}{after}")
        }
        _ => {
            let mut bytes = text.as_bytes().to_vec();
            bytes[start] = random.below(256) as u8;
            return (bytes, start);
        }
    };
    (text.into_bytes(), start)
}
