/**
 * Whether one call of a consumer fits one operation of a provider, schemas aside.
 *
 * DESIGN: where edges come from.
 */
import type { Finding } from "../findings/finding.ts";
import { compareBody } from "./body.ts";
import type { ConsumerView, ProviderView } from "./consumer-view.ts";
import { compareParameters } from "./parameters.ts";
import { compareSecurity } from "./security.ts";
import { compareStatuses } from "./statuses.ts";

export function compareOperation(consumer: ConsumerView, provider: ProviderView): Finding[] {
  return [
    ...compareParameters(consumer, provider),
    ...compareBody(consumer, provider.operation),
    ...compareSecurity(consumer, provider),
    ...compareStatuses(consumer, provider.operation),
  ];
}
