/**
 * `concordat diff` on versions that people published: ../shared/corpus, which is not part of the
 * repository.
 *
 * pairs-expected.tsv says what is right, by hand. Its first rows were written before the first run,
 * by reading the documents; every breaking change must be in it, and those that were found later
 * stand there with the reason why they are right. `at` is a part of the place in the revision or in
 * the base. A `silent` row is a place of which no change speaks.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Change } from "../../src/compat/diff/change.ts";
import { runCli } from "../run-cli.ts";

const corpus = path.resolve(import.meta.dirname, "../../../shared/corpus");

const PAIRS: Record<string, [base: string, revision: string]> = {
  box: ["pairs/box-2024-08.json", "openapi/box.json"],
  "twilio-messaging": ["pairs/twilio-messaging-2.0.0.json", "openapi/twilio-messaging.json"],
  "ga4gh-drs": ["pairs/ga4gh-drs-1.2.0", "openapi/ga4gh-drs-1.5.0"],
};

interface Row {
  pair: string;
  level: string;
  code: string;
  operation: string;
  at: string;
  why: string;
}

const [, ...lines] = readFileSync(path.join(import.meta.dirname, "pairs-expected.tsv"), "utf8")
  .split("\n")
  .filter((line) => line !== "");
const rows = lines.map((line): Row => {
  const [pair, level, code, operation, at, why] = line.split("\t") as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return { pair, level, code, operation, at, why };
});

describe.skipIf(!existsSync(corpus)).each(Object.entries(PAIRS))(
  "%s (skipped where ../shared is absent)",
  (name, [base, revision]) => {
    let changes: Change[] = [];
    const own = rows.filter(({ pair }) => pair === name);

    beforeAll(async () => {
      const argv = ["diff", base, revision, "--format", "json"];
      const { code, stdout, stderr } = await runCli(argv, { cwd: corpus });
      expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
      changes = (JSON.parse(stdout) as { changes: Change[] }).changes;
    });

    test.each(own.filter(({ level }) => level !== "silent"))(
      "$level $code $operation $at: $why",
      (row) => {
        expect(changes.filter((change) => isMeant(change, row))).not.toEqual([]);
      },
    );

    test.each(own.filter(({ level }) => level === "silent"))("silent at $at: $why", ({ at }) => {
      const spoken = changes.filter((change) => isAt(change, at));
      expect(spoken.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
    });

    test("every breaking change is in the table", () => {
      const unlisted = changes
        .filter(({ level }) => level === "breaking")
        .filter((change) => !own.some((row) => isMeant(change, row)));
      expect(
        unlisted.map(({ code, operation, at, message }) => [code, operation, placeOf(at), message]),
      ).toEqual([]);
    });

    test("every incompatibility of schemas has its witness", () => {
      const without = changes.filter(
        (change) => /\.incompatible$/.test(change.code) && !("witness" in change),
      );
      expect(without).toEqual([]);
    });
  },
);

const ALONE = [
  "figma.yaml",
  "rebilly.yaml",
  "twilio-api-2010.yaml",
  "xero-accounting.yaml",
  "spotify.yml",
];

describe.skipIf(!existsSync(corpus))("beside itself (skipped where ../shared is absent)", () => {
  test.each(ALONE)("%s has no changes", async (name) => {
    const file = path.join("openapi", name);
    const argv = ["diff", file, file, "--format", "json"];
    const { code, stdout } = await runCli(argv, { cwd: corpus });
    expect(JSON.parse(stdout)).toEqual({ breaking: false, changes: [] });
    expect(code).toBe(0);
  });
});

function isMeant(change: Change, { level, code, operation, at }: Row): boolean {
  return (
    change.level === level &&
    change.code === code &&
    (operation === "-" || change.operation === operation) &&
    isAt(change, at)
  );
}

function isAt(change: Change, at: string): boolean {
  return [change.at, change.because].some((place) => place && placeOf(place).includes(at));
}

function placeOf({ file, pointer }: Change["at"]): string {
  return `${path.basename(file)}#${pointer}`;
}
