//! The two metadata documents: typed, read and written as XML.
