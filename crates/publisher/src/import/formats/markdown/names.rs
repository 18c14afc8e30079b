//! What the path of a page says: its id, its date, its language, and which pages are the same in other languages.

use std::collections::{BTreeMap, BTreeSet};

/// Languages of ISO 639-1, and Sámi ones that have no place there.
const LANGUAGES: &str = " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu sma sme smj smn sms sje ";

/// What is known of the pages of a folder together.
#[derive(Debug, Default)]
pub(crate) struct Family {
    /// Whether the first folders are languages.
    by_folder: bool,
    /// The paths of the versions of each page that has several.
    versions: BTreeMap<String, BTreeSet<String>>,
}

/// What a path says.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::import::formats) struct Said {
    pub(in crate::import::formats) id: Option<String>,
    pub(in crate::import::formats) date: Option<String>,
    pub(in crate::import::formats) language: Option<String>,
    /// Words of the name, for a page without any title.
    pub(in crate::import::formats) title: String,
    /// The paths of the same page in other languages.
    pub(in crate::import::formats) translations: Vec<String>,
}

impl Family {
    /// Looks at the paths of all pages of a folder.
    pub(crate) fn new<'p>(paths: impl Iterator<Item = &'p str> + Clone) -> Self {
        let mut folders = paths.clone().map(|path| path.split_once('/').map(|(folder, _)| folder));
        let by_folder = paths.clone().next().is_some() && folders.all(|folder| folder.is_some_and(is_language));
        let mut family = Self { by_folder, versions: BTreeMap::new() };
        for path in paths {
            family.versions.entry(family.page(path).0).or_default().insert(path.to_owned());
        }
        family.versions.retain(|_, paths| paths.len() > 1);
        family
    }

    /// The path of a page without its language and ending, and the language.
    fn page(&self, path: &str) -> (String, Option<String>) {
        let stem = stem(path);
        if let Some((folder, rest)) = stem.split_once('/').filter(|_| self.by_folder) {
            return (rest.to_owned(), Some(folder.to_owned()));
        }
        match stem.rsplit_once('.') {
            Some((page, language)) if is_language(language) => (page.to_owned(), Some(language.to_owned())),
            _ => (stem.to_owned(), None),
        }
    }
}

/// Whether a file is the page of a folder, which lists others.
pub(crate) fn is_list_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    stem(name).split('.').next() == Some("_index")
}

/// What `path` says.
pub(in crate::import::formats) fn of(path: &str, family: &Family) -> Said {
    let (page, language) = family.page(path);
    let name = page.strip_suffix("/index").unwrap_or(&page).rsplit('/').next().unwrap_or_default().to_owned();
    let date = name.get(..10).filter(|date| dossier_bundle::PartialDate::parse(date).is_some()).map(str::to_owned);
    let words = if date.is_some() { &name[10..] } else { name.as_str() };
    let date = date.or_else(|| date_of_folders(path));
    let title = super::super::super::words::capitalised(words.replace(['-', '_'], " ").trim());
    let id = id_of(path);
    let translations = family.versions.get(&page).into_iter().flatten().filter(|other| id_of(other) != id).cloned().collect();
    Said { id: Some(id).filter(|id| !id.is_empty()), date, language, title, translations }
}

/// The date that the names on a path are: `2024/05/01/title`, and `2024-05-01-title`.
pub(super) fn date_of_folders(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let is = |part: &str, digits: usize| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    let day = |date: &str| matches!(dossier_bundle::PartialDate::parse(date), Some(dossier_bundle::PartialDate::Day(_)));
    let by_folder = parts.windows(3).find(|three| is(three[0], 4) && is(three[1], 2) && is(three[2], 2)).map(|three| three.join("-"));
    let by_name = || parts.iter().filter_map(|part| part.get(..10)).find(|date| day(date)).map(str::to_owned);
    by_folder.filter(|date| day(date)).or_else(by_name)
}

