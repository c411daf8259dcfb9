/** Webhooks, and what became of them each time that something happened. */
import type { EventName } from "../api/context.ts";
import type { Store } from "./store.ts";

export interface WebhookRow {
  id: number;
  uuid: string;
  description: string | null;
  consumerId: number | null;
  providerId: number | null;
  consumerLabel: string | null;
  providerLabel: string | null;
  isEnabled: 0 | 1;
  /** Sealed. */
  request: string;
  /** JSON: names. */
  events: string;
  createdAt: string;
  updatedAt: string;
}

export interface WebhookFields {
  description: string | null;
  consumerId: number | null;
  providerId: number | null;
  consumerLabel: string | null;
  providerLabel: string | null;
  isEnabled: boolean;
  /** Sealed. */
  request: string;
  events: readonly EventName[];
}

export interface ExecutionRow {
  id: number;
  uuid: string;
  webhookId: number;
  event: EventName;
  consumerVersionId: number | null;
  contentId: number | null;
  resultId: number | null;
  /** Null until it was sent. */
  success: 0 | 1 | null;
  /** Without secrets. */
  logs: string;
  createdAt: string;
}

const COLUMNS = `webhook.id, webhook.uuid, webhook.description, webhook.consumer_id AS consumerId,
  webhook.provider_id AS providerId, webhook.consumer_label AS consumerLabel,
  webhook.provider_label AS providerLabel, webhook.is_enabled AS isEnabled, webhook.request,
  webhook.events, webhook.created_at AS createdAt, webhook.updated_at AS updatedAt`;

const EXECUTION = `id, uuid, webhook_id AS webhookId, event,
  consumer_version_id AS consumerVersionId, content_id AS contentId, result_id AS resultId,
  success, logs, created_at AS createdAt`;

/** How many executions of a webhook are remembered. */
const MAX_EXECUTIONS = 100;

/** In the order in which they were made; with parties, those that name them. */
export function listWebhooks(
  store: Store,
  parties: { consumerId?: number | undefined; providerId?: number | undefined } = {},
): WebhookRow[] {
  return store
    .all<WebhookRow>(`SELECT ${COLUMNS} FROM webhook ORDER BY id`)
    .filter(
      ({ consumerId, providerId }) =>
        (parties.consumerId === undefined || parties.consumerId === consumerId) &&
        (parties.providerId === undefined || parties.providerId === providerId),
    );
}

export function findWebhook(store: Store, uuid: string): WebhookRow | undefined {
  return store.get(`SELECT ${COLUMNS} FROM webhook WHERE uuid = ?`, uuid);
}

export function webhookById(store: Store, id: number): WebhookRow {
  return store.get<WebhookRow>(`SELECT ${COLUMNS} FROM webhook WHERE id = ?`, id)!;
}

export function createWebhook(
  store: Store,
  fields: WebhookFields,
  uuid: string = store.newUuid(),
): WebhookRow {
  const now = store.now();
  store.run(
    `INSERT INTO webhook (uuid, description, consumer_id, provider_id, consumer_label,
       provider_label, is_enabled, request, events, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    uuid,
    ...columnsOf(fields),
    now,
    now,
  );
  return findWebhook(store, uuid)!;
}

export function updateWebhook(store: Store, uuid: string, fields: WebhookFields): WebhookRow {
  store.run(
    `UPDATE webhook SET description = ?, consumer_id = ?, provider_id = ?, consumer_label = ?,
       provider_label = ?, is_enabled = ?, request = ?, events = ?, updated_at = ? WHERE uuid = ?`,
    ...columnsOf(fields),
    store.now(),
    uuid,
  );
  return findWebhook(store, uuid)!;
}

function columnsOf(fields: WebhookFields): (string | number | null)[] {
  return [
    fields.description,
    fields.consumerId,
    fields.providerId,
    fields.consumerLabel,
    fields.providerLabel,
    fields.isEnabled ? 1 : 0,
    fields.request,
    JSON.stringify(fields.events),
  ];
}

/** With its executions. */
export function deleteWebhook(store: Store, { id }: WebhookRow): void {
  store.run("DELETE FROM webhook WHERE id = ?", id);
}

/** Those that are enabled and wait for this event between these two, by name or by label. */
export function webhooksWaitingFor(
  store: Store,
  event: { name: EventName; consumerId: number; providerId: number },
): WebhookRow[] {
  const isMeant = (party: "consumer" | "provider") =>
    `(${party}_id = ? OR (${party}_id IS NULL AND (${party}_label IS NULL OR EXISTS (
       SELECT 1 FROM label WHERE participant_id = ? AND name = ${party}_label))))`;
  return store.all(
    `SELECT ${COLUMNS} FROM webhook WHERE is_enabled = 1
       AND EXISTS (SELECT 1 FROM json_each(webhook.events) WHERE value = ?)
       AND ${isMeant("consumer")} AND ${isMeant("provider")} ORDER BY id`,
    event.name,
    event.consumerId,
    event.consumerId,
    event.providerId,
    event.providerId,
  );
}

export function addExecution(
  store: Store,
  { id }: WebhookRow,
  of: {
    event: EventName;
    consumerVersionId: number;
    contentId: number;
    resultId?: number | undefined;
  },
): ExecutionRow {
  const uuid = store.newUuid();
  store.run(
    `INSERT INTO webhook_execution
       (uuid, webhook_id, event, consumer_version_id, content_id, result_id, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    uuid,
    id,
    of.event,
    of.consumerVersionId,
    of.contentId,
    of.resultId ?? null,
    store.now(),
  );
  store.run(
    `DELETE FROM webhook_execution WHERE webhook_id = ? AND id <= (
       SELECT id FROM webhook_execution WHERE webhook_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
    id,
    id,
    MAX_EXECUTIONS,
  );
  return findExecution(store, uuid)!;
}

/** Nothing happens where it was forgotten meanwhile. */
export function finishExecution(
  store: Store,
  uuid: string,
  { success, logs }: { success: boolean; logs: string },
): void {
  store.run(
    "UPDATE webhook_execution SET success = ?, logs = ? WHERE uuid = ?",
    success ? 1 : 0,
    logs,
    uuid,
  );
}

export function findExecution(store: Store, uuid: string): ExecutionRow | undefined {
  return store.get(`SELECT ${EXECUTION} FROM webhook_execution WHERE uuid = ?`, uuid);
}

/** In the order in which they were triggered. */
export function executionsOfPact(
  store: Store,
  consumerVersionId: number,
  contentId: number,
): ExecutionRow[] {
  return store.all(
    `SELECT ${EXECUTION} FROM webhook_execution WHERE consumer_version_id = ? AND content_id = ?
       AND result_id IS NULL ORDER BY id`,
    consumerVersionId,
    contentId,
  );
}

/** In the order in which they were triggered. */
export function executionsOfResult(store: Store, resultId: number): ExecutionRow[] {
  return store.all(
    `SELECT ${EXECUTION} FROM webhook_execution WHERE result_id = ? ORDER BY id`,
    resultId,
  );
}
