/**
 * Whether a provider that keeps its contract may send the header fields that an interaction
 * expects.
 *
 * OpenAPI 3.1 #header-object; DESIGN, decision 3.
 */
import type { Asked } from "../compat/second-opinion.ts";
import type { Header, Response } from "../contract/contract.ts";
import type { Finding, Location } from "../findings/finding.ts";
import { readHeaderValue } from "../http/parameter/parameter-value.ts";
import { declaredItems } from "../schema/declared-properties.ts";
import { type InstanceType, instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";
import { isValid, validate } from "../schema/validate.ts";
import { locationOf } from "../source/documents.ts";
import { isAllowed } from "./compare-text-rules.ts";
import { becauseOf, type InteractionContext, locationInside, pactFinding } from "./comparison.ts";
import { nameOfRules } from "./expected-rules.ts";
import { ruleName } from "./match/match-text.ts";
import { rulesOfName } from "./match/named-rules.ts";
import { textsSetOf } from "./matcher-set/texts-set.ts";
import { headerValue, type RuleList } from "./pact.ts";

// OpenAPI 3.1 #response-object: Content-Type is said by `content`, never among the headers.
export function compareResponseHeaders(context: InteractionContext, declared: Response): Finding[] {
  const { headers } = context.interaction.response;
  return [...headers.keys()]
    .filter((name) => name.toLowerCase() !== "content-type")
    .flatMap((name) => {
      const header = declared.headers.find(
        (each) => each.name.toLowerCase() === name.toLowerCase(),
      );
      return header === undefined
        ? [undeclaredHeader(context, declared, name)]
        : compareHeader(context, header, name);
    });
}

function undeclaredHeader(context: InteractionContext, declared: Response, name: string): Finding {
  const names = declared.headers.map((header) => header.name).join(", ") || "none";
  return pactFinding(context, {
    code: "response.header.undeclared",
    message: `the interaction expects the header ${name}; the contract declares ${names} for ${declared.status}`,
    at: locationInside(context.interaction.response.place, "headers", name),
    because: locationOf(declared.place),
    identity: [`header ${name.toLowerCase()}`, "undeclared"],
  });
}

/** One header that both sides have, and its rules; undefined where it is meant literally. */
interface ExpectedHeader {
  header: Header;
  name: string;
  /** All of its lines. */
  text: string;
  values: readonly string[];
  at: Location;
  list: RuleList | undefined;
}

function compareHeader(context: InteractionContext, header: Header, name: string): Finding[] {
  const { response } = context.interaction;
  const { all, one } = rulesOfName(response.matchingRules, "header", name, true);
  const expected = {
    header,
    name,
    text: headerValue(response, name) ?? "",
    values: response.headers.get(name) ?? [],
    at: locationInside(response.place, "headers", name),
    list: all ?? one(0),
  };
  const verdict =
    expected.list === undefined ? "possible" : judgeRules(context, expected, expected.list);
  const refusals = refusalsOf(
    context,
    expected,
    verdict === "possible" && expected.list !== undefined,
  );
  const told = typeof verdict === "string" ? [] : [verdict];
  if (refusals.length > 0) {
    return [
      ...refusals,
      ...told.filter(
        ({ severity }) =>
          severity === "error" && !refusals.some((each) => each.severity === "error"),
      ),
    ];
  }
  if (told.length > 0) return told;
  return stateFinding(context, expected);
}

function refusalsOf(
  { contract, ...context }: InteractionContext,
  { header, name, text, at }: ExpectedHeader,
  isPossible: boolean,
): Finding[] {
  const { schema } = header;
  const value = readHeaderValue(schema, header.explode, text);
  if (schema === undefined) return [];
  return validate(schema, value, { direction: "response" }).map((violation) =>
    pactFinding(
      { contract, ...context },
      {
        code: violation.kind === "invalid" ? "response.header.invalid" : "schema.unresolved",
        message: `the header ${name} ${violation.message}`,
        // With a rule other values do as well; the example is one the provider never sends.
        ...(isPossible && { severity: "warning" }),
        at,
        ...becauseOf(contract, violation.schema),
        ...(violation.kind === "invalid" && { witness: value, asked: [{ schema, value }] }),
        identity: [`header ${name.toLowerCase()}`, violation.schema.pointer, violation.keyword],
      },
    ),
  );
}

type Verdict =
  /** The provider may send what satisfies the rules. */ "possible" | /** It never does. */ "never";

/** Whether the rules and what the provider may send have texts in common, and where they differ. */
function judgeRules(
  context: InteractionContext,
  { header, name, text, values, at }: ExpectedHeader,
  list: RuleList,
): Verdict | Finding {
  const { sets } = context;
  const [expected = text] = values;
  const set = textsSetOf(list, expected);
  if (header.schema === undefined || isAnyText(list)) return "possible";
  const shared = {
    at,
    because: locationOf(header.place),
    identity: [`header ${name.toLowerCase()}`, "rules"],
  };
  const one = valueSchema(header.schema, values);
  const isText = one !== undefined && isOnly(one, "string");
  const sender = isText ? one : one && sets.writtenBy(one);
  const undecided = (reason: string): Finding =>
    pactFinding(context, {
      ...shared,
      code: "pact.unvalidatable",
      message: `the header ${name} was not compared with the rule ${nameOfRules(list)}: ${reason}`,
    });
  if (set.doubt !== undefined) return undecided(`the rule ${set.doubt}`);
  if (sender === undefined) return undecided("its texts are not compared as a set");
  const accepted = sets.schemaOf(set.schema);
  const meeting = sets.meet("response", sender, accepted);
  if (meeting.kind === "unknown") return undecided(`it ${meeting.reason}`);
  if (meeting.kind === "disjoint") {
    const value = readHeaderValue(header.schema, header.explode, text);
    // The example is told as wrong by itself.
    if (!isValid(header.schema, value, { direction: "response" })) return "never";
    return pactFinding(context, {
      ...shared,
      code: "response.header.incompatible",
      message: `the header ${name} can never satisfy its rule ${nameOfRules(list)}: the contract allows nothing that does`,
      witness: text,
      asked: [{ schema: header.schema, value }],
    });
  }
  const verdict = sets.compare("response", sender, accepted);
  if (verdict.kind === "compatible") return "possible";
  if (verdict.kind === "unknown") return undecided(`it ${verdict.reason}`);
  const seen = String(verdict.witness);
  if (isAllowed(list, expected, seen)) return undecided("it may be a text that is not known");
  return pactFinding(context, {
    ...shared,
    code: isOfState(list) ? "response.state-dependent" : "response.header.incompatible",
    message: `the header ${name} may be ${JSON.stringify(seen)}; the rule ${nameOfRules(list)} refuses that`,
    witness: seen,
    asked: [sender, accepted].map((schema) => ({ schema, value: verdict.witness })),
  });
}

/** What the rules of a header speak of; undefined where its lines may be cut in several ways. */
function valueSchema(schema: Schema, values: readonly string[]): Schema | undefined {
  if (!instanceTypes(schema).has("array")) return schema;
  // A list in several lines has an item in each, and a rule holds for each line.
  return values.length > 1 && isOnly(schema, "array") ? declaredItems(schema) : undefined;
}

function isOnly(schema: Schema, wanted: InstanceType): boolean {
  return [...instanceTypes(schema)].every((type) => type === wanted);
}

function isAnyText({ combine, matchers }: RuleList): boolean {
  const areAny = matchers.map((rule) => /^(type|min|max)$/.test(ruleName(rule)));
  return combine === "AND" ? areAny.every(Boolean) : areAny.some(Boolean);
}

function isOfState({ matchers }: RuleList): boolean {
  return matchers.every((rule) => /^(equality|values|notempty)$/.test(ruleName(rule)));
}

// What is left out in one state, and what has another value in one.
function stateFinding(context: InteractionContext, expected: ExpectedHeader): Finding[] {
  const { header, name, at, list } = expected;
  const shared = { at, because: locationOf(header.place) };
  if (!header.required) {
    return [
      pactFinding(context, {
        ...shared,
        code: "response.state-dependent",
        message: `the header ${name} is expected; the contract lets the provider leave it out`,
        identity: [`header ${name.toLowerCase()}`, "optional"],
      }),
    ];
  }
  const other = list === undefined ? otherText(context, expected) : undefined;
  if (other === undefined) return [];
  return [
    pactFinding(context, {
      ...shared,
      code: "response.state-dependent",
      message: `the header ${name} is expected to be ${JSON.stringify(expected.text)}; the contract lets the provider send others`,
      witness: other.text,
      asked: other.asked,
      identity: [`header ${name.toLowerCase()}`, "literal"],
    }),
  ];
}

function otherText(
  { sets }: InteractionContext,
  { header, text }: ExpectedHeader,
): { text: unknown; asked: readonly Asked[] } | undefined {
  if (header.schema === undefined) return { text: text === "a" ? "b" : "a", asked: [] };
  const sender = sets.writtenBy(header.schema) ?? header.schema;
  const verdict = sets.compare("response", sender, sets.schemaOf({ const: text }));
  if (verdict.kind !== "incompatible") return undefined;
  const value = verdict.witness;
  return { text: value, asked: [{ schema: sender, value }] };
}
