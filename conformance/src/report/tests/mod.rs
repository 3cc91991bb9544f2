//! What runs look like.
