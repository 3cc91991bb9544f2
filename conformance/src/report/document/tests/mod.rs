//! What documents and their differences look like.
