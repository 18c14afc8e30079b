//! Tells open pages to reload, and what is wrong with the content. The script is a file of its own, because the content policy allows no
//! other; only this server adds it.

use super::Shop;
use axum::Router;
use axum::http::header;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use futures_util::stream;
use std::convert::Infallible;
use std::sync::Arc;
use tokio::sync::watch;

/// Put before the end of the head of every page.
const TAG: &str = "<script src=\"/dossier-reload.js\" defer></script>\n";

/// Reloads when the server has another state than the page came from, be it after a rebuild or a restart. What is wrong stands over the page.
const SCRIPT: &str = include_str!("reload.js");

/// The state that pages should show, a new one for every change, and what is wrong with it.
#[derive(Clone)]
pub(super) struct Changes(watch::Sender<(u64, Option<String>)>);

impl Changes {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new((0, None)))
    }

    /// Pages reload from here on, and show these problems.
    pub(super) fn announce(&self, problems: Option<String>) {
        self.0.send_modify(|(count, told)| {
            *count += 1;
            *told = problems;
        });
    }

    /// What pages are told.
    fn message((count, problems): &(u64, Option<String>)) -> String {
        // The process tells two servers apart that follow each other on the same port.
        serde_json::json!({ "state": format!("{}-{count}", std::process::id()), "problems": problems }).to_string()
    }
}

/// The two addresses that reloading needs.
pub(super) fn routes(router: Router<Arc<Shop>>, changes: Changes) -> Router<Arc<Shop>> {
    let events = move || {
        let mut states = changes.0.subscribe();
        states.mark_changed();
        let stream = stream::unfold(states, |mut states| async move {
            states.changed().await.ok()?;
            let event = Event::default().data(Changes::message(&states.borrow_and_update()));
            Some((Ok::<_, Infallible>(event), states))
        });
        async { Sse::new(stream).keep_alive(KeepAlive::default()) }
    };
    let script = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    router.route("/dossier-reload", get(events)).route("/dossier-reload.js", get(async move || (script, SCRIPT)))
}

/// A page with the script in it.
pub(super) fn inject(page: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(page) {
        Ok(page) => page.replacen("</head>", &format!("{TAG}</head>"), 1).into_bytes(),
        Err(page) => page.into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_goes_into_the_head_once() {
        let page = String::from_utf8(inject(b"<head></head><body></head></body>".to_vec())).unwrap();
        assert_eq!(page, format!("<head>{TAG}</head><body></head></body>"));
    }

    #[test]
    fn every_change_is_another_state() {
        let changes = Changes::new();
        let states: Vec<_> = (0..3)
            .map(|_| {
                changes.announce(None);
                Changes::message(&changes.0.borrow())
            })
            .collect();
        assert!(states.windows(2).all(|pair| pair[0] != pair[1]), "{states:?}");
    }
}
