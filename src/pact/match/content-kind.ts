/**
 * What kind of content some bytes or a text are, by how they begin.
 *
 * Pact V3 #matching-rules: `contentType`, "a magic file check".
 */
import { essence, isJson, isXml } from "../../contract/media-type.ts";

/** First bytes in Latin-1, after `offset` others. */
const MAGIC: readonly (readonly [type: string, bytes: string, offset?: number])[] = [
  ["image/png", "\x89PNG\r\n\x1a\n"],
  ["image/jpeg", "\xff\xd8\xff"],
  ["image/gif", "GIF87a"],
  ["image/gif", "GIF89a"],
  ["image/webp", "WEBP", 8],
  ["image/bmp", "BM"],
  ["image/tiff", "II*\0"],
  ["image/tiff", "MM\0*"],
  ["application/pdf", "%PDF-"],
  ["application/gzip", "\x1f\x8b"],
  ["application/zip", "PK\x03\x04"],
  ["application/zip", "PK\x05\x06"],
  ["application/x-bzip2", "BZh"],
  ["application/x-7z-compressed", "7z\xbc\xaf\x27\x1c"],
  ["application/wasm", "\0asm"],
  ["audio/mpeg", "ID3"],
  ["audio/ogg", "OggS"],
  ["audio/x-flac", "fLaC"],
  ["audio/x-wav", "WAVE", 8],
  ["video/mp4", "ftyp", 4],
  ["video/webm", "\x1a\x45\xdf\xa3"],
];

/** Names of one kind, by the name that `MAGIC` has. */
const ALIASES: Record<string, string> = {
  "application/x-gzip": "application/gzip",
  "application/x-bzip": "application/x-bzip2",
  "audio/wav": "audio/x-wav",
  "audio/flac": "audio/x-flac",
  "image/jpg": "image/jpeg",
};

/**
 * Whether `content`, a text or bytes as Latin-1 or in base64, is of the type; undefined where its
 * beginning tells nothing and neither does the type's.
 */
export function hasContentType(content: string, mediaType: string): boolean | undefined {
  const written = essence(mediaType);
  const wanted = ALIASES[written] ?? written;
  const seen = kindOfContent(content);
  if (seen === wanted) return true;
  if (wanted === "text/plain") return magicOf(content) === undefined && !isBinary(content);
  if (isJson(wanted)) return seen === "application/json";
  if (isXml(wanted)) return seen === "application/xml";
  const isKnown = wanted.startsWith("text/") || MAGIC.some(([type]) => type === wanted);
  return isKnown || seen !== undefined ? false : undefined;
}

/** The type as a noun, for people. */
export function describeContent(content: string): string {
  return kindOfContent(content) ?? "of no known type";
}

/** The media type that a body without one is taken for; undefined where it is plain text. */
export function kindOfText(text: string): string | undefined {
  const start = text.trimStart();
  if (/^<\?xml\s/.test(start)) return "application/xml";
  if (/^<(?:!doctype\s+)?html/i.test(start)) return "text/html";
  if (/^[{[]/.test(start) && isJsonText(start)) return "application/json";
  return undefined;
}

function kindOfContent(content: string): string | undefined {
  const decoded = fromBase64(content);
  const magic = magicOf(content) ?? (decoded === undefined ? undefined : magicOf(decoded));
  if (magic !== undefined) return magic;
  const text = kindOfText(content);
  if (text !== undefined) return text;
  return decoded === undefined ? undefined : kindOfText(decoded);
}

function isBinary(content: string): boolean {
  return /[^\t\n\f\r -\uffff]/.test(content);
}

function magicOf(content: string): string | undefined {
  return MAGIC.find(([, bytes, offset = 0]) => content.startsWith(bytes, offset))?.[0];
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

// A file in a JSON body, and a body in a pact, are written so.
function fromBase64(content: string): string | undefined {
  if (content.length < 8 || !/^[A-Za-z0-9+/]+={0,2}$/.test(content)) return undefined;
  try {
    return atob(content);
  } catch {
    return undefined;
  }
}
