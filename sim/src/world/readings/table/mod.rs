//! The questions that the model can be switched between, a file an area. The default comes first; an id and a label are
//! never used again for anything else.

mod backup;
mod documents;
mod files;
mod restore;
mod selection;
mod shadow_copies;

use super::{Reading, UnknownReading};

pub use backup::*;
pub use documents::*;
pub use files::*;
pub use restore::*;
pub use selection::*;
pub use shadow_copies::*;

/// The questions of an area: a row each, with a type for its answers.
macro_rules! readings {
    ($area:ident: $readings:ident, $about:literal;
    $(
        $field:ident: $type:ident = $id:literal, $question:literal {
            default $first:ident = $first_label:literal, $first_basis:ident, $first_page:literal, $first_text:literal;
            $($variant:ident = $label:literal, $basis:ident, $page:literal, $text:literal;)*
        }
    )*) => {
        $(
            #[doc = $question]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
            pub enum $type {
                #[doc = $first_text]
                #[default]
                $first,
                $(
                    #[doc = $text]
                    $variant,
                )*
            }

            impl $type {
                /// The label of the reading.
                #[must_use]
                pub const fn label(self) -> &'static str {
                    match self {
                        Self::$first => $first_label,
                        $(Self::$variant => $label,)*
                    }
                }

                fn labelled(label: &str) -> Option<Self> {
                    match label {
                        $first_label => Some(Self::$first),
                        $($label => Some(Self::$variant),)*
                        _ => None,
                    }
                }
            }

            impl super::super::Question for $type {
                const NUMBER: u32 = super::first::$area + Row::$type as u32;

                fn of(readings: &super::Readings) -> Self {
                    readings.$area.$field
                }
            }
        )*

        /// The rows of the area, by number.
        #[derive(Clone, Copy)]
        enum Row {
            $($type,)*
            /// How many there are.
            End,
        }

        pub(super) const COUNT: u32 = Row::End as u32;

        #[doc = $about]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub struct $readings {$(
            #[doc = $question]
            pub $field: $type,
        )*}

        impl $readings {
            pub(super) const ROWS: &'static [super::super::Reading] = &[$(super::super::Reading {
                id: $id,
                question: $question,
                labels: &[
                    super::super::Label {
                        label: $first_label,
                        text: $first_text,
                        basis: crate::world::reason::Basis::$first_basis,
                        page: $first_page,
                    },
                    $(super::super::Label {
                        label: $label,
                        text: $text,
                        basis: crate::world::reason::Basis::$basis,
                        page: $page,
                    },)*
                ],
                default: $first_label,
            },)*];

            /// Follows a label of a question; `None` where it is no question of the area, `Some(false)` where it is none
            /// of its labels.
            pub(super) fn set(&mut self, id: &str, label: &str) -> Option<bool> {
                match id {
                    $($id => {
                        let label = $type::labelled(label);
                        self.$field = label.unwrap_or(self.$field);
                        Some(label.is_some())
                    })*
                    _ => None,
                }
            }

            pub(super) fn label(&self, id: &str) -> Option<&'static str> {
                match id {
                    $($id => Some(self.$field.label()),)*
                    _ => None,
                }
            }
        }
    };
}

use readings;

macro_rules! areas {
    ($($area:ident: $readings:ident, after $before:tt;)*) => {
        /// The number of the first question of each area.
        #[expect(non_upper_case_globals, reason = "each is named as its area")]
        mod first {$(
            pub(super) const $area: u32 = areas!(@after $before);
        )*}

        /// How many questions there are.
        pub(super) const COUNT: u32 = 0 $(+ $area::COUNT)*;

        /// Which readings a world follows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub struct Readings {$(
            #[expect(missing_docs, reason = "its type says what it is")]
            pub $area: $readings,
        )*}

        impl Readings {
            const AREAS: &'static [&'static [Reading]] = &[$($readings::ROWS,)*];

            /// Follows the reading of this label.
            ///
            /// # Errors
            /// There is no such question, or it has no such label. Nothing is changed.
            pub fn set(&mut self, id: &str, label: &str) -> Result<(), UnknownReading> {
                let row = Self::question(id).ok_or(UnknownReading::Id)?;
                let set = None$(.or_else(|| self.$area.set(id, label)))*;
                if set == Some(true) { Ok(()) } else { Err(UnknownReading::Label(row)) }
            }

            /// The label of the reading that is followed; `None` where there is no such question.
            #[must_use]
            pub fn label(&self, id: &str) -> Option<&'static str> {
                None$(.or_else(|| self.$area.label(id)))*
            }
        }
    };
    (@after nothing) => { 0 };
    (@after $before:ident) => { $before + super::$before::COUNT };
}

areas! {
    backup: BackupReadings, after nothing;
    restore: RestoreReadings, after backup;
    files: FileReadings, after restore;
    shadow_copies: ShadowCopyReadings, after files;
    documents: DocumentReadings, after shadow_copies;
    selection: SelectionReadings, after documents;
}

impl Readings {
    /// Every question, in the order of its number.
    pub fn table() -> impl Iterator<Item = &'static Reading> + Clone {
        Self::AREAS.iter().flat_map(|rows| rows.iter())
    }

    /// The question of an id.
    #[must_use]
    pub fn question(id: &str) -> Option<&'static Reading> {
        Self::table().find(|row| row.id == id)
    }
}
