//! What each language must be able to say.

use super::pattern::{Counted, Pattern};
use dossier_bundle::lean::grouped;
use dossier_query::DateWords;

/// All words of the reader in one language.
pub struct Words {
    /// Language tag of these words.
    pub tag: &'static str,
    /// Month names as typed and as shown.
    pub months: DateWords,
    /// Shown day, such as `14 June 2024`: day number, month name, year.
    pub day: Pattern<3>,
    /// Shown month of a year: month name, year.
    pub month: Pattern<2>,

    /// Link past the header.
    pub skip: &'static str,
    /// Name of the topic tabs; part of the contract for tools (DESIGN: "Topics").
    pub topics: &'static str,
    /// Names of a topic's views.
    pub overview: &'static str,
    /// The list of news.
    pub news: &'static str,
    /// The list of documents.
    pub documents: &'static str,
    /// Heading over a topic's sub-topics and links: name of the topic.
    pub more_on: Pattern<1>,
    /// Heading over a topic's newest items: name of the topic.
    pub latest_on: Pattern<1>,
    /// Link from the newest items to the whole list, with their number.
    pub see_all: Pattern<2>,
    /// Where nothing has been published in a list yet.
    pub nothing_yet: &'static str,

    /// Name of the search field and of its button.
    pub search: &'static str,
    /// Heading of the search view.
    pub search_heading: &'static str,
    /// Under the search heading when no words were typed.
    pub search_hint: &'static str,
    /// Name of the filter region and of the button that opens it on narrow screens.
    pub filters: &'static str,
    /// Button on narrow screens, with the number of filters in use.
    pub filters_in_use: Pattern<1>,
    /// Removes all filters.
    pub clear_all: &'static str,
    /// Name of a chip that removes a filter: what it removes.
    pub remove: Pattern<1>,
    /// Legend of the date filter.
    pub date: &'static str,
    /// First date field.
    pub from: &'static str,
    /// Last date field.
    pub to: &'static str,
    /// Under the date fields.
    pub date_hint: &'static str,
    /// Date presets.
    pub any_time: &'static str,
    /// Today and the 29 days before it.
    pub last_30_days: &'static str,
    /// The calendar year.
    pub this_year: &'static str,
    /// The parliamentary session.
    pub this_session: &'static str,
    /// A range with a beginning only.
    pub since: Pattern<1>,
    /// A range with an end only.
    pub until: Pattern<1>,
    /// Name of the timeline.
    pub timeline: &'static str,
    /// Heads of the timeline's columns.
    pub period: &'static str,
    /// How many items a period has.
    pub items: &'static str,
    /// Legend of the type filter.
    pub type_: &'static str,
    /// Legend of the publisher filter.
    pub publisher: &'static str,
    /// Legend of the language filter.
    pub language: &'static str,
    /// Shows the rest of a long filter: how many.
    pub show_more: Pattern<1>,
    /// Hides it again.
    pub show_fewer: &'static str,

    /// Name of the list of results; part of the contract for tools.
    pub results: &'static str,
    /// How many results there are.
    pub count: Counted<1>,
    /// While they are being counted.
    pub counting: &'static str,
    /// Above the list: no item has all words.
    pub any: &'static str,
    /// Above the list: a word that nothing has, and what was searched for instead, both in quotation marks.
    pub instead: Pattern<2>,
    /// How many of the results have no date.
    pub undated: Counted<1>,
    /// How many are left out because they have no date.
    pub undated_left_out: Counted<1>,
    /// In place of a missing date.
    pub no_date: &'static str,
    /// Name of the sort field.
    pub sort: &'static str,
    /// Latest first.
    pub newest: &'static str,
    /// Earliest first.
    pub oldest: &'static str,
    /// By title.
    pub title: &'static str,
    /// By match.
    pub best_match: &'static str,
    /// Name of the pages' navigation.
    pub pages: &'static str,
    /// A page's name: its number.
    pub page: Pattern<1>,
    /// Which page of how many.
    pub page_of: Pattern<2>,
    /// Page before.
    pub previous: &'static str,
    /// Page after.
    pub next: &'static str,
    /// No results.
    pub no_match: &'static str,
    /// Above the ways out of an empty result.
    pub try_instead: &'static str,
    /// A way out: what to take away, how many results then.
    pub without: Counted<2>,
    /// Words in quotation marks.
    pub quoted: Pattern<1>,
    /// The name of the words as a filter.
    pub words: &'static str,

