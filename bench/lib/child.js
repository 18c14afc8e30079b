// Runs a program with a limit of time and of memory, and says how long it took and how much memory it and its children had at once.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

// Milliseconds between two looks.
const LOOK = 50;

// Gives { seconds, memory } in bytes; fails with a reason in one line.
export function run(program, options, { seconds, memory, env = {} }) {
  return new Promise((done, fail) => {
    const begun = performance.now();
    const passed = () => (performance.now() - begun) / 1000;
    const child = spawn(program, options, { detached: true, stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...env } });
    let [most, said, stopped] = [0, "", null];
    const stop = (reason) => {
      stopped = reason;
      // The whole group: some start programs of their own.
      process.kill(-child.pid, "SIGKILL");
    };
    const look = setInterval(() => {
      most = Math.max(most, held(child.pid));
      if (most > memory) stop(`out of memory: more than ${Math.round(memory / 1e9)} GB after ${Math.round(passed())} s`);
      else if (passed() > seconds) stop(`more than ${seconds} s`);
    }, LOOK);
    child.stderr.on("data", (bytes) => (said = (said + bytes).slice(-4000)));
    child.on("error", (error) => said += error.message);
    child.on("close", (code) => {
      clearInterval(look);
      if (code === 0 && !stopped) return done({ seconds: passed(), memory: most });
      fail(new Error(stopped ?? reason(said)));
    });
  });
}

function reason(said) {
  if (/heap out of memory|memory allocation of|Cannot allocate/.test(said)) return "out of memory";
  const all = said.trim().split("\n");
  return (all.find((line) => /Error|^error/.test(line)) ?? all.at(-1) ?? "").trim().slice(0, 160) || "failed without a word";
}

// Bytes that a process and its descendants have at this moment; none once it is gone.
function held(id) {
  try {
    const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0) * 1024;
    const children = readFileSync(`/proc/${id}/task/${id}/children`, "utf8").split(" ").filter(Boolean);
    return children.reduce((sum, child) => sum + held(child), own);
  } catch {
    return 0;
  }
}
