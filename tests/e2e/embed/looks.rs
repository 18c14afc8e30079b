//! Elements on pages as people make them: to be read by everybody, in both schemes, before use and after; and pictures for those who look.

use super::Stage;
use crate::harness::check;
use anyhow::{Context as _, Result};

/// A page: its name, attributes of its root, what stands in its head, its width in CSS pixels, and the device's scheme.
struct Setting {
    name: &'static str,
    root: &'static str,
    head: String,
    width: u32,
    scheme: &'static str,
}

/// An article with a list in its column, a narrow one beside, and a topic below.
const BODY: &str = "<header class='navbar bg-body-tertiary govuk-template__header'><div class='container govuk-width-container'><p class='navbar-brand govuk-body'>Their site</p></div></header>
    <main class='container govuk-width-container'><div class='row govuk-grid-row'>
    <div class='col-md-8 govuk-grid-column-two-thirds'><h1 class='govuk-heading-l'>Northern waters</h1>
    <p class='lead govuk-body'>What was decided this year, and where to read on.</p>
    <dossier-news limit=3 type='speech report'><a href='SITE/news/'>News</a></dossier-news><p class='govuk-body'>Their text goes on below the list.</p></div>
    <div class='col-md-4 govuk-grid-column-one-third'><dossier-documents limit=3></dossier-documents></div></div>
    <dossier-topic></dossier-topic></main>";

fn settings() -> Result<Vec<Setting>> {
    let setting = |name, head: &str| Setting { name, root: "lang=en", head: head.to_owned(), width: 1200, scheme: "light" };
    let plain = "<style>body { margin: 0; font: 1rem/1.5 sans-serif } main { max-width: 60rem; margin: auto; padding: 1rem }</style>";
    let dark = "<style>body { margin: 0; background: #0b1f1a; color: #e8f3ee; font: 1rem/1.5 sans-serif } main { max-width: 60rem; margin: auto; padding: 1rem } a { color: #9fe3c8 }
        dossier-news, dossier-documents, dossier-topic { --dossier-ground: #0b1f1a; --dossier-accent: #9fe3c8; --dossier-on-accent: #0b1f1a }</style>";
    Ok(vec![
        setting("bootstrap", &super::hostile::sheet("DOSSIER_BOOTSTRAP")?),
        setting("govuk", &super::hostile::sheet("DOSSIER_GOVUK")?),
        Setting { scheme: "dark", ..setting("dark", dark) },
        Setting { root: "lang=en dir=rtl", ..setting("right-to-left", plain) },
        Setting { width: 380, ..setting("telephone", plain) },
    ])
}

#[test]
fn read_by_everybody() {
    check(|page| async move {
        let stage = Stage::new(&page).await?;
        // Typefaces of GOV.UK's are not for everybody.
        page.expects(&["/assets/fonts/"]);
        let pictures = std::env::var_os("DOSSIER_SCREENS").is_some();
        for Setting { name, root, head, width, scheme } in settings()? {
            page.size(width, 1000).await?;
            page.media("screen", scheme).await?;
            stage
                .show(&format!(
                    "<!DOCTYPE html><html {root}><head><meta charset=utf-8><meta name=viewport content='width=device-width'><title>Host</title>{head}\
                     <script src='SITE/embed/dossier.js' async crossorigin></script></head><body class=govuk-template__body>{BODY}</body></html>"
                ))
                .await?;
            let all = "for (const one of document.querySelectorAll('main :is(dossier-news, dossier-documents, dossier-topic)'))";
            for (tier, ready) in [
                ("ahead", format!("await until('the elements', () => $('dossier-topic:defined')); {all} await light(one);")),
                ("running", format!("{all} {{ one.start(); await until('the program', () => isOpen(one)); }}")),
            ] {
                stage.run(&ready).await?;
                page.accessible(&format!("elements, {tier}: {name}")).await.with_context(|| name)?;
                if pictures {
                    let height = stage.run("return document.documentElement.scrollHeight").await?.as_f64().unwrap_or_default();
                    page.picture_of([0.0, 0.0, f64::from(width), height.min(3500.0)]).await?.save(&format!("embed-{name}-{tier}"))?;
                }
            }
        }
        Ok(())
    });
}
