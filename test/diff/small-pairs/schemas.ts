/**
 * What schemas say of requests and of answers.
 */
import { answer, body, type Case, json } from "./documents.ts";

export const NULLS: Case[] = [
  {
    name: "null that 3.0's enum leaves out stays left out",
    base: answer(json("{ type: string, nullable: true, enum: [a] }"), "3.0.3"),
    revision: answer(json(`{ type: [string, "null"], enum: [a] }`)),
    rows: [],
  },
  {
    name: "null that 3.0's enum leaves out is listed in 3.1",
    base: answer(json("{ type: string, nullable: true, enum: [a] }"), "3.0.3"),
    revision: answer(json(`{ type: [string, "null"], enum: [a, null] }`)),
    // 3.0.3 would have it listed; documents do not list it, and mean it all the same.
    rows: [],
  },
  {
    name: "what stands beside a reference means nothing in 3.0",
    base: answer(
      json(`{ $ref: "#/components/schemas/Pet", nullable: true }`),
      "3.0.3",
      "components: { schemas: { Pet: { type: object } } }",
    ),
    revision: answer(
      json(`{ $ref: "#/components/schemas/Pet" }`),
      "3.1.0",
      "components: { schemas: { Pet: { type: object } } }",
    ),
    rows: [],
  },
  {
    name: "a bound that excludes itself is written otherwise in 3.1",
    base: body(json("{ type: number, minimum: 0, exclusiveMinimum: true }"), "3.0.3"),
    revision: body(json("{ type: number, exclusiveMinimum: 0 }")),
    rows: [],
  },
  {
    name: "a file is a schema of octets in 3.0 and says nothing in 3.1",
    base: answer("image/png: { schema: { type: string, format: binary } }", "3.0.3"),
    revision: answer("image/png: {}"),
    rows: [],
  },
  {
    name: "a file that is sent says nothing in 3.1",
    base: body("application/octet-stream: { schema: { type: string, format: binary } }", "3.0.3"),
    revision: body("application/octet-stream: { schema: {} }"),
    rows: [],
  },
];

