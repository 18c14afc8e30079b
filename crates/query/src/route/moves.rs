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
        let mut to = if view == View::Overview { self.cleared() } else { self.first_page() };
        if view != self.view {
            to.filters.types.clear();
        }
        to.view = view;
        to
    }

    /// Another topic, none for the site's first: the same view of it, without filters and words. From the search, which is
    /// over all topics, it leads to the topic's overview.
    #[must_use]
    pub fn with_topic(&self, topic: Option<&str>) -> Self {
        let mut to = self.cleared();
        if self.view == View::Search {
            to.view = View::Overview;
        }
        to.topic = topic.map(str::to_owned);
        to
    }

    /// An item opened. The list behind it stays as it is, its page too.
    #[must_use]
    pub fn with_item(&self, id: &str) -> Self {
        let mut to = self.clone();
        to.item = Some(id.to_owned());
        to
    }

    /// Back to the list.
    #[must_use]
    pub fn without_item(&self) -> Self {
        let mut to = self.clone();
        to.item = None;
        to
    }

    /// Other words to search for.
    #[must_use]
    pub fn with_text(&self, text: &str) -> Self {
        let mut to = self.first_page();
        to.text = cut(text);
        to.simplify_sort();
        to
    }

    /// Another range of dates.
    #[must_use]
    pub fn with_dates(&self, dates: Dates) -> Self {
        let mut to = self.first_page();
        to.filters.dates = dates;
        to
    }

    /// A type chosen, or no longer.
    #[must_use]
    pub fn with_type_toggled(&self, id: &str) -> Self {
        let mut to = self.first_page();
        toggle(&mut to.filters.types, id.to_owned());
        to
    }

    /// A publisher chosen, or no longer.
    #[must_use]
    pub fn with_publisher_toggled(&self, id: &str) -> Self {
        let mut to = self.first_page();
        toggle(&mut to.filters.publishers, id.to_owned());
        to
    }

    /// A language of items chosen, or no longer.
    #[must_use]
    pub fn with_language_toggled(&self, language: &Language) -> Self {
        let mut to = self.first_page();
        toggle(&mut to.filters.languages, language.clone());
        to
    }

    /// Other filters.
    #[must_use]
    pub fn with_filters(&self, filters: Filters) -> Self {
        let mut to = self.first_page();
        to.filters = filters;
        to
    }

    /// Another order.
    #[must_use]
    pub fn with_sort(&self, sort: Sort) -> Self {
        let mut to = self.first_page();
        to.sort = Some(sort);
        to.simplify_sort();
        to
    }

    /// Another page, from 1.
    #[must_use]
    pub fn with_page(&self, page: u32) -> Self {
        let mut to = self.without_item();
        to.page = page.max(1);
        to
    }

    /// Another language of the page, none for the site's first; everything else stays.
    #[must_use]
    pub fn with_language(&self, language: Option<Language>) -> Self {
        let mut to = self.clone();
        to.language = language;
        to
    }

    /// All filters and words taken away.
    #[must_use]
    pub fn cleared(&self) -> Self {
        let mut to = self.first_page();
        to.text.clear();
        to.filters = Filters::default();
        to.simplify_sort();
        to
    }

    /// The order of the list when the route names none.
    pub fn default_sort(&self) -> Sort {
        if self.text.trim().is_empty() { Sort::Newest } else { Sort::BestMatch }
    }

    fn first_page(&self) -> Self {
        self.with_page(1)
    }

    /// Leaves the order out where it is the list's own, and where there are no words to match.
    fn simplify_sort(&mut self) {
        if self.sort == Some(self.default_sort()) || self.sort == Some(Sort::BestMatch) {
            self.sort = None;
        }
    }
}

/// Takes the value out of the group, or adds it if it was not there. A full group takes no more.
fn toggle<T: PartialEq>(group: &mut Vec<T>, value: T) {
    let held = group.len();
    group.retain(|other| *other != value);
    if group.len() == held && held < MOST_VALUES {
        group.push(value);
    }
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
