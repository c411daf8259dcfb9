import { expect, test } from "vitest";
import { providerStatesOf } from "./provider-states.ts";

test.each<[string, unknown, object[]]>([
  ["V1", { interactions: [{ provider_state: "a" }] }, [{ name: "a" }]],
  ["V2", { interactions: [{ providerState: "b" }, { providerState: "b" }] }, [{ name: "b" }]],
  [
    "V3",
    {
      messages: [
        {
          providerStates: [
            { name: "c", params: { id: 1 } },
            { name: "c", params: { id: 2 } },
          ],
        },
        { providerStates: [{ name: "c", params: { id: 1 } }, { name: "c" }] },
      ],
    },
    [{ name: "c", params: { id: 1 } }, { name: "c", params: { id: 2 } }, { name: "c" }],
  ],
  ["null is no state", { interactions: [{ providerState: null }, { providerStates: null }] }, []],
  ["what is not understood", { interactions: [1, null, { providerStates: [1, {}, "x"] }] }, []],
  ["no interactions", {}, []],
])("%s", (_, pact, states) => {
  expect(providerStatesOf(JSON.stringify(pact))).toEqual(states);
});
