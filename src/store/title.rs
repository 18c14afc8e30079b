//! The browser's title, language and direction follow what is shown.

use dossier_bundle::Bundle;
use dossier_view::prelude::*;
use dossier_view::shown::Shown;
use dossier_view::text;
use std::sync::Arc;

/// Keeps title, `lang` and `dir` in step with `shown`.
pub(super) fn keep(bundle: Arc<Bundle>, shown: RwSignal<Arc<Shown>>) {
    let effect = RenderEffect::new(move |_| {
        shown.with(|shown| {
            let language = text::page_language(shown.route.language.as_ref(), &bundle.site);
            document().set_title(&shown.title(&bundle, &language));
            let Some(root) = document().document_element() else { return };
            let direction = if language.is_right_to_left() { "rtl" } else { "ltr" };
            for (name, value) in [("lang", language.as_str()), ("dir", direction)] {
                if root.get_attribute(name).as_deref() != Some(value) && root.set_attribute(name, value).is_err() {
                    crate::marks::warn("dossier: lang or dir could not be set");
                }
            }
        });
    });
    // The title is kept for as long as the page lives.
    std::mem::forget(effect);
}
