//! Raised and lowered signs, for which Unicode has characters of their own.

use dossier_bundle::Inline;

/// Signs and their raised forms.
pub(super) const RAISED: (&str, &str) = ("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ");
/// Signs and their lowered forms.
pub(super) const LOWERED: (&str, &str) = ("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎");

/// Raised or lowered signs as characters of their own, so that m² does not become m2; other text stays on the line.
pub(super) fn shifted(inlines: Vec<Inline>, (from, to): (&str, &str)) -> Vec<Inline> {
    let [Inline::Text(text)] = inlines.as_slice() else { return inlines };
    let shift = |c: char| from.chars().zip(to.chars()).find_map(|(plain, shifted)| (plain == c).then_some(shifted));
    let shifted: Option<String> = text.trim().chars().map(shift).collect();
    shifted.map_or(inlines, |text| vec![Inline::Text(text)])
}
