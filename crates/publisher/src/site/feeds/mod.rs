//! Feeds: the newest items of each list of each topic, in each of the site's languages, as Atom and as JSON Feed.
//!
//! A feed needs to know where the site is. It says when its items changed, never when it was made, so that the same content gives the same feed.

mod atom;
mod body;
mod json;
mod made;

use super::content::Content;
use super::press::Press;
use super::words;
use anyhow::Result;
use dossier_bundle::lean::joined;
use dossier_bundle::{Bundle, Kind, Language, TopicIx};
use dossier_query::{Paths, Question, Route, Sort, View};
use dossier_view::text::words_for;
use made::Made;

/// Items of a feed, the newest of its list.
pub(super) const NEWEST: u32 = 50;

/// A list that has feeds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Feed {
    pub(super) topic: TopicIx,
    pub(super) kind: Kind,
    pub(super) language: Language,
}

/// The forms of a feed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    Atom,
    Json,
}

impl Form {
    pub(super) const ALL: [Self; 2] = [Self::Atom, Self::Json];

    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Atom => "Atom",
            Self::Json => "JSON Feed",
        }
    }
}

impl Feed {
    /// All of them.
    pub(super) fn all(bundle: &Bundle) -> Vec<Self> {
        let mut all = Vec::new();
        for language in &bundle.site.languages {
            for topic in (0..bundle.topics.len()).map(|place| TopicIx(place as u16)) {
                all.extend([Kind::News, Kind::Document].map(|kind| Self { topic, kind, language: language.clone() }));
            }
        }
        all
    }

    /// Where it is, relative to the site's root; nowhere for a topic whose id is too long for a path.
    pub(super) fn address(&self, bundle: &Bundle, form: Form) -> Option<String> {
        let topic = Paths::part(&bundle.topic(self.topic).id)?;
        let list = self.view().id();
        let end = match form {
            Form::Atom => "atom",
            Form::Json => "json",
        };
        Some(format!("feeds/{topic}/{list}.{}.{end}", self.language))
    }

    /// What it holds, in its own language.
    pub(super) fn title(&self, bundle: &Bundle) -> String {
        let words = words_for(&self.language);
        let list = match self.kind {
            Kind::News => words.news,
            Kind::Document => words.documents,
        };
        let topic = bundle.topic(self.topic).title.get(&self.language);
        let parts: Vec<&str> = [list, topic].into_iter().filter(|part| !part.is_empty()).collect();
        joined(&parts, " – ")
    }

    /// The same for links to it: how much of the list it has, and in which form.
    pub(super) fn label(&self, bundle: &Bundle, form: Form) -> String {
        (words::of(&self.language).newest_of)(&self.title(bundle), NEWEST, form.name())
    }

    fn view(&self) -> View {
        match self.kind {
            Kind::News => View::News,
            Kind::Document => View::Documents,
        }
    }

    /// The page of its list.
    fn list(&self, press: &Press<'_>) -> Route {
        let topic = (self.topic != TopicIx(0)).then(|| press.bundle().topic(self.topic).id.clone());
        Route { topic, view: self.view(), ..press.home(&self.language) }
    }
}

/// Writes a feed in all its forms, if it has a place.
pub(super) fn write(press: &Press<'_>, content: &Content<'_>, feed: &Feed) -> Result<()> {
    let Some(site) = &press.options.address else { return Ok(()) };
    let question = Question { page_size: NEWEST, sort: Sort::Newest, ..Question::of(&feed.list(press), press.bundle()) };
    let answer = content.ask(&|source| source.answer(&question, press.contents.today))?;
    let items = answer.items.iter().map(|item| content.ask(&|source| source.whole(*item))).collect::<Result<Vec<_>>>()?;
    let made = Made::new(press, site, feed, &items);
    for form in Form::ALL {
        let Some(address) = feed.address(press.bundle(), form) else { continue };
        let own = format!("{site}{address}");
        let bytes = match form {
            Form::Atom => atom::write(&made, &own)?,
            Form::Json => json::write(&made, &own)?,
        };
        press.write(&address, &bytes)?;
    }
    Ok(())
}
