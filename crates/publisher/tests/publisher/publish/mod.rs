//! `dossier publish`: to a folder, and to an S3-compatible server on loopback, in good times and bad ones.

#[cfg(feature = "publish")]
mod cloud;
mod folder;
#[cfg(feature = "publish")]
mod google;
#[cfg(feature = "publish")]
mod gs;
#[cfg(feature = "publish")]
mod rivals;
mod site;
#[cfg(feature = "publish")]
mod store;
