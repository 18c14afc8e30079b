//! Questions over whole bundles: small ones by hand, random ones against a plainer answer, real ones.

mod by_hand;
mod corpora;
mod generated;
mod oracle;
mod random;
mod speed;
