//! What counts as which change.
