//! Every state that the page can be in, reached as a reader reaches it; each passes axe-core without a single violation,
//! light and dark, on a desk and on a phone.

use crate::content::{Texts, bundle, rows};
use crate::harness::{Page, Reply, check};
use anyhow::Result;
use std::time::Duration;

/// A state by name.
#[derive(Clone, Copy, Debug)]
enum State {
    Overview,
    News,
    Filtered,
    BadDate,
    NoMatch,
    EmptyTopic,
    Search,
    Item,
    ExampleItem,
    Norwegian,
    Unknown,
    EmptySite,
    Faulty,
    Loading,
    Failed,
    Damaged,
    TooNew,
    Offline,
}

/// Brings the page into the state.
async fn reach(page: &Page, state: State) -> Result<()> {
    let generated = || bundle(&rows(60, 6), Texts::Whole);
    let head = r#"{"format": "dossier-bundle/1", "site": {"title": "Empty room", "languages": ["en"]}, "topics": []"#;
    page.expects(&["bundle.json"]);
    match state {
        State::Overview => page.open("/").await,
        State::News => page.open("/?view=news").await,
        State::Filtered => {
            page.host.bundle(generated());
            page.open("/?view=news&from=2015-03&to=2018&type=speech&type=report&publisher=defence").await
        }
        State::BadDate => {
            page.host.bundle(generated());
            page.open("/?view=news&from=2018-02-31&to=sometime").await
        }
        State::NoMatch => {
            page.host.bundle(generated());
            page.open("/?view=news&from=2050&type=speech&publisher=health").await
        }
        State::EmptyTopic => {
            page.host.bundle(generated());
            page.open("/?topic=gamma&view=documents").await
        }
        State::Search => {
            page.host.bundle(generated());
            page.open("/?view=search&q=item+0001").await
        }
        State::Item => {
            page.host.bundle(generated());
            page.open("/?view=news&item=news-15").await
        }
        State::ExampleItem => {
            page.open("/?view=documents").await?;
            let id = page.list().await?.entries[0].id.clone();
            page.open(&format!("/?view=documents&item={id}")).await
        }
        State::Norwegian => page.open("/?lang=nb&view=documents").await,
        State::Unknown => page.open("/?item=no-such-item").await,
        State::EmptySite => {
            page.host.bundle(format!(r#"{head}, "items": []}}"#));
            page.open("/").await
        }
        State::Faulty => {
            page.host.bundle(bundle(&rows(5, 2), Texts::None).replacen("\"date\":\"2019-12-01\"", "\"date\":\"2019-14-01\"", 1));
            page.open("/?view=news").await
        }
        State::Loading => {
            page.host.reply("/bundle.json", Reply::Late(Duration::from_mins(1), Box::new(Reply::Drop)));
            Ok(page.client.goto(&page.host.origin).await?)
        }
        State::Failed => fails(page, Reply::status(404)).await,
        State::Damaged => fails(page, Reply::json("{\"format\": \"dossier-bundle/1\", ")).await,
        State::TooNew => fails(page, Reply::json("{\"format\": \"dossier-bundle/9\"}")).await,
        State::Offline => fails(page, Reply::Drop).await,
    }
}

async fn fails(page: &Page, reply: Reply) -> Result<()> {
    page.host.reply("/bundle.json", reply);
    page.open("/").await
}

/// Runs axe-core on the state in both schemes and two widths. With `DOSSIER_SCREENS` set, it leaves pictures as well.
fn passes(state: State) {
    check(|page| async move {
        let name = format!("{state:?}").to_lowercase();
        page.size(1280, 900).await?;
        reach(&page, state).await?;
        for scheme in ["light", "dark"] {
            page.media("screen", scheme).await?;
            page.size(1280, 900).await?;
            page.accessible(&format!("{name}, {scheme}, 1280 px")).await?;
            page.size(360, 740).await?;
            page.accessible(&format!("{name}, {scheme}, 360 px")).await?;
            if std::env::var_os("DOSSIER_SCREENS").is_some() {
                for width in [360, 768, 1280] {
                    page.size(width, 900).await?;
                    page.picture(&format!("{name}-{scheme}-{width}")).await?;
                }
            }
        }
        Ok(())
    });
}

#[test]
fn overview() {
    passes(State::Overview);
}

#[test]
fn news() {
    passes(State::News);
}

#[test]
fn filtered() {
    passes(State::Filtered);
}

#[test]
fn bad_date() {
    passes(State::BadDate);
}

#[test]
fn no_match() {
    passes(State::NoMatch);
}

#[test]
fn empty_topic() {
    passes(State::EmptyTopic);
}

#[test]
fn search() {
    passes(State::Search);
}

#[test]
fn item() {
    passes(State::Item);
}

#[test]
fn example_item() {
    passes(State::ExampleItem);
}

#[test]
fn norwegian() {
    passes(State::Norwegian);
}

#[test]
fn unknown() {
    passes(State::Unknown);
}

#[test]
fn empty_site() {
    passes(State::EmptySite);
}

#[test]
fn faulty() {
    passes(State::Faulty);
}

#[test]
fn loading() {
    passes(State::Loading);
}

#[test]
fn failed() {
    passes(State::Failed);
}

#[test]
fn damaged() {
    passes(State::Damaged);
}

#[test]
fn too_new() {
    passes(State::TooNew);
}

#[test]
fn offline() {
    passes(State::Offline);
}