/// The address of a page whose name begins with a date, as Jekyll has it: `2024/05/01/title`.
pub(super) fn usual_address(path: &str) -> Option<String> {
    let name = stem(path).rsplit('/').next()?;
    let (date, title) = (name.get(..10)?, name.get(11..)?);
    dossier_bundle::PartialDate::parse(date).map(|_| format!("{}/{title}", date.replace('-', "/")))
}

/// The id of a page whose own name is replaced.
pub(super) fn with_slug(path: &str, slug: &str) -> String {
    let stem = stem(path);
    let (base, language) = match stem.rsplit_once('.') {
        Some((base, language)) if is_language(language) => (base, [".", language].concat()),
        _ => (stem, String::new()),
    };
    let base = base.strip_suffix("/index").unwrap_or(base);
    let folders = base.rsplit_once('/').map(|(folders, _)| [&folders.replace('/', "-"), "-"].concat()).unwrap_or_default();
    [&folders, slug, &language].concat()
}

/// The path without its ending; a folder's own page is the folder.
pub(super) fn id_of(path: &str) -> String {
    let stem = stem(path);
    let (base, language) = match stem.rsplit_once('.') {
        Some((base, language)) if is_language(language) => (base, Some(language)),
        _ => (stem, None),
    };
    let base = base.strip_suffix("/index").unwrap_or(base).replace('/', "-");
    language.map_or_else(|| base.clone(), |language| format!("{base}.{language}"))
}

fn stem(path: &str) -> &str {
    path.rsplit_once('.').filter(|(_, end)| !end.contains('/')).map_or(path, |(stem, _)| stem)
}

fn is_language(text: &str) -> bool {
    let language = text.split(['-', '_']).next().unwrap_or_default();
    (2..=8).contains(&text.len()) && LANGUAGES.contains(&format!(" {language} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paths: &[&str], id: &str, date: Option<&str>, language: Option<&str>, translations: &[&str]) {
        let said = of(paths[0], &Family::new(paths.iter().copied()));
        assert_eq!((said.id.as_deref(), said.date.as_deref(), said.language.as_deref()), (Some(id), date, language));
        assert_eq!(said.translations, translations);
    }

    #[test]
    fn paths_say_something() {
        check(&["a.md"], "a", None, None, &[]);
        check(&["2019/node.js.md"], "2019-node.js", None, None, &[]);
        check(&["_posts/2019-02-03-a-b.markdown"], "_posts-2019-02-03-a-b", Some("2019-02-03"), None, &[]);
        check(&["x/index.nb.md", "x/index.en.md"], "x.nb", None, Some("nb"), &["x/index.en.md"]);
        check(&["en/a.md", "nb/a.md", "nb/b.md"], "en-a", None, Some("en"), &["nb/a.md"]);
        check(&["en/a.md", "news/a.md"], "en-a", None, None, &[]);
        check(&["v1.0.md"], "v1.0", None, None, &[]);
        check(&["2024/05/01/a.md"], "2024-05-01-a", Some("2024-05-01"), None, &[]);
        check(&["2024/13/01/a.md"], "2024-13-01-a", None, None, &[]);
        check(&["posts/2024-05-01-a/index.md"], "posts-2024-05-01-a", Some("2024-05-01"), None, &[]);
        assert_eq!(date_of_folders("inside/2018/08/02/Rust-1.28").as_deref(), Some("2018-08-02"));
        assert_eq!(with_slug("news/a/index.nb.md", "slug"), "news-slug.nb");
        assert_eq!(with_slug("a.md", "slug"), "slug");
        assert_eq!(usual_address("_posts/2024-05-01-big-news.md").as_deref(), Some("2024/05/01/big-news"));
        assert_eq!(usual_address("a.md"), None);
        assert_eq!(of("a/2019-02-03-big_news.md", &Family::default()).title, "Big news");
    }
}
