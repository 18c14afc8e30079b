// Words to search for, and how many items have them: counted from the rows, by whole words, with no index in between.
import { lines } from "./rows.js";

// Items of which words are taken.
const SAMPLE = 400;

// Endings of more than four letters that stemmers take away.
const LONG = /(?:[aeiou](?:tion|ment)|else[nr]?|hete[nr])s?$/;
// Letters that are no letter with an accent, and yet are often typed without theirs.
const PLAIN = { ø: "o", æ: "ae", œ: "oe", đ: "d", ß: "ss" };
const fold = (text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[øæœđß]/g, (letter) => PLAIN[letter]);
const text = ({ title, summary, body }) => `${title} ${summary} ${body}`.toLowerCase();
const split = (text) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const plain = (word) => /^[a-z]{3,}$/.test(word);

// Gives { samples, rows }: distinct words of some items, and for each of these words the rows that have it. `alone` holds the words
// that every sensible search must count alike: no other word of the whole content begins with them, differs from them in accents only,
// or could have the same stem, which is taken to be possible where two words differ in their last four letters only, or in a
// longer ending of the rows' languages.
export function words(file, total) {
  const samples = [];
  const stride = Math.max(1, Math.floor(total / SAMPLE));
  let row = 0;
  for (const line of lines(file)) if (row++ % stride === 0) samples.push([...new Set(split(text(JSON.parse(line))))].filter(plain));
  const rows = new Map(samples.flat().map((word) => [word, []]));
  const vocabulary = new Set();
  row = 0;
  for (const line of lines(file)) {
    for (const word of split(text(JSON.parse(line)))) {
      const found = rows.get(word);
      if (!found) vocabulary.add(word);
      else if (found.at(-1) !== row) found.push(row);
    }
    row++;
  }
  return { samples, rows, alone: alone([...rows.keys()], vocabulary) };
}

function alone(candidates, vocabulary) {
  // What a word may share with another one of the same stem.
  const stems = (word) => {
    const shorter = Array.from({ length: 5 }, (_, less) => word.slice(0, word.length - less));
    return [...new Set([...shorter, word.replace(LONG, "")])].filter((stem) => stem.length >= 3);
  };
  const owners = new Map();
  for (const word of candidates) for (const stem of stems(word)) owners.set(stem, [...(owners.get(stem) ?? []), word]);
  const related = new Set();
  const relate = (word) => {
    const folded = fold(word);
    const beginnings = Array.from({ length: folded.length }, (_, length) => folded.slice(0, length + 1));
    for (const stem of stems(folded)) for (const owner of owners.get(stem) ?? []) if (owner !== word) related.add(owner);
    for (const beginning of beginnings) if (beginning !== word && owners.get(beginning)?.includes(beginning)) related.add(beginning);
  };
  [...vocabulary, ...candidates].forEach(relate);
  return new Set(candidates.filter((word) => !related.has(word)));
}
