/**
 * A request with every field and target that HTTP knows, which `fetch` would not send.
 */
import { request } from "node:http";

export interface RawRequest {
  method?: string;
  /** Default: the URL's path and query. `*` and absolute URLs are sent as they are. */
  target?: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface RawAnswer {
  status: number;
  /** Lines of one name joined; Date and what keeps the connection are left out. */
  headers: Record<string, string>;
  body: string;
}

const LEFT_OUT = ["date", "connection", "keep-alive"];

export function sendRaw(url: string, { method, target, headers, body }: RawRequest = {}) {
  return new Promise<RawAnswer>((resolve, reject) => {
    const { hostname, port, pathname, search } = new URL(url);
    const sent = request(
      { hostname, port, method, path: target ?? pathname + search, headers: headers ?? {} },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const fields = Object.entries(incoming.headersDistinct)
            .filter(([name]) => !LEFT_OUT.includes(name))
            .map(([name, lines]) => [name, lines!.join(", ")]);
          resolve({
            status: incoming.statusCode!,
            headers: Object.fromEntries(fields),
            body: Buffer.concat(chunks).toString(),
          });
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
