//! The executable specification: answers by plain scanning.
