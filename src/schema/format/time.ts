/**
 * Dates and times: RFC 3339 §5.6, durations: its appendix A.
 */

const daysOf = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `full-date`. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : (daysOf[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

/** `full-time`: with an offset. A leap second comes at 23:59:60 UTC and never else. */
export function isTime(text: string): boolean {
  const match = /^(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:z|([+-])(\d{2}):(\d{2}))$/i.exec(text);
  if (match === null) return false;
  const hour = Number(match[1]);
  const minute = Number(match[2]);
  const second = Number(match[3]);
  const offsetHour = Number(match[5] ?? 0);
  const offsetMinute = Number(match[6] ?? 0);
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return false;
  if (second < 60) return true;
  const offset = (offsetHour * 60 + offsetMinute) * (match[4] === "-" ? -1 : 1);
  const dayMinutes = 24 * 60;
  const utc = (((hour * 60 + minute - offset) % dayMinutes) + dayMinutes) % dayMinutes;
  return utc === dayMinutes - 1;
}

/** `date-time`: the two with a T between. */
export function isDateTime(text: string): boolean {
  return /^.{10}t/i.test(text) && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}

/** `partial-time` of RFC 3339 §5.6, as RFC 9557 §4.1 has it: without an offset. */
export function isLocalTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?$/.test(text);
}

/** `date-time` without its offset. */
export function isLocalDateTime(text: string): boolean {
  return /^.{10}t/i.test(text) && isDate(text.slice(0, 10)) && isLocalTime(text.slice(11));
}

/** Units in falling order without gaps between them, or weeks alone. */
export function isDuration(text: string): boolean {
  return duration.test(text);
}

const duration = (() => {
  const date = "(?:\\d+Y(?:\\d+M(?:\\d+D)?)?|\\d+M(?:\\d+D)?|\\d+D)";
  const time = "T(?:\\d+H(?:\\d+M(?:\\d+S)?)?|\\d+M(?:\\d+S)?|\\d+S)";
  return new RegExp(`^P(?:${date}(?:${time})?|${time}|\\d+W)$`);
})();