export const SCHEMAS: Case[] = [
  {
    name: "an enum widened in an answer",
    base: answer(json("{ enum: [a] }")),
    revision: answer(json("{ enum: [a, b] }")),
    rows: ["breaking response.body.incompatible /schema/enum"],
  },
  {
    name: "an enum widened in a request",
    base: body(json("{ enum: [a] }")),
    revision: body(json("{ enum: [a, b] }")),
    rows: [],
  },
  {
    name: "an enum narrowed in a request",
    base: body(json("{ enum: [a, b] }")),
    revision: body(json("{ enum: [a] }")),
    rows: ["breaking request.body.incompatible /schema/enum"],
  },
  {
    name: "an enum narrowed in an answer",
    base: answer(json("{ enum: [a, b] }")),
    revision: answer(json("{ enum: [a] }")),
    rows: [],
  },
  {
    name: "a request's object is closed around what the base declares",
    base: body(json("{ type: object, properties: { a: { type: string } } }")),
    revision: body(
      json("{ type: object, properties: { a: { type: string } }, additionalProperties: false }"),
    ),
    rows: [],
  },
  {
    name: "a request's object that said it is open is closed",
    base: body(
      json("{ type: object, properties: { a: { type: string } }, additionalProperties: true }"),
    ),
    revision: body(
      json("{ type: object, properties: { a: { type: string } }, additionalProperties: false }"),
    ),
    rows: ["breaking request.body.incompatible /schema/additionalProperties"],
  },
  {
    name: "an answer's closed object is opened",
    base: answer(
      json("{ type: object, properties: { a: { type: string } }, additionalProperties: false }"),
    ),
    revision: answer(
      json("{ type: object, properties: { a: { type: string } }, additionalProperties: true }"),
    ),
    rows: ["breaking response.body.incompatible /schema"],
  },
  {
    name: "an answer's closed object says no more that it is closed",
    base: answer(
      json("{ type: object, properties: { a: { type: string } }, additionalProperties: false }"),
    ),
    revision: answer(json("{ type: object, properties: { a: { type: string } } }")),
    rows: [],
  },
  {
    name: "a map's values have another type",
    base: body(json("{ type: object, additionalProperties: { type: string } }")),
    revision: body(json("{ type: object, additionalProperties: { type: integer } }")),
    rows: ["breaking request.body.incompatible /additionalProperties/type"],
  },
  {
    name: "what is required moves into an allOf",
    base: body(json("{ type: object, required: [a], properties: { a: { type: string } } }")),
    revision: body(
      json("{ allOf: [{ type: object, properties: { a: { type: string } } }, { required: [a] }] }"),
    ),
    rows: [],
  },
  {
    name: "more is required in a branch of allOf",
    base: body(
      json(
        "{ type: object, required: [a], properties: { a: { type: string }, b: { type: string } } }",
      ),
    ),
    revision: body(
      json(
        "{ allOf: [{ type: object, properties: { a: { type: string }, b: { type: string } } }, { required: [a, b] }] }",
      ),
    ),
    rows: ["breaking request.body.incompatible /schema/allOf/1/required"],
  },
  {
    name: "a component has another name",
    base: body(
      json(`{ $ref: "#/components/schemas/Pet" }`),
      "3.1.0",
      "components: { schemas: { Pet: { type: object, properties: { a: { type: string } } } } }",
    ),
    revision: body(
      json(`{ $ref: "#/components/schemas/Animal" }`),
      "3.1.0",
      "components: { schemas: { Animal: { type: object, properties: { a: { type: string } } } } }",
    ),
    rows: [],
  },
  {
    name: "a tree's nodes change, wherever they stand",
    base: answer(
      json(`{ $ref: "#/components/schemas/Node" }`),
      "3.1.0",
      `components: { schemas: { Node: { type: object, properties: { n: { type: integer }, in: { type: array, items: { $ref: "#/components/schemas/Node" } } } } } }`,
    ),
    revision: answer(
      json(`{ $ref: "#/components/schemas/Tree" }`),
      "3.1.0",
      `components: { schemas: { Tree: { type: object, properties: { n: { type: string }, in: { type: array, items: { $ref: "#/components/schemas/Tree" } } } } } }`,
    ),
    rows: ["breaking response.body.incompatible /components/schemas/Tree/properties/n/type"],
  },
  {
    name: "branches in another order, and anyOf for oneOf where they exclude each other",
    base: answer(json("{ oneOf: [{ type: string }, { type: integer }] }")),
    revision: answer(json("{ anyOf: [{ type: integer }, { type: string }] }")),
    rows: [],
  },
  {
    name: "a wider format in an answer",
    base: answer(json("{ type: integer, format: int32 }")),
    revision: answer(json("{ type: integer, format: int64 }")),
    rows: ["breaking response.body.incompatible /schema/format"],
  },
  {
    name: "a wider format in a request",
    base: body(json("{ type: integer, format: int32 }")),
    revision: body(json("{ type: integer, format: int64 }")),
    rows: [],
  },
  {
    name: "const for an enum of one, a list of one type, another default and other examples",
    base: answer(json("{ type: string, enum: [a], default: a }")),
    revision: answer(json("{ type: [string], const: a, examples: [a] }")),
    rows: [],
  },
  {
    name: "a property of a request becomes readOnly",
    base: body(json("{ type: object, properties: { id: { type: string }, n: { type: string } } }")),
    revision: body(
      json(
        "{ type: object, properties: { id: { type: string, readOnly: true }, n: { type: string } } }",
      ),
    ),
    rows: ["warning diff.property.removed /properties/id"],
  },
  {
    name: "a required property is readOnly no more",
    base: body(
      json(
        "{ type: object, required: [id], properties: { id: { type: string, readOnly: true }, n: { type: string } } }",
      ),
    ),
    revision: body(
      json(
        "{ type: object, required: [id], properties: { id: { type: string }, n: { type: string } } }",
      ),
    ),
    rows: ["breaking request.body.incompatible /schema/required"],
  },
  {
    name: "a required property of an answer becomes writeOnly",
    base: answer(
      json(
        "{ type: object, required: [pin], properties: { pin: { type: string }, n: { type: string } } }",
      ),
    ),
    revision: answer(
      json(
        "{ type: object, required: [pin], properties: { pin: { type: string, writeOnly: true }, n: { type: string } } }",
      ),
    ),
    rows: ["breaking response.body.incompatible /schema/required"],
  },
];
