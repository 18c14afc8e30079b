//! Rules that need neither a site nor a target.
