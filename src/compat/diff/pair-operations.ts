/**
 * Which operation of the revision is which of the base.
 *
 * OpenAPI 3.1 #path-templating-matching: templates that differ only in the names of their
 * parameters are one path. Method and template pair operations; a query or fragment in the key is
 * part of it. What is left pairs by the whole path, the server's base path included, since
 * `/v1` + `/orders` and `/` + `/v1/orders` are one address.
 */
import type { Operation } from "../../contract/contract.ts";
import { templatePath } from "../../contract/router.ts";
import { segmentShape } from "../../contract/template-segment.ts";

export interface PairedOperations {
  /** In the order of the revision. */
  pairs: { base: Operation; revision: Operation }[];
  removed: Operation[];
  added: Operation[];
}

/** Each operation is in one pair, or in one of the lists. */
export function pairOperations(
  base: readonly Operation[],
  revision: readonly Operation[],
): PairedOperations {
  const removed = new Set(base);
  const partners = new Map<Operation, Operation>();
  for (const keysOf of [writtenKeys, templateKeys, addressKeys]) {
    const open = new Map<string, Operation[]>();
    for (const operation of removed) {
      for (const key of keysOf(operation)) open.set(key, [...(open.get(key) ?? []), operation]);
    }
    for (const operation of revision) {
      if (partners.has(operation)) continue;
      const partner = keysOf(operation)
        .flatMap((key) => open.get(key) ?? [])
        .find((candidate) => removed.has(candidate));
      if (partner === undefined) continue;
      partners.set(operation, partner);
      removed.delete(partner);
    }
  }
  return {
    pairs: [...revision].flatMap((operation) => {
      const partner = partners.get(operation);
      return partner === undefined ? [] : [{ base: partner, revision: operation }];
    }),
    removed: [...removed],
    added: revision.filter((operation) => !partners.has(operation)),
  };
}

function writtenKeys({ key }: Operation): string[] {
  return [key];
}

function templateKeys(operation: Operation): string[] {
  return [`${operation.method} ${templateShape(operation)}`];
}

function addressKeys(operation: Operation): string[] {
  const { method, servers } = operation;
  const shape = templateShape(operation);
  const bases = servers.length === 0 ? [""] : servers.flatMap(({ basePaths }) => basePaths);
  return [...new Set(bases)].map((base) => `${method} ${base}${shape}`);
}

/** The path with the names of its parameters left out. */
export function templateShape(operation: Operation): string {
  const { path } = operation;
  const template = templatePath(path);
  const shapes = template.split("/").map((segment) => segmentShape(segment, operation));
  return shapes.join("/") + path.slice(template.length);
}
