/**
 * Packing leaves out what only this repository needs: a published optional Node would take over
 * the `node` of whoever installs it.
 *
 * npm packs the manifest as it stands, so `prepack` writes it without, and `postpack` puts it back.
 */
import { copyFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

const manifest = path.resolve(import.meta.dirname, "..", "package.json");
const kept = `${manifest}.kept`;

if (process.argv[2] === "restore") {
  renameSync(kept, manifest);
} else {
  const published = JSON.parse(readFileSync(manifest, "utf8")) as Record<string, unknown>;
  copyFileSync(manifest, kept);
  for (const key of ["optionalDependencies", "devDependencies", "scripts", "allowScripts"]) {
    delete published[key];
  }
  writeFileSync(manifest, `${JSON.stringify(published, undefined, 2)}\n`);
}
