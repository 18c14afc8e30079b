//! The spelling of a route in a path, for sites whose publisher wrote a page for every topic, list and item. What no page was written
//! for goes into the query string as ever, and so does everything that narrows a list.
//!
//! ```text
//! [LANGUAGE/] [t/TOPIC/] [news/ | documents/] [PAGE/]      a topic's overview and lists; the site's first language and topic unnamed
//! [LANGUAGE/] search/                                       search; its topic, if any, in the query
//! [LANGUAGE/] i/ITEM/                                       an item; the list it was opened from in the query
//! ```

use super::percent::decode;
use super::{Rejected, Route, View};
use dossier_bundle::lean::{number, pieces, push_number};
use dossier_bundle::{Bundle, Language};
use std::sync::Arc;

/// Bytes that a part of a path may have; what would be longer stays in the query. Names of files end at 255.
const LONGEST: usize = 200;

/// Which pages a site has.
#[derive(Clone, Debug)]
pub struct Paths {
    /// Its topics and languages.
    pub bundle: Arc<Bundle>,
    /// How many pages of each list there are.
    pub lists: u32,
    /// Whether there is a page for each item.
    pub items: bool,
}

impl Paths {
    /// The address of a route, relative to the site's root: a path that is empty or ends with `/`, and a query string if one is needed.
    pub fn address(&self, route: &Route) -> String {
        let mut rest = route.clone();
        let mut path = String::new();
        let site = &self.bundle.site;
        if site.languages.first() == rest.language.as_ref() {
            rest.language = None;
        } else if let Some(language) = rest.language.take_if(|language| site.languages.contains(language)) {
            path.push_str(language.as_str());
            path.push('/');
        }
        if self.items && rest.item.as_deref().is_some_and(|id| add(&mut path, "i/", id)) {
            rest.item = None;
        } else if rest.view == View::Search {
            path.push_str("search/");
            rest.view = View::Overview;
        } else {
            if rest.topic.as_ref() == self.bundle.topics.first().map(|first| &first.id)
                || rest.topic.as_deref().is_some_and(|id| self.bundle.find_topic(id).is_some() && add(&mut path, "t/", id))
            {
                rest.topic = None;
            }
            if rest.view != View::Overview {
                path.push_str(rest.view.id());
                path.push('/');
                rest.view = View::Overview;
                let page = rest.page;
                rest.page = 1;
                if page > self.lists || !rest.to_query().is_empty() {
                    rest.page = page;
                } else if page > 1 {
                    push_number(&mut path, page, 1);
                    path.push('/');
                }
            }
        }
        let query = rest.to_query();
        if !query.is_empty() {
            path.push('?');
            path.push_str(&query);
        }
        path
    }

    /// An id as a part of a path; `None` if it is too long to be one.
    pub fn part(id: &str) -> Option<String> {
        let mut part = String::new();
        add(&mut part, "", id).then(|| part.trim_end_matches('/').to_owned())
    }

    /// Reads an address back: `path` is relative to the root. `None` for a path that is none of the reader's.
    pub fn route(&self, path: &str, query: &str) -> Option<(Route, Vec<Rejected>)> {
        let (mut route, rejected) = Route::parse(query);
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let mut parts = pieces(path, "/").filter(|part| !part.is_empty()).peekable();
        let others = self.bundle.site.languages.get(1..).unwrap_or_default();
        if let Some(language) = parts.peek().and_then(|part| others.iter().find(|other| other.as_str() == *part)) {
            route.language = Some(Language::clone(language));
            parts.next();
        }
        if let Some(item) = parts.next_if(|part| *part == "i").and_then(|_| parts.next()) {
            route.item = Some(read(item));
        } else if parts.next_if(|part| *part == "search").is_some() {
            route.view = View::Search;
        } else {
            if let Some(topic) = parts.next_if(|part| *part == "t").and_then(|_| parts.next()) {
                route.topic = Some(read(topic));
            }
            if let Some(view) = parts.peek().and_then(|part| View::of_id(part)) {
                route.view = view;
                parts.next();
                if let Some(page) = parts.peek().and_then(|part| u32::try_from(number(part)?).ok()).filter(|page| *page > 1) {
                    route.page = page;
                    parts.next();
                }
            }
        }
        parts.next().is_none().then_some((route, rejected))
    }
}

