/**
 * That the services are in the states that the pacts name: what a pact expects to be absent there is
 * absent, and null what it expects to be null. The official verifier sees no more than what is there.
 */
import { variants } from "concordat/pact";
import { expect, test } from "vitest";
import { verifiedProvider } from "../../services/verified-provider.ts";
import { contractOf } from "../pacts/provider-contracts.ts";
import { readsOf } from "../pacts/reads.ts";
import { VARIANT_STATES } from "../pacts/variant-states.ts";

/** What is asked for, where the operation has it open. */
const VALUES: Readonly<Record<string, string>> = { userId: "u-1", orderId: "o-1" };

const rows = Object.entries(VARIANT_STATES).flatMap(([call, states]) =>
  Object.entries(states).map(([name, state]) => ({ call, name, state })),
);

test.each(rows)("$call, $name: $state", async ({ call, name, state }) => {
  const [service, method, path] = call.split(" ") as [string, string, string];
  const operation = `${method} ${path}`;
  const reads = readsOf("api-gateway", service, operation, 200);
  const contract = await contractOf(service);
  const found = variants(contract, operation, { status: 200, fields: reads });
  const expected = found.find((variant) => variant.name === name);
  expect(found.map((variant) => variant.name)).toEqual(Object.keys(VARIANT_STATES[call]!));
  const answer = await answerIn(service, state, path);
  for (const pointer of reads) {
    const kinds = kindsAt(answer, pointer.split("/").slice(1));
    expect([pointer, kinds]).toEqual([
      pointer,
      kindsAt(expected!.fields, pointer.split("/").slice(1)),
    ]);
  }
});

async function answerIn(service: string, state: string, template: string): Promise<unknown> {
  const provider = verifiedProvider(service);
  if (provider === "mock" || provider.fetch === undefined) throw new Error("it is no code");
  const { states = {}, headers } = provider;
  const setUp = states[state];
  if (typeof setUp !== "object" || typeof headers !== "function") throw new Error(state);
  await setUp.setup!({});
  const path = `${template.replace(/\{(\w+)\}/g, (_, name: string) => VALUES[name]!)}?userId=u-1`;
  const sent = { authorization: "Bearer of-the-pact" };
  const added = await headers({ method: "GET", path, headers: sent, states: [state] });
  const response = await provider.fetch(
    new Request(`http://${service}${path}`, {
      headers: { "X-Request-ID": "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f", ...added },
    }),
  );
  expect(response.status).toBe(200);
  return await response.json();
}

/** Whether something stands at a place, null, or nothing; in a list, what all items have. */
function kindsAt(value: unknown, [token, ...rest]: readonly string[]): string[] {
  if (value === null) return ["null"];
  if (value === undefined) return ["absent"];
  if (token === undefined) return ["present"];
  const inside = Array.isArray(value)
    ? value.flatMap((item) => kindsAt(item, rest))
    : kindsAt((value as Record<string, unknown>)[token], rest);
  return [...new Set(inside)];
}
