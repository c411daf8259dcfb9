/**
 * Formats that header fields have: dates, media ranges and language tags.
 */
import { isDate } from "./time.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const month = `(${MONTHS.join("|")})`;
const time = "([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)";
const day = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const longDay = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";

const IMF_FIXDATE = new RegExp(`^${day}, (\\d{2}) ${month} (\\d{4}) ${time} GMT$`);
const RFC_850 = new RegExp(`^${longDay}, (\\d{2})-${month}-(\\d{2}) ${time} GMT$`);
const ASCTIME = new RegExp(`^${day} ${month} (\\d{2}| \\d) ${time} (\\d{4})$`);

/** RFC 9110 §5.6.7: a recipient accepts all three, old ones included. */
export function isHttpDate(text: string): boolean {
  const asctime = ASCTIME.exec(text);
  if (asctime !== null) return isDay(asctime[5]!, asctime[1]!, asctime[2]!.trim());
  const fixed = IMF_FIXDATE.exec(text);
  if (fixed !== null) return isDay(fixed[3]!, fixed[2]!, fixed[1]!);
  const old = RFC_850.exec(text);
  return old !== null && isDay(`20${old[3]}`, old[2]!, old[1]!);
}

function isDay(year: string, monthName: string, dayOfMonth: string): boolean {
  const number = String(MONTHS.indexOf(monthName) + 1).padStart(2, "0");
  return isDate(`${year}-${number}-${dayOfMonth.padStart(2, "0")}`);
}

const token = "[\\w!#$%&'*+.^`|~-]+";
const quoted = '"(?:[\\t \\x21\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\[\\t -~\\x80-\\xff])*"';
// Spaces belong to one part only, so that no text can be read in many ways.
const parameter = `[ \\t]*;(?:[ \\t]*${token}=(?:${token}|${quoted}))?`;
const MEDIA_RANGE = new RegExp(`^(?:\\*/\\*|${token}/\\*|${token}/${token})(?:${parameter})*$`);

/** RFC 9110 §12.5.1. */
export function isMediaRange(text: string): boolean {
  return MEDIA_RANGE.test(text);
}

const LANGUAGE_TAG = (() => {
  const alphanumeric = "[a-z0-9]";
  const language = "(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})";
  const variant = `(?:${alphanumeric}{5,8}|\\d${alphanumeric}{3})`;
  const extension = `[0-9a-wy-z](?:-${alphanumeric}{2,8})+`;
  const privateUse = `x(?:-${alphanumeric}{1,8})+`;
  const langtag = `${language}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\\d{3}))?(?:-${variant})*(?:-${extension})*(?:-${privateUse})?`;
  const irregular =
    "en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:be-fr|be-nl|ch-de)";
  const regular = "art-lojban|cel-gaulish|no-bok|no-nyn|zh-(?:guoyu|hakka|min|min-nan|xiang)";
  return new RegExp(`^(?:${langtag}|${privateUse}|${irregular}|${regular})$`, "i");
})();

/** RFC 5646 §2.1: well-formed, whatever the subtags mean. */
export function isLanguageTag(text: string): boolean {
  return text.length <= 255 && LANGUAGE_TAG.test(text);
}
