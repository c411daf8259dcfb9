import { expect, test } from "vitest";
import { type Content, html } from "./markup.ts";

test.each<[content: Content, text: string]>([
  [`<script>alert("a")</script>`, "&lt;script&gt;alert(&quot;a&quot;)&lt;/script&gt;"],
  ["it's & so", "it&#39;s &amp; so"],
  [html`<b>${"<"}</b>`, "<b>&lt;</b>"],
  [["<", html`<i></i>`, [">"]], "&lt;<i></i>&gt;"],
  [undefined, ""],
  [null, ""],
  [false, ""],
  [0, "0"],
  ["", ""],
  // HTML has no way to write a NUL, and a terminal would obey an escape.
  ["a\0b\x1bc\x85d", "a\ufffdb\ufffdc\ufffdd"],
  ["a\tb\nc\rd", "a\tb\nc\rd"],
  ["ünï \u{1f600}", "ünï \u{1f600}"],
])("%j is put in as %j", (content, text) => {
  expect(html`[${content}]`.text).toBe(`[${text}]`);
});
