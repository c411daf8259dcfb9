import { expect, test } from "vitest";
import { readContractText } from "../../../test/contract-text.ts";
import { validate } from "../validate.ts";

// OpenAPI 3.1 #openapi-object: `jsonSchemaDialect` is the default `$schema` of the document's schemas.
function bodySchemaIn(dialect: string | undefined, schema: unknown) {
  const contract = readContractText(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "t", version: "1" },
      ...(dialect !== undefined && { jsonSchemaDialect: dialect }),
      paths: {
        "/": { post: { requestBody: { content: { "application/json": { schema } } } } },
      },
    }),
  );
  return contract.operations[0]!.requestBody!.content[0]!.schema!;
}

const tuple = { type: "array", items: [{ type: "string" }], additionalItems: false };
const draft04 = { type: "number", minimum: 1, exclusiveMinimum: true };

test.each<[string, string | undefined, unknown, unknown, "valid" | "invalid" | "unresolved"]>([
  ["no dialect: 2020-12", undefined, { prefixItems: [{ type: "string" }] }, [1], "invalid"],
  [
    "OpenAPI's own",
    "https://spec.openapis.org/oas/3.1/dialect/base",
    { prefixItems: [{ type: "string" }] },
    [1],
    "invalid",
  ],
  ["draft-07 tuple", "http://json-schema.org/draft-07/schema#", tuple, ["a"], "valid"],
  ["draft-07 tuple refuses", "http://json-schema.org/draft-07/schema#", tuple, [1], "invalid"],
  ["draft-07 rest", "http://json-schema.org/draft-07/schema#", tuple, ["a", 1], "invalid"],
  ["2019-09 tuple", "https://json-schema.org/draft/2019-09/schema", tuple, ["a", 1], "invalid"],
  [
    "2019-09 $recursiveRef",
    "https://json-schema.org/draft/2019-09/schema",
    { $recursiveRef: "#" },
    1,
    "unresolved",
  ],
  ["draft-04 bound", "http://json-schema.org/draft-04/schema", draft04, 1, "invalid"],
  ["draft-04 bound kept", "http://json-schema.org/draft-04/schema", draft04, 2, "valid"],
  ["a dialect nobody knows", "https://example.com/mine", { type: "string" }, "a", "unresolved"],
  // 2020-12 core #section-8.1.1: a schema may say for itself and what is in it.
  [
    "$schema of one schema",
    undefined,
    { $schema: "http://json-schema.org/draft-07/schema#", properties: { a: tuple } },
    { a: ["a", 1] },
    "invalid",
  ],
  [
    "$schema back to 2020-12",
    "http://json-schema.org/draft-07/schema#",
    { $schema: "https://json-schema.org/draft/2020-12/schema", prefixItems: [{ type: "string" }] },
    [1],
    "invalid",
  ],
  [
    "$schema that nobody knows, in a property",
    undefined,
    { properties: { a: { $schema: "https://example.com/mine", type: "string" } } },
    { a: 1 },
    "unresolved",
  ],
  [
    "$schema as the name of a property",
    undefined,
    { properties: { $schema: { type: "string" } } },
    { $schema: 1 },
    "invalid",
  ],
])("%s", (_, dialect, schema, value, expected) => {
  const [violation] = validate(bodySchemaIn(dialect, schema), value);
  expect(violation?.kind ?? "valid").toBe(expected);
});
