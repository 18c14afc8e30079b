//! The routes that links and controls lead to. Each takes a route and returns the changed one; whatever changes the list
//! closes the open item and goes back to page 1. The version of a frozen permalink stays throughout.

use super::address::cut;
use super::{Dates, Filters, MOST_VALUES, Route, Sort, View};
use dossier_bundle::Language;

impl Route {
    /// Another view of the topic. Between lists, dates, publishers, languages, words and order stay; types go, since the
    /// lists have types of their own. The overview has no list, so nothing of the kind stays.
    #[must_use]
    pub fn with_view(&self, view: View) -> Self {
        match view {
            View::Overview => Self { view, ..self.cleared() },
            _ if view == self.view => self.first_page(),
            _ => {
                let filters = Filters { types: Vec::new(), ..self.filters.clone() };
                Self { view, filters, ..self.first_page() }
            }
        }
    }

    /// Another topic, none for the site's first: the same view of it, without filters and words. From the search, which is
    /// over all topics, it leads to the topic's overview.
    #[must_use]
    pub fn with_topic(&self, topic: Option<&str>) -> Self {
        let view = if self.view == View::Search { View::Overview } else { self.view };
        Self { topic: topic.map(str::to_owned), view, ..self.cleared() }
    }

    /// An item opened. The list behind it stays as it is, its page too.
    #[must_use]
    pub fn with_item(&self, id: &str) -> Self {
        Self { item: Some(id.to_owned()), ..self.clone() }
    }

    /// Back to the list.
    #[must_use]
    pub fn without_item(&self) -> Self {
        Self { item: None, ..self.clone() }
    }

    /// Other words to search for.
    #[must_use]
    pub fn with_text(&self, text: &str) -> Self {
        let changed = Self { text: cut(text), ..self.first_page() };
        changed.with_plain_sort(self.sort)
    }

    /// Another range of dates.
    #[must_use]
    pub fn with_dates(&self, dates: Dates) -> Self {
        self.with_filters(Filters { dates, ..self.filters.clone() })
    }

    /// A type chosen, or no longer.
    #[must_use]
    pub fn with_type_toggled(&self, id: &str) -> Self {
        self.with_filters(Filters { types: toggled(&self.filters.types, id.to_owned()), ..self.filters.clone() })
    }

    /// A publisher chosen, or no longer.
    #[must_use]
    pub fn with_publisher_toggled(&self, id: &str) -> Self {
        self.with_filters(Filters { publishers: toggled(&self.filters.publishers, id.to_owned()), ..self.filters.clone() })
    }

    /// A language of items chosen, or no longer.
    #[must_use]
    pub fn with_language_toggled(&self, language: &Language) -> Self {
        self.with_filters(Filters { languages: toggled(&self.filters.languages, language.clone()), ..self.filters.clone() })
    }

    /// Other filters.
    #[must_use]
    pub fn with_filters(&self, filters: Filters) -> Self {
        Self { filters, ..self.first_page() }
    }

    /// Another order.
    #[must_use]
    pub fn with_sort(&self, sort: Sort) -> Self {
        self.first_page().with_plain_sort(Some(sort))
    }

    /// Another page, from 1.
    #[must_use]
    pub fn with_page(&self, page: u32) -> Self {
        Self { page: page.max(1), ..self.without_item() }
    }

    /// Another language of the page, none for the site's first; everything else stays.
    #[must_use]
    pub fn with_language(&self, language: Option<Language>) -> Self {
        Self { language, ..self.clone() }
    }

    /// All filters and words taken away.
    #[must_use]
    pub fn cleared(&self) -> Self {
        let cleared = Self { text: String::new(), filters: Filters::default(), ..self.first_page() };
        cleared.with_plain_sort(self.sort)
    }

    /// The order of the list when the route names none.
    pub fn default_sort(&self) -> Sort {
        if self.text.trim().is_empty() { Sort::Newest } else { Sort::BestMatch }
    }

    fn first_page(&self) -> Self {
        Self { page: 1, ..self.without_item() }
    }

    /// The order, left out where it is the list's own, and where there are no words to match.
    fn with_plain_sort(mut self, sort: Option<Sort>) -> Self {
        let needless = sort == Some(self.default_sort()) || sort == Some(Sort::BestMatch);
        self.sort = if needless { None } else { sort };
        self
    }
}

/// The group with the value, or without it if it was there. A full group takes no more.
fn toggled<T: PartialEq + Clone>(group: &[T], value: T) -> Vec<T> {
    let mut changed: Vec<T> = group.iter().filter(|held| **held != value).cloned().collect();
    if changed.len() == group.len() && group.len() < MOST_VALUES {
        changed.push(value);
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, change: impl Fn(&Route) -> Route, expected: &str) {
        assert_eq!(change(&Route::parse(query).0).to_query(), expected, "{query:?}");
    }

    #[test]
    fn views_and_topics() {
        let list = "topic=t&view=news&item=i&q=w&from=2024&type=a&publisher=p&sort=title&page=3&v=7";
        check(list, |route| route.with_view(View::Documents), "topic=t&view=documents&q=w&from=2024&publisher=p&sort=title&v=7");
        check(list, |route| route.with_view(View::News), "topic=t&view=news&q=w&from=2024&type=a&publisher=p&sort=title&v=7");
        check(list, |route| route.with_view(View::Overview), "topic=t&sort=title&v=7");
        check(list, |route| route.with_topic(Some("u")), "topic=u&view=news&sort=title&v=7");
        check("view=search&q=w", |route| route.with_topic(Some("u")), "topic=u");
    }

    #[test]
    fn items_leave_the_list_alone() {
        check("view=news&q=w&page=3", |route| route.with_item("i"), "view=news&item=i&q=w&page=3");
        check("view=news&item=i&q=w&page=3", Route::without_item, "view=news&q=w&page=3");
        check("view=news&page=3&lang=nb", |route| route.with_language(Language::new("en")), "view=news&lang=en&page=3");
    }

    #[test]
    fn a_changed_list_begins_at_page_one() {
        check("page=3&item=i", |route| route.with_text("a b"), "q=a+b");
        check("page=3", |route| route.with_dates(Dates::Preset(super::super::Preset::ThisYear)), "from=this-year");
        check("type=a&type=b&page=3", |route| route.with_type_toggled("a"), "type=b");
        check("type=a", |route| route.with_type_toggled("c"), "type=a&type=c");
        check("page=3", |route| route.with_publisher_toggled("p"), "publisher=p");
        check("language=nb&page=2", |route| route.with_language_toggled(&Language::new("nb").unwrap()), "");
        check("page=3", |route| route.with_page(0), "");
        check("q=a&from=2024&type=a&page=3&view=news", Route::cleared, "view=news");
    }

    #[test]
    fn an_order_is_named_only_where_it_differs() {
        check("q=a", |route| route.with_sort(Sort::BestMatch), "q=a");
        check("q=a", |route| route.with_sort(Sort::Newest), "q=a&sort=newest");
        check("", |route| route.with_sort(Sort::Newest), "");
        check("", |route| route.with_sort(Sort::BestMatch), "");
        check("q=a&sort=newest", |route| route.with_text(""), "");
        check("q=a&sort=oldest", |route| route.with_text("b"), "q=b&sort=oldest");
    }
}
