//! `dossier publish`: to a folder, and to an S3-compatible server on loopback, in good times and bad ones.

mod cloud;
mod folder;
mod rivals;
mod site;
mod store;
