//! The folder of a site: its settings, where its content is, and the content itself, all in one run.

use super::content::{self, Content};
use super::finding::{self, Finding};
use super::settings::Settings;
use super::sources::Sources;
use super::usage::Usage;
use super::{Checked, bundle, items};
use crate::build::{self, OUTPUT, SETTINGS};
use crate::import::beside::Beside;
use crate::import::mapping::{Mapping, Text};
use crate::output::folder_of;
use anyhow::{Context, Result};
use dossier_bundle::{Language, Severity};
use dossier_view::text::words_for;
use std::fs;
use std::path::{Path, PathBuf};

/// Checks a folder with settings.
pub(super) fn check(home: &Path) -> Result<Checked> {
    let path = home.join(SETTINGS);
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let file = path.display().to_string();
    let mut settings = Settings::read(&file, &text);
    let mut mapping = settings.mapping.clone();
    let mut inputs = Vec::new();
    for (place, (input, written)) in build::inputs(home, &mapping).into_iter().zip(&mapping.content.sources).enumerate() {
        if build::is_there(&input) {
            inputs.push(input);
        } else {
            let text = format!("\"{written}\" is not there.");
            let way = format!("content.sources.{place}");
            settings.about(
                Severity::Error,
                "missing-source",
                &way,
                text,
                Some("Sources are files and folders beside the settings, and addresses of feeds."),
            );
        }
    }
    texts(&mut settings, home);
    // Texts that are not there have been told of, and would end the command.
    mapping
        .topics
        .iter_mut()
        .for_each(|topic| topic.text = topic.text.take_if(|text| text.each().iter().all(|(_, path)| home.join(path).is_file())));
    mapping.look_around(Beside::site(&inputs, build::public(home).as_deref(), &mapping.fields.id), &inputs, home)?;
    sources(&home.display().to_string(), &inputs, &mapping, &home.join(OUTPUT), Some(&mut settings))
}

/// Checks sources of an import, as `mapping` reads them; and how `settings`, if there are any, fit them.
pub(super) fn sources(
    name: &str,
    inputs: &[PathBuf],
    mapping: &Mapping,
    near: &Path,
    settings: Option<&mut Settings<'_>>,
) -> Result<Checked> {
    let mut findings = Vec::new();
    let mut usage = Usage::new(mapping);
    let (bundle, shown, left_out) = match inputs {
        [one] if build::is_bundle(one)? => {
            let (bundle, found) = bundle::parsed(&one.display().to_string(), &super::read(one)?);
            let folder = folder_of(one);
            let public = settings.as_deref().and_then(|settings| build::public(&folder_of(Path::new(settings.file))));
            findings
                .extend(bundle::findings(&found, &[Some(folder.as_path()), public.as_deref()].into_iter().flatten().collect::<Vec<_>>()));
            (bundle, found.counts.shown, found.counts.left_out)
        }
        _ => {
            let Content { bundle, places, report } = content::read(inputs, mapping, near, &mut usage)?;
            findings.extend(content::losses(&report));
            findings.extend(items::check(&bundle, &places, mapping.site.address.as_deref()));
            (bundle, report.counts.shown as usize, report.counts.refused as usize)
        }
    };
    if shown == 0 {
        findings.push(Finding::new(Severity::Error, "no-items", ("", 0), "There is no item to show.".to_owned()));
    }
    if let Some(settings) = settings {
        usage.tell(settings, &bundle);
        languages(settings, &bundle.site.languages);
        findings.append(&mut settings.findings);
    }
    Sources::default().find(&mut findings);
    let counts = finding::count(&findings, shown, left_out);
    Ok(Checked { name: name.to_owned(), findings: finding::settle(findings), counts })
}

/// Files with texts of topics that are not there.
fn texts(settings: &mut Settings<'_>, home: &Path) {
    let topics = settings.mapping.topics.clone();
    for (place, text) in topics.iter().enumerate().filter_map(|(place, topic)| Some((place, topic.text.as_ref()?))) {
        for path in text.each().into_iter().map(|(_, path)| path).filter(|path| !home.join(path).is_file()) {
            let text = format!("\"{path}\" is not there.");
            settings.about(Severity::Error, "missing-source", &format!("topics.{place}.text"), text, Some("Paths lead from the settings."));
        }
    }
}

/// Texts of the settings that are not there in one of the site's languages, and languages that the reader itself does not speak.
fn languages(settings: &mut Settings<'_>, languages: &[Language]) {
    let mapping = settings.mapping.clone();
    let site = &mapping.site;
    let named = [("title", &site.title), ("description", &site.description), ("publisher", &site.publisher)];
    let mut texts: Vec<(String, &Text)> =
        named.into_iter().filter_map(|(name, text)| Some((format!("site.{name}"), text.as_ref()?))).collect();
    for (place, topic) in mapping.topics.iter().enumerate() {
        texts.push((format!("topics.{place}.title"), &topic.title));
        texts.extend(topic.lead.as_ref().map(|lead| (format!("topics.{place}.lead"), lead)));
    }
    for (table, names) in [("types", &mapping.types), ("publishers", &mapping.publishers)] {
        texts.extend(names.iter().filter_map(|(text, name)| Some((format!("{table}.{text}.title"), name.title.as_ref()?))));
    }
    for (way, text) in texts {
        let Text::ByLanguage(texts) = text else { continue };
        let lacks: Vec<String> = languages.iter().map(Language::to_string).filter(|tag| !texts.contains_key(tag)).collect();
        if !lacks.is_empty() {
            let text = format!("This text is not there in {}; readers of it get another one.", lacks.join(", "));
            settings.about(Severity::Note, "missing-translation", &way, text, None);
        }
    }
    for language in languages.iter().filter(|language| words_for(language).tag == "en" && language.primary() != "en") {
        let text = format!("The reader's own words are not there in {language}: they are shown in English.");
        settings.about(Severity::Note, "missing-words", "site.languages", text, None);
    }
}
