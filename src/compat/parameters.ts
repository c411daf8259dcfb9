/**
 * Parameters that are sent and not declared, or required and not sent.
 *
 * OpenAPI 3.1 #parameter-object. Header names ignore case: RFC 9110 §5.1.
 */
import type { Operation, Parameter } from "../contract/contract.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { declaredProperties } from "../schema/declared-properties.ts";
import { instanceTypes } from "../schema/instance-types.ts";
import { locationOf } from "../source/documents.ts";
import type { ConsumerView, ProviderView, SentParameter } from "./consumer-view.ts";

export function compareParameters(
  consumer: ConsumerView,
  { operation: provider, schemes }: ProviderView,
): Finding[] {
  // An API key in the query is no parameter: OpenAPI 3.1 #security-scheme-object.
  const keys = new Set(
    [...schemes.values()].filter((scheme) => scheme.in === "query").map((s) => s.parameterName),
  );
  return [
    ...provider.parameters
      .filter((parameter) => parameter.required && parameter.in !== "path")
      .flatMap((parameter) => requiredFinding(consumer, provider, parameter)),
    ...consumer.parameters
      .filter((sent) => sent.in === "query" || sent.in === "header")
      .filter((sent) => sent.isForwarded !== true && !(sent.in === "query" && keys.has(sent.name)))
      .filter((sent) => !provider.parameters.some((declared) => isSame(sent, declared)))
      .map((sent) => undeclaredFinding(consumer, provider, sent)),
  ];
}

function requiredFinding(
  consumer: ConsumerView,
  provider: Operation,
  parameter: Parameter,
): Finding[] {
  if (parameter.in === "header" && consumer.addedHeaders.has(parameter.name.toLowerCase())) {
    return [];
  }
  const sent = consumer.parameters.find((candidate) => isSame(candidate, parameter));
  if (sent?.always) return [];
  const asks = `${consumer.provider} ${provider.key} requires the ${parameter.in} parameter ${parameter.name}`;
  const does = sent === undefined ? "does not send it" : "may leave it out";
  return [
    createFinding({
      code: "request.parameter.missing",
      message: `${asks}; ${consumer.consumer} ${does}`,
      at: sent?.at ?? consumer.declaredAt,
      because: locationOf(parameter.place),
      service: consumer.consumer,
      operation: consumer.operation,
      identity: [
        consumer.edge,
        consumer.provider,
        provider.key,
        parameter.in,
        parameter.name,
        does,
      ],
    }),
  ];
}

function undeclaredFinding(
  consumer: ConsumerView,
  provider: Operation,
  sent: SentParameter,
): Finding {
  const declared = provider.parameters
    .filter((parameter) => parameter.in === sent.in)
    .map((parameter) => parameter.name);
  const choice = declared.length === 0 ? "none" : declared.join(", ");
  return createFinding({
    code: "request.parameter.undeclared",
    message: `${consumer.consumer} sends the ${sent.in} parameter ${sent.name}; ${consumer.provider} ${provider.key} declares ${choice}`,
    at: sent.at,
    because: locationOf(provider.place),
    // A server that does not know a header ignores it: RFC 9110 §5.1.
    severity: sent.in === "header" ? "warning" : "error",
    service: consumer.consumer,
    operation: consumer.operation,
    identity: [consumer.edge, consumer.provider, provider.key, sent.in, sent.name],
  });
}

function isSame(sent: SentParameter, declared: Parameter): boolean {
  if (sent.in !== declared.in) return false;
  if (sent.in === "header") return sent.name.toLowerCase() === declared.name.toLowerCase();
  return sent.name === declared.name || isPartOf(sent.name, declared);
}

// OpenAPI 3.1 #style-values: `filter[a]=1` is a part of a deepObject, `R=1` of an exploded form
// object.
function isPartOf(
  name: string,
  { in: where, style, explode, schema, ...declared }: Parameter,
): boolean {
  if (where !== "query") return false;
  if (style === "deepObject") return name.startsWith(`${declared.name}[`);
  if (style !== "form" || !explode || schema === undefined) return false;
  const types = instanceTypes(schema);
  return types.has("object") && !types.has("string") && declaredProperties(schema).has(name);
}
