import { expect, test } from "vitest";
import { createFinding } from "../findings/finding.ts";
import { judge } from "../schema/judge.ts";
import { createSchemaStore, type Schema, schemaAt } from "../schema/schema.ts";
import { confirmEvidence } from "./confirm-evidence.ts";
import type { Evidence } from "./judging.ts";

function schemaOf(root: object): Schema {
  const uri = "test:schema";
  const store = createSchemaStore((wanted) =>
    wanted === uri ? { uri, root, isSchema: true } : undefined,
  );
  return schemaAt(store, uri, "")!;
}

const at = { file: "a.yaml", pointer: "", line: 1, column: 1 };
const finding = createFinding({
  code: "request.body.incompatible",
  message: "it differs",
  at,
  identity: [],
});
const doubt = createFinding({ code: "edge.undecided", message: "perhaps", at, identity: [] });

const number = schemaOf({ type: "number" });
const integer = schemaOf({ type: "integer" });
const evidence: Evidence = {
  finding,
  sender: { schema: number, value: 0.5 },
  receiver: { schema: integer, value: 0.5 },
  doubt,
};

test.each<{ what: string; each: Evidence; judgeOf: typeof judge; isDoubted: boolean }>([
  { what: "what both say", each: evidence, judgeOf: judge, isDoubted: false },
  {
    what: "what the judge has no answer to",
    each: evidence,
    judgeOf: () => () => undefined,
    isDoubted: false,
  },
  {
    what: "a value that the judge does not let the sender send",
    each: evidence,
    judgeOf: () => () => false,
    isDoubted: true,
  },
  {
    what: "a value that the judge lets the receiver take",
    each: evidence,
    judgeOf: () => () => true,
    isDoubted: true,
  },
  {
    what: "a value that arrives in a way that is not known",
    each: { finding, sender: evidence.sender, doubt },
    judgeOf: () => () => true,
    isDoubted: false,
  },
  {
    what: "a value that is refused in one direction alone",
    each: { ...evidence, receiver: { schema: number, value: 0.5 } },
    judgeOf: judge,
    isDoubted: false,
  },
])("$what", ({ each, judgeOf, isDoubted }) => {
  const other = createFinding({ code: "service.missing", message: "other", at, identity: [] });
  const confirmed = confirmEvidence({ findings: [finding, other], evidence: [each] }, judgeOf);
  expect(confirmed.isDoubted).toBe(isDoubted);
  expect(confirmed.kept).toEqual([isDoubted ? doubt : finding, other]);
});
