/**
 * What a reference names, given where it stands.
 *
 * RFC 3986 §5, as the URL parser of the platform does it (WHATWG URL).
 */

/** A URI in two halves, as references need it. */
export interface ResolvedUri {
  /** Absolute, without a fragment. */
  uri: string;
  /** As written, still percent-encoded, without its `#`. */
  fragment: string;
}

/**
 * `reference` resolved against `base`.
 *
 * @returns undefined where it is no URI reference, or where `base` cannot carry it, as
 *   `urn:example:a` cannot carry `b.yaml`
 */
export function resolveUri(reference: string, base: string): ResolvedUri | undefined {
  const hash = reference.indexOf("#");
  const path = hash === -1 ? reference : reference.slice(0, hash);
  const fragment = hash === -1 ? "" : reference.slice(hash + 1);
  if (path === "") return { uri: base, fragment };
  try {
    return { uri: new URL(path, base).href, fragment };
  } catch {
    // The base may be a plain name, which does not matter to an absolute reference.
    return URL.canParse(path) ? { uri: new URL(path).href, fragment } : undefined;
  }
}
