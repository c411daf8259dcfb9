import { describe, expect, test } from "vitest";
import { pagePaths, webAddress } from "./page-paths.ts";

test("names are encoded, below the context path", () => {
  const paths = pagePaths("/broker");
  const pair = { consumer: "a/b ü", provider: "#&?" };
  expect(paths.network).toBe("/broker/");
  expect(paths.participant(pair.consumer)).toBe("/broker/pacticipants/a%2Fb%20%C3%BC");
  expect(paths.pact(pair, "1%")).toBe(
    "/broker/pacts/provider/%23%26%3F/consumer/a%2Fb%20%C3%BC/version/1%25",
  );
  expect(paths.latestPact(pair)).toBe(
    "/broker/pacts/provider/%23%26%3F/consumer/a%2Fb%20%C3%BC/latest",
  );
  expect(paths.pairMatrix(pair)).toBe(
    "/broker/matrix?q[][pacticipant]=a%2Fb%20%C3%BC&q[][pacticipant]=%23%26%3F&latestby=cvpv",
  );
});

test("half a surrogate pair has a path, too", () => {
  expect(pagePaths("").participant("a\ud800")).toBe("/pacticipants/a%EF%BF%BD");
});

describe("a link leads to the web", () => {
  test.each([
    ["https://ci.example.com/1", true],
    ["HTTP://ci.example.com/1", true],
    ["javascript:alert(1)", false],
    ["javascript://example.com/%0aalert(1)", false],
    [" javascript:alert(1)", false],
    ["data:text/html,x", false],
    ["//ci.example.com", false],
    ["", false],
  ])("%j: %j", (text, isLink) => {
    expect(webAddress(text) !== undefined).toBe(isLink);
  });
});
