/**
 * What a call is made of and may be absent: a call without it is another call, or none.
 *
 * DESIGN: where edges come from. A path cannot be written without its variables. What a mapping
 * takes from an earlier step's answer is left out where the answer leaves it out; where the provider
 * requires it, comparing the bodies tells so.
 */
import { addFinding, type EdgeContext, edgeFinding } from "../compat/judging.ts";
import { templateNames } from "../contract/path-key.ts";
import type { Location } from "../findings/finding.ts";
import type { Schema } from "../schema/schema.ts";
import { shown } from "../schema/shown.ts";
import { locationOf } from "../source/documents.ts";
import { parsePointer } from "../source/pointer.ts";
import { type Binding, bindingOf } from "./bindings.ts";
import type { Edge } from "./edge.ts";
import type { Made, OptionalSource } from "./mapping.ts";
import type { System } from "./system.ts";

/** Variables of the path that may have no value. */
export function addOptionalVariables(
  context: EdgeContext,
  system: System,
  edges: readonly Edge[],
  edge: Edge,
): void {
  for (const name of new Set(templateNames(edge.target?.path ?? ""))) {
    const binding = bindingOf(system, edges, edge, name);
    const source = binding && optionalSource(context, edge, binding);
    if (source === undefined) continue;
    addFinding(
      context,
      edgeFinding(context, {
        code: "request.variable.optional",
        message: `${source.what} binds {${name}} in ${edge.path}, and may be absent`,
        at: edge.declaredAt,
        ...(source.because !== undefined && { because: source.because }),
        identity: ["optional", name],
      }),
    );
  }
}

interface Absent {
  /** The subject of a sentence. */
  what: string;
  because: Location | undefined;
}

function optionalSource(context: EdgeContext, edge: Edge, binding: Binding): Absent | undefined {
  if (binding.kind === "parameter") {
    const { in: where, name, required, place } = binding.parameter;
    if (required || where === "path") return undefined;
    const what = `the ${where} parameter ${name} of ${edge.consumerOperation!.key}`;
    return { what, because: locationOf(place) };
  }
  if (binding.kind !== "step" || binding.isCertain || binding.from === undefined) return undefined;
  const { property, answer } = binding.from;
  const what = `the property ${property} of what the step ${binding.step} answers`;
  return { what, because: placeOf(context, answer) };
}

/** Values that a mapping takes from an earlier step, which may leave them out. */
export function addOptionalSources(
  context: EdgeContext,
  { mapping }: Edge,
  { optional }: Made,
): void {
  for (const source of optional) {
    if (mapping === undefined || isTold(context, source)) continue;
    const because = placeOf(context, source.answer);
    addFinding(
      context,
      edgeFinding(context, {
        code: "request.mapping.optional",
        message: source.message,
        at: mapping.locate(source.pointer),
        ...(because !== undefined && { because }),
        identity: ["optional", source.pointer],
      }),
    );
  }
}

// The provider requires it, and the body that lacks it has been shown.
function isTold({ judgement }: EdgeContext, { at }: OptionalSource): boolean {
  if (at === undefined) return false;
  const holder = at.slice(0, Math.max(0, at.lastIndexOf("/")));
  const name = parsePointer(at)?.at(-1);
  return judgement.findings.some(({ code, message, witnessAt = "" }) => {
    if (code !== "request.body.incompatible" || witnessAt !== holder) return false;
    return name === undefined || message.includes(`has no property ${shown(name)};`);
  });
}

// What is put together of several answers stands nowhere; nor does the part of one.
function placeOf(context: EdgeContext, { uri, pointer }: Schema): Location | undefined {
  return context.locate({ uri, pointer });
}
