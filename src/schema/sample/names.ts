/**
 * What a property's name suggests: values as people would write them in an example.
 */
import { below, fraction, pick, type Random } from "./random.ts";

/** Texts that suit a property called `name`; none where the name says nothing. */
export function textsFor(name: string): readonly string[] {
  return entryFor(texts, name) ?? [];
}

/** Numbers that suit a property called `name`. */
export function numbersFor(name: string): readonly number[] {
  return entryFor(numbers, name) ?? [];
}

/** A text for a property called `name`, whatever that is. */
export function plausibleText(random: Random, name: string): string {
  const known = textsFor(name);
  if (known.length > 0) return pick(random, known);
  const last = wordsOf(name).at(-1);
  if (last === "id" || last === "key" || last === "token" || last === "ref") {
    return `${pick(random, words)}-${1000 + below(random, 9000)}`;
  }
  return pick(random, words);
}

/** A short plain word. */
export function word(random: Random): string {
  return pick(random, words);
}

/** `count` letters in lower case. */
export function letters(random: Random, count: number): string {
  let text = "";
  // Consonants and vowels in turn can be read aloud.
  for (let index = 0; index < count; index += 1) {
    const alphabet = index % 2 === 0 ? "bdfgklmnprstvz" : "aeiou";
    text += alphabet[Math.floor(fraction(random) * alphabet.length)];
  }
  return text;
}

// The whole name first, then its end: `billingCity` is a city, `currencyCode` its own entry.
function entryFor<T>(table: ReadonlyMap<string, T>, name: string): T | undefined {
  const parts = wordsOf(name);
  for (let start = 0; start < parts.length; start += 1) {
    const entry = table.get(parts.slice(start).join(""));
    if (entry !== undefined) return entry;
  }
  return undefined;
}

const maxCached = 10_000;
const split = new Map<string, readonly string[]>();

function wordsOf(name: string): readonly string[] {
  let parts = split.get(name);
  if (parts === undefined) {
    if (split.size >= maxCached) split.clear();
    parts = splitName(name);
    split.set(name, parts);
  }
  return parts;
}

function splitName(name: string): readonly string[] {
  if (name.length > 80) return [];
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return spaced.split(/[^a-z0-9]+/).filter((part) => part !== "");
}

const words = [
  "amber",
  "birch",
  "cedar",
  "delta",
  "ember",
  "fern",
  "harbor",
  "indigo",
  "juniper",
  "kestrel",
  "linen",
  "maple",
  "north",
  "olive",
  "pebble",
  "quartz",
  "river",
  "slate",
  "tulip",
  "willow",
];

const firstNames = ["Ada", "Grace", "Alan", "Katherine", "Edsger", "Barbara"];
const lastNames = ["Lovelace", "Hopper", "Turing", "Johnson", "Dijkstra", "Liskov"];
const fullNames = firstNames.map((first, index) => `${first} ${lastNames[index]}`);
// RFC 2606 §3 keeps these domains for examples; nobody receives the mail.
const emails = ["ada@example.com", "grace@example.org", "alan.turing@example.net"];
const urls = ["https://example.com/amber", "https://example.org/cedar", "https://example.net/"];
const images = ["https://example.com/amber.png", "https://example.org/cedar.jpg"];
// 555-0100 to 555-0199 are kept for fiction (North American Numbering Plan).
const phones = ["+12025550123", "+12025550147", "+14155550199"];
const instants = ["2024-01-15T09:30:00Z", "2024-02-03T14:05:30Z", "2024-03-21T18:45:10Z"];
const days = ["2024-01-15", "2024-02-03", "2024-03-21"];
const sentences = ["A short description.", "Made by hand in small batches.", "As agreed by phone."];

