// A page that sends what nobody should heed: to the page around it, or to the one that opened it.
const other = parent === window ? opener : parent;
const messages = [
  1, "height", null, true, [], [1, 500], {}, { v: 1 }, { height: 500 }, { v: 2, height: 500 }, { v: "1", height: 500 }, { v: 1, height: "500" }, { v: 1, height: -5 },
  { v: 1, height: 0 }, { v: 1, height: NaN }, { v: 1, height: Infinity }, { v: 1, height: -Infinity }, { v: 1, height: null }, { v: 1, height: [500] }, { v: 1, height: {} },
  { v: 1, height: 500, more: 1 }, { v: 1, height: 500, __proto__: null, type: "x" }, { v: 1, width: 500 }, { v: 1, Height: 500 }, { v: [1], height: 500 }, { v: 1n, height: 500 },
  { v: 1, height: 500n }, new Map([["v", 1], ["height", 500]]), new Date(0), /v/, new Uint8Array(4), { type: "resize", height: 500 }, { href: "https://example.org/" },
  { v: 1, navigate: "https://example.org/" }, { v: 1, height: new Number(500) }, { v: 1, height: "500px" }, { v: true, height: 500 }, { v: 1.5, height: 500 },
  { height: 500, v: 1 }, { v: 1, height: 4321 },
];
for (const message of messages) other.postMessage(message, "*");
other.postMessage("sent " + messages.length, "*");
