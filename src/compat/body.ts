/**
 * A body that is optional on one side and required on the other, or of a type that is not accepted.
 *
 * OpenAPI 3.1 #request-body-object.
 */
import type { Operation, RequestBody } from "../contract/contract.ts";
import { findMediaType } from "../contract/media-type.ts";
import { createFinding, type Finding, type FindingDraft } from "../findings/finding.ts";
import { locationOf } from "../source/documents.ts";
import type { ConsumerView } from "./consumer-view.ts";

export function compareBody(consumer: ConsumerView, provider: Operation): Finding[] {
  const { body } = consumer;
  const wanted = provider.requestBody;
  if (body.kind === "unknown" || wanted === undefined) return [];
  if (body.body === undefined) {
    // What a mapping makes of nothing is not known; what is passed on of nothing is nothing.
    if (body.kind === "mapped" || !wanted.required) return [];
    return [missingBody(consumer, provider, wanted)];
  }
  return [
    ...(wanted.required && !body.body.required
      ? [optionalBody(consumer, provider, wanted, body.body)]
      : []),
    ...(body.kind === "passed" ? refusedTypes(consumer, provider, wanted, body.body) : []),
  ];
}

function missingBody(consumer: ConsumerView, provider: Operation, wanted: RequestBody): Finding {
  return bodyFinding(consumer, provider, wanted, {
    code: "request.body.missing",
    message: `${consumer.provider} ${provider.key} requires a body; ${consumer.consumer} declares none`,
    at: consumer.declaredAt,
    identity: [],
  });
}

function optionalBody(
  consumer: ConsumerView,
  provider: Operation,
  wanted: RequestBody,
  sent: RequestBody,
): Finding {
  return bodyFinding(consumer, provider, wanted, {
    code: "request.body.optional",
    message: `${consumer.provider} ${provider.key} requires a body; the body of ${consumer.consumer} may be left out`,
    at: locationOf(sent.place),
    identity: [],
  });
}

function refusedTypes(
  consumer: ConsumerView,
  provider: Operation,
  wanted: RequestBody,
  sent: RequestBody,
): Finding[] {
  return sent.content
    .filter(({ type }) => findMediaType(wanted.content, type) === undefined)
    .map(({ type, place }) =>
      bodyFinding(consumer, provider, wanted, {
        code: "request.body.media-type",
        message: `${consumer.consumer} sends ${type}; ${consumer.provider} ${provider.key} accepts ${wanted.content.map((entry) => entry.type).join(", ")}`,
        at: locationOf(place),
        identity: [type],
      }),
    );
}

function bodyFinding(
  consumer: ConsumerView,
  provider: Operation,
  wanted: RequestBody,
  draft: FindingDraft,
): Finding {
  return createFinding({
    ...draft,
    because: locationOf(wanted.place),
    service: consumer.consumer,
    operation: consumer.operation,
    identity: [consumer.edge, consumer.provider, provider.key, ...draft.identity],
  });
}
