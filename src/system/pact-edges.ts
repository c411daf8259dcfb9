/**
 * Edges and pacts: the edges that only pacts tell of, where a consumer's test calls an operation and
 * no contract says so; and which edges a pact is about.
 *
 * DESIGN: where edges come from. Those of pacts are judged by comparing the pact, not here.
 */
import { channelOf, meantMessages } from "../pact/meant-message.ts";
import type { HttpInteraction, Pact } from "../pact/pact.ts";
import { locationOf } from "../source/documents.ts";
import type { Edge } from "./edge.ts";
import { type Called, findTargetOperation } from "./match-target.ts";
import type { System } from "./system.ts";
import { readTarget } from "./target.ts";

/** One for each provider's operation that a pact calls and no edge of `declared` leads to. */
export function pactEdges(system: System, declared: readonly Edge[]): Edge[] {
  const known = new Set(declared.map((edge) => edgeKey(system, edge)));
  const edges: Edge[] = [];
  for (const pact of system.pacts) {
    for (const interaction of pact.interactions) {
      if (interaction.kind !== "http") continue;
      const edge = edgeOf(system, pact, interaction);
      const key = keyOf(edge.consumer, edge.provider, `${edge.method} ${edge.path}`);
      if (known.has(key)) continue;
      known.add(key);
      edges.push(edge);
    }
  }
  return edges;
}

/**
 * What edges have in common that one interaction can be about: the pair and the operation of the
 * provider's contract, or the pair and the channel.
 */
export function edgeKey(system: System, edge: Edge): string {
  const { consumer, provider, method, path, target } = edge;
  const called =
    edge.event === undefined
      ? calledOperation(system, provider, method, target)
      : `${method} ${path}`;
  return keyOf(consumer, provider, called);
}

/**
 * The keys of the edges that the interactions of a pact are about, those that are there and those
 * that are not. A message that may be of several channels is about none of them.
 */
export function keysOfPact(system: System, pact: Pact): Set<string> {
  const { consumer, provider } = pact;
  const keys = pact.interactions.flatMap((interaction) => {
    if (interaction.kind === "unread") return [];
    if (interaction.kind === "http") {
      return [edgeKey(system, edgeOf(system, pact, interaction))];
    }
    const { events } = system;
    if (events === undefined) return [];
    const { given, asked } = meantMessages(events, provider, interaction);
    // Who asks sends the request: the one that replies has subscribed to it.
    const isAsked = interaction.kind === "sync";
    const channel = channelOf(isAsked ? asked : given);
    if (channel === undefined) return [];
    const [to, from] = isAsked ? [provider, consumer] : [consumer, provider];
    return [keyOf(to, from, `EVENT ${channel}`)];
  });
  return new Set(keys);
}

function keyOf(consumer: string, provider: string, called: string): string {
  return JSON.stringify([consumer, provider, called]);
}

function edgeOf(system: System, pact: Pact, { request, place }: HttpInteraction): Edge {
  const { path: sent, query } = request;
  const pairs = [...query].flatMap(([name, values]) => values.map((value) => ({ name, value })));
  const called = calledOperation(system, pact.provider, request.method, {
    path: sent,
    query: pairs,
  });
  const path = called.slice(request.method.length + 1);
  return {
    consumer: pact.consumer,
    consumerOperation: undefined,
    provider: pact.provider,
    method: request.method,
    path,
    source: "pact",
    declaredAt: locationOf(place),
    target: readTarget(path),
  };
}

// The contract's operation by its key; what is called as it stands where there is none.
function calledOperation(
  system: System,
  provider: string,
  method: string,
  target: Called | undefined,
): string {
  const contract = system.services.get(provider)?.contract;
  const operation = target && contract && findTargetOperation(contract, method, target);
  return operation ? operation.key : `${method} ${target?.path}`;
}
