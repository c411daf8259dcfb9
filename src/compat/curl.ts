/**
 * A request that shows a break, as a command line of curl for a POSIX shell.
 *
 * POSIX #tag_19_02_02: single quotes keep every character but themselves.
 */
import type { Parameter } from "../contract/contract.ts";
import { templatePath } from "../contract/path-key.ts";
import { queryNamesOf } from "../http/parameter/query-names.ts";
import { writeParameter } from "../http/parameter/write-parameter.ts";
import { samplePath } from "../http/sample/sample-path.ts";
import { sampleRequest } from "../http/sample/sample-request.ts";
import { queryDecodeOrKeep } from "../http/wire.ts";
import type { ProviderView } from "./consumer-view.ts";

/** What of the request is the witness; the rest is sampled. */
export type Shown =
  | { body: string; contentType: string }
  /** @param sent declared as the consumer has it, under the provider's name */
  | { sent: Parameter; declared: Parameter; value: unknown };

interface Line {
  path: string;
  query: string[];
  headers: [name: string, value: string][];
}

const OPTIONS = { seed: 1, minimal: true } as const;

/** Undefined where the witness cannot be written. Credentials in it are samples. */
export function curlOf(view: ProviderView, shown: Shown): string | undefined {
  const { contract, operation } = view;
  const line = sampledLine(view);
  let body: string | undefined;
  if ("body" in shown) {
    body = shown.body;
    line.headers = line.headers.filter(([name]) => name !== "content-type");
    line.headers.push(["content-type", shown.contentType]);
  } else {
    const written = writeParameter(shown.sent, shown.value);
    if (written === undefined) return undefined;
    const { declared } = shown;
    if ("text" in written) {
      if (written.in === "path") line.path = pathWith(view, declared.name, written.text);
      else {
        line.headers = without(line.headers, declared.name);
        line.headers.push([declared.name, written.text]);
      }
    } else {
      const pairs = written.pairs.map(([name, text]) => `${name}=${text}`);
      if (written.in === "cookie") {
        line.headers = without(line.headers, "cookie");
        line.headers.push(["cookie", pairs.join("; ")]);
      } else {
        const names = queryNamesOf(operation, contract.securitySchemes);
        const isOther = (pair: string) =>
          names.ownerOf(queryDecodeOrKeep(pair.split("=", 1)[0]!)) !== declared;
        line.query = [...line.query.filter(isOther), ...pairs];
      }
    }
  }
  return render(view, line, body);
}

function without(headers: Line["headers"], name: string): Line["headers"] {
  return headers.filter(([known]) => known.toLowerCase() !== name.toLowerCase());
}

// What no sample is found for is left out: the witness is what matters.
function sampledLine(view: ProviderView): Line {
  const made = sampleRequest(view.contract, view.operation, OPTIONS);
  if (!made.ok) return { path: pathWith(view), query: [], headers: [] };
  const { path, query, headers } = made.request;
  return {
    path,
    query: query.split("&").filter((pair) => pair !== ""),
    headers: [...headers]
      .filter(([name]) => name !== "accept")
      .flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
  };
}

function pathWith({ contract, operation }: ProviderView, name?: string, text?: string): string {
  const made = samplePath(contract, operation, OPTIONS);
  const base = operation.servers[0]?.basePath ?? "";
  const path = templatePath(operation.path).replace(/\{([^{}]*)\}/g, (whole, each: string) => {
    if (each === name) return text!;
    return (made.ok ? made.values.get(each) : undefined) ?? whole;
  });
  return base + path;
}

/** Nobody copies a longer line; the witness is there all the same. */
const MAX_LENGTH = 4000;

function render(
  { operation }: ProviderView,
  line: Line,
  body: string | undefined,
): string | undefined {
  const target = line.path + (line.query.length > 0 ? `?${line.query.join("&")}` : "");
  const origin = originOf(operation.servers[0]?.url);
  const url = origin === undefined ? `"$BASE"${quoted(target)}` : quoted(origin + target);
  const words = ["curl"];
  // curl takes brackets and braces of a URL for lists.
  if (/[[\]{}]/.test(target)) words.push("-g");
  const usual = body === undefined ? "GET" : "POST";
  if (operation.method !== usual) words.push("-X", operation.method);
  words.push(url);
  for (const [name, value] of line.headers) words.push("-H", quoted(`${name}: ${value}`));
  if (body !== undefined) words.push("--data-raw", quoted(body));
  const command = words.join(" ");
  return command.length > MAX_LENGTH ? undefined : command;
}

function originOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, origin } = new URL(url);
  return protocol === "http:" || protocol === "https:" ? origin : undefined;
}

// Plain words need no quotes.
function quoted(text: string): string {
  if (/^[\w./:=@%+,-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
