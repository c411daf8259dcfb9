/**
 * Tells those who wait what happened: each webhook once for each event, after the write that made
 * it happen was committed and answered.
 *
 * There is no second attempt: what was not delivered stands in the log, and whoever needs it may
 * execute the webhook. A broker that is killed forgets what it had not sent.
 */
import type { BrokerEvent, TriggeredWebhook } from "../api/context.ts";
import { createLinker } from "../api/hal.ts";
import { requiredVerifications } from "../store/required-verifications.ts";
import type { Seal } from "../store/sealed.ts";
import type { Store } from "../store/store.ts";
import {
  addExecution,
  finishExecution,
  type WebhookRow,
  webhooksWaitingFor,
} from "../store/webhooks.ts";
import { type Delivery, deliver } from "./deliver.ts";
import type { AllowedHosts } from "./hosts.ts";
import { parametersOf, requiredVersions, type WebhookSubject } from "./parameters.ts";
import type { TemplateParameters } from "./template.ts";
import { openRequest } from "./webhook-request.ts";

export interface WebhookRunner {
  readonly seal: Seal;
  readonly hosts: AllowedHosts;
  /**
   * Never throws: the write it tells of is done.
   *
   * @param base where the broker is reached from outside
   */
  announce(event: BrokerEvent, base: string): TriggeredWebhook[];
  /** Sends it now, whatever it waits for. Nothing is stored. */
  test(webhook: WebhookRow, parameters: TemplateParameters): Promise<Delivery>;
  /** Waits for what is under way, `closeMs` at most. */
  close(): Promise<void>;
}

export interface RunnerOptions {
  store: Store;
  seal: Seal;
  hosts: AllowedHosts;
  /** For one answer; default 10 000. */
  timeoutMs?: number;
  /** Default 5 000. */
  closeMs?: number;
}

/** At once; others wait for their turn. */
const MAX_UNDER_WAY = 8;

const UNREADABLE = "It was not sent: the key that its request was sealed with is lost.";

export function createWebhookRunner(options: RunnerOptions): WebhookRunner {
  const { store, seal, hosts, timeoutMs = 10_000, closeMs = 5_000 } = options;
  const closing = new AbortController();
  const waiting: (() => Promise<void>)[] = [];
  const underWay = new Set<Promise<void>>();

  const send = async (webhook: WebhookRow, parameters: TemplateParameters): Promise<Delivery> => {
    const request = openRequest(seal, webhook.request);
    if (request === undefined) return unreadable(store);
    const { now } = store;
    return deliver(request, { hosts, parameters, now, timeoutMs, stop: closing.signal });
  };

  const startNext = (): void => {
    while (underWay.size < MAX_UNDER_WAY && waiting.length > 0) {
      const running = waiting.shift()!().finally(() => {
        underWay.delete(running);
        startNext();
      });
      underWay.add(running);
    }
  };

  const trigger = (webhook: WebhookRow, subject: WebhookSubject, base: string) => {
    const parameters = parametersOf(store, subject, base);
    const { event } = subject;
    if (event === "test") throw new Error("a test is no event");
    const { uuid } = addExecution(store, webhook, { ...subject, event });
    waiting.push(async () => {
      const { success, logs } = await send(webhook, parameters);
      // After a close that did not wait, the file is no longer there.
      if (!closing.signal.aborted) finishExecution(store, uuid, { success, logs });
    });
    return {
      name: displayName(webhook, seal),
      logUrl: createLinker(base).to(["triggered-webhooks", uuid, "logs"]).href,
    };
  };

  return {
    seal,
    hosts,
    announce(event, base) {
      if (closing.signal.aborted) return [];
      try {
        const triggered = store.transaction(() =>
          webhooksWaitingFor(store, event).flatMap((webhook) =>
            subjectsOf(store, event).map((subject) => trigger(webhook, subject, base)),
          ),
        );
        // The answer goes first.
        if (triggered.length > 0) setImmediate(startNext);
        return triggered;
      } catch {
        return [];
      }
    },
    test: send,
    async close() {
      startNext();
      const deadline = Date.now() + closeMs;
      while (underWay.size > 0 && Date.now() < deadline) {
        await Promise.race([Promise.all(underWay), wait(deadline - Date.now())]);
      }
      waiting.length = 0;
      closing.abort();
    },
  };
}

/** One for each provider version that should verify, where the event is about that. */
function subjectsOf(store: Store, { name, ...subject }: BrokerEvent): WebhookSubject[] {
  const { contentId, providerId } = subject;
  const base = { ...subject, event: name };
  if (name !== "contract_requiring_verification_published") return [base];
  return requiredVersions(store, requiredVerifications(store, contentId, providerId)).map(
    (required) => ({ ...base, required }),
  );
}

/** Its description, or else what it does and to whom. */
export function displayName({ description, request, uuid }: WebhookRow, seal: Seal): string {
  if (description !== null && description.trim() !== "") return description;
  const opened = openRequest(seal, request);
  if (opened === undefined) return uuid;
  const address = opened.url.replaceAll(/\$\{[^}]*\}/g, "placeholder");
  return `${opened.method} ${URL.canParse(address) ? new URL(address).hostname : ""}`;
}

function unreadable({ now }: Store): Delivery {
  return {
    success: false,
    request: { url: "", headers: {}, body: undefined },
    response: undefined,
    error: UNREADABLE,
    logs: `[${now()}] ERROR: ${UNREADABLE}\n`,
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.max(ms, 0)).unref();
  });
}
