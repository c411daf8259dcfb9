/**
 * The body that a consumer sends: required and left out, of a type or of values that the provider
 * does not accept.
 *
 * OpenAPI 3.1 #request-body-object.
 */
import type { RequestBody } from "../contract/contract.ts";
import { findMediaType } from "../contract/media-type.ts";
import type { Location } from "../findings/finding.ts";
import { locationOf } from "../source/documents.ts";
import { compareContent, contentPlaces } from "./compare-content.ts";
import type { ConsumerView, ProviderView } from "./consumer-view.ts";
import { curlOf } from "./curl.ts";
import { addDoubt, addFinding, type EdgeContext, type EdgeDraft, edgeFinding } from "./judging.ts";
import { compareMadeBody } from "./made-body.ts";

export function compareBody(
  context: EdgeContext,
  consumer: ConsumerView,
  provider: ProviderView,
): void {
  const { body } = consumer;
  const wanted = provider.operation.requestBody;
  if (wanted === undefined) return;
  switch (body.kind) {
    case "none":
      if (wanted.required) tellMissing(context, wanted, body.at);
      return;
    case "made":
      if (wanted.required && !body.made.isCertain) tellOptional(context, wanted, body.at);
      compareMadeBody(context, provider, wanted, body);
      return;
    case "unknown":
      tellUnmapped(context, wanted);
      return;
    case "mapped":
      // What a mapping makes of nothing is not known.
      if (wanted.required && body.body?.required === false) {
        tellOptional(context, wanted, locationOf(body.body.place));
      }
      tellUnmapped(context, wanted);
      return;
    case "passed":
      if (body.body === undefined) {
        if (wanted.required) tellMissing(context, wanted, consumer.declaredAt);
        return;
      }
      if (wanted.required && !body.body.required) {
        tellOptional(context, wanted, locationOf(body.body.place));
      }
      comparePassed(context, provider, wanted, body.body);
      return;
  }
}

function tellMissing(context: EdgeContext, wanted: RequestBody, at: Location): void {
  const { consumer, provider } = context.edge;
  tell(context, wanted, {
    code: "request.body.missing",
    message: `${provider} ${context.called} requires a body; ${consumer} declares none`,
    at,
    identity: [],
  });
}

function tellOptional(context: EdgeContext, wanted: RequestBody, at: Location): void {
  const { consumer, provider } = context.edge;
  tell(context, wanted, {
    code: "request.body.optional",
    message: `${provider} ${context.called} requires a body; the body of ${consumer} may be left out`,
    at,
    identity: [],
  });
}

function tell(context: EdgeContext, wanted: RequestBody, draft: EdgeDraft): void {
  addFinding(context, edgeFinding(context, { ...draft, because: locationOf(wanted.place) }));
}

// DESIGN, decision 5: what is sent is known where the caller's body is passed on or a mapping is
// declared. A body that is asked nothing of is no matter.
function tellUnmapped(context: EdgeContext, wanted: RequestBody): void {
  const asksNothing = wanted.content.every(({ schema }) => schema === undefined);
  if (asksNothing && !wanted.required) return;
  addDoubt(context, {
    subject: "the body",
    reason: "is made in a way that nothing states: mapping not declared",
    at: context.edge.declaredAt,
    because: locationOf(wanted.place),
    mend: "Say what is sent: an entry of `edges` in the configuration with the same consumer, operation, provider, method and path, and its `body`.",
    identity: ["mapping"],
  });
}

function comparePassed(
  context: EdgeContext,
  provider: ProviderView,
  wanted: RequestBody,
  passed: RequestBody,
): void {
  const { consumer, provider: service } = context.edge;
  for (const sent of passed.content) {
    const read = findMediaType(wanted.content, sent.type);
    if (read === undefined) {
      tell(context, wanted, {
        code: "request.body.media-type",
        message: `${consumer} sends ${sent.type}; ${service} ${context.called} accepts ${wanted.content.map((entry) => entry.type).join(", ")}`,
        at: locationOf(sent.place),
        identity: [sent.type],
      });
      continue;
    }
    compareContent(context, {
      sent,
      read,
      pair: {
        direction: "request",
        code: "request.body.incompatible",
        names: { sender: consumer, receiver: `${service} ${context.called}` },
        subject: `a body (${sent.type})`,
        places: contentPlaces(sent, read),
        isConsumerSending: true,
        identity: [sent.type],
      },
      curl: (shown) => curlOf(provider, shown),
    });
  }
}
