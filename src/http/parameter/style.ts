/**
 * The table of styles, read both ways: how a parameter's value stands on the wire.
 *
 * OpenAPI 3.0 and 3.1 #style-values, #style-examples; the columns are those of RFC 6570 Appendix A.
 */
import type { Parameter, ParameterLocation } from "../../contract/contract.ts";

export interface Style {
  /** What stands before the value, in a path. */
  first: string;
  /** Whether values stand beside a name: `color=blue`. */
  isNamed: boolean;
  /** Between the pieces of an exploded value; in a query and in cookies pairs are the pieces. */
  separator: string;
  /** Between the members of a value that is not exploded. */
  delimiter: string;
  /**
   * Whether the delimiter is percent-encoded itself, so that one in a member cannot be told from
   * it: OpenAPI 3.1 #percent-encoding-and-illegal-or-reserved-delimiters.
   */
  isDelimiterEncoded: boolean;
  /** Whether the names of members stand in brackets: `color[R]=100`. */
  isDeep: boolean;
}

const SIMPLE: Style = {
  first: "",
  isNamed: false,
  separator: ",",
  delimiter: ",",
  isDelimiterEncoded: false,
  isDeep: false,
};
const LABEL: Style = { ...SIMPLE, first: ".", separator: "." };
const MATRIX: Style = { ...SIMPLE, first: ";", separator: ";", isNamed: true };
const FORM: Style = { ...SIMPLE, isNamed: true, separator: "&" };
const SPACE: Style = { ...FORM, delimiter: " ", isDelimiterEncoded: true };
const PIPE: Style = { ...FORM, delimiter: "|", isDelimiterEncoded: true };
const DEEP: Style = { ...FORM, isDeep: true };

/** By location; the first of each is its default. */
const STYLES: Record<ParameterLocation, ReadonlyMap<string, Style>> = {
  path: new Map([
    ["simple", SIMPLE],
    ["label", LABEL],
    ["matrix", MATRIX],
  ]),
  query: new Map([
    ["form", FORM],
    ["spaceDelimited", SPACE],
    ["pipeDelimited", PIPE],
    ["deepObject", DEEP],
  ]),
  header: new Map([["simple", SIMPLE]]),
  cookie: new Map([["form", FORM]]),
};

/** The style of a parameter; where it names one that its location does not have, the default. */
export function styleOf({ in: where, style }: Pick<Parameter, "in" | "style">): Style {
  const known = STYLES[where];
  return known.get(style) ?? known.values().next().value!;
}
