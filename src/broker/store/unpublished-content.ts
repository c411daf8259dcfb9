/** Pact versions that no consumer version has any more. */
import type { Store } from "./store.ts";

/** They go with their results: nobody could ask for them. */
export function deleteUnpublishedContent(store: Store, consumerId: number): void {
  store.run(
    `DELETE FROM pact_content WHERE consumer_id = ?
       AND NOT EXISTS (SELECT 1 FROM pact WHERE pact.content_id = pact_content.id)`,
    consumerId,
  );
}
