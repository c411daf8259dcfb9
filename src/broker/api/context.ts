/** What every resource of one broker shares. */
import type { Store } from "../store/store.ts";
import type { WebhookRunner } from "../webhooks/runner.ts";

export interface BrokerContext {
  readonly store: Store;
  /** Where the broker is reached from outside; default: where the request was sent. */
  readonly baseUrl: string | undefined;
  /**
   * Something happened that webhooks may wait for.
   *
   * @returns those that were triggered, for the notices of whoever made it happen
   */
  readonly announce: (event: BrokerEvent) => readonly TriggeredWebhook[] | undefined;
  /** Default: there are no webhooks. */
  readonly webhooks?: WebhookRunner;
}

export interface TriggeredWebhook {
  /** Its description, or what it does: `POST example.org`. */
  name: string;
  /** Where its log is. */
  logUrl: string;
}

export type EventName =
  | "contract_published"
  | "contract_content_changed"
  | "contract_requiring_verification_published"
  | "provider_verification_published"
  | "provider_verification_succeeded"
  | "provider_verification_failed";

export interface BrokerEvent {
  name: EventName;
  consumerId: number;
  providerId: number;
  consumerVersionId: number;
  contentId: number;
  resultId?: number;
}
