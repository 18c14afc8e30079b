//! Which pages a site has: for each of its languages the overviews and lists of all topics, the search, and the items.

use super::Options;
use super::content::{Content, Contents};
use anyhow::Result;
use dossier_bundle::Language;
use dossier_query::{Paths, Route, View};
use dossier_view::shown::Page;

/// Item pages that are made in one go.
const STRETCH: u32 = 64;

/// Pages that are made in one go.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Job {
    /// One page.
    One(Route),
    /// The pages of a list.
    List(Route),
    /// The pages of the items at these places, in one language.
    Items(Option<Language>, std::ops::Range<u32>),
}

/// Which pages there are.
pub(super) fn paths(contents: &Contents, options: &Options) -> Paths {
    let bundle = contents.bundle.clone();
    let pages = u64::from(contents.items()) * bundle.site.languages.len() as u64;
    Paths { bundle, lists: options.lists.max(1), items: pages <= u64::from(options.items) }
}

/// All of them, in the order in which they are named.
pub(super) fn jobs(contents: &Contents, paths: &Paths) -> Vec<Job> {
    let mut jobs = Vec::new();
    for (place, language) in contents.bundle.site.languages.iter().enumerate() {
        let language = (place > 0).then(|| language.clone());
        let home = Route { language: language.clone(), ..Route::default() };
        if contents.bundle.topics.is_empty() {
            jobs.push(Job::One(home.clone()));
        }
        for (place, topic) in contents.bundle.topics.iter().enumerate() {
            let route = Route { topic: (place > 0).then(|| topic.id.clone()), ..home.clone() };
            // An id that cannot be part of a path has no page.
            if paths.address(&route).contains('?') {
                continue;
            }
            jobs.push(Job::One(route.clone()));
            jobs.extend([View::News, View::Documents].map(|view| Job::List(Route { view, ..route.clone() })));
        }
        jobs.push(Job::One(Route { view: View::Search, ..home }));
        if paths.items {
            let all = contents.places();
            jobs.extend((0..all).step_by(STRETCH as usize).map(|start| Job::Items(language.clone(), start..all.min(start + STRETCH))));
        }
    }
    jobs
}

/// The routes of a job.
pub(super) fn routes(job: &Job, content: &Content<'_>, paths: &Paths) -> Result<Vec<Route>> {
    Ok(match job {
        Job::One(route) => vec![route.clone()],
        Job::List(route) => {
            let pages = match content.shown(route)?.page {
                Page::List(listing) => listing.pages,
                _ => 1,
            };
            (1..=pages.min(paths.lists)).map(|page| route.with_page(page)).collect()
        }
        Job::Items(language, items) => {
            let mut routes = Vec::new();
            for item in content.contents.items_at(items.clone()) {
                let id = content.ask(&|source| source.whole(item))?.id.clone();
                let route = Route { language: language.clone(), item: Some(id), ..Route::default() };
                if !paths.address(&route).contains('?') {
                    routes.push(route);
                }
            }
            routes
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::pool::Pool;
    use crate::site::survey;
    use dossier_archive::write::memory_continued;
    use dossier_bundle::{Bundle, wire};
    use std::collections::BTreeSet;
    use std::fs;

    #[test]
    fn what_is_gone_has_no_page() {
        let items: Vec<String> = (0..9).map(|place| format!(r#"{{"id":"i{place}","title":"Title","deadline":"2024"}}"#)).collect();
        let text = format!(r#"{{"format":"dossier-bundle/1","site":{{"title":"Room"}},"items":[{}]}}"#, items.join(","));
        let (bundle, _) = dossier_bundle::parse(text.as_bytes());
        let (files, archive, _) =
            memory_continued(&bundle, &BTreeSet::from([0, 4, 7]), &BTreeSet::from([4]), &dossier_archive::write::Options::default());
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let bundle = Bundle { items: Vec::new(), archive: Some(archive), ..bundle };
        fs::write(folder.path().join("bundle.json"), wire::write(&bundle)).unwrap();
        let contents = Contents::read(folder.path()).unwrap();
        assert_eq!((contents.places(), contents.items()), (10, 7));
        let paths = Paths { bundle: contents.bundle.clone(), lists: 1, items: true };
        let items = jobs(&contents, &paths).into_iter().filter(|job| matches!(job, Job::Items(..)));
        let mut ids: Vec<String> =
            items.flat_map(|job| routes(&job, &contents.open(), &paths).unwrap()).map(|route| route.item.unwrap()).collect();
        ids.sort();
        assert_eq!(ids, ["i1", "i2", "i3", "i4", "i5", "i6", "i8"]);
        let seen = survey::survey(&contents, &Pool { threads: 1, done: &|_, _| () }).unwrap();
        assert_eq!((seen.counts.values().sum::<u32>(), seen.deadlines.len()), (7, 7));
    }
}
