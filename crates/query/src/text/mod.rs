//! Words: how text becomes tokens, what a reader's words ask for and mean, what they are worth, and where they hit.
//!
//! Everything that decides an answer of text search is here, once, for [`crate::Memory`] and for the archive alike, in the order in
//! which it is used:
//! 1. `fold`, `tokens`, `item`: what is written becomes *forms*, folded words; a stemmer makes *terms* of them;
//! 2. `impact`: how much a term matters in an item;
//! 3. `sought`: what a search text asks for;
//! 4. `meaning`, with `spelling` and `choice`: which terms it means, given a [`Vocabulary`];
//! 5. `score`: how well an item matches;
//! 6. `marks`: what is shown as hit.
//!
//! Nothing here knows where items are kept, or finds any.

mod choice;
mod fold;
mod impact;
mod item;
mod marks;
mod meaning;
mod plain;
mod score;
mod sought;
mod spelling;
mod stemmer;
mod tokens;

pub use choice::{Completions, MOST_COMPLETIONS, MOST_NEAR, Nearest};
pub use impact::{Counts, Lengths, MOST_IMPACT, impact};
pub use item::{FIELD_GAP, FIELDS, Field, item_texts, item_tokens, text_tokens};
pub use marks::marks;
pub use meaning::{Found, Meaning, MeantThing, MeantWord, Shape, Term, Vocabulary, meaning};
pub use plain::plain_text;
pub use score::{phrase_tier, score, weight, word_tier};
pub use sought::{MOST_THINGS, MOST_WORDS, Sought, Thing};
pub use spelling::Typed;
pub use stemmer::{Lexicon, Stemmer};
pub use tokens::{LONGEST_TOKEN, is_unspaced, tokens};

pub(crate) use fold::{Folded, fold_char, fold_words};
