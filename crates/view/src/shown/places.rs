//! Filters keep their places while counts are on their way.

use super::{Page, Shown};
use dossier_bundle::Bundle;

impl Shown {
    /// While the counts of a list are on their way, its filters are those of the list `before` it, with what is chosen now; so they
    /// stay where they are, and no count of another question is shown. Nothing changes where the two lists have other filters.
    pub fn keep_places(&mut self, before: &Shown, bundle: &Bundle) {
        let (Page::List(now), Page::List(before)) = (&mut self.page, &before.page) else { return };
        if !now.answer.counting || now.topic != before.topic || now.question.kind != before.question.kind {
            return;
        }
        let filters = &self.route.filters;
        let answer = &mut now.answer;
        answer.types.clone_from(&before.answer.types);
        answer.publishers.clone_from(&before.answer.publishers);
        answer.languages.clone_from(&before.answer.languages);
        answer.timeline = before.answer.timeline.clone();
        for count in &mut answer.types {
            count.chosen = filters.types.contains(&bundle.type_of(count.value).id);
        }
        for count in &mut answer.publishers {
            count.chosen = filters.publishers.contains(&bundle.publisher(count.value).id);
        }
        for count in &mut answer.languages {
            count.chosen = filters.languages.contains(&count.value);
        }
    }
}
