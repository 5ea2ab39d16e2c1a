// Bundles the islands and htmx into ../static/built/, which git ignores.
import { build } from "esbuild";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, "..", "static", "built");

await rm(built, { recursive: true, force: true });
await build({
  entryPoints: { islands: join(here, "main.ts"), htmx: join(here, "htmx.ts") },
  outdir: built,
  bundle: true,
  minify: true,
  sourcemap: "linked",
  format: "iife",
  target: ["es2022"],
  legalComments: "linked",
  logLevel: "warning",
});
