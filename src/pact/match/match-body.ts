/**
 * Whether a body is one that a pact expects, by its content type.
 *
 * Pact V1 to V4 #body: a body that the pact does not mention may be any; one that is null or empty
 * asks for none; `0`, `false` and `""` in JSON are bodies like others.
 */
import { essence } from "../../contract/media-type.ts";
import type { Body, MatchingRules } from "../pact.ts";
import { readMatchingRules } from "../read-rules.ts";
import { rulesFor } from "../rule-at.ts";
import { type BodyKind, detectedType, jsonOfBody, kindOfType, textOfBody } from "./body-content.ts";
import { jsonText } from "./json-value.ts";
import { matchJson } from "./match-json.ts";
import { matchQuery, readFormFields } from "./match-query.ts";
import { matchText } from "./match-text.ts";
import { matchXml } from "./match-xml.ts";
import { combined, type Mismatch, type Outcome } from "./mismatch.ts";

export interface BodyMatching {
  rules: MatchingRules;
  /** Of the rules. */
  category: string;
  /** Members, attributes and elements that the pact does not mention are fine. */
  allowsMore: boolean;
  /** Whether a type that is not the expected one satisfies a rule about it. */
  isTypeFree?: boolean;
}

/** A body and the type that goes with it. */
export interface TypedBody {
  body: Body;
  contentType: string | undefined;
}

export function matchBody(
  matching: BodyMatching,
  expected: TypedBody,
  actual: TypedBody,
): readonly Mismatch[] {
  const wanted = expected.body;
  const seen = actual.body;
  if (wanted.state === "missing") return [];
  const isAbsent = seen.state !== "present" || isJsonNull(actual);
  if (wanted.state !== "present") {
    if (seen.state !== "present" || (wanted.state === "null" && isAbsent)) return [];
    return [differs(`no body is expected, and there is ${shown(seen)}`)];
  }
  if (seen.state !== "present") {
    return [differs(`the body is ${seen.state}; ${shown(wanted)} is expected`)];
  }
  const wantedType = expected.contentType ?? detectedType(wanted);
  const seenType = actual.contentType ?? detectedType(seen);
  const areTypes = wantedType !== undefined && seenType !== undefined;
  if (areTypes && essence(wantedType) !== essence(seenType) && matching.isTypeFree !== true) {
    return [differs(`the body is ${essence(seenType)}; ${essence(wantedType)} is expected`)];
  }
  return byKind[kindOfType(wantedType ?? "text/plain")](matching, wanted, seen);
}

function isJsonNull({ body }: TypedBody): boolean {
  return body.state === "present" && body.content === null;
}

type Compare = (matching: BodyMatching, expected: Body, actual: Body) => readonly Mismatch[];

const byKind: Record<BodyKind, Compare> = {
  json: compareJson,
  xml: (matching, expected, actual) => matchXml(matching, textOfBody(expected), textOfBody(actual)),
  form: (matching, expected, actual) =>
    matchQuery(
      { ...matching, part: "body" },
      readFormFields(textOfBody(expected)),
      readFormFields(textOfBody(actual)),
    ),
  multipart: (matching, expected, actual) => {
    const message = "bodies of several parts are not compared";
    if (textOfBody(expected) === textOfBody(actual) && !matching.rules.has(matching.category)) {
      return [];
    }
    return [{ ...differs(message), kind: "undecided" }];
  },
  text: compareTexts,
};

function compareJson(matching: BodyMatching, expected: Body, actual: Body): readonly Mismatch[] {
  const wanted = jsonOfBody(expected);
  const seen = jsonOfBody(actual);
  if ("reason" in wanted) {
    return [{ ...differs(`the pact's body ${wanted.reason}`), kind: "undecided" }];
  }
  if ("reason" in seen) return [differs(`the body ${seen.reason}`)];
  const readRules = (rules: unknown): MatchingRules =>
    readMatchingRules([], { ...expected.place, value: { [matching.category]: rules } });
  return matchJson({ ...matching, readRules }, wanted.value, seen.value);
}

function compareTexts(matching: BodyMatching, expected: Body, actual: Body): readonly Mismatch[] {
  const [wanted, seen] = [textOfBody(expected), textOfBody(actual)];
  const found = rulesFor(matching.rules, matching.category, []);
  if (found === undefined) {
    return outcome(matchText({ match: "equality" }, wanted, seen));
  }
  return combined(found.list, (rule) =>
    outcome(matchText(rule, wanted, seen)).map((mismatch) => ({ ...mismatch, rule })),
  );
}

function outcome(found: Outcome): readonly Mismatch[] {
  return found === undefined ? [] : [{ part: "body", path: "", ...found }];
}

function differs(message: string): Mismatch {
  return { kind: "mismatch", part: "body", path: "", message };
}

function shown({ content }: Body): string {
  const text = jsonText(content);
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
