/** What became of webhooks: by pact, by result, and the log of each. */

import { findContent, findPact } from "../store/pacts.ts";
import { findResult } from "../store/results.ts";
import type { Store } from "../store/store.ts";
import { findVersion } from "../store/versions.ts";
import type { ExecutionRow } from "../store/webhooks.ts";
import {
  executionsOfPact,
  executionsOfResult,
  findExecution,
  webhookById,
} from "../store/webhooks.ts";
import type { WebhookRunner } from "../webhooks/runner.ts";
import { displayName } from "../webhooks/runner.ts";
import { hal, notFound } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import type { Link, Linker } from "./hal.ts";
import { findPair } from "./pact-body.ts";
import type { Call, DefineResource } from "./resource.ts";

export function defineTriggeredWebhooks(define: DefineResource, context: BrokerContext): void {
  if (context.webhooks !== undefined) defineEach(define, context.store, context.webhooks);
}

function defineEach(define: DefineResource, store: Store, webhooks: WebhookRunner): void {
  const pair = (call: Call) =>
    findPair(store, { consumer: call.param("consumer"), provider: call.param("provider") });

  define("/pacts/provider/:provider/consumer/:consumer/version/:version/triggered-webhooks", {
    GET(call) {
      const found = pair(call);
      const version = found && findVersion(store, found.consumer, call.param("version"));
      const pact = version && findPact(store, version, found.provider);
      if (pact === undefined) return notFound();
      const { consumer, provider } = found!;
      const path = ["pacts", "provider", provider.name, "consumer", consumer.name];
      const self = call.link.to([...path, "version", version!.number, "triggered-webhooks"], {
        title: `Webhooks triggered by the publication of the pact between ${consumer.name} (${version!.number}) and ${provider.name}`,
      });
      return listed(executionsOfPact(store, version!.id, pact.contentId), self, call.link);
    },
  });

  define(
    "/pacts/provider/:provider/consumer/:consumer/pact-version/:sha/verification-results/:number/triggered-webhooks",
    {
      GET(call) {
        const found = pair(call);
        const content =
          found && findContent(store, found.consumer, found.provider, call.param("sha"));
        const number = call.param("number");
        const result =
          content !== undefined && /^\d{1,15}$/.test(number)
            ? findResult(store, content.id, Number(number))
            : undefined;
        if (result === undefined) return notFound();
        const { consumer, provider } = found!;
        const path = ["pacts", "provider", provider.name, "consumer", consumer.name];
        const self = call.link.to(
          [
            ...[...path, "pact-version", content!.sha],
            ...["verification-results", number, "triggered-webhooks"],
          ],
          { title: `Webhooks triggered by the publication of verification result ${number}` },
        );
        return listed(executionsOfResult(store, result.id), self, call.link);
      },
    },
  );

  define("/triggered-webhooks/:uuid/logs", { GET: logs }, { page: logs });

  function logs(call: Call): Response {
    const found = findExecution(store, call.param("uuid"));
    if (found === undefined) return notFound();
    const text =
      found.success === null
        ? "Webhook has not executed yet. Please retry in a few seconds."
        : found.logs;
    return new Response(text, { headers: { "content-type": "text/plain;charset=utf-8" } });
  }

  function listed(executions: readonly ExecutionRow[], self: Link, link: Linker): Response {
    return hal({
      _embedded: { triggeredWebhooks: executions.map((each) => executionBody(each, link)) },
      _links: { self },
    });
  }

  function executionBody(execution: ExecutionRow, link: Linker): object {
    const { uuid, success, event, createdAt } = execution;
    const webhook = webhookById(store, execution.webhookId);
    const name = displayName(webhook, webhooks.seal);
    return {
      name,
      status: success === null ? "not_run" : success === 1 ? "success" : "failure",
      // There is no second attempt.
      attemptsMade: success === null ? 0 : 1,
      attemptsRemaining: success === null ? 1 : 0,
      triggerType: "resource_creation",
      eventName: event,
      triggeredAt: createdAt,
      _links: {
        "pb:logs": link.to(["triggered-webhooks", uuid, "logs"], {
          title: "Webhook execution logs",
          name,
        }),
        "pb:webhook": link.to(["webhooks", webhook.uuid], { title: "Webhook", name }),
      },
    };
  }
}
