/**
 * One request over the wire.
 *
 * `fetch`, but for brokers whose certificate is checked otherwise than usual: what Node's `fetch`
 * trusts can be changed for the whole process alone, and so these are asked by `node:https`.
 */
import https from "node:https";
import tls from "node:tls";

export interface WireRequest {
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  signal: AbortSignal;
}

/** Redirects are not followed: they would take credentials elsewhere. */
export type Send = (url: URL, request: WireRequest) => Promise<Response>;

export interface TlsOptions {
  /** Certificates in PEM that are trusted beside those that Node trusts. */
  ca?: string;
  isVerificationSkipped?: boolean;
}

export function createSend({ ca, isVerificationSkipped = false }: TlsOptions = {}): Send {
  if (ca === undefined && !isVerificationSkipped) return sendByFetch;
  const trust = {
    rejectUnauthorized: !isVerificationSkipped,
    ...(ca !== undefined && { ca: [...tls.getCACertificates("default"), ca] }),
  };
  return (url, request) =>
    url.protocol === "https:" ? sendByHttps(url, request, trust) : sendByFetch(url, request);
}

const sendByFetch: Send = (url, request) => fetch(url, { ...request, redirect: "manual" });

function sendByHttps(
  url: URL,
  { method, headers, body, signal }: WireRequest,
  trust: https.RequestOptions,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = https.request(
      url,
      { ...trust, method, headers, signal, agent: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          const { statusCode: status = 502, statusMessage: statusText = "" } = answer;
          const isBare = status === 204 || status === 205 || status === 304;
          const fields = Object.entries(answer.headers).flatMap(([name, value]) =>
            [value ?? []].flat().map((each): [string, string] => [name, each]),
          );
          resolve(
            new Response(isBare ? null : Buffer.concat(chunks), {
              status,
              statusText,
              headers: fields,
            }),
          );
        });
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}
