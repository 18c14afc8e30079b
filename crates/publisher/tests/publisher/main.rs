//! Tests of the command as users run it, and of imports of real content.

mod check;
mod corpora;
mod hostile;
mod import;
mod support;
