//! Where new identities come from.

/// How a world names what it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdAllocator {
    /// Every number is used once: what a run wants to read in its trace. Holds the next number.
    Fresh(u32),
    /// The lowest number nothing bears at the moment: a world that comes back to where it was is equal to itself.
    LowestFree,
}

impl IdAllocator {
    /// A number that none of `taken` bears. They are put together only where they are looked at.
    pub(super) fn next(&mut self, taken: impl FnOnce() -> Vec<u32>) -> u32 {
        match self {
            Self::Fresh(next) => {
                let number = *next;
                *next = next.wrapping_add(1);
                number
            }
            Self::LowestFree => {
                let mut taken = taken();
                taken.sort_unstable();
                let mut number = 1;
                for used in taken {
                    if used == number {
                        number += 1;
                    } else if used > number {
                        break;
                    }
                }
                number
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_gap_is_taken() {
        let mut ids = IdAllocator::LowestFree;
        assert_eq!(ids.next(Vec::new), 1);
        assert_eq!(ids.next(|| vec![4, 1, 2]), 3);
        assert_eq!(ids.next(|| vec![2, 3]), 1);
    }

    #[test]
    fn fresh_numbers_are_never_used_twice() {
        let mut ids = IdAllocator::Fresh(1);
        let unasked = || panic!("nothing is looked at");
        assert_eq!((ids.next(unasked), ids.next(unasked)), (1, 2));
    }
}
