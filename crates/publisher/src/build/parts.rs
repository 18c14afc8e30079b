//! From filed items to an archive: in one part, or in those of the site before and a tail.

use super::disk::Disk;
use super::plan::Plan;
use super::previous::{Mark, Previous, Unusable, mark};
use anyhow::{Context, Result};
use dossier_archive::format::Gone;
use dossier_archive::write::{Kept, Options, Planned, Writer};
use dossier_bundle::{Archive, Bundle};
use std::collections::BTreeMap;

/// What is known of filed items when their archive is written.
pub(super) struct Known<'k> {
    /// What each item says, as a hash; of no use without a site before.
    pub(super) contents: &'k [[u8; 16]],
    /// The works of items that are versions.
    pub(super) works: BTreeMap<u32, u32>,
    /// The site before.
    pub(super) previous: Option<&'k Previous>,
}

/// Writes the archive of all filed items.
pub(super) fn write(mut writer: Writer<Disk<'_>>, bundle: &Bundle, known: Known<'_>, options: &Options) -> Result<Archive> {
    let Known { contents, works, previous } = known;
    let plan = match previous {
        None => Plan::one(writer.items()),
        Some(previous) => {
            let marks: Vec<Mark> = (0..).zip(contents).map(|(item, content)| mark(writer.id(item), content)).collect();
            Plan::after(&previous.parts, &marks, &works)
        }
    };
    for (item, work) in plan.split(&works) {
        writer.set_work(item, work);
    }
    let mut planned = Vec::new();
    for part in plan.parts {
        let stays = part.stays.as_ref().zip(previous).and_then(|(stays, previous)| {
            let contents = previous.contents(stays.part).filter(|_| has_same_lists(&previous.bundle, bundle))?;
            Some((previous, contents, stays))
        });
        let kept = stays.map(|(previous, contents, stays)| {
            previous.carry(contents, writer.store().site()).context(Unusable)?;
            let gone =
                if stays.gone.is_empty() { Gone::default() } else { previous.gone(contents, stays.gone.clone()).context(Unusable)? };
            anyhow::Ok(Kept { contents: contents.clone(), gone })
        });
        planned.push(Planned { kept: kept.transpose()?, items: part.items });
    }
    let first_stays = planned.first().is_some_and(|part| part.kept.is_some());
    let common = previous.filter(|_| first_stays).and_then(|previous| previous.common.clone());
    let (archive, ..) = writer.finish_planned(bundle, planned, common, options).context("the archive cannot be written")?;
    Ok(archive)
}

/// Whether files written for one bundle say the same in another. Where they do not, parts are written again; most of their files come
/// out as they were.
fn has_same_lists(old: &Bundle, new: &Bundle) -> bool {
    let topics = |bundle: &Bundle| bundle.topics.iter().map(|topic| (topic.id.clone(), topic.parent)).collect::<Vec<_>>();
    let types = |bundle: &Bundle| bundle.types.iter().map(|of| of.id.clone()).collect::<Vec<_>>();
    let publishers = |bundle: &Bundle| bundle.publishers.iter().map(|of| of.id.clone()).collect::<Vec<_>>();
    old.site.languages == new.site.languages
        && topics(old) == topics(new)
        && types(old) == types(new)
        && publishers(new).starts_with(&publishers(old))
}
