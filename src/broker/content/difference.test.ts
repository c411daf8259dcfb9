import { expect, test } from "vitest";
import { describeDifference } from "./difference.ts";

test.each<[string, string, string, string]>([
  [
    "a member of one interaction, whatever their order",
    `{"interactions":[{"description":"a","response":{"status":200,"body":[1]}},{"description":"b"}]}`,
    `{"interactions":[{"description":"b"},{"description":"a","response":{"status":201,"body":[1]}}]}`,
    ` {
   "interactions": [
     {
       "response": {
-        "status": 200,
+        "status": 201,
       },
     },
   ],
 }`,
  ],
  [
    "an interaction more",
    `{"interactions":[{"description":"a"}]}`,
    `{"interactions":[{"description":"a"},{"description":"b","request":{"headers":{}}}]}`,
    ` {
   "interactions": [
+    {
+      "description": "b",
+      "request": {
+        "headers": {},
+      },
+    },
   ],
 }`,
  ],
  [
    "how a number is written",
    `{"interactions":[{"n":1.0}]}`,
    `{"interactions":[{"n":1.00}]}`,
    ` {
   "interactions": [
     {
-      "n": 1.0,
+      "n": 1.00,
     },
   ],
 }`,
  ],
  [
    "a list that became shorter, a value of another kind",
    `{"messages":[{"x":[1,[2]],"y":{"a":null}}]}`,
    `{"messages":[{"x":[1],"y":"text"}]}`,
    ` {
   "messages": [
     {
       "x": [
-        [
-          2,
-        ],
       ],
-      "y": {
-        "a": null,
-      },
+      "y": "text",
     },
   ],
 }`,
  ],
  [
    "the version of the specification",
    `{"interactions":[],"metadata":{"pactSpecification":{"version":"2.0.0"},"client":1}}`,
    `{"interactions":[],"metadata":{"pactSpecification":{"version":"3.0.0"},"client":2}}`,
    ` {
   "metadata": {
     "pactSpecification": {
-      "version": "2.0.0",
+      "version": "3.0.0",
     },
   },
 }`,
  ],
  [
    "ids of a broker's are no difference",
    `{"interactions":[{"_id":"1"}]}`,
    `{"interactions":[{}]}`,
    "",
  ],
])("%s", (_, before, after, shown) => {
  expect(describeDifference(before, after)).toBe(shown);
});

test("a long difference is cut, and what is left out is counted", () => {
  const pact = (n: number): string =>
    JSON.stringify({
      interactions: Array.from({ length: 5000 }, (_, x) => ({ description: "a", x, n })),
    });
  const lines = describeDifference(pact(1), pact(2)).split("\n");
  // Two lines of difference between two of braces for each, and four around.
  expect(lines).toHaveLength(201);
  expect(lines.at(-1)).toBe(" ... and 19804 more lines");
});
