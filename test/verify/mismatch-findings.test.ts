/**
 * Which interaction the verifier speaks of: it tells them in file order, by their words alone.
 */
import { expect, test } from "vitest";
import { verifierFindings } from "../../src/verify/mismatch-findings.ts";
import { contentsOf, events, pactOf } from "./events.ts";

const made = { description: "m", ...contentsOf({ id: "o1" }), metadata: { topic: "order.made" } };
const call = {
  type: "Synchronous/HTTP",
  description: "m",
  request: { method: "GET", path: "/" },
  response: { status: 200 },
};
const pact = pactOf(call, made, { ...made, metadata: { topic: "order.sent" } });
const contracts = { http: undefined, messages: events };

function outcome(...results: [isOk: boolean, type?: string, path?: string][]) {
  return {
    failure: undefined,
    interactions: results.map(([isOk, type = "", path = ""]) => ({
      description: "m",
      states: [],
      isOk,
      mismatches: isOk ? [] : [{ type, path, message: "it is another" }],
    })),
  };
}

test.each([
  [
    1,
    "BodyMismatch",
    "$.id",
    "/interactions/1/contents/content/id",
    "made",
    "payload/properties/id",
  ],
  [2, "BodyMismatch", "$.no", "/interactions/2/contents/content", "sent", "payload"],
  [1, "BodyTypeMismatch", "", "/interactions/1/contents/contentType", "made", ""],
  [1, "MetadataMismatch", "contentType", "/interactions/1/contents/contentType", "made", ""],
  [1, "MetadataMismatch", "trace", "/interactions/1/metadata", "made", "headers/properties/trace"],
  [1, "Error", "", "/interactions/1", "made", ""],
])("of interaction %i, %s at %s stands at %s", (index, type, path, pointer, channel, inside) => {
  const results = [0, 1, 2].map(
    (each) => [each !== index, type, path] as [boolean, string, string],
  );
  const [finding, ...others] = verifierFindings(pact, contracts, outcome(...results));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ code: "pact.mismatch", operation: channel, at: { pointer } });
  const message = channel === "made" ? "OrderMade" : "OrderSent";
  const because = finding!.because!.pointer;
  const expected = [`/channels/${channel}/messages/${message}`, inside].filter(Boolean).join("/");
  // The two messages share a payload, which stands at the first.
  expect(because.replace("/sent/messages/OrderSent/", "/made/messages/OrderMade/")).toBe(
    expected.replace("/sent/messages/OrderSent/", "/made/messages/OrderMade/"),
  );
});

test("where the channel is wrong, its address is", () => {
  const wrong = outcome([true], [false, "MetadataMismatch", "topic"], [true]);
  expect(verifierFindings(pact, contracts, wrong)).toMatchObject([
    {
      at: { pointer: "/interactions/1/metadata/topic" },
      because: { pointer: "/channels/made/address" },
    },
  ]);
});

test("where the contents do not say their media type, the metadata do", () => {
  const old = pactOf({ ...made, contents: { id: "o1" }, metadata: { contentType: "text/json" } });
  const wrong = outcome([false, "BodyTypeMismatch", ""]);
  expect(verifierFindings(old, contracts, wrong)).toMatchObject([
    { at: { pointer: "/interactions/0/metadata/contentType" } },
  ]);
});

test("what is told already is not told again", () => {
  const wrong = outcome([false], [false, "BodyMismatch", "$.id"], [true]);
  const isTold = ({ kind }: { kind: string }): boolean => kind === "http";
  expect(verifierFindings(pact, contracts, wrong, isTold)).toHaveLength(1);
});

test("a media type that is told of contents and metadata is told once", () => {
  const [, other] = outcome([true], [false, "BodyTypeMismatch", ""]).interactions;
  const repeated = { type: "MetadataMismatch", path: "contentType", message: "once more" };
  const mismatches = [...other!.mismatches, repeated];
  const told = { failure: undefined, interactions: [{ ...other!, mismatches }] };
  const findings = verifierFindings(pactOf(made), contracts, told);
  expect(findings.map(({ message }) => message)).toEqual(["m: it is another"]);
});
