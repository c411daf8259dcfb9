/** A webhook as a resource: without what lets somebody in. */
import { type Participant, participantById } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import type { WebhookRow } from "../store/webhooks.ts";
import { displayName, type WebhookRunner } from "../webhooks/runner.ts";
import { openRequest, shownRequest } from "../webhooks/webhook-request.ts";
import type { Link, Linker } from "./hal.ts";
import { timestampsOf } from "./timestamps.ts";

/** Undefined: whoever it is. */
export interface Parties {
  consumer?: Participant | undefined;
  provider?: Participant | undefined;
}

export function webhookBody(
  store: Store,
  { seal }: WebhookRunner,
  webhook: WebhookRow,
  link: Linker,
): object {
  const { uuid, description } = webhook;
  const { consumer, provider } = partiesOf(store, webhook);
  const request = openRequest(seal, webhook.request);
  const events = JSON.parse(webhook.events) as string[];
  return {
    uuid,
    ...(description !== null && { description }),
    ...(consumer !== undefined && { consumer: { name: consumer.name } }),
    ...(webhook.consumerLabel !== null && { consumer: { label: webhook.consumerLabel } }),
    ...(provider !== undefined && { provider: { name: provider.name } }),
    ...(webhook.providerLabel !== null && { provider: { label: webhook.providerLabel } }),
    enabled: webhook.isEnabled === 1,
    request: request === undefined ? {} : requestBody(request),
    events: events.map((name) => ({ name })),
    ...timestampsOf(webhook),
    _links: {
      self: link.to(["webhooks", uuid], { title: displayName(webhook, seal) }),
      "pb:execute": link.to(["webhooks", uuid, "execute"], {
        title:
          "Test the execution of the webhook with the latest matching pact or verification by sending a POST request to this URL",
      }),
      ...(consumer !== undefined && {
        "pb:consumer": link.to(["pacticipants", consumer.name], {
          title: "Consumer",
          name: consumer.name,
        }),
      }),
      ...(provider !== undefined && {
        "pb:provider": link.to(["pacticipants", provider.name], {
          title: "Provider",
          name: provider.name,
        }),
      }),
      ...(consumer !== undefined &&
        provider !== undefined && {
          "pb:pact-webhooks": link.to(
            ["webhooks", "provider", provider.name, "consumer", consumer.name],
            {
              title: `All webhooks for consumer ${consumer.name} and provider ${provider.name}`,
            },
          ),
        }),
      "pb:webhooks": link.to(["webhooks"], { title: "All webhooks" }),
    },
  };
}

function requestBody(request: Parameters<typeof shownRequest>[0]): object {
  const { method, url, headers, body, username, password } = shownRequest(request);
  return {
    method,
    url,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(body !== undefined && { body }),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
  };
}

/** In a list. */
export function webhookLink(
  store: Store,
  { seal }: WebhookRunner,
  webhook: WebhookRow,
  link: Linker,
): Link {
  return link.to(["webhooks", webhook.uuid], {
    title: scopeOf(store, webhook),
    name: displayName(webhook, seal),
  });
}

function scopeOf(store: Store, webhook: WebhookRow): string {
  const { consumer, provider } = partiesOf(store, webhook);
  if (consumer !== undefined && provider !== undefined) {
    return `A webhook for the pact between ${consumer.name} and ${provider.name}`;
  }
  if (provider !== undefined) return `A webhook for all pacts with provider ${provider.name}`;
  if (consumer !== undefined) return `A webhook for all pacts with consumer ${consumer.name}`;
  return "A webhook for all pacts";
}

export function partiesOf(store: Store, { consumerId, providerId }: WebhookRow): Parties {
  const party = (id: number | null) => (id === null ? undefined : participantById(store, id));
  return { consumer: party(consumerId), provider: party(providerId) };
}
