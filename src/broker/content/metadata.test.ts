import { expect, test } from "vitest";
import { decodeMetadata, encodeMetadata, type MetadataEntries } from "./metadata.ts";

test.each<[string, MetadataEntries, string, object]>([
  ["nothing", {}, "", { wip: false, pending: undefined, consumerVersionNumbers: [] }],
  ["work in progress", { wip: true }, "w=true", { wip: true, consumerVersionNumbers: [] }],
  [
    "two selectors",
    {
      pending: false,
      selectors: [
        { branch: "main", latest: true, consumerVersionNumber: "1" },
        { tag: "a&b=ü", consumerVersionNumber: "2" },
      ],
    },
    "s[][cvn]=1&s[][b]=main&s[][l]=true&s[][cvn]=2&s[][t]=a%26b%3D%C3%BC&p=false",
    {
      wip: false,
      pending: false,
      consumerVersionNumbers: ["1", "2"],
      selectors: [
        { branch: "main", latest: true, consumerVersionNumber: "1" },
        { tag: "a&b=ü", consumerVersionNumber: "2" },
      ],
    },
  ],
  [
    "one version for two reasons",
    {
      selectors: [
        { latest: true, consumerVersionNumber: "1" },
        { environment: "production", consumerVersionNumber: "1" },
      ],
    },
    "s[][cvn]=1&s[][l]=true&s[][cvn]=1&s[][e]=production",
    { consumerVersionNumbers: ["1"] },
  ],
  [
    "a publication",
    { consumerVersionNumber: "7+8", wip: true },
    "cvn=7%2B8&w=true",
    { consumerVersionNumbers: ["7+8"], wip: true },
  ],
])("%s", (_, entries, query, decoded) => {
  const text = encodeMetadata(entries);
  expect(Buffer.from(text, "base64url").toString()).toBe(query);
  expect(decodeMetadata(text)).toMatchObject(decoded);
});

test("the official broker's alphabet is read, too", () => {
  // 'cvn=>>>' has a + in base64, a - in base64url.
  const text = Buffer.from("cvn=>>>~~").toString("base64");
  expect(text).toContain("+");
  expect(decodeMetadata(text).consumerVersionNumbers).toEqual([">>>~~"]);
});

test.each(["", undefined, "%%%", "bm9uc2Vuc2U"])("%o is no metadata", (text) => {
  expect(decodeMetadata(text)).toEqual({
    wip: false,
    pending: undefined,
    consumerVersionNumbers: [],
    selectors: [],
  });
});

test("a link stays short whatever was selected", () => {
  const selectors = Array.from({ length: 5000 }, (_, index) => ({
    tag: "production",
    consumerVersionNumber: String(index),
  }));
  const text = encodeMetadata({ selectors });
  expect(text.length).toBeLessThan(2000);
  expect(decodeMetadata(text).consumerVersionNumbers.at(-1)).toBe("4999");
});
