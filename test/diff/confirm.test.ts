/**
 * What a second judge of witnesses makes of changes, and what fingerprints are made of.
 */
import { expect, test } from "vitest";
import { confirmRows } from "../../src/compat/diff/confirm.ts";
import { diffContracts } from "../../src/compat/diff/diff-contracts.ts";
import { judge } from "../../src/schema/judge.ts";
import { readContractText } from "../contract-text.ts";

function contract(quantity: string, more = ""): ReturnType<typeof readContractText> {
  return readContractText(`
openapi: 3.1.0
info: { title: Orders, version: "1" }
paths:
${more}
  /orders:
    post:
      parameters:
        - { name: trace, in: query, schema: { type: string } }
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { quantity: ${quantity} } }
      responses: { "200": { description: ok } }
`);
}

const rows = () =>
  diffContracts(contract("{ type: integer }"), contract("{ type: integer, minimum: 1 }"));

test("a judge that agrees changes nothing", () => {
  const before = rows();
  expect(confirmRows(before, judge)).toEqual(before);
  expect(before.map(({ change }) => change.level)).toEqual(["breaking"]);
});

test("a judge that has no answer changes nothing", () => {
  const before = rows();
  expect(confirmRows(before, () => () => undefined)).toEqual(before);
});

test.each([true, false])("a judge that says %s of everything is no confirmation", (answer) => {
  const [row] = confirmRows(rows(), () => () => answer);
  expect(row!.change).toMatchObject({ level: "warning", code: "schema.unresolved" });
  expect(row!.change.message).toMatch(/^this could not be confirmed: the base may send /);
  expect(row!.change).not.toHaveProperty("witness");
});

const OTHERS = `
  /carts:
    post:
      responses: { "200": { description: ok } }
`;

test("a fingerprint survives edits elsewhere", () => {
  const [before] = rows();
  const [after] = diffContracts(
    contract("{ description: how many, type: integer }", OTHERS),
    contract("{ description: how many, type: integer, minimum: 1 }", OTHERS),
  );
  expect(after!.change.fingerprint).toBe(before!.change.fingerprint);
  expect(after!.change.at.line).not.toBe(before!.change.at.line);
});

test("another difference of the same schema has another fingerprint", () => {
  const [before] = rows();
  const [after] = diffContracts(
    contract("{ type: integer }"),
    contract("{ type: integer, maximum: 1 }"),
  );
  expect(after!.change.fingerprint).not.toBe(before!.change.fingerprint);
});
