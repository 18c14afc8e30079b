//! Keys, pressed one after another as a reader does, on whatever has the focus.

use super::Page;
use anyhow::Result;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};

/// A key with a name.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Key {
    /// Forward to the next stop.
    Tab,
    /// Back to the one before.
    ShiftTab,
    /// Follows and submits.
    Enter,
    /// Presses and ticks.
    Space,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// To the first.
    Home,
    /// To the last.
    End,
    /// Puts in what was copied.
    Paste,
    /// Selects all of a field.
    All,
}

impl Key {
    /// The modifier held and the key pressed, as WebDriver spells them.
    fn spelled(self) -> (Option<char>, char) {
        const SHIFT: Option<char> = Some('\u{E008}');
        const CONTROL: Option<char> = Some('\u{E009}');
        match self {
            Self::Tab => (None, '\u{E004}'),
            Self::ShiftTab => (SHIFT, '\u{E004}'),
            Self::Enter => (None, '\u{E007}'),
            Self::Space => (None, ' '),
            Self::Left => (None, '\u{E012}'),
            Self::Right => (None, '\u{E014}'),
            Self::Home => (None, '\u{E011}'),
            Self::End => (None, '\u{E010}'),
            Self::Paste => (CONTROL, 'v'),
            Self::All => (CONTROL, 'a'),
        }
    }
}

impl Page {
    /// Presses a key.
    pub(crate) async fn press(&self, key: Key) -> Result<()> {
        let (modifier, value) = key.spelled();
        let mut actions = KeyActions::new("keyboard".to_owned());
        if let Some(value) = modifier {
            actions = actions.then(KeyAction::Down { value });
        }
        actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        if let Some(value) = modifier {
            actions = actions.then(KeyAction::Up { value });
        }
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Types text into whatever has the focus.
    pub(crate) async fn type_text(&self, text: &str) -> Result<()> {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        Ok(self.client.perform_actions(actions).await?)
    }
}
