import { expect, test } from "vitest";
import { ConcordatError } from "../../findings/concordat-error.ts";
import { readAllowedHosts } from "./hosts.ts";

test.each<[string[], string, boolean]>([
  [[], "https://example.org", false],
  [["example.org"], "https://example.org/x", true],
  [["example.org"], "https://EXAMPLE.org:8443/x", true],
  [["example.org"], "http://example.org", false],
  [["example.org"], "https://sub.example.org", false],
  [["example.org"], "https://example.org.evil.test", false],
  [["example.org"], "https://evil.test/example.org", false],
  [["example.org"], "https://example.org@evil.test", false],
  [["example.org"], "ftp://example.org", false],
  [["example.org:443"], "https://example.org", true],
  [["example.org:443"], "https://example.org:8443", false],
  [["example.org:8443"], "https://example.org:8443", true],
  [["http://localhost:3000"], "http://localhost:3000/x", true],
  [["http://localhost:3000"], "http://localhost:3001/x", false],
  [["http://localhost:3000"], "http://127.0.0.1:3000/x", false],
  [["http://localhost"], "http://localhost:3001/x", true],
  [["http://example.org:80"], "http://example.org", true],
  [["https://example.org"], "https://example.org", true],
  [["http://127.0.0.1"], "http://2130706433/", true],
  [["http://[::1]:80"], "http://[0:0:0:0:0:0:0:1]/", true],
])("%j: %s", (names, url, isAllowed) => {
  expect(readAllowedHosts(names).allows(new URL(url))).toBe(isAllowed);
});

test.each(["*.example.org", "example.org/path", "a b", "", "ftp://example.org", "me@example.org"])(
  "%j is no host",
  (name) => {
    expect(() => readAllowedHosts([name])).toThrow(ConcordatError);
  },
);
