/**
 * That texts and signs can be seen, by day and by night.
 *
 * WCAG 2.2 #contrast-minimum (4.5 to 1), #non-text-contrast (3 to 1), #dfn-relative-luminance.
 */
import { describe, expect, test } from "vitest";
import { STYLE } from "./style.ts";

const [day, night] = STYLE.split("prefers-color-scheme: dark").map(
  (part) =>
    new Map(
      [...part.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, color]) => [name, color]),
    ),
) as [Map<string, string>, Map<string, string>];

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ["day", day],
  ["night", night],
])("by %s", (_, colors) => {
  test.each([
    ...["ink", "quiet", "link", "good", "bad", "open"].flatMap((text) => [
      [text, "paper", 4.5] as const,
      [text, "soft", 4.5] as const,
    ]),
    ["rule-ink", "rule", 4.5],
    // The text of a button.
    ["paper", "link", 4.5],
    ["glyph", "good", 3],
    ["glyph", "bad", 3],
    ["glyph", "open", 3],
    ["edge", "paper", 3],
    ["focus", "paper", 3],
    ["focus", "soft", 3],
  ] as const)("%s on %s: at least %d to 1", (text, behind, least) => {
    expect(contrast(colors.get(text)!, colors.get(behind)!)).toBeGreaterThanOrEqual(least);
  });
});

test("black on white is 21 to 1", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});

// It stands in the page as it is, and its hash is of what stands there.
test("the style sheet is no markup, and loads nothing", () => {
  expect(STYLE).not.toMatch(/<|&|url\(|@import/);
});
