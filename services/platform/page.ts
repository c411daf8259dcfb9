/**
 * Lists in pages: the contracts' parameters `page` and `size`, and their `PageResponse`.
 */
import type { PageResponse } from "../schemas/common.ts";
import { integer } from "./query.ts";

export interface PageRequest {
  /** From 1. */
  page: number;
  size: number;
}

export function readPageRequest(query: URLSearchParams): PageRequest {
  return {
    page: integer(query, "page", { minimum: 1 }) ?? 1,
    size: integer(query, "size", { minimum: 1 }) ?? 20,
  };
}

/** One page of a list. A page beyond the last is empty; an empty list has no pages. */
export function pageOf<T>(items: readonly T[], { page, size }: PageRequest): PageResponse<T> {
  const start = (page - 1) * size;
  const totalPages = Math.ceil(items.length / size);
  return {
    content: items.slice(start, start + size),
    page,
    size,
    totalElements: items.length,
    totalPages,
    first: page === 1,
    last: page >= totalPages,
  };
}