const texts: ReadonlyMap<string, readonly string[]> = new Map([
  ...named(["email", "emailaddress", "mail"], emails),
  ...named(["firstname", "givenname", "forename"], firstNames),
  ...named(["lastname", "surname", "familyname"], lastNames),
  ...named(
    ["fullname", "author", "owner", "customername", "contactname", "recipient", "cardholder"],
    fullNames,
  ),
  ...named(["username", "login", "nickname", "handle"], ["ada", "grace", "alan42"]),
  ...named(["name"], ["Amber", "Blue Lantern", "Cedar", "Juniper"]),
  ...named(["title", "headline", "subject"], ["A quiet morning", "Notes on cedar", "The long way"]),
  ...named(["description", "summary", "details", "about", "bio"], sentences),
  ...named(["comment", "note", "notes", "text", "body", "content"], sentences),
  ...named(["message", "reason"], ["All is well.", "Please try again.", "It was not found."]),
  ...named(["city", "town", "locality"], ["Lisbon", "Oslo", "Kyoto", "Montreal"]),
  ...named(
    ["street", "streetaddress", "address", "addressline", "line1", "address1"],
    ["12 Harbor Street", "7 Elm Lane", "301 Mill Road"],
  ),
  ...named(["line2", "address2"], ["Apartment 4", "2nd floor"]),
  ...named(["state", "province", "region"], ["Oregon", "Bavaria", "Ontario"]),
  ...named(["zip", "zipcode", "postalcode", "postcode"], ["97205", "10115", "04109"]),
  ...named(["country"], ["Portugal", "Norway", "Japan", "PT", "NO", "JP"]),
  ...named(["countrycode"], ["PT", "NO", "JP"]),
  ...named(["currency", "currencycode"], ["EUR", "USD", "JPY"]),
  ...named(["language", "lang"], ["en", "pt", "ja"]),
  ...named(["locale"], ["en-US", "pt-PT", "ja-JP"]),
  ...named(["timezone", "tz"], ["Europe/Lisbon", "Asia/Tokyo", "UTC"]),
  ...named(["phone", "phonenumber", "telephone", "mobile", "msisdn", "fax"], phones),
  ...named(["url", "uri", "href", "link", "website", "homepage", "endpoint", "callback"], urls),
  ...named(["image", "imageurl", "avatar", "avatarurl", "thumbnail", "picture", "photo"], images),
  ...named(["domain", "hostname", "host"], ["example.com", "shop.example.org"]),
  ...named(["ip", "ipaddress"], ["192.0.2.17", "198.51.100.4"]),
  ...named(["company", "organization", "organisation", "vendor"], ["Acme Ltd", "Blue Harbor Inc"]),
  ...named(["department", "team"], ["Sales", "Support", "Research"]),
  ...named(["sku", "productcode", "itemcode"], ["SKU-1042", "SKU-2210", "SKU-3307"]),
  ...named(["color", "colour"], ["blue", "green", "amber"]),
  ...named(["status"], ["active", "pending", "done"]),
  ...named(["gender"], ["female", "male", "other"]),
  ...named(["version"], ["1.0.0", "1.4.2", "2.0.1"]),
  ...named(["slug"], ["blue-lantern", "quiet-morning", "cedar"]),
  ...named(["tag", "tags", "label", "labels", "category", "categories"], ["new", "sale", "garden"]),
  ...named(["mimetype", "contenttype", "mediatype"], ["application/json", "image/png"]),
  ...named(["filename", "file"], ["report.pdf", "amber.png", "notes.txt"]),
  ...named(["path"], ["/amber/cedar", "/notes.txt"]),
  ...named(["price", "amount", "total", "balance", "cost"], ["19.99", "4.50", "129.00"]),
  ...named(["date", "day", "birthday", "dateofbirth", "birthdate"], days),
  ...named(["datetime", "timestamp", "createdat", "updatedat", "at"], instants),
]);

const numbers: ReadonlyMap<string, readonly number[]> = new Map([
  ...named(
    ["price", "amount", "total", "subtotal", "cost", "balance", "fee", "unitprice", "value"],
    [19.99, 4.5, 129, 42.75, 8, 15, 20, 60],
  ),
  ...named(["tax", "discount", "shipping"], [1.99, 2.5, 3, 5]),
  ...named(["quantity", "qty", "units", "stock"], [1, 2, 3, 5]),
  ...named(["count", "totalcount", "size", "length"], [3, 7, 12]),
  ...named(["page", "pagenumber"], [1, 2]),
  ...named(["limit", "pagesize", "perpage"], [20, 50, 10]),
  ...named(["offset", "skip"], [0, 20]),
  ...named(["age"], [29, 36, 51]),
  ...named(["year"], [2023, 2024, 2025]),
  ...named(["month"], [2, 6, 11]),
  ...named(["rating", "score", "stars"], [4, 4.5, 3.5, 5]),
  ...named(["percent", "percentage"], [12.5, 25, 80]),
  ...named(["rate", "ratio"], [0.25, 0.5, 0.07]),
  ...named(["latitude", "lat"], [38.7223, 59.9139, 35.0116]),
  ...named(["longitude", "lng", "lon"], [-9.1393, 10.7522, 135.7681]),
  ...named(["width", "height"], [640, 480, 1200, 120, 12]),
  ...named(["weight"], [1.2, 0.5, 12, 3]),
  ...named(["duration", "timeout"], [30, 90, 300]),
  ...named(["timestamp", "createdat", "updatedat"], [1705311000, 1706969130]),
  ...named(["port"], [8080, 443]),
  ...named(["statuscode", "httpstatus"], [200, 404]),
]);

function named<T>(names: readonly string[], values: readonly T[]): [string, readonly T[]][] {
  return names.map((name) => [name, values]);
}
