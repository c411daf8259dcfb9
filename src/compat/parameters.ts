/**
 * Parameters that are sent and not declared, required and not sent, or sent with a value that the
 * provider refuses.
 *
 * OpenAPI 3.1 #parameter-object. Header names ignore case: RFC 9110 §5.1.
 */
import type { Operation, Parameter } from "../contract/contract.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { isAskedByKey } from "../http/key-conditions.ts";
import { checkParameters } from "../http/parameter/check-parameters.ts";
import { type QueryNames, queryNamesOf } from "../http/parameter/query-names.ts";
import { partsOf } from "../http/request-parts.ts";
import { percentEncode } from "../http/wire.ts";
import { locationOf } from "../source/documents.ts";
import { parsePointer } from "../source/pointer.ts";
import type { ConsumerView, ProviderView, SentParameter } from "./consumer-view.ts";

export function compareParameters(consumer: ConsumerView, view: ProviderView): Finding[] {
  const { operation: provider, contract } = view;
  const schemes = contract.securitySchemes;
  const names = queryNamesOf(provider, schemes);
  // An API key in the query is no parameter: OpenAPI 3.1 #security-scheme-object.
  const keys = new Set(
    [...schemes.values()].filter((scheme) => scheme.in === "query").map((s) => s.parameterName),
  );
  return [
    ...provider.parameters
      .filter((parameter) => parameter.required && parameter.in !== "path")
      .flatMap((parameter) => requiredFinding(consumer, provider, parameter, names)),
    ...consumer.parameters
      .filter(({ in: where, name }) => {
        return (where === "query" || where === "header") && !isAskedByKey(provider, where, name);
      })
      .filter((sent) => sent.isForwarded !== true && !(sent.in === "query" && keys.has(sent.name)))
      .filter(
        (sent) => !provider.parameters.some((declared) => isSameParameter(sent, declared, names)),
      )
      .map((sent) => undeclaredFinding(consumer, provider, sent)),
    ...literalFindings(consumer, view),
  ];
}

function requiredFinding(
  consumer: ConsumerView,
  provider: Operation,
  parameter: Parameter,
  names: QueryNames,
): Finding[] {
  if (parameter.in === "header" && consumer.addedHeaders.has(parameter.name.toLowerCase())) {
    return [];
  }
  // Of several parts of one parameter, one that is always there is enough.
  const parts = consumer.parameters.filter((candidate) =>
    isSameParameter(candidate, parameter, names),
  );
  if (parts.some(({ always }) => always)) return [];
  const [sent] = parts;
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

/** Whether what is sent is what the provider declares, or part of it. */
export function isSameParameter(
  sent: Pick<SentParameter, "in" | "name">,
  declared: Parameter,
  names: QueryNames,
): boolean {
  if (sent.in !== declared.in) return false;
  if (sent.in === "header") return sent.name.toLowerCase() === declared.name.toLowerCase();
  if (sent.name === declared.name) return true;
  return sent.in === "query" && names.ownerOf(sent.name) === declared;
}

// What the consumer writes into every call is held to the schema at once; what its callers send is
// a matter of two schemas.
function literalFindings(consumer: ConsumerView, { operation, contract }: ProviderView): Finding[] {
  const names = queryNamesOf(operation, contract.securitySchemes);
  const sent = consumer.parameters.filter((parameter) => parameter.in === "query");
  const inPath = new Map(
    consumer.parameters.flatMap(({ in: where, name, literal }) =>
      where === "path" && literal !== undefined ? [[name, literal] as const] : [],
    ),
  );
  // A part that the caller fills leaves the whole value open.
  const open = new Set(
    sent.filter(({ literal }) => literal === undefined).map(({ name }) => names.ownerOf(name)),
  );
  const pairs = sent.filter(
    ({ name, literal }) => literal !== undefined && !open.has(names.ownerOf(name)),
  );
  if (pairs.length === 0 && inPath.size === 0) return [];
  const query = pairs.map(({ name, literal }) => `${percentEncode(name)}=${literal}`).join("&");
  const request = { method: operation.method, path: "", query, headers: new Map(), body: NO_BODY };
  const findings: Finding[] = [];
  checkParameters(contract, operation, partsOf(request, inPath), findings);
  const written = [...inPath.values(), ...(query === "" ? [] : [query])].join(" and ");
  return findings
    .filter(({ code, at }) => JUDGED.has(code) && isWritten(at.pointer, inPath))
    .map(({ code, message, at, because, witness, fingerprint }) =>
      createFinding({
        code,
        message: `${consumer.consumer} calls ${consumer.provider} ${operation.key} with ${written}: ${message}`,
        at: consumer.declaredAt,
        ...(because !== undefined && { because }),
        ...(witness !== undefined && { witness }),
        service: consumer.consumer,
        operation: consumer.operation,
        identity: [consumer.edge, consumer.provider, operation.key, at.pointer, fingerprint],
      }),
    );
}

function isWritten(pointer: string, inPath: ReadonlyMap<string, string>): boolean {
  const [where, name = ""] = parsePointer(pointer) ?? [];
  return where === "query" || (where === "path" && inPath.has(name));
}

const NO_BODY = new Uint8Array();

/** What is said of a value; that the call lacks a parameter is told otherwise. */
const JUDGED: ReadonlySet<Finding["code"]> = new Set([
  "request.parameter.invalid",
  "schema.unresolved",
]);
