//! Light or dark, as chosen on this device. `boot.js` applies the choice before the first paint; here it is changed.

use dossier_view::prelude::*;

const KEY: &str = "dossier-appearance";
const CHOICES: [&str; 3] = ["system", "light", "dark"];

/// The choice kept on this device.
pub(super) fn kept() -> &'static str {
    let kept = window().local_storage().ok().flatten().and_then(|storage| storage.get_item(KEY).ok().flatten());
    kept.and_then(|kept| known(&kept)).unwrap_or(CHOICES[0])
}

/// Applies a choice and keeps it; where nothing can be kept, it holds until the page is left.
pub(super) fn choose(choice: &str) {
    let Some(choice) = known(choice) else { return };
    if let Some(root) = document().document_element() {
        let outcome = if choice == CHOICES[0] { root.remove_attribute("data-theme") } else { root.set_attribute("data-theme", choice) };
        if outcome.is_err() {
            crate::marks::warn("dossier: the appearance could not be changed");
        }
    }
    if let Ok(Some(storage)) = window().local_storage() {
        // Full or forbidden storage costs the memory of the choice, not the choice.
        let _ = storage.set_item(KEY, choice);
    }
}

fn known(choice: &str) -> Option<&'static str> {
    CHOICES.into_iter().find(|known| *known == choice)
}
