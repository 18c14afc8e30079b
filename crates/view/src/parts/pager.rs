//! Links to the pages of a list.

use crate::context::{Form, part};
use crate::node::{IntoNode, Node, NodeIterator, html};
use crate::text::Words;

/// The navigation between pages; nothing for a single one. `exact` is how many there are, if that is known; `form` says in whose page.
pub(crate) fn pager(
    page: u32,
    pages: u32,
    exact: Option<u32>,
    to: &dyn Fn(u32) -> String,
    form: Form,
    words: &'static Words,
) -> Option<Node> {
    if pages < 2 {
        return None;
    }
    let step = |target: u32, label: &'static str, rel: &'static str| html::a().class("step").href(to(target)).rel(rel).child(label);
    let previous = (page > 1).then(|| html::li().child(step(page - 1, words.previous, "prev")));
    let next = (page < pages).then(|| html::li().child(step(page + 1, words.next, "next")));
    let numbers = numbers(page, pages).into_iter().map(|number| match number {
        None => html::li().class("gap").attr("aria-hidden", "true").child("…").into_node(),
        Some(number) => {
            let current = (number == page).then_some("page");
            let link = html::a()
                .href(to(number))
                .aria_label(words.page.with([&words.number(number)]))
                .attr("aria-current", current)
                .child(words.number(number));
            html::li().class("number").child(link).into_node()
        }
    });
    let list = html::ul().child((previous, numbers.into_group(), next));
    let place = html::p().class("place").child(exact.map(|pages| words.page_of.with([&words.number(page), &words.number(pages)])));
    Some(form.navigation().class("pager").part(part("pager")).aria_label(words.pages).child((list, place)).into_node())
}

/// The pages worth a link: the first, the last, and those around the present one; `None` for a gap.
fn numbers(page: u32, pages: u32) -> Vec<Option<u32>> {
    let near = |number: u32| number == 1 || number == pages || number.abs_diff(page) <= 1;
    let mut shown = Vec::new();
    let mut last = 0;
    for number in (1..=pages).filter(|number| near(*number)) {
        if number == last + 2 {
            shown.push(Some(last + 1));
        } else if number > last + 1 {
            shown.push(None);
        }
        shown.push(Some(number));
        last = number;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: u32, pages: u32, expected: &str) {
        let shown: Vec<String> = numbers(page, pages).into_iter().map(|n| n.map_or("…".to_owned(), |n| n.to_string())).collect();
        assert_eq!(shown.join(" "), expected, "page {page} of {pages}");
    }

    #[test]
    fn numbers_around_the_present_page() {
        check(1, 2, "1 2");
        check(1, 10, "1 2 … 10");
        check(4, 10, "1 2 3 4 5 … 10");
        check(5, 10, "1 … 4 5 6 … 10");
        check(10, 10, "1 … 9 10");
        check(3, 5, "1 2 3 4 5");
    }
}
