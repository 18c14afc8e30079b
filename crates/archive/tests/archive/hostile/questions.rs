//! Questions that nobody means, asked of an archive with nothing wrong.

use super::{ask, memory, specimen};
use crate::equal::{today, without_hits};
use dossier_bundle::{PartialDate, TopicIx};
use dossier_query::{Dates, Filters, Question, Sort, Source};

#[test]
fn hostile_questions_are_answered() {
    let specimen = specimen(4);
    let memory = memory(&specimen.at_hand);
    let check = |question: Question| {
        let answer = ask(&specimen.at_hand.archive, &specimen.at_hand.files, &|archive| archive.answer(&question, today())).unwrap();
        let expected = memory.answer(&question, today());
        let short = question.text.chars().take(40).collect::<String>();
        assert_eq!(without_hits(answer), without_hits(expected), "{short} {:?} {:?}", question.filters, question.page);
    };
    let plain = Question {
        filters: Filters::default(),
        text: String::new(),
        sort: Sort::Newest,
        page: 1,
        topic: None,
        kind: None,
        ..specimen.asked[0].0.clone()
    };
    let texts = [
        "a".repeat(10_000),
        "安".repeat(10_000),
        "policy ".repeat(1_500),
        "\" -".repeat(3_300),
        "-".repeat(10_000),
        "\"policy".repeat(1_400),
        "the of and".to_owned(),
        "og i på".to_owned(),
        "😀 🎉 👩‍👩‍👧".to_owned(),
        "😀policy".to_owned(),
        ".*?^$ s[e]c{2,}(urity)+".to_owned(),
        "(policy|security)".to_owned(),
        "' OR 1=1; DROP TABLE items --".to_owned(),
        "\u{FFFD}\u{FFFD} policy".to_owned(),
        "\u{FFFD}".to_owned(),
        "policy\0security".to_owned(),
        "\u{202E}policy\u{2066}".to_owned(),
        "e\u{301}".repeat(3_000),
        "<script>policy</script>".to_owned(),
        "%00%ff../../archive".to_owned(),
        "\"\"\"".to_owned(),
        "-policy -security -nor -se".to_owned(),
        "po\u{AD}li\u{200B}cy".to_owned(),
    ];
    let date = |text: &str| PartialDate::parse(text);
    let between = |from, to| Dates::Between { from: date(from), to: date(to) };
    let dates = [
        Dates::Any,
        between("2023-05-06", "2023-05-05"),
        between("2024", "2022"),
        between("0001", "9999"),
        between("9999", "0001"),
        between("0001-01-01", "0001-01-01"),
        between("9999-12-31", "9999-12-31"),
        between("", "0001"),
        between("9999", ""),
        between("2023-02", "2023-02"),
    ];
    for sort in [Sort::Newest, Sort::Oldest, Sort::Title, Sort::BestMatch] {
        for text in &texts {
            check(Question { text: text.clone(), sort, ..plain.clone() });
            check(Question { text: text.clone(), sort, page: u32::MAX, ..plain.clone() });
        }
        for dates in dates {
            for (page, page_size) in [(1, 20), (2, 3), (u32::MAX, 20), (u32::MAX, u32::MAX), (1, u32::MAX), (0, 1)] {
                let filters = Filters { dates, ..Filters::default() };
                check(Question { filters, sort, page, page_size, ..plain.clone() });
            }
        }
    }
    let nowhere: Vec<String> = ["", "y0", "\u{FFFD}", "../..", &"y".repeat(5_000)].map(str::to_owned).to_vec();
    let filters = Filters { types: nowhere.clone(), publishers: nowhere, ..Filters::default() };
    check(Question { filters, ..plain.clone() });
    check(Question { topic: Some(TopicIx(0)), page: u32::MAX, ..plain });
}
