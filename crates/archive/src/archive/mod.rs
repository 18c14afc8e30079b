//! x
/// x
pub struct Archive;
