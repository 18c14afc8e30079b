//! The folder in which a publisher keeps a site: settings, content, and files that are copied as they are. What `dossier build` is told with
//! such a folder, spelled out.

use super::Options;
use crate::import::beside::Beside;
use crate::import::fetch::CACHE;
use crate::import::mapping::Mapping;
use crate::output::folder_of;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// The settings.
pub const SETTINGS: &str = "dossier.toml";
/// Where the built site goes.
pub const OUTPUT: &str = "site";
/// Where a preview goes.
pub const PREVIEW: &str = ".dossier-preview";
/// Files that are copied into the site.
const PUBLIC: &str = "public";

/// What to build, in full.
pub(super) struct Order {
    pub(super) options: Options,
    pub(super) out: PathBuf,
    pub(super) mapping: Mapping,
    /// A folder whose files are copied.
    pub(super) public: Option<PathBuf>,
    /// Where pages are kept from one build to the next.
    pub(super) cache: Option<PathBuf>,
    /// Whether it is only looked at: with it nobody's work would be lost, and nobody gets it from here.
    pub(super) preview: bool,
}

/// The folder with settings that is to be built, if it is one.
fn home(options: &Options) -> Option<PathBuf> {
    match options.inputs.as_slice() {
        [folder] if folder.join(SETTINGS).is_file() => Some(folder.clone()),
        _ => None,
    }
}

/// Where pages are kept from one build to the next.
pub(super) fn cache(options: &Options) -> Option<PathBuf> {
    options.cache.clone().or_else(|| home(options).map(|home| home.join(CACHE)))
}

/// Spells out what is to be built: one folder with settings brings its own; everything else needs to be told where the site goes.
pub(super) fn order(options: &Options) -> Result<Order> {
    let mut options = options.clone();
    let cache = cache(&options);
    let Some(home) = home(&options) else {
        let Some(out) = options.out.clone() else {
            let is_missing =
                |input: &&PathBuf| input.as_os_str() != "-" && crate::import::sources::address(input).is_none() && !input.exists();
            if let Some(input) = options.inputs.iter().find(is_missing) {
                bail!("there is no {}", input.display());
            }
            bail!("--out says where the site goes; only a folder with {SETTINGS} needs none")
        };
        let mut mapping = options.site.as_deref().map(Mapping::read).transpose()?.unwrap_or_default();
        let home = options.site.as_deref().map(folder_of).unwrap_or_default();
        mapping.look_around(Beside::site(&options.inputs, None, &mapping.fields.id), &options.inputs, &home)?;
        return Ok(Order { options, out, mapping, public: None, cache, preview: false });
    };
    let settings = options.site.get_or_insert_with(|| home.join(SETTINGS)).clone();
    let mut mapping = Mapping::read(&settings)?;
    options.inputs = inputs(&home, &mapping);
    if let Some(missing) = options.inputs.iter().find(|input| !is_there(input)) {
        bail!("{} is not there; content.sources in {} names it", missing.display(), settings.display());
    }
    let out = options.out.clone().unwrap_or_else(|| home.join(OUTPUT));
    // The site that is there is the edition before this one.
    if options.previous.is_none() && out.join("bundle.json").is_file() {
        options.previous = Some(out.clone());
    }
    let public = public(&home);
    mapping.look_around(Beside::site(&options.inputs, public.as_deref(), &mapping.fields.id), &options.inputs, &folder_of(&settings))?;
    Ok(Order { options, out, mapping, public, cache, preview: false })
}

/// The files of a folder that are copied as they are, if there are any.
pub(crate) fn public(home: &Path) -> Option<PathBuf> {
    Some(home.join(PUBLIC)).filter(|folder| folder.is_dir())
}

/// Where the content of a folder is, in the order of the settings.
pub(crate) fn inputs(home: &Path, mapping: &Mapping) -> Vec<PathBuf> {
    mapping.content.sources.iter().map(|source| if is_address(source) { source.into() } else { home.join(source) }).collect()
}

/// Whether an input can be read; of addresses only asking tells.
pub(crate) fn is_there(input: &Path) -> bool {
    is_address(&input.to_string_lossy()) || input.exists()
}

/// Brings the copies of the elements' script along that other sites may have pinned by their hash: those of the site before.
pub(super) fn keep_pinned(previous: &Path, site: &Path) -> Result<()> {
    let (from, to) = (previous.join("embed"), site.join("embed"));
    let Ok(entries) = fs::read_dir(&from) else { return Ok(()) };
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read {}", from.display()))?;
        let (path, name) = (entry.path(), entry.file_name());
        let pinned = name.to_string_lossy().starts_with("dossier-") && path.extension().is_some_and(|end| end == "js");
        // An older address of an item can have such a name, and is a folder.
        if pinned && path.is_file() && !to.join(&name).exists() {
            fs::create_dir_all(&to).with_context(|| format!("cannot make {}", to.display()))?;
            fs::copy(&path, to.join(&name)).with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    Ok(())
}

fn is_address(source: &str) -> bool {
    source.starts_with("https://") || source.starts_with("http://")
}

/// Copies a folder's files into a site, in which none of them may be yet. Links lead out of the folder, so they are not followed.
pub(super) fn copy_public(from: &Path, site: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry.with_context(|| format!("cannot read {}", from.display()))?;
        let (path, to) = (entry.path(), site.join(entry.file_name()));
        let kind = entry.file_type().with_context(|| format!("cannot read {}", path.display()))?;
        if entry.file_name().to_string_lossy().starts_with('.') || kind.is_symlink() {
            continue;
        }
        if kind.is_dir() {
            fs::create_dir_all(&to).with_context(|| format!("cannot make {}", to.display()))?;
            copy_public(&path, &to)?;
        } else if to.exists() {
            bail!("{} has the name of a file that belongs to the site; call it otherwise", path.display());
        } else {
            fs::copy(&path, &to).with_context(|| format!("cannot copy {} to {}", path.display(), to.display()))?;
        }
    }
    Ok(())
}
