/**
 * The public names of `concordat/pact`.
 */
export {
  type InteractionOptions,
  type InteractionTemplate,
  interaction,
} from "./pact/interaction.ts";
export type { PactMatcher, StatedPactMatcher } from "./pact/matcher.ts";
export {
  type MessageTemplate,
  type MessageTemplateOptions,
  message,
} from "./pact/message-template.ts";
export type {
  RecordedInteractionOptions,
  RecordedState,
} from "./pact/record/recorded-interaction.ts";
export { type Variant, type VariantsOptions, variants } from "./pact/variants.ts";
export { type ClearPactsOptions, clearPacts } from "./record/clear-pacts.ts";
export { type PactRecorder, type RecordPactOptions, recordPact } from "./record/record-pact.ts";
export type { TestRun } from "./record/test-run.ts";
export type { ObservedServer } from "./record/traffic.ts";
