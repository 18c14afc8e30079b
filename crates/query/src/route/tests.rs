//! Addresses and routes: what is spelled is read back, and whatever is read has one spelling.

use super::*;
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

fn check(query: &str, canonical: &str, rejected: &[(&str, &str)]) {
    let (route, refused) = Route::parse(query);
    assert_eq!(route.to_query(), canonical, "{query:?}");
    let refused: Vec<_> = refused.iter().map(|one| (one.parameter, one.value.as_str())).collect();
    assert_eq!(refused, rejected, "{query:?}");
}

#[test]
fn addresses_have_one_spelling() {
    check("", "", &[]);
    check("?", "", &[]);
    check("?page=1", "", &[]);
    check("?v=7&type=b&type=a&type=b&topic=t&view=news", "topic=t&view=news&type=b&type=a&v=7", &[]);
    check("q=s%C3%B8k+etter%20noe&lang=NB", "lang=nb&q=s%C3%B8k+etter+noe", &[]);
    check("from=2023-11&to=2024&sort=oldest&page=2", "from=2023-11&to=2024&sort=oldest&page=2", &[]);
    check("from=last-30-days", "from=last-30-days", &[]);
    check("to=2024-06-14", "to=2024-06-14", &[]);
    check("from=2024&to=2023", "from=2024&to=2023", &[]);
    check("item=a/b:c,d", "item=a/b:c,d", &[]);
    check("q=&topic=&&=x&type", "", &[]);
    check("utm_source=x&fbclid=y&TOPIC=t", "", &[]);
    check("topic=first&topic=second", "topic=first", &[]);
}

#[test]
fn what_says_nothing_is_named_and_the_rest_holds() {
    check("from=2023-02-30&to=2024", "to=2024", &[("from", "2023-02-30")]);
    check("from=soon&type=a", "type=a", &[("from", "soon")]);
    check("view=map&sort=random&page=0", "", &[("view", "map"), ("sort", "random"), ("page", "0")]);
    check("page=-1&page=2", "", &[("page", "-1")]);
    check("lang=x&language=%3Cb%3E&language=nb", "language=nb", &[("lang", "x"), ("language", "<b>")]);
    check("from=this-session&to=2024", "from=this-session", &[("to", "2024")]);
}

#[test]
fn lengths_are_bounded() {
    let (route, rejected) = Route::parse(&format!("q={}&topic={}", "%C3%B8".repeat(600), "t".repeat(1001)));
    assert_eq!(route.text, "ø".repeat(LONGEST_TEXT));
    assert_eq!((route.topic, rejected.len()), (None, 1));
    let many: Vec<String> = (0..150).map(|number| format!("type={number}")).collect();
    let (route, rejected) = Route::parse(&many.join("&"));
    assert_eq!((route.filters.types.len(), rejected.len()), (MOST_VALUES, 50));
}

#[test]
fn ids_are_read_back() {
    for view in [View::Overview, View::News, View::Documents, View::Search] {
        assert_eq!(View::of_id(view.id()), Some(view));
    }
    for preset in [Preset::Last30Days, Preset::ThisYear, Preset::ThisSession] {
        assert_eq!(Preset::of_id(preset.id()), Some(preset));
    }
    for sort in [Sort::Newest, Sort::Oldest, Sort::Title, Sort::BestMatch] {
        assert_eq!(Sort::of_id(sort.id()), Some(sort));
    }
    assert_eq!((View::of_id("map"), Preset::of_id(""), Sort::of_id("")), (None, None, None));
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9-]{1,8}", "\\PC{1,6}", any::<char>().prop_map(String::from)]
}

fn language() -> impl Strategy<Value = Language> {
    "[a-z]{2,3}(-[a-z0-9]{1,8})?".prop_map(|tag| Language::new(&tag).unwrap())
}

