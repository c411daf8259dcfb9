/**
 * Interactions of a pact that no run can verify, as its provider is configured, and why.
 */
import { createFinding, type Finding } from "../findings/finding.ts";
import type { ProviderConfig } from "../load/config.ts";
import type { LoadedConfig } from "../load/load-config.ts";
import type { ProviderContracts } from "../pact/compare.ts";
import { messagesOf } from "../pact/meant-message.ts";
import type { HttpInteraction, Interaction, MessageInteraction, Pact } from "../pact/pact.ts";
import { locationOf } from "../source/documents.ts";
import { findFunction } from "../verify/provider-messages.ts";
import { notVerified, placeOf } from "./provider-findings.ts";

export interface Unverified {
  findings: readonly Finding[];
  /** Those that are told; what the verifier says of them is no more than their consequence. */
  interactions: ReadonlySet<Interaction>;
  /** The verifier must not run: it would send messages to the provider's own URL. */
  isBarred: boolean;
}

interface Asked {
  pact: Pact;
  loaded: LoadedConfig;
  contracts: ProviderContracts;
}

export function unverifiedInteractions(
  asked: Asked,
  configured: "mock" | ProviderConfig,
): Unverified {
  const findings: Finding[] = [];
  const interactions = new Set<Interaction>();
  const add = (told: readonly Interaction[], finding: Finding): void => {
    findings.push(finding);
    for (const interaction of told) interactions.add(interaction);
  };
  const { pact } = asked;
  const calls = pact.interactions.filter(({ kind }) => kind === "http") as HttpInteraction[];
  const messages = messagesOf(pact);
  if (calls.length > 0 && hasNoAddress(configured)) add(calls, noAddress(asked, calls[0]!));
  if (messages.length > 0 && makesNoMessage(asked, configured)) {
    add(messages, noMessages(asked, configured, messages[0]!));
  } else {
    for (const [described, unknown] of unknownMessages(messages, configured)) {
      add(unknown, unknownMessage(asked, described, unknown[0]!));
    }
  }
  for (const interaction of messages) {
    const { description } = interaction;
    const answers = interaction.kind === "sync" ? interaction.responses.length : 1;
    if (answers < 2) continue;
    const reason = `"${description}" has ${answers} responses, and the official verifier asks for one`;
    add([interaction], notVerified(pact, reason, interaction));
  }
  const strays = messages.filter(({ extra }) => /^https?$/.test(String(extra.transport)));
  for (const interaction of strays) {
    const { description, extra } = interaction;
    const reason = `"${description}" is a message, and its transport is ${String(extra.transport)}: the official verifier would ask the provider's own URL for it`;
    add([interaction], notVerified(pact, reason, interaction));
  }
  return { findings, interactions, isBarred: strays.length > 0 };
}

function hasNoAddress(configured: "mock" | ProviderConfig): boolean {
  return configured !== "mock" && configured.url === undefined && configured.fetch === undefined;
}

function noAddress({ pact, loaded }: Asked, first: HttpInteraction): Finding {
  const { provider } = pact;
  return createFinding({
    code: "provider.unreachable",
    message: `${provider} has neither \`url\` nor \`fetch\`; its pact with ${pact.consumer} has interactions of HTTP`,
    at: placeOf(loaded, provider),
    because: locationOf(first.place),
    mend: "Say where it answers: `url`, with a `command` that starts it, or `fetch`.",
    service: provider,
    identity: [pact.consumer, "address"],
  });
}

function makesNoMessage({ contracts }: Asked, configured: "mock" | ProviderConfig): boolean {
  if (configured === "mock") return contracts.messages === undefined;
  return configured.messages === undefined && configured.messagesUrl === undefined;
}

function noMessages(
  { pact, loaded }: Asked,
  configured: "mock" | ProviderConfig,
  first: MessageInteraction,
): Finding {
  const { provider } = pact;
  const isMock = configured === "mock";
  const reason = isMock
    ? "its mock has no AsyncAPI document to make them from"
    : "its configuration has neither `messages` nor `messagesUrl`";
  return createFinding({
    code: "provider.message-unknown",
    message: `the pact of ${pact.consumer} expects messages of ${provider}, and ${reason}`,
    at: placeOf(loaded, provider),
    because: locationOf(first.place),
    ...(isMock && { mend: "Name the AsyncAPI document as `events` of the configuration." }),
    service: provider,
    identity: [pact.consumer],
  });
}

/** By description: several states may stand before one. */
function unknownMessages(
  messages: readonly MessageInteraction[],
  configured: "mock" | ProviderConfig,
): Map<string, MessageInteraction[]> {
  if (configured === "mock" || configured.messages === undefined) return new Map();
  const functions = configured.messages;
  const unknown = messages.filter(
    ({ description }) => findFunction(functions, description) === undefined,
  );
  return Map.groupBy(unknown, ({ description }) => description);
}

function unknownMessage(
  { pact, loaded }: Asked,
  described: string,
  first: MessageInteraction,
): Finding {
  const { provider } = pact;
  return createFinding({
    code: "provider.message-unknown",
    message: `the pact expects the message "${described}", which the configuration of ${provider} does not make`,
    at: locationOf(first.place),
    because: placeOf(loaded, provider, "messages"),
    service: provider,
    identity: [pact.consumer, described],
  });
}
