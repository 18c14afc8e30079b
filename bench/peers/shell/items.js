// What a list shows of every item, as one file.
import { closeSync, openSync, writeSync } from "node:fs";

export function writeItems(path, items) {
  const file = openSync(path, "w");
  // A piece at a time: all of a million would be too long for a string.
  for (let start = 0; start < items.length; start += 1000) {
    const some = items.slice(start, start + 1000);
    const texts = some.map(({ id, title, type, date, first, last, summary }) => JSON.stringify({ id, title, type, date, first, last, summary }));
    writeSync(file, `${start ? "," : "["}${texts.join()}`);
  }
  writeSync(file, "]");
  closeSync(file);
}
