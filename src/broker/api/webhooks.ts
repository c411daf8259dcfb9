/** Webhooks: `/webhooks`, those of one pair or party, and `/webhooks/:uuid/execute`. */
import { latestPactOf } from "../store/pact-lists.ts";
import { findParticipant, type Participant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import {
  createWebhook,
  deleteWebhook,
  findWebhook,
  listWebhooks,
  updateWebhook,
  type WebhookFields,
  type WebhookRow,
} from "../store/webhooks.ts";
import { noParameters, parametersOf } from "../webhooks/parameters.ts";
import { type ReadParty, type ReadWebhook, readWebhook } from "../webhooks/read-webhook.ts";
import type { WebhookRunner } from "../webhooks/runner.ts";
import { openRequest, sealRequest, withKeptSecrets } from "../webhooks/webhook-request.ts";
import { hal, notFound, nothing } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import { BadRequest, type Call, type DefineResource } from "./resource.ts";
import { type Parties, partiesOf, webhookBody, webhookLink } from "./webhook-body.ts";

const UUID = /^[A-Za-z0-9_-]{16,}$/;

export function defineWebhooks(define: DefineResource, context: BrokerContext): void {
  if (context.webhooks !== undefined) defineEach(define, context.store, context.webhooks);
}

function defineEach(define: DefineResource, store: Store, webhooks: WebhookRunner): void {
  const { seal } = webhooks;

  define("/webhooks", {
    GET: (call) => listed(call, ["webhooks"], {}),
    POST: (call) => create(call, {}),
  });

  for (const sides of [["provider", "consumer"], ["provider"], ["consumer"]] as const) {
    const path = sides.map((side) => `/${side}/:${side}`).join("");
    const at = (call: Call, handle: (parties: Parties) => Response | Promise<Response>) => {
      const parties: Parties = {};
      for (const side of sides) {
        const found = findParticipant(store, call.param(side));
        if (found === undefined) return notFound();
        parties[side] = found;
      }
      return handle(parties);
    };
    define(`/webhooks${path}`, {
      GET: (call) =>
        at(call, (parties) =>
          listed(call, ["webhooks", ...sides.flatMap((side) => [side, call.param(side)])], parties),
        ),
      POST: (call) => at(call, (parties) => create(call, parties)),
    });
  }

  define("/webhooks/:uuid", {
    GET(call) {
      const found = findWebhook(store, call.param("uuid"));
      return found === undefined ? notFound() : hal(body(call, found));
    },
    async PUT(call) {
      const uuid = call.param("uuid");
      if (!UUID.test(uuid)) {
        throw new BadRequest({
          uuid: [
            "The UUID can only contain the characters A-Z, a-z, 0-9, _ and -, and must be 16 or more characters.",
          ],
        });
      }
      const wanted = read(await call.body());
      return store.transaction(() => {
        const before = findWebhook(store, uuid);
        if (before === undefined) {
          const made = createWebhook(store, fieldsOf(wanted, {}), uuid);
          return hal(body(call, made), 201, { location: locationOf(call, made) });
        }
        const known = openRequest(seal, before.request);
        const request =
          known === undefined ? wanted.request : withKeptSecrets(wanted.request, known);
        const after = updateWebhook(store, uuid, fieldsOf({ ...wanted, request }, {}));
        return hal(body(call, after));
      });
    },
    DELETE(call) {
      const found = findWebhook(store, call.param("uuid"));
      if (found === undefined) return notFound();
      deleteWebhook(store, found);
      return nothing();
    },
  });

  define("/webhooks/:uuid/execute", { POST: execute });

  async function execute(call: Call): Promise<Response> {
    const webhook = findWebhook(store, call.param("uuid"));
    if (webhook === undefined) return notFound();
    const parties = partiesOf(store, webhook);
    const pact = latestPactOf(store, {
      consumerId: webhook.consumerId ?? undefined,
      providerId: webhook.providerId ?? undefined,
    });
    const parameters =
      pact === undefined
        ? noParameters(parties)
        : parametersOf(store, { ...pact, event: "test" }, call.link.base);
    const { success, request, response, error, logs } = await webhooks.test(webhook, parameters);
    return hal({
      request: { ...request, body: parsed(request.body) },
      ...(response !== undefined && { response: { ...response, body: parsed(response.body) } }),
      ...(error !== undefined && { error: { message: error } }),
      logs,
      success,
      _links: {
        webhook: call.link.to(["webhooks", webhook.uuid]),
        "try-again": call.link.to(["webhooks", webhook.uuid, "execute"], {
          title: "Execute the webhook again",
        }),
      },
    });
  }

  function body(call: Call, webhook: WebhookRow): object {
    return webhookBody(store, webhooks, webhook, call.link);
  }

  function listed(call: Call, path: readonly string[], parties: Parties): Response {
    const list = listWebhooks(store, {
      consumerId: parties.consumer?.id,
      providerId: parties.provider?.id,
    });
    return hal({
      _links: {
        self: call.link.to(path, { title: "Webhooks" }),
        "pb:create": call.link.to(path, { title: "POST to create a webhook" }),
        "pb:webhooks": list.map((each) => webhookLink(store, webhooks, each, call.link)),
        curies: [{ name: "pb", href: `${call.link.base}/doc/webhooks-{rel}`, templated: true }],
      },
    });
  }

  async function create(call: Call, parties: Parties): Promise<Response> {
    const wanted = read(await call.body());
    const made = store.transaction(() => createWebhook(store, fieldsOf(wanted, parties)));
    return hal(body(call, made), 201, { location: locationOf(call, made) });
  }

  function locationOf(call: Call, { uuid }: WebhookRow): string {
    return call.link.to(["webhooks", uuid]).href;
  }

  function read(value: Record<string, unknown>): ReadWebhook {
    const answer = readWebhook(value, {
      hosts: webhooks.hosts,
      participantExists: (name) => findParticipant(store, name) !== undefined,
    });
    if ("errors" in answer) throw new BadRequest(answer.errors);
    return answer.webhook;
  }

  /** What the path names goes before what the body names. */
  function fieldsOf(webhook: ReadWebhook, parties: Parties): WebhookFields {
    const consumer = partyOf(webhook.consumer, parties.consumer);
    const provider = partyOf(webhook.provider, parties.provider);
    return {
      description: webhook.description,
      consumerId: consumer.id,
      consumerLabel: consumer.label,
      providerId: provider.id,
      providerLabel: provider.label,
      isEnabled: webhook.isEnabled,
      request: sealRequest(seal, webhook.request),
      events: webhook.events,
    };
  }

  function partyOf(party: ReadParty | undefined, ofPath: Participant | undefined) {
    if (ofPath !== undefined) return { id: ofPath.id, label: null };
    if (party === undefined) return { id: null, label: null };
    if ("label" in party) return { id: null, label: party.label };
    return { id: findParticipant(store, party.name)!.id, label: null };
  }
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
