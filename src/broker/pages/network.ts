/** What the first page shows. */
import type { NetworkView } from "../../pages/broker/network-view.ts";
import { listParticipants } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { latestPairs } from "./pairs.ts";

export function networkView(store: Store): NetworkView {
  const pairs = latestPairs(store);
  const paired = new Set(pairs.flatMap(({ consumer, provider }) => [consumer, provider]));
  return {
    pairs,
    others: listParticipants(store)
      .map(({ name }) => name)
      .filter((name) => !paired.has(name)),
  };
}
