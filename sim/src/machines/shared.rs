//! Parts of a world that several worlds share until one of them changes its own.

use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// A 128-bit digest of contents: equal contents have equal digests, within one build of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub u128);

/// FNV-1a with 128 bits: fixed, without a key, and good enough to tell states apart.
struct Fnv(u128);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        let low = self.0 & u128::from(u64::MAX);
        u64::try_from(low ^ (self.0 >> 64)).unwrap_or_default()
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 ^= u128::from(*byte);
            self.0 = self.0.wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B);
        }
    }
}

/// The digest of a value.
pub fn digest_of<T: Hash + ?Sized>(value: &T) -> Digest {
    let mut hasher = Fnv(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
    value.hash(&mut hasher);
    Digest(hasher.0)
}

/// A value that many worlds hold. Cloning is one increment; the digest is computed when first asked for.
#[derive(Debug, Clone)]
pub struct Shared<T> {
    value: Arc<T>,
    digest: OnceLock<Digest>,
}

impl<T> Shared<T> {
    /// Holds a value.
    pub fn new(value: T) -> Self {
        Self { value: Arc::new(value), digest: OnceLock::new() }
    }

    /// Whether both are the very same value in memory, which is how a read is known to have changed nothing.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.value, &other.value)
    }
}

impl<T: Clone> Shared<T> {
    /// Changes the value, copying it first where another world holds it too.
    pub fn edit<R>(&mut self, change: impl FnOnce(&mut T) -> R) -> R {
        self.digest = OnceLock::new();
        change(Arc::make_mut(&mut self.value))
    }

    /// The same for a change that can be refused; see [`try_edit`].
    ///
    /// # Errors
    /// Those of the change.
    pub fn try_edit<R, E>(&mut self, change: impl FnOnce(&mut T) -> Result<R, E>) -> Result<R, E> {
        let done = try_edit(&mut self.value, change)?;
        self.digest = OnceLock::new();
        Ok(done)
    }
}

/// Changes what an `Arc` holds: in place where nobody else holds it, else in a copy that takes its place.
///
/// A change that is refused must have changed nothing; then the `Arc` is the very same as before.
///
/// # Errors
/// Those of the change.
pub fn try_edit<T: Clone, R, E>(
    value: &mut Arc<T>,
    change: impl FnOnce(&mut T) -> Result<R, E>,
) -> Result<R, E> {
    if let Some(own) = Arc::get_mut(value) {
        return change(own);
    }
    let mut copy = T::clone(value);
    let done = change(&mut copy)?;
    *value = Arc::new(copy);
    Ok(done)
}

impl<T: Hash> Shared<T> {
    /// The digest of the value.
    pub fn digest(&self) -> Digest {
        *self.digest.get_or_init(|| digest_of(&*self.value))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Hash> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        self.same(other) || self.digest() == other.digest()
    }
}

impl<T: Hash> Eq for Shared<T> {}

impl<T: Hash> Hash for Shared<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_leaves_the_other_holder_alone() {
        let first = Shared::new(vec![1, 2]);
        let before = first.digest();
        let mut second = first.clone();
        second.edit(|list| list.push(3));
        assert_eq!((first.len(), second.len()), (2, 3));
        assert_eq!(first.digest(), before);
        assert_ne!(second.digest(), before);
        second.edit(Vec::pop);
        assert_eq!(first, second);
        assert!(!first.same(&second));
    }

    #[test]
    fn a_refused_edit_leaves_the_very_same() {
        fn add_third(list: &mut Vec<i32>) -> Result<(), usize> {
            if list.len() > 2 {
                return Err(list.len());
            }
            list.push(3);
            Ok(())
        }
        let mut first = Shared::new(vec![1, 2]);
        let (other, digest) = (first.clone(), first.digest());
        assert_eq!(first.try_edit(add_third), Ok(()));
        assert_eq!((first.len(), other.len()), (3, 2));
        assert_ne!(first.digest(), digest);
        let (other, digest) = (first.clone(), first.digest());
        assert_eq!(first.try_edit(add_third), Err(3));
        assert!(first.same(&other));
        drop(other);
        assert_eq!(first.try_edit(add_third), Err(3));
        assert_eq!((first.len(), first.digest()), (3, digest));
    }
}
