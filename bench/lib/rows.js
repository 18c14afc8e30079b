// The rows that everybody builds from: lines of JSON as `cargo xtask corpus` writes them, and what a date in them means.
import { closeSync, openSync, readSync } from "node:fs";

// Each line of a file, read in pieces: a million items are more than a string can hold.
export function* lines(file) {
  const descriptor = openSync(file, "r");
  const piece = Buffer.alloc(1 << 22);
  let rest = Buffer.alloc(0);
  for (let length; (length = readSync(descriptor, piece, 0, piece.length, null)) > 0; ) {
    const bytes = Buffer.concat([rest, piece.subarray(0, length)]);
    let start = 0;
    for (let end; (end = bytes.indexOf(10, start)) >= 0; start = end + 1) yield bytes.toString("utf8", start, end);
    rest = bytes.subarray(start);
  }
  closeSync(descriptor);
}

// A type or publisher as the id that the page has for it.
export const slug = (name) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-");

// A row as the peers take it. A year alone is the days of that year; `coarse` puts it behind the days.
export function item(line, row) {
  const { id, kind, type, title, summary, body, date, topics } = JSON.parse(line);
  const coarse = date?.length === 4 ? 1 : 0;
  const [first, last] = coarse ? [`${date}-01-01`, `${date}-12-31`] : [date, date];
  return { row, id, kind, type: slug(type), title, summary, body, first, last, coarse, date, topics };
}

// Newest first: by first day, undated ones last, a day before a year, then in the order of the rows.
export function newest(one, other) {
  const [mine, theirs] = [one.first ?? "", other.first ?? ""];
  if (mine !== theirs) return mine > theirs ? -1 : 1;
  return one.coarse - other.coarse || one.row - other.row;
}

// All of them in that order; `place` is where each stands.
export function newestFirst(file) {
  const all = [];
  for (const line of lines(file)) all.push(item(line, all.length));
  all.sort(newest).forEach((one, place) => (one.place = place));
  return all;
}

// Whether an item is in a range of days; an open end is empty.
export const within = (one, from, to) => (!from && !to) || (!!one.first && (!to || one.first <= to) && (!from || one.last >= from));
