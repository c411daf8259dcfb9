/**
 * The links of resources: HAL, relative to where the broker is reached.
 *
 * Clients follow paths and drop queries, so that whatever a link must remember is in its path.
 */

export interface Link {
  href: string;
  title?: string;
  name?: string;
  templated?: true;
}

export type Links = Record<string, Link | Link[]>;

export interface LinkWords {
  title?: string;
  name?: string;
}

/** Makes links below `base`, such as `http://localhost:9292` or `https://host/broker`. */
export interface Linker {
  readonly base: string;
  /** `path` segments are encoded: `link(["pacticipants", name])`. */
  to(segments: readonly string[], words?: LinkWords): Link;
  /** `template` is taken as it is: `/pacticipants/{pacticipant}`. */
  template(template: string, words?: LinkWords): Link;
}

export function createLinker(base: string): Linker {
  return {
    base,
    to: (segments, words = {}) => ({
      href: `${base}/${segments.map(encodeURIComponent).join("/")}`,
      ...words,
    }),
    template: (template, words = {}) => ({
      href: `${base}${template}`,
      ...words,
      templated: true,
    }),
  };
}
