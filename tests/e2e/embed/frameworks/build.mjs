// Makes a script for browsers of each framework's page: `node build.mjs PACKAGES FOLDER`. Frameworks are built as in daily work, since their
// warnings count.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [packages, outdir] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const { build } = createRequire(join(packages, "index.js"))("esbuild");
const { compile } = await import(join(packages, "svelte/src/compiler/index.js"));

const svelte = {
  name: "svelte",
  setup({ onLoad }) {
    onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const { js, warnings } = compile(await readFile(path, "utf8"), { filename: path, dev: true });
      if (warnings.length) throw new Error(warnings.join("\n"));
      return { contents: js.code };
    });
  },
};
await build({
  entryPoints: ["react.jsx", "vue.js", "svelte.js"].map((name) => join(here, name)),
  outdir,
  bundle: true,
  format: "iife",
  jsx: "automatic",
  jsxDev: true,
  nodePaths: [packages],
  conditions: ["svelte", "browser", "development"],
  alias: { vue: join(packages, "vue/dist/vue.esm-bundler.js") },
  define: {
    "process.env.NODE_ENV": '"development"',
    __VUE_OPTIONS_API__: "true",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
  },
  plugins: [svelte],
  logLevel: "warning",
});
