/**
 * Expressions of the configuration's mappings: where a value is taken from.
 *
 * OpenAPI 3.1 #runtime-expressions and Arazzo 1.0 #runtime-expressions, of which these are a part;
 * `$identity` and `$item` are ours.
 */

export type Expression =
  | { from: "body"; pointer: string }
  | { from: "parameter"; in: "query" | "path" | "header"; name: string }
  | { from: "identity"; name: string }
  | { from: "step"; step: string; pointer: string }
  /** Of the list that `$each` names. */
  | { from: "item"; pointer: string };

/** How expressions are written, for those who have to mend one. */
export const EXPRESSIONS: string =
  "$request.body#/POINTER, $request.query.NAME, $request.path.NAME, $request.header.NAME, $identity.NAME, $steps.STEP.response.body#/POINTER, $item#/POINTER";

/** @returns undefined where `text` is no expression */
export function readExpression(text: string): Expression | undefined {
  const [source = "", pointer = ""] = text.split(/#(.*)/s);
  if (pointer !== "" && !/^(\/([^~]|~[01])*)+$/.test(pointer)) return undefined;
  if (source === "$request.body") return { from: "body", pointer };
  if (source === "$item") return { from: "item", pointer };
  const [, step] = /^\$steps\.(.+)\.response\.body$/.exec(source) ?? [];
  if (step !== undefined) return { from: "step", step, pointer };
  if (text.includes("#")) return undefined;
  const [, where, name] = /^\$request\.(query|path|header)\.(.+)$/.exec(text) ?? [];
  if (name !== undefined) {
    return { from: "parameter", in: where as "query" | "path" | "header", name };
  }
  const [, claim] = /^\$identity\.(.+)$/.exec(text) ?? [];
  return claim === undefined ? undefined : { from: "identity", name: claim };
}