    /// Back from an item to the list it is in.
    pub back_to: Pattern<1>,
    /// Heads of an item's facts.
    pub published: &'static str,
    /// When it changed.
    pub modified: &'static str,
    /// Until when it is open.
    pub deadline: &'static str,
    /// Its status.
    pub status: &'static str,
    /// Its series.
    pub series: &'static str,
    /// Its topics.
    pub in_topics: &'static str,
    /// Its other languages.
    pub also_in: &'static str,
    /// Its source.
    pub source: &'static str,
    /// Its files.
    pub files: &'static str,
    /// Name of the contents list.
    pub contents: &'static str,
    /// Heading of the footnotes.
    pub notes: &'static str,
    /// From a footnote back to the text.
    pub back_to_text: &'static str,
    /// Name of a link to a footnote: its number.
    pub note: Pattern<1>,
    /// Where an item carries no text.
    pub no_text: &'static str,
    /// Item before in the list.
    pub newer: &'static str,
    /// Item after in the list.
    pub older: &'static str,
    /// Name of the navigation between items.
    pub neighbours: &'static str,
    /// Place in the list: which of how many.
    pub place: Pattern<2>,
    /// Heading over related items.
    pub related: &'static str,
    /// Button that copies the address.
    pub copy_link: &'static str,
    /// After copying.
    pub copied: &'static str,
    /// When copying was refused.
    pub not_copied: &'static str,
    /// Unit of file sizes: bytes, kilobytes (1,000), megabytes (1,000,000).
    pub units: [&'static str; 3],
    /// Decimal separator.
    pub decimal: &'static str,
    /// What stands between groups of three digits, and from which number on.
    pub groups: (&'static str, u32),

    /// Name of the language links.
    pub languages: &'static str,
    /// Name of the appearance field.
    pub appearance: &'static str,
    /// As the system.
    pub system: &'static str,
    /// Light.
    pub light: &'static str,
    /// Dark.
    pub dark: &'static str,
    /// Before the name of the licence.
    pub licence: &'static str,
    /// Link to the bundle.
    pub data: &'static str,
    /// Link to what the site says about itself.
    pub about: &'static str,
    /// Link to the statement on accessibility.
    pub accessibility: &'static str,

    /// While the content is fetched.
    pub loading: &'static str,
    /// How much has arrived: shown size.
    pub received: Pattern<1>,
    /// Nothing has arrived for a while.
    pub slow: &'static str,
    /// While another page is on its way.
    pub waiting: &'static str,
    /// The page asked for could not be had; the one before is still there. The reason follows.
    pub no_page: &'static str,
    /// How many results there are could not be had. The reason follows.
    pub no_counts: &'static str,
    /// A list stands there, but not all of its entries.
    pub no_entries: &'static str,
    /// What stands around an item could not be had. The reason follows.
    pub no_around: &'static str,
    /// Heading of a page whose address names nothing: topic.
    pub unknown_topic: &'static str,
    /// Item.
    pub unknown_item: &'static str,
    /// What to do about it.
    pub unknown_hint: &'static str,
    /// To the first page.
    pub home: &'static str,
    /// Heading: content could not be had.
    pub failed: &'static str,
    /// Fetches it again.
    pub retry: &'static str,
    /// No connection.
    pub offline: &'static str,
    /// Address answered 404.
    pub not_found: &'static str,
    /// Address answered another failure: status.
    pub refused: Pattern<1>,
    /// Nothing came in time.
    pub timed_out: &'static str,
    /// The connection broke.
    pub interrupted: &'static str,
    /// A web page came in place of content.
    pub not_content: &'static str,
    /// The answer was empty.
    pub empty_answer: &'static str,
    /// The answer cannot be read.
    pub damaged: &'static str,
    /// Made for a newer reader: heading.
    pub too_new: &'static str,
    /// What to do about it.
    pub too_new_hint: &'static str,
    /// Before the technical detail of a failure.
    pub detail: &'static str,
    /// Parts of the content could not be shown: how many.
    pub left_out: Counted<1>,
    /// The site has no items.
    pub empty_site: &'static str,
    /// Connection lost while reading; what is loaded still works.
    pub offline_note: &'static str,
    /// Faults in typed dates.
    pub fault: Faults,
}

impl Words {
    /// A number of things, its digits in groups.
    pub fn number(&self, count: u32) -> String {
        grouped(u64::from(count), if count < self.groups.1 { "" } else { self.groups.0 })
    }
}

/// What is wrong with a typed date; stands after the name of its field and a colon.
pub struct Faults {
    /// Not a date at all.
    pub not_a_date: &'static str,
    /// No such day in that month.
    pub no_such_day: &'static str,
    /// No such month.
    pub no_such_month: &'static str,
    /// Year outside 1–9999.
    pub year: &'static str,
    /// Two digits for a year.
    pub two_digits: &'static str,
    /// Could be more than one month.
    pub ambiguous: &'static str,
    /// A day or month without its year.
    pub no_year: &'static str,
    /// Ends before it begins.
    pub reversed: &'static str,
}

#[cfg(test)]
mod tests {
    use super::super::{en, nb};

    #[test]
    fn digits_stand_in_groups() {
        for (count, english, norwegian) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1_000, "1,000", "1000"),
            (12_345, "12,345", "12\u{a0}345"),
            (u32::MAX, "4,294,967,295", "4\u{a0}294\u{a0}967\u{a0}295"),
        ] {
            assert_eq!((en::WORDS.number(count), nb::WORDS.number(count)), (english.to_owned(), norwegian.to_owned()));
        }
    }
}
