/** Lists in pages: `pageNumber` and `pageSize`, or `page` and `size`. */
import type { Links } from "./hal.ts";
import { BadRequest, type Call } from "./resource.ts";

export interface Page {
  /** From 1. */
  number: number;
  size: number;
}

/** What is left out of a page that is asked for. */
const FIRST: Page = { number: 1, size: 100 };

const PAIRS = [
  ["page", "size"],
  ["pageNumber", "pageSize"],
] as const;

/**
 * @returns undefined where no page is asked for: then a list is whole
 * @throws {BadRequest}
 */
export function requestedPage({ query }: Call): Page | undefined {
  const errors: Record<string, string[]> = {};
  const pages = PAIRS.map(([number, size]) => {
    const page = {
      number: readCount(query, number, errors),
      size: readCount(query, size, errors),
    };
    if (page.number === undefined && page.size === undefined) return undefined;
    return { number: page.number ?? FIRST.number, size: page.size ?? FIRST.size };
  });
  if (Object.keys(errors).length > 0) throw new BadRequest(errors);
  return pages.find((page) => page !== undefined);
}

/** The same, for lists that are never whole. */
export function pageOf(call: Call): Page {
  return requestedPage(call) ?? FIRST;
}

/** In SQL: all where no page is asked for. */
export function rangeOf(page: Page | undefined): { limit: number; offset: number } {
  return page === undefined
    ? { limit: -1, offset: 0 }
    : { limit: page.size, offset: (page.number - 1) * page.size };
}

/**
 * What a list says of the page it is.
 *
 * @param total how many there are on all pages
 * @param href where the list is
 */
export function pageMembers(
  page: Page | undefined,
  total: number,
  href: string,
): { members: object; links: Links } {
  if (page === undefined) return { members: {}, links: {} };
  const { number, size } = page;
  const totalPages = Math.max(1, Math.ceil(total / size));
  const at = (other: number): string => `${href}?pageSize=${size}&pageNumber=${other}`;
  return {
    members: { page: { number, size, totalElements: total, totalPages } },
    links: {
      ...(number < totalPages && { next: { href: at(number + 1), title: "Next page" } }),
      ...(number > 1 && { previous: { href: at(number - 1), title: "Previous page" } }),
    },
  };
}

function readCount(
  query: URLSearchParams,
  name: string,
  errors: Record<string, string[]>,
): number | undefined {
  const text = query.get(name);
  if (text === null || text === "") return undefined;
  if (!/^[+-]?\d{1,9}$/.test(text)) errors[name] = ["must be an integer"];
  else if (Number(text) < 1) errors[name] = ["must be greater than or equal to 1"];
  return Number(text);
}
