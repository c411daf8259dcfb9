/** Whether webhooks wait for anything that happens between two participants. */
import type { Store } from "./store.ts";

/** Those that are switched off count, too: somebody knows that there are webhooks. */
export function hasWebhooks(store: Store, consumerId: number, providerId: number): boolean {
  const meant = (party: "consumer" | "provider"): string =>
    `(${party}_id = ?${party === "consumer" ? 1 : 2}
      OR (${party}_id IS NULL AND (${party}_label IS NULL OR ${party}_label IN
        (SELECT name FROM label WHERE participant_id = ?${party === "consumer" ? 1 : 2}))))`;
  const found = store.get(
    `SELECT 1 FROM webhook WHERE ${meant("consumer")} AND ${meant("provider")} LIMIT 1`,
    consumerId,
    providerId,
  );
  return found !== undefined;
}
