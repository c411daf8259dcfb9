/**
 * Where a contract's operations are served.
 *
 * OpenAPI 3.1 #server-object, #server-variable-object.
 */
import { entriesOf, inside, isMapping, itemsOf, type Place } from "../source/documents.ts";
import type { Server } from "./contract.ts";

/** The servers that `owner` states: the document's root, a path or an operation. */
export function readServers(owner: Place): Server[] {
  const servers: Server[] = [];
  for (const place of itemsOf(inside(owner, "servers"))) {
    if (!isMapping(place.value) || typeof place.value.url !== "string") continue;
    servers.push(readServer(place, place.value.url));
  }
  return servers;
}

interface Variable {
  initial: string;
  /** The values it is limited to; undefined where it may have any. */
  values: readonly string[] | undefined;
}

function readServer(place: Place, template: string): Server {
  const variables = new Map(
    entriesOf(inside(place, "variables")).map(([name, variable]) => [name, readVariable(variable)]),
  );
  const initial = (name: string) => variables.get(name)?.initial ?? "";
  const url = fill(template, initial);
  const urls = [...new Set([url, ...listedUrls(template, variables)])];
  const basePath = basePathOf(url) ?? "";
  const basePaths = urls.map(basePathOf).filter((each) => each !== undefined);
  return {
    url,
    urls,
    basePath,
    basePaths: [...new Set([basePath, ...basePaths])],
    basePattern: basePatternOf(template, variables),
    place,
  };
}

function readVariable(variable: Place): Variable {
  const listed = itemsOf(inside(variable, "enum")).map(({ value }) => String(value));
  return {
    initial: String(inside(variable, "default")?.value ?? ""),
    values: listed.length === 0 ? undefined : listed,
  };
}

function fill(template: string, textOf: (name: string) => string): string {
  return template.replace(/\{([^{}]*)\}/g, (_, name: string) => textOf(name));
}

/** A document may list more combinations than anybody serves. */
const MAX_COMBINATIONS = 256;

function listedUrls(template: string, variables: ReadonlyMap<string, Variable>): string[] {
  let choices: ReadonlyMap<string, string>[] = [new Map()];
  for (const [name, { initial, values = [] }] of variables) {
    if (!template.includes(`{${name}}`)) continue;
    const all = [...new Set([initial, ...values])].slice(0, MAX_COMBINATIONS);
    choices = choices
      .flatMap((chosen) => all.map((value) => new Map([...chosen, [name, value]])))
      .slice(0, MAX_COMBINATIONS);
  }
  return choices.map((chosen) => fill(template, (name) => chosen.get(name) ?? ""));
}

// `https://a.test/organizations/{id}`: a variable without an `enum` may have any value. What it
// stands for in the path is one segment or a part of one.
function basePatternOf(
  template: string,
  variables: ReadonlyMap<string, Variable>,
): RegExp | undefined {
  const initial = (name: string) => variables.get(name)?.initial ?? "";
  const marks = new Map([...variables.keys()].map((name, index) => [name, `concordat-${index}-`]));
  const inPath = [...variables.keys()].filter((name) => {
    // A variable at the very beginning stands for the whole address, not for a part of its path.
    if (template.indexOf(`{${name}}`) <= 0) return false;
    const marked = fill(template, (each) => (each === name ? marks.get(name)! : initial(each)));
    return basePathOf(marked)?.includes(marks.get(name)!);
  });
  if (inPath.every((name) => variables.get(name)!.values !== undefined)) return undefined;
  const marked = fill(template, (name) =>
    inPath.includes(name) ? marks.get(name)! : initial(name),
  );
  let source = escapeRegExp(basePathOf(marked)!);
  for (const name of inPath) {
    const listed = variables.get(name)!.values?.map(escapeRegExp).join("|");
    const part = listed === undefined ? "[^/]+" : `(?:${listed})`;
    source = source.replaceAll(marks.get(name)!, () => part);
  }
  return new RegExp(`^${source}(?=/|$)`);
}

// A server's URL may be relative: OpenAPI 3.1 #server-object.
function basePathOf(url: string): string | undefined {
  const base = "http://localhost/";
  if (!URL.canParse(url, base)) return undefined;
  return new URL(url, base).pathname.replace(/\/+$/, "");
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
