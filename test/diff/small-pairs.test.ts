/**
 * Two small versions beside each other, and what is to be said of them, by hand.
 *
 * A row is a level, a code and the end of the place in the revision. Where a case is of one answer
 * or one body, `answer` and `body` write the document around it.
 */
import { expect, test } from "vitest";
import { confirmRows } from "../../src/compat/diff/confirm.ts";
import { diffContracts } from "../../src/compat/diff/diff-contracts.ts";
import { judge } from "../../src/schema/judge.ts";
import { readContractText } from "../contract-text.ts";
import { HEADERS, RANGES, STATUSES } from "./small-pairs/answers.ts";
import { DISCRIMINATORS, FORMS, MEDIA } from "./small-pairs/bodies.ts";
import type { Case } from "./small-pairs/documents.ts";
import { ADDRESSES, PARAMETERS, SECURITY } from "./small-pairs/requests.ts";
import { NULLS, SCHEMAS } from "./small-pairs/schemas.ts";

const CASES: Case[] = [
  ...NULLS,
  ...STATUSES,
  ...SCHEMAS,
  ...PARAMETERS,
  ...SECURITY,
  ...ADDRESSES,
  ...MEDIA,
  ...DISCRIMINATORS,
  ...HEADERS,
  ...RANGES,
  ...FORMS,
];

test.each(CASES)("$name", ({ base, revision, rows }) => {
  const found = confirmRows(
    diffContracts(readContractText(base), readContractText(revision)),
    judge,
  ).map(({ change: { level, code, at, message } }) => ({
    row: `${level} ${code}`,
    at: at.pointer,
    message,
  }));
  const shown = found.map(({ row, at }, index) => {
    const wanted = rows[index]?.split(" ").slice(2).join(" ");
    return wanted !== undefined && wanted !== "" && at.endsWith(wanted)
      ? `${row} ${wanted}`
      : `${row} ${at}`;
  });
  expect(shown, found.map(({ message }) => message).join("\n")).toEqual(rows);
});
