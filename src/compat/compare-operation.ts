/**
 * Whether one call of a consumer fits one operation of a provider.
 *
 * DESIGN: where edges come from.
 */
import { raiseToError } from "../findings/finding.ts";
import { compareAnswers } from "./answers.ts";
import { compareBody } from "./body.ts";
import type { ConsumerView, ProviderView } from "./consumer-view.ts";
import { addFinding, type EdgeContext } from "./judging.ts";
import { compareParameters } from "./parameters.ts";
import { compareSecurity } from "./security.ts";
import { compareSentParameters } from "./sent-parameters.ts";
import { compareStatuses } from "./statuses.ts";

/** Adds to the judgement of `context`, in the order of a request and its answer. */
export function compareOperation(
  context: EdgeContext,
  consumer: ConsumerView,
  provider: ProviderView,
): void {
  for (const finding of compareParameters(consumer, provider)) {
    const isUndecided = finding.code === "schema.unresolved";
    if (isUndecided) context.judgement.isUndecided = true;
    addFinding(context, isUndecided ? raiseToError(finding) : finding);
  }
  compareSentParameters(context, consumer, provider);
  compareBody(context, consumer, provider);
  compareSecurity(context, consumer, provider);
  for (const finding of compareStatuses(consumer, provider.operation)) {
    addFinding(context, finding);
  }
  compareAnswers(context, consumer, provider.operation);
}
