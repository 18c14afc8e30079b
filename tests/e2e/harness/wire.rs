//! WebDriver commands that the client library has no method for.

use anyhow::Result;
use fantoccini::Client;
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// A command within a session: the end of its address, and the body of a POST.
#[derive(Debug)]
struct Within {
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Within {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        match &self.body {
            Some(body) => (Method::POST, Some(body.to_string())),
            None => (Method::GET, None),
        }
    }
}

/// Sends a command of the Chromium developer tools.
pub(super) async fn developer_tools(client: &Client, command: &str, parameters: Value) -> Result<Value> {
    let body = Some(json!({ "cmd": command, "params": parameters }));
    Ok(client.issue_cmd(Within { path: "goog/cdp/execute".to_owned(), body }).await?)
}

/// Takes what Chromium has logged about its pages since the last call.
pub(super) async fn log(client: &Client) -> Result<Value> {
    let body = Some(json!({ "type": "browser" }));
    Ok(client.issue_cmd(Within { path: "se/log".to_owned(), body }).await?)
}

/// The accessible name that the browser computes.
pub(super) async fn computed_name(client: &Client, element: &Element) -> Result<String> {
    let path = format!("element/{}/computedlabel", element.element_id());
    let name = client.issue_cmd(Within { path, body: None }).await?;
    let name = name.as_str().unwrap_or_default();
    Ok(name.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The accessible role that the browser computes.
pub(super) async fn computed_role(client: &Client, element: &Element) -> Result<String> {
    let path = format!("element/{}/computedrole", element.element_id());
    let role = client.issue_cmd(Within { path, body: None }).await?;
    Ok(role.as_str().unwrap_or_default().to_lowercase())
}