/// Adds `before` and an id as a part of a path; `false` if it is too long to be one. Letters, digits, `-`, `_` and `.` within stand for
/// themselves, letters beyond ASCII as `%XX`; of all else the bytes are written as `~xx`, which no host takes for anything special.
fn add(path: &mut String, before: &str, id: &str) -> bool {
    let begun = path.len();
    path.push_str(before);
    let mut bytes = 0;
    for (place, byte) in id.bytes().enumerate() {
        let (sign, digits) = match byte {
            b'-' | b'_' => (byte, ""),
            b'.' if place > 0 => (byte, ""),
            _ if byte.is_ascii_alphanumeric() => (byte, ""),
            0x80.. => (b'%', "0123456789ABCDEF"),
            _ => (b'~', "0123456789abcdef"),
        };
        path.push(char::from(sign));
        bytes += 1;
        if !digits.is_empty() {
            for half in [byte >> 4, byte & 15] {
                path.push(char::from(digits.as_bytes()[usize::from(half)]));
            }
            bytes += if sign == b'~' { 2 } else { 0 };
        }
    }
    path.push('/');
    let fits = (1..=LONGEST).contains(&bytes);
    if !fits {
        path.truncate(begun);
    }
    fits
}

/// The id that is spelled in a part of a path.
fn read(part: &str) -> String {
    decode(&part.replace('~', "%"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paths(items: bool) -> Paths {
        let topics = ["first", "a b", "æ/ø", "..", "x"].map(|id| format!("{{\"id\":{id:?},\"title\":\"T\"}}")).join(",");
        let text = format!(
            "{{\"format\":\"dossier-bundle/1\",\"site\":{{\"title\":\"S\",\"languages\":[\"en\",\"nb\"]}},\"topics\":[{topics}],\"items\":[]}}"
        );
        let (bundle, problems) = dossier_bundle::parse(text.as_bytes());
        assert_eq!((bundle.topics.len(), problems.as_slice()), (5, [].as_slice()));
        Paths { bundle: Arc::new(bundle), lists: 3, items }
    }

    fn check(query: &str, address: &str) {
        let paths = paths(true);
        assert_eq!(paths.address(&Route::parse(query).0), address, "{query:?}");
    }

    #[test]
    fn addresses() {
        check("", "");
        check("lang=nb", "nb/");
        check("lang=en&topic=first", "");
        check("lang=sv", "?lang=sv");
        check("topic=x", "t/x/");
        check("topic=nowhere&view=news", "news/?topic=nowhere");
        check("topic=a+b&view=documents", "t/a~20b/documents/");
        check("topic=%C3%A6/%C3%B8", "t/%C3%A6~2f%C3%B8/");
        check("topic=..", "t/~2e./");
        check("view=news&page=3", "news/3/");
        check("view=news&page=4", "news/?page=4");
        check("view=news&page=2&type=a", "news/?type=a&page=2");
        check("view=search&q=a", "search/?q=a");
        check("view=search&topic=first&q=a", "search/?topic=first&q=a");
        check("lang=nb&item=a.b&topic=x&view=news&page=2", "nb/i/a.b/?topic=x&view=news&page=2");
        check(&format!("item={}", "i".repeat(201)), &format!("?item={}", "i".repeat(201)));
    }

    #[test]
    fn parts_of_paths() {
        assert_eq!(Paths::part("a b/æ.").as_deref(), Some("a~20b~2f%C3%A6."));
        assert_eq!(Paths::part(&"i".repeat(201)), None);
    }

    fn check_path(path: &str, expected: Option<&str>) {
        let route = paths(true).route(path, "").map(|(route, _)| route.to_query());
        assert_eq!(route.as_deref(), expected, "{path:?}");
    }

    #[test]
    fn paths_of_others_are_left_alone() {
        check_path("index.html", Some(""));
        check_path("nb/news/2/index.html", Some("view=news&lang=nb&page=2"));
        check_path("t/x", Some("topic=x"));
        check_path("changes/", None);
        check_path("assets/app.js", None);
        check_path("news/1/", None);
        check_path("i/a/b", None);
        check_path("en/", None);
    }

    proptest! {
        #[test]
        fn addresses_are_read_back(id in "\\PC{1,30}|[a-z.~/%+]{1,5}", topic in 0_usize..5, view in 0_usize..4, page in 1_u32..6, item: bool, nb: bool, items: bool, text in "|[a-z ]{1,5}") {
            let paths = paths(items);
            let route = Route {
                language: nb.then(|| Language::new("nb").unwrap()),
                topic: (topic > 0).then(|| paths.bundle.topics[topic].id.clone()),
                view: [View::Overview, View::News, View::Documents, View::Search][view],
                item: item.then_some(id),
                page,
                text,
                ..Route::default()
            };
            let address = paths.address(&route);
            let (path, query) = address.split_once('?').unwrap_or((&address, ""));
            prop_assert!(path.is_empty() || path.ends_with('/'));
            prop_assert_eq!(paths.route(path, query).map(|(route, _)| route), Some(route), "{}", address);
        }
    }
}