fn date() -> impl Strategy<Value = PartialDate> {
    let day = |number| PartialDate::Day(NaiveDate::from_ymd_opt(1, 1, 1).unwrap() + Days::new(number));
    prop_oneof![
        (1u16..=9999).prop_map(PartialDate::Year),
        (1u16..=9999, 1u8..=12).prop_map(|(year, month)| PartialDate::Month(year, month)),
        (0u64..3_652_059).prop_map(day),
    ]
}

fn dates() -> impl Strategy<Value = Dates> {
    let between = |(from, to)| if (from, to) == (None, None) { Dates::Any } else { Dates::Between { from, to } };
    let presets = [Preset::Last30Days, Preset::ThisYear, Preset::ThisSession];
    prop_oneof![(of(date()), of(date())).prop_map(between), proptest::sample::select(presets.to_vec()).prop_map(Dates::Preset)]
}

fn group<T: PartialEq + std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<T>> {
    vec(value, 0..4).prop_map(|values| {
        values.into_iter().fold(Vec::new(), |mut group, value| {
            if !group.contains(&value) {
                group.push(value);
            }
            group
        })
    })
}

fn filters() -> impl Strategy<Value = Filters> {
    (dates(), group(id()), group(id()), group(language())).prop_map(|(dates, types, publishers, languages)| Filters {
        dates,
        types,
        publishers,
        languages,
    })
}

fn route() -> impl Strategy<Value = Route> {
    let views = vec![View::Overview, View::News, View::Documents, View::Search];
    let sorts = vec![Sort::Newest, Sort::Oldest, Sort::Title, Sort::BestMatch];
    let place = (of(language()), of(id()), proptest::sample::select(views), of(id()));
    let list = (any::<String>(), filters(), of(proptest::sample::select(sorts)), 1u32.., of(id()));
    (place, list).prop_map(|((language, topic, view, item), (text, filters, sort, page, version))| {
        let text = text.chars().take(LONGEST_TEXT).collect();
        Route { language, topic, view, item, text, filters, sort, page, version }
    })
}

/// Text made of what addresses are made of, sound and broken.
fn address() -> impl Strategy<Value = String> {
    let pieces = "topic= view= item= lang= q= from= to= type= publisher= language= sort= page= v= & & & = % %41 %C3%B8 %FF + ? # news nb 2024 \
        2024-06 9999-12-31 this-year oldest 3 ø a";
    let piece = proptest::sample::select(pieces.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    prop_oneof![vec(piece, 0..20).prop_map(|pieces| pieces.concat()), any::<String>()]
}

proptest! {
    #[test]
    fn a_route_is_read_back(route in route()) {
        let query = route.to_query();
        prop_assert_eq!(Route::parse(&query), (route.clone(), Vec::new()));
        prop_assert_eq!(Route::parse(&format!("?{query}")).0, route);
        prop_assert!(query.is_ascii() && !query.contains(['#', '"', '<', '>', ' ', '\'']));
    }

    #[test]
    fn whatever_is_read_has_one_spelling(address in address()) {
        let (route, _) = Route::parse(&address);
        let canonical = route.to_query();
        prop_assert_eq!(Route::parse(&canonical), (route, Vec::new()));
    }

    #[test]
    fn toggling_twice_changes_nothing_but_order(route in route(), id in id()) {
        let once = route.with_type_toggled(&id);
        let twice = once.with_type_toggled(&id);
        prop_assert_ne!(once.filters.types.contains(&id), route.filters.types.contains(&id));
        prop_assert_eq!(twice.filters.types.contains(&id), route.filters.types.contains(&id));
        prop_assert_eq!((once.page, once.item), (1, None));
        prop_assert_eq!(twice.filters.count(), route.filters.count());
    }

    #[test]
    fn clearing_leaves_no_filter(route in route()) {
        let cleared = route.cleared();
        prop_assert!(cleared.filters.is_empty() && cleared.text.is_empty());
        prop_assert_eq!((cleared.topic, cleared.view, cleared.version), (route.topic, route.view, route.version));
    }
}
