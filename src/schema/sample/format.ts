/**
 * Texts in the formats of JSON Schema and OpenAPI.
 *
 * 2020-12 validation #format; OpenAPI format registry. Times count from a fixed day, never
 * from the clock.
 */
import { letters, textsFor } from "./names.ts";
import { below, pick, type Random } from "./random.ts";

/** What a format is asked for. */
interface Wanted {
  random: Random;
  name: string;
  /** Length in characters, where a format can be that long. */
  minLength: number;
  maxLength: number;
}

/** A text in `format`, or undefined where the format is not known; its length is a wish. */
export function formatted(format: string, wanted: Wanted): string | undefined {
  return formats.get(format)?.(wanted);
}

/** A text like `text` that is as long as it should be: `pad` makes room in its middle. */
function sized(
  wanted: Wanted,
  short: string,
  text: string,
  pad: (count: number) => string,
): string {
  if (text.length > wanted.maxLength) return short;
  const missing = wanted.minLength - text.length;
  return missing > 0 ? pad(missing) : text;
}

// 2024-01-01T00:00:00Z, a year that has 29 February.
const epochMs = 1_704_067_200_000;
const dayMs = 86_400_000;

function instant({ random }: Wanted): string {
  const ms = epochMs + below(random, 366) * dayMs + below(random, 86_400) * 1000;
  return new Date(ms).toISOString().replace(".000Z", "Z");
}

function hex(random: Random, count: number): string {
  let text = "";
  for (let index = 0; index < count; index += 1) text += below(random, 16).toString(16);
  return text;
}

// RFC 9562 §5.4: version 4, variant 10.
function uuid({ random }: Wanted): string {
  const variant = (8 + below(random, 4)).toString(16);
  const parts = [hex(random, 8), hex(random, 4), `4${hex(random, 3)}`, variant + hex(random, 3)];
  return [...parts, hex(random, 12)].join("-");
}

function email(wanted: Wanted): string {
  const named = textsFor(wanted.name).find((text) => text.includes("@"));
  const user = pick(wanted.random, ["ada", "grace", "alan", "edsger", "barbara"]);
  const text = named ?? `${user}@example.com`;
  return sized(wanted, "a@b.io", text, (count) =>
    padHost(user, `.${letters(wanted.random, count)}`),
  );
}

// RFC 5321 §4.5.3.1.1: the part before @ has at most 64 octets; RFC 1035 §2.3.4: a label 63.
function padHost(user: string, padding: string): string {
  if (padding.length <= 40) return `${user}${padding}@example.com`;
  return `${user}@${labels(padding.slice(1))}.example.com`;
}

function labels(text: string): string {
  return (text.match(/.{1,60}/g) ?? [text]).join(".");
}

function hostname(wanted: Wanted): string {
  const text = pick(wanted.random, ["example.com", "api.example.org", "shop.example.net"]);
  return sized(wanted, "a.io", text, (count) => `${labels(letters(wanted.random, count))}.${text}`);
}

function uri(wanted: Wanted): string {
  const named = textsFor(wanted.name).filter((text) => /^https?:/.test(text));
  const word = letters(wanted.random, 6);
  const text = named.length > 0 ? pick(wanted.random, named) : `https://example.com/${word}`;
  return sized(wanted, wanted.maxLength < 11 ? "a:b" : "http://b.io", text, (count) => {
    return `${text}${letters(wanted.random, count)}`;
  });
}

function path(wanted: Wanted): string {
  const text = `/${letters(wanted.random, 5)}/${1 + below(wanted.random, 99)}`;
  return sized(wanted, "/a", text, (count) => `${text}${letters(wanted.random, count)}`);
}

// RFC 4648 §4: four characters for three octets.
function base64(wanted: Wanted): string {
  const groups = Math.ceil(Math.max(wanted.minLength, 1) / 4);
  const rest = letters(wanted.random, Math.max(groups - 2, 0) * 4);
  if (wanted.maxLength < 4) return "";
  return groups < 2 && wanted.maxLength < 8 ? "YWJj" : `YW1iZXI=`.padStart(8 + rest.length, rest);
}

function plain(wanted: Wanted): string {
  const text = letters(wanted.random, Math.max(8, wanted.minLength));
  return [...text].slice(0, wanted.maxLength).join("");
}

function ipv6({ random }: Wanted): string {
  // RFC 3849 keeps 2001:db8::/32 for documentation.
  return `2001:db8::${hex(random, 1)}${1 + below(random, 8)}`;
}

// RFC 5737 keeps 192.0.2.0/24 for documentation.
function ipv4({ random }: Wanted): string {
  return `192.0.2.${1 + below(random, 254)}`;
}

function duration({ random }: Wanted): string {
  return pick(random, ["P1D", "PT30M", "P2W", "P1Y2M", "PT1H15M"]);
}

// RFC 4648 §5, without padding.
function base64url(wanted: Wanted): string {
  return base64(wanted).replace(/=+$/, "");
}

function digits({ random }: Wanted): string {
  return String(1 + below(random, 999_999));
}

function decimal(wanted: Wanted): string {
  return `${1 + below(wanted.random, 99)}.${10 + below(wanted.random, 90)}`;
}

// RFC 9110 §5.6.7: what toUTCString writes is an IMF-fixdate.
function httpDate(wanted: Wanted): string {
  return new Date(instant(wanted)).toUTCString();
}

const formats: ReadonlyMap<string, (wanted: Wanted) => string> = new Map([
  ["date-time", instant],
  ["date-time-local", (wanted) => instant(wanted).slice(0, -1)],
  ["time-local", (wanted) => instant(wanted).slice(11, -1)],
  ["http-date", httpDate],
  ["unixtime", (wanted) => String(Date.parse(instant(wanted)) / 1000)],
  ["int64", digits],
  ["uint64", digits],
  ["decimal", decimal],
  ["decimal128", decimal],
  ["base64url", base64url],
  ["char", ({ random }) => pick(random, ["A", "B", "C"])],
  ["ipv4-cidr", () => "192.0.2.0/24"],
  ["ipv6-cidr", () => "2001:db8::/32"],
  ["language", ({ random }) => pick(random, ["en", "de-CH", "pt-BR", "zh-Hant"])],
  ["media-range", ({ random }) => pick(random, ["application/json", "text/*", "image/png"])],
  ["sf-boolean", ({ random }) => pick(random, ["?1", "?0"])],
  ["sf-string", (wanted) => `"${plain(wanted)}"`],
  ["sf-token", plain],
  ["sf-binary", (wanted) => `:${base64(wanted)}:`],
  ["date", (wanted) => instant(wanted).slice(0, 10)],
  ["time", (wanted) => instant(wanted).slice(11)],
  ["duration", duration],
  ["email", email],
  ["idn-email", email],
  ["hostname", hostname],
  ["idn-hostname", hostname],
  ["ipv4", ipv4],
  ["ipv6", ipv6],
  ["uri", uri],
  ["url", uri],
  ["iri", uri],
  ["uri-reference", path],
  ["iri-reference", path],
  ["uri-template", (wanted) => `${path(wanted)}/{id}`],
  ["json-pointer", path],
  ["relative-json-pointer", (wanted) => `${below(wanted.random, 3)}${path(wanted)}`],
  ["uuid", uuid],
  ["regex", (wanted) => `^${plain(wanted)}$`],
  ["byte", base64],
  ["binary", plain],
  ["password", plain],
]);
