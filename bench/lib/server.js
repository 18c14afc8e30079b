// A static host on loopback, as content delivery networks are: HTTP/2, text compressed beforehand, other files as they are, byte ranges.
// It counts what it sends, and can behave like a slow line: there, because requests of workers escape the browser's own emulation.
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { createSecureServer } from "node:http2";
import { extname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};
// The page and its programs, whatever they are called; everything else is content.
export const isApp = (path) => /(\/|\.html|\.js|\.css|\.wasm|\.svg|\.png|\.webmanifest|\/wasm\.[^/]*\.pagefind)$/.test(path);
// Beside the isolation that a page needs to be told its own memory.
const HEADERS = {
  "cache-control": "max-age=600",
  "accept-ranges": "bytes",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};
// Megabytes on their way in one connection; the usual ten refuse a large file.
const MEMORY = 4000;
// Bytes of one frame on a slow line.
const FRAME = 8192;

// A few bytes of a file that may be a large one.
function part(file, start, end) {
  const bytes = Buffer.alloc(end - start);
  const descriptor = openSync(file, "r");
  readSync(descriptor, bytes, 0, bytes.length, start);
  closeSync(descriptor);
  return bytes;
}

// Serves a folder until it is closed. `line` is { roundTrip: ms, bytesPerSecond }, or nothing for no slowing down.
export async function serve(folder, { key, cert }) {
  const host = { line: null, log: [] };
  let free = 0; // when the slow line has sent what it was given
  const slowly = async (stream, body) => {
    for (let start = 0; start < body.length && !stream.destroyed; start += FRAME) {
      const frame = body.subarray(start, start + FRAME);
      free = Math.max(performance.now(), free) + (frame.length / host.line.bytesPerSecond) * 1000;
      const wait = free - performance.now();
      if (wait > 4) await sleep(wait);
      stream.write(frame);
    }
    stream.end();
  };
  const answer = async (request, reply) => {
    const entry = { path: decodeURIComponent(request.url.split("?")[0]), begun: performance.now(), bytes: 0 };
    host.log.push(entry);
    if (host.line) {
      const session = request.stream.session;
      // A new connection costs two round trips more: TCP and TLS 1.3.
      await sleep(host.line.roundTrip * (session.known ? 1 : 3));
      session.known = true;
    }
    const file = join(folder, entry.path.endsWith("/") ? `${entry.path}index.html` : entry.path);
    if (!file.startsWith(folder) || !existsSync(file)) return reply.writeHead(404).end();
    const headers = { ...HEADERS, "content-type": TYPES[extname(file)] ?? "application/octet-stream" };
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
    const size = statSync(file).size;
    if (request.method === "HEAD") return reply.writeHead(200, { ...headers, "content-length": size }).end();
    let [body, status] = [null, 200];
    if (range) {
      const end = Math.min(range[2] ? Number(range[2]) : size, size - 1);
      body = part(file, Number(range[1]), end + 1);
      [status, headers["content-range"]] = [206, `bytes ${range[1]}-${end}/${size}`];
    } else if (existsSync(`${file}.br`)) {
      body = readFileSync(`${file}.br`);
      headers["content-encoding"] = "br";
    } else body = readFileSync(file);
    reply.writeHead(status, { ...headers, "content-length": body.length });
    entry.bytes = body.length;
    if (host.line) await slowly(reply.stream, body);
    else reply.end(body);
    entry.ended = performance.now();
  };
  const server = createSecureServer({ key, cert, maxSessionMemory: MEMORY });
  server.on("request", (request, reply) => answer(request, reply).catch(() => reply.stream?.destroy()));
  // A browser that is closed takes its connections along.
  for (const event of ["error", "sessionError"]) server.on(event, () => {});
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  host.address = `https://127.0.0.1:${server.address().port}/`;
  host.close = () => server.close();
  return host;
}

// What a stretch of the log cost beyond the app: bytes, requests, and rounds, the longest chain of requests each of which began
// after the one before had ended; the bundle, which names the rest, is none of them. Rounds are only right on a line that takes its time.
export function cost(log) {
  const content = log.filter(({ path }) => !isApp(path));
  let rounds = 0;
  for (const entry of content.filter(({ path }) => path !== "/bundle.json")) {
    const before = content.filter((other) => other.round && other.ended <= entry.begun).map((other) => other.round);
    entry.round = 1 + Math.max(0, ...before);
    rounds = Math.max(rounds, entry.round);
  }
  const bytes = content.reduce((sum, entry) => sum + entry.bytes, 0);
  const all = log.reduce((sum, entry) => sum + entry.bytes, 0);
  return { bytes, all, requests: content.length, rounds };
}
