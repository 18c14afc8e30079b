//! What was typed, cut into numbers, words and marks.

use super::DateFault;
use crate::text::{Folded, fold_char};

/// A piece of a typed date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits of any script, as ASCII.
    Number(String),
    /// Letters, folded.
    Word(String),
    /// A slash: numbers around it may stand in the order of the language.
    Slash,
    /// A full stop, hyphen or comma.
    Mark,
}

/// Longest text worth reading; a date is far shorter.
const LONGEST: usize = 100;

pub(super) fn tokens(text: &str) -> Result<Vec<Token>, DateFault> {
    if text.chars().count() > LONGEST {
        return Err(DateFault::NotADate);
    }
    let mut found: Vec<Token> = Vec::new();
    let mut apart = true;
    let mut folded = String::new();
    for c in text.chars() {
        folded.clear();
        match fold_char(c, &mut folded) {
            Folded::Letter => {
                folded.chars().for_each(|letter| push(&mut found, letter, apart));
                apart = false;
            }
            Folded::Mark | Folded::Nothing => {}
            Folded::Break => {
                apart = true;
                found.extend(mark(c)?);
            }
        }
    }
    Ok(found)
}

/// Adds a letter or digit to the last token if they belong together.
fn push(found: &mut Vec<Token>, letter: char, apart: bool) {
    match found.last_mut() {
        Some(Token::Number(digits)) if !apart && letter.is_ascii_digit() => digits.push(letter),
        Some(Token::Word(letters)) if !apart && !letter.is_ascii_digit() => letters.push(letter),
        _ if letter.is_ascii_digit() => found.push(Token::Number(letter.into())),
        _ => found.push(Token::Word(letter.into())),
    }
}

/// What a character between words stands for; none for white space.
fn mark(c: char) -> Result<Option<Token>, DateFault> {
    match c {
        '/' | '／' => Ok(Some(Token::Slash)),
        '.' | '-' | ',' | '．' | '－' | '，' | '،' | '\u{2010}' | '\u{2011}' => Ok(Some(Token::Mark)),
        _ if c.is_whitespace() => Ok(None),
        _ => Err(DateFault::NotADate),
    }
}
