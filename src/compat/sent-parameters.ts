/**
 * The values of every parameter that a consumer sends and the provider declares.
 *
 * OpenAPI 3.1 #parameter-object.
 */
import type { Parameter } from "../contract/contract.ts";
import { queryNamesOf } from "../http/parameter/query-names.ts";
import { composeSchema } from "../schema/compose.ts";
import type { Schema } from "../schema/schema.ts";
import { locationOf } from "../source/documents.ts";
import type { ConsumerView, ProviderView, SentParameter, SentValue } from "./consumer-view.ts";
import { curlOf } from "./curl.ts";
import { addDoubt, type EdgeContext } from "./judging.ts";
import { compareParameterValues, type SentDeclaration } from "./parameter-values.ts";
import { isSameParameter } from "./parameters.ts";
import { readerOf } from "./sent-parameter.ts";
import { sentPartsOf } from "./sent-parts.ts";

export function compareSentParameters(
  context: EdgeContext,
  consumer: ConsumerView,
  provider: ProviderView,
): void {
  const { contract, operation } = provider;
  const names = queryNamesOf(operation, contract.securitySchemes);
  const declaredOf = (sent: SentParameter) =>
    operation.parameters.find((each) => isSameParameter(sent, each, names));
  for (const [declared, parts] of Map.groupBy(consumer.parameters, declaredOf)) {
    const reader = declared && readerOf(contract, operation, declared);
    if (declared === undefined || reader === undefined) continue;
    // What is written by the consumer itself is judged as it stands, and what nothing binds is told.
    if (parts.every(({ literal }) => literal !== undefined)) continue;
    if (parts.some(({ literal, value }) => literal === undefined && value === undefined)) continue;
    const sent = sentIn(parts, declared, reader.schema);
    if (sent === undefined) {
      tellParts(context, parts, declared, reader.schema);
      continue;
    }
    const { parameter } = sent;
    compareParameterValues(context, {
      sent: {
        ...sent,
        subject: `the ${declared.in} parameter ${declared.name}`,
        at: parts.find(({ literal }) => literal === undefined)!.at,
      },
      reader,
      names: {
        sender: consumer.consumer,
        receiver: `${consumer.provider} ${operation.key}`,
      },
      curl: (value) => curlOf(provider, { sent: parameter, declared, value }),
    });
  }
}

type Sent = Pick<SentDeclaration, "parameter" | "isText" | "inexact">;

/** What the provider finds there; undefined where that is not known. */
function sentIn(
  parts: readonly SentParameter[],
  declared: Parameter,
  receiver: Schema | undefined,
): Sent | undefined {
  const [only, ...others] = parts;
  const value = only!.value;
  if (others.length === 0 && value !== undefined && isWhole(only!, declared)) {
    const what = value.kind === "text" ? value.what : undefined;
    return {
      parameter: sentAs(value, declared),
      isText: value.kind !== "declared",
      inexact: () => what,
    };
  }
  if (declared.in !== "query" || receiver === undefined) return undefined;
  const made = sentPartsOf(parts, declared, receiver);
  if (made === undefined) return undefined;
  const { schema, inexact } = made;
  return {
    parameter: { ...declared, schema },
    isText: true,
    inexact: (pointer) =>
      [...inexact].find(
        ([at]) => `${pointer}/`.startsWith(`${at}/`) || `${at}/`.startsWith(`${pointer}/`),
      )?.[1],
  };
}

// `pair=a&pair={x}`, `filter[]={x}`: neither is the value that the provider reads.
function tellParts(
  context: EdgeContext,
  parts: readonly SentParameter[],
  declared: Parameter,
  receiver: Schema | undefined,
): void {
  if (receiver === undefined || isAnythingTaken(context, receiver)) return;
  addDoubt(context, {
    subject: `the ${declared.in} parameter ${declared.name}`,
    reason: "is put together of several parts, which are not compared",
    at: parts.find(({ literal }) => literal === undefined)!.at,
    because: locationOf(declared.place),
    identity: [declared.in, declared.name, "parts"],
  });
}

const ANYTHING = composeSchema(true, new Map());

/** Whether a schema asks for nothing. */
export function isAnythingTaken(context: EdgeContext, receiver: Schema): boolean {
  return context.comparisons.of("request").compare(ANYTHING, receiver).kind === "compatible";
}

function isWhole({ in: where, name }: SentParameter, declared: Parameter): boolean {
  return where === "header" || name === declared.name;
}

const ANY_TEXT = composeSchema({ type: "string" }, new Map());

// What stands in a template is a text of the value; the provider's own form has it as it stands.
function sentAs(value: SentValue, declared: Parameter): Parameter {
  if (value.kind !== "declared") {
    const schema = value.kind === "text" ? ANY_TEXT : value.schema;
    return { ...declared, schema, content: [] };
  }
  const { parameter } = value;
  const isMoved = parameter.in !== declared.in;
  const { style, explode } = isMoved ? declared : parameter;
  return { ...parameter, in: declared.in, name: declared.name, style, explode };
}
