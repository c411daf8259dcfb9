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
import { compareParameterValues } from "./parameter-values.ts";
import { isSameParameter } from "./parameters.ts";
import { readerOf } from "./sent-parameter.ts";

export function compareSentParameters(
  context: EdgeContext,
  consumer: ConsumerView,
  provider: ProviderView,
): void {
  const { contract, operation } = provider;
  const names = queryNamesOf(operation, contract.securitySchemes);
  const declaredOf = (sent: SentParameter) =>
    operation.parameters.find((each) => isSameParameter(sent, each, names));
  const parts = Map.groupBy(consumer.parameters, declaredOf);
  for (const sent of consumer.parameters) {
    if (sent.value === undefined) continue;
    const declared = declaredOf(sent);
    const reader = declared && readerOf(contract, operation, declared);
    if (declared === undefined || reader === undefined) continue;
    if (parts.get(declared)!.length > 1 || !isWhole(sent, declared)) {
      tellPart(context, sent, declared, reader.schema);
      continue;
    }
    const parameter = sentAs(sent.value, declared);
    compareParameterValues(context, {
      sent: {
        parameter,
        subject: `the ${declared.in} parameter ${declared.name}`,
        at: sent.at,
        isText: sent.value.kind !== "declared",
        inexact: sent.value.kind === "text" ? sent.value.what : undefined,
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

// `pair=a&pair={x}`, `filter[from]={x}`: neither is the value that the provider reads.
function tellPart(
  context: EdgeContext,
  sent: SentParameter,
  declared: Parameter,
  receiver: Schema | undefined,
): void {
  if (receiver === undefined || isAnythingTaken(context, receiver)) return;
  addDoubt(context, {
    subject: `the ${declared.in} parameter ${declared.name}`,
    reason: "is put together of several parts, which are not compared",
    at: sent.at,
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
