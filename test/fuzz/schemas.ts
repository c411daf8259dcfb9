/**
 * Random schemas, keywords of wrong types included, and random values: what every part of the
 * schema tier says about them agrees.
 *
 * Whether the rules themselves are right is what the official suite and the laws of samples hold;
 * here they meet what no author wrote.
 */
import fc from "fast-check";
import { normaliseOpenApi30 } from "../../src/contract/openapi-30.ts";
import { normaliseDraft04 } from "../../src/schema/dialect/draft-04.ts";
import { normaliseDraft07 } from "../../src/schema/dialect/draft-07.ts";
import { nodeOf } from "../../src/schema/evaluate/evaluate.ts";
import { Unsure, writeCheck } from "../../src/schema/hot/write-check.ts";
import { judge } from "../../src/schema/judge.ts";
import { sample } from "../../src/schema/sample.ts";
import { sampleInvalid } from "../../src/schema/sample-invalid.ts";
import { createSchemaStore, type Schema, schemaAt } from "../../src/schema/schema.ts";
import { isValid, type ValidateOptions, validate } from "../../src/schema/validate.ts";
import { isStackOverflow } from "../../src/schema/violation.ts";
import { VALUES } from "./hostile.ts";
import { law, underLaws } from "./laws.ts";
import { anySchema, DIALECTS, type Dialect } from "./schema-arbitrary.ts";
import { sessionOf, type Target } from "./target.ts";

export const schemas: Target = {
  name: "schemas",
  casesInCi: 300,
  start: async () =>
    sessionOf({
      cases: fc.record({
        schema: anySchema,
        dialect: fc.constantFrom(...DIALECTS),
        direction: fc.constantFrom(undefined, "request", "response"),
        values: fc.array(anyValue, { maxLength: 6 }),
        seed: fc.nat({ max: 99 }),
      }),
      check: (drawn) => underLaws(() => exerciseSchema(drawn), lengthOf(drawn)),
      show: ({ schema, values, ...rest }) =>
        [schema, ...values.map((value) => `value ${value}`), fc.stringify(rest)].join("\n"),
    }),
};

/** As JSON text, so that all that JSON can say can be said. */
const anyValue: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...VALUES.keys()).map((name) => VALUES.get(name)!) },
  { weight: 2, arbitrary: fc.json({ maxDepth: 3 }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['{"a":1}', '{"a":"a","b":{}}', '{"__proto__":1}', '{"constructor":[]}', '["a","a"]'],
      ...['"2024-01-15"', '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"', "[1,1.0]", "[0,-0]", "0.1"],
    ),
  },
);

interface Drawn {
  schema: string;
  dialect: Dialect;
  direction: "request" | "response" | undefined;
  values: string[];
  seed: number;
}

const uri = "https://test.example/schema";

const NORMALISERS = {
  "2020-12": undefined,
  "draft-07": normaliseDraft07,
  "draft-04": normaliseDraft04,
  "openapi-3.0": normaliseOpenApi30,
};

/**
 * Characters: a value is validated some ten times, each of its parts may take a while, and all of
 * the schema may have to be gone through for each value.
 */
function lengthOf({ schema, values }: Drawn): number {
  const sum = values.reduce((total, text) => total + text.length, schema.length);
  return 3 * sum + schema.length * values.length;
}

function exerciseSchema({ schema: text, dialect, direction, values, seed }: Drawn): void {
  const normalise = NORMALISERS[dialect];
  const root: unknown = JSON.parse(text);
  const store = createSchemaStore((wanted) =>
    wanted === uri ? { uri, root, isSchema: true, ...(normalise && { normalise }) } : undefined,
  );
  const schema = schemaAt(store, uri, "");
  law(schema !== undefined, "there is a schema at the root");
  const options = { ...(direction && { direction }) };
  const made = sample(schema, { seed, ...options });
  if (made.ok) law(isValid(schema, made.value, options), "a sample is valid", made.value);
  expectInvalidSample(schema, seed, options);
  const isJudged = text.length < MAX_JUDGED && !text.includes("multipleOf");
  const judged = isJudged ? judge(schema) : () => undefined;
  const check = compiledCheck(schema, options);
  const parsed = values.map((value): unknown => JSON.parse(value));
  for (const value of [...parsed, ...(made.ok ? [made.value] : [])]) {
    const isFit = expectOneAnswer(schema, value, { options, check });
    // No value may be a proof against "unsatisfiable".
    if (!made.ok && made.reason === "unsatisfiable") {
      law(!isFit, "what has a value is not called unsatisfiable", value);
    }
    if (direction === undefined && made.ok && value === made.value) {
      law(judged(value) !== false, "a second opinion accepts what is sampled", value);
    }
  }
}

/**
 * Characters: the second opinion is compiled, which takes seconds where schemas are large. Multiples
 * are not among what it is asked: it takes 4 for one of 2 ** 53.
 */
const MAX_JUDGED = 3000;

function expectInvalidSample(schema: Schema, seed: number, options: ValidateOptions): void {
  const { direction } = options;
  const made = sampleInvalid(schema, seed, direction === undefined ? {} : { direction });
  if (!made.ok) {
    law(made.message !== "", "what cannot be broken has a reason");
    return;
  }
  const told = validate(schema, made.value, options);
  law(told.length > 0, "an invalid sample is refused", made);
  for (const { kind, keyword, instancePointer } of told) {
    const isMeant = keyword === made.keyword && instancePointer === made.instancePointer;
    law(isMeant && kind === "invalid", "an invalid sample breaks what it says", [made, told]);
  }
}

interface Ways {
  options: ValidateOptions;
  check: CertainCheck;
}

function expectOneAnswer(schema: Schema, value: unknown, { options, check }: Ways): boolean {
  const violations = validate(schema, value, options);
  const answer = isValid(schema, value, options);
  law(answer === (violations.length === 0), "isValid says what validate says", violations);
  for (const { message, instancePointer } of violations) {
    law(message !== "", "a violation says why", instancePointer);
  }
  const compiled = check(value);
  law(compiled === undefined || compiled === answer, "compiled code says the same", violations);
  return answer;
}

/** Undefined where it is unsure. */
type CertainCheck = (value: unknown) => boolean | undefined;

function compiledCheck(schema: Schema, { direction }: ValidateOptions): CertainCheck {
  const check = writeCheck(nodeOf(schema), direction);
  return (value) => {
    try {
      return check?.(value);
    } catch (error) {
      if (error instanceof Unsure || isStackOverflow(error)) return undefined;
      throw error;
    }
  };
}
