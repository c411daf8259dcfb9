/**
 * What a discriminator's property says: the name under which the schema that applies is known.
 *
 * OpenAPI 3.1 #discriminator-object: the mapping's key where there is one for the schema, else
 * the schema's own name among the components.
 */
import { parsePointer } from "../../source/pointer.ts";
import { isObject } from "../place.ts";
import { isResolved, reference, type Schema } from "../schema.ts";
import type { Shape } from "./shape.ts";

/** What the discriminator of `parent` says when `branch` of its `oneOf` or `anyOf` applies. */
export function branchName(
  parent: Schema,
  branch: Schema,
): { name: string; value: string } | undefined {
  const discriminator = discriminatorOf(parent);
  if (discriminator === undefined) return undefined;
  const target = reference(branch);
  if (!isResolved(target)) return undefined;
  const written = isObject(branch.value) ? branch.value.$ref : undefined;
  const { name, mapping } = discriminator;
  const value = mapped(mapping, target, String(written)) ?? componentName(target);
  return value === undefined ? undefined : { name, value };
}

/**
 * Makes `shape` say which schema it is, where `parent` is inherited: `parent` has a discriminator
 * and no branches, and a schema that includes it by `allOf` was visited before it.
 */
export function discriminate(shape: Shape, parent: Schema): void {
  const discriminator = discriminatorOf(parent);
  if (discriminator === undefined || !isObject(parent.value)) return;
  if (Array.isArray(parent.value.oneOf) || Array.isArray(parent.value.anyOf)) return;
  const { name, mapping } = discriminator;
  if (shape.discriminated.has(name)) return;
  const named = [...shape.visited].filter((schema) => componentName(schema) !== undefined);
  const keys = named.map((schema) => mapped(mapping, schema, ""));
  const value = keys.find((key) => key !== undefined) ?? (named[0] && componentName(named[0]));
  if (value !== undefined) shape.discriminated.set(name, value);
}

function discriminatorOf({
  value,
}: Schema): { name: string; mapping: [string, unknown][] } | undefined {
  if (typeof value === "boolean" || !isObject(value.discriminator)) return undefined;
  const { propertyName, mapping } = value.discriminator;
  if (typeof propertyName !== "string") return undefined;
  return { name: propertyName, mapping: isObject(mapping) ? Object.entries(mapping) : [] };
}

function mapped(
  mapping: readonly [string, unknown][],
  target: Schema,
  written: string,
): string | undefined {
  const name = componentName(target);
  return mapping.find(
    ([, to]) =>
      to === written ||
      to === name ||
      (typeof to === "string" && to.includes("#") && to.endsWith(`#${target.pointer}`)),
  )?.[0];
}

function componentName({ pointer }: Schema): string | undefined {
  const tokens = parsePointer(pointer);
  return tokens?.length === 3 && tokens[0] === "components" ? tokens[2] : undefined;
}
