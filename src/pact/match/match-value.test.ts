/**
 * One rule and one value of a JSON body, a rule at a time.
 *
 * Pact V2 #matchers, V3 and V4 #matching-rules.
 */
import { describe, expect, test } from "vitest";
import type { Matcher } from "../pact.ts";
import { readJson } from "./json-value.ts";
import { matchText } from "./match-text.ts";
import { matchCollection, matchValue } from "./match-value.ts";

function read(text: string): unknown {
  const reading = readJson(text);
  if ("reason" in reading) throw new Error(`${text} ${reading.reason}`);
  return reading.value;
}

const YES = "matches";
const NO = "mismatch";
const OPEN = "undecided";

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe("a value", () => {
  test.each([
    // rule                                        example   actual             verdict
    ['{"match":"equality"}', "1", "1", YES],
    ['{"match":"equality"}', "1", "1.0", NO],
    ['{"match":"equality"}', '"1"', "1", NO],
    ['{"match":"equality"}', "null", "null", YES],
    ['{"match":"type"}', "1", "2.5", YES],
    ['{"match":"type"}', "1", '"1"', NO],
    ['{"match":"type"}', '"a"', "null", NO],
    ['{"match":"type"}', "null", "1", NO],
    ['{"match":"type"}', "true", "false", YES],
    ['{"match":"type"}', "1", "[1]", NO],
    ['{"match":"integer"}', "1", "10", YES],
    ['{"match":"integer"}', "1", "-10", YES],
    ['{"match":"integer"}', "1", "10.0", NO],
    ['{"match":"integer"}', "1", "1e2", NO],
    ['{"match":"integer"}', "1", '"10"', NO],
    ['{"match":"decimal"}', "1.1", "10", NO],
    ['{"match":"decimal"}', "1.1", "10.0", YES],
    ['{"match":"decimal"}', "1.1", "1e2", YES],
    ['{"match":"decimal"}', "1.1", '"1.1"', NO],
    ['{"match":"number"}', "1", "1.1", YES],
    ['{"match":"number"}', "1", "1", YES],
    ['{"match":"number"}', "1", '"1"', NO],
    ['{"match":"boolean"}', "true", "false", YES],
    ['{"match":"boolean"}', "true", '"true"', YES],
    ['{"match":"boolean"}', "true", '"yes"', NO],
    ['{"match":"boolean"}', "true", "1", NO],
    ['{"match":"null"}', "null", "null", YES],
    ['{"match":"null"}', "null", "0", NO],
    ['{"match":"null"}', "null", '""', NO],
    ['{"match":"regex","regex":"\\\\d{2}/\\\\d{2}"}', '"29/10"', '"01/11"', YES],
    ['{"match":"regex","regex":"\\\\d{2}/\\\\d{2}"}', '"29/10"', '"01/112"', NO],
    ['{"match":"regex","regex":"[0-9]+"}', "1", "42", YES],
    ['{"match":"regex","regex":"\\\\d+\\\\.\\\\d\\\\d"}', "1.50", "2.50", YES],
    ['{"match":"regex","regex":"\\\\d+\\\\.\\\\d\\\\d"}', "1.50", "2.5", NO],
    ['{"match":"regex","regex":"true|false"}', "true", "false", YES],
    ['{"match":"regex","regex":"(?P<a>b)"}', '"b"', '"b"', OPEN],
    ['{"match":"regex"}', '"b"', '"b"', OPEN],
    ['{"match":"include","value":"ell"}', '"hello"', '"bell"', YES],
    ['{"match":"include","value":"ell"}', '"hello"', '"ball"', NO],
    ['{"match":"include","value":"2"}', "1", "123", YES],
    ['{"match":"date","format":"yyyy-MM-dd"}', '"2000-01-01"', '"2020-02-29"', YES],
    ['{"match":"date","format":"yyyy-MM-dd"}', '"2000-01-01"', '"2020-02-30"', NO],
    ['{"match":"date","date":"dd.MM.yyyy"}', '"01.01.2000"', '"29.02.2020"', YES],
    ['{"match":"date"}', '"2000-01-01"', '"2020-01-01"', YES],
    ['{"match":"time","format":"HH:mm"}', '"12:00"', '"23:59"', YES],
    ['{"match":"time"}', '"12:00:00"', '"23:59"', NO],
    ['{"match":"timestamp","timestamp":"yyyy-MM-dd HH:mm"}', '""', '"2020-01-01 12:00"', YES],
    ['{"match":"datetime"}', '""', '"2020-01-01T12:00:00Z"', YES],
    ['{"match":"datetime","format":"VV"}', '""', '"Europe/Berlin"', OPEN],
    ['{"match":"semver"}', '"1.0.0"', '"1.2.3-rc.1+build"', YES],
    ['{"match":"semver"}', '"1.0.0"', '"1.2"', NO],
    ['{"match":"semver"}', '"1.0.0"', '"01.2.3"', NO],
    ['{"match":"semver"}', '"1.0.0"', "1.2", NO],
    ['{"match":"notEmpty"}', '"a"', '"b"', YES],
    ['{"match":"notEmpty"}', '"a"', '""', NO],
    ['{"match":"notEmpty"}', '"a"', "null", NO],
    ['{"match":"notEmpty"}', '"a"', "0", YES],
    ['{"match":"not-empty"}', '"a"', "[]", NO],
    ['{"match":"statusCode","status":"success"}', "200", "204", YES],
    ['{"match":"statusCode","status":"success"}', "200", "304", NO],
    ['{"match":"statusCode","status":"info"}', "100", "101", YES],
    ['{"match":"statusCode","status":"redirect"}', "302", "301", YES],
    ['{"match":"statusCode","status":"clientError"}', "404", "499", YES],
    ['{"match":"statusCode","status":"clientError"}', "404", "500", NO],
    ['{"match":"statusCode","status":"serverError"}', "500", "503", YES],
    ['{"match":"statusCode","status":"nonError"}', "200", "399", YES],
    ['{"match":"statusCode","status":"nonError"}', "200", "400", NO],
    ['{"match":"statusCode","status":"error"}', "400", "500", YES],
    ['{"match":"statusCode","status":"error"}', "400", "399", NO],
    ['{"match":"statusCode","status":[200,201]}', "200", "201", YES],
    ['{"match":"statusCode","status":[200,201]}', "200", "202", NO],
    ['{"match":"statusCode","status":"fine"}', "200", "200", OPEN],
    ['{"match":"contentType","value":"image/png"}', '""', `"${PNG}"`, YES],
    ['{"match":"contentType","value":"image/jpeg"}', '""', `"${PNG}"`, NO],
    ['{"match":"contentType","value":"text/plain"}', '""', '"some text"', YES],
    ['{"match":"contentType","value":"application/json"}', '""', '"{\\"a\\":1}"', YES],
    ['{"match":"contentType","value":"application/xml"}', '""', '"{\\"a\\":1}"', NO],
    ['{"match":"contentType","value":"application/x-own"}', '""', '"some text"', OPEN],
    ['{"match":"eachKey","rules":[]}', "1", "1", OPEN],
    ['{"match":"teapot"}', "1", "1", OPEN],
  ])("%s, such as %s: %s %s", (rule, example, actual, verdict) => {
    const outcome = matchValue(JSON.parse(rule) as Matcher, read(example), read(actual));
    expect(outcome?.kind ?? YES).toBe(verdict);
  });
});

describe("a list or an object as a whole", () => {
  test.each([
    // rule                           actual       verdict  cascaded
    ['{"match":"type"}', "[]", YES, YES],
    ['{"match":"type","min":2}', "[1]", NO, YES],
    ['{"match":"type","min":2}', "[1,2]", YES, YES],
    ['{"match":"type","max":1}', "[1,2]", NO, YES],
    ['{"match":"type","min":1,"max":2}', "[1,2,3]", NO, YES],
    ['{"match":"type","min":1,"max":2}', "[1,2]", YES, YES],
    ['{"match":"min","min":2}', "[1]", NO, YES],
    ['{"match":"equality"}', "[1]", NO, NO],
    ['{"match":"equality"}', "[7]", YES, YES],
    ['{"match":"notEmpty"}', "[]", NO, NO],
    ['{"match":"notEmpty"}', "[null]", YES, YES],
    ['{"match":"null"}', "[]", NO, NO],
    ['{"match":"integer"}', "[1]", YES, YES],
    ['{"match":"regex","regex":"a"}', "[1]", YES, YES],
    ['{"match":"eachValue","rules":[]}', "[1]", YES, YES],
    ['{"match":"teapot"}', "[1]", OPEN, OPEN],
  ])("%s: %s %s", (written, actual, verdict, cascaded) => {
    const rule = JSON.parse(written) as Matcher;
    expect(matchCollection(rule, [7], read(actual), false)?.kind ?? YES).toBe(verdict);
    expect(matchCollection(rule, [7], read(actual), true)?.kind ?? YES).toBe(cascaded);
  });

  test.each([
    ['{"match":"integer"}', "{}", NO],
    ['{"match":"type","min":1}', "{}", NO],
    ['{"match":"type"}', '{"a":1}', YES],
  ])("%s: the object %s %s", (rule, actual, verdict) => {
    const outcome = matchCollection(JSON.parse(rule) as Matcher, {}, read(actual), false);
    expect(outcome?.kind ?? YES).toBe(verdict);
  });
});

describe("a text", () => {
  test.each([
    // rule                                  actual    verdict
    ['{"match":"equality"}', "a", YES],
    ['{"match":"equality"}', "A", NO],
    ['{"match":"type"}', "anything", YES],
    ['{"match":"type","min":2}', "anything", YES],
    ['{"match":"integer"}', "10", YES],
    ['{"match":"integer"}', "10.5", NO],
    ['{"match":"decimal"}', "10", YES],
    ['{"match":"number"}', "1e5", YES],
    ['{"match":"number"}', "a", NO],
    ['{"match":"boolean"}', "true", YES],
    ['{"match":"boolean"}', "yes", NO],
    ['{"match":"null"}', "null", NO],
    ['{"match":"notEmpty"}', "", NO],
    ['{"match":"regex","regex":"\\\\w+"}', "crocodiles", YES],
    ['{"match":"regex","regex":"\\\\w+"}', "two words", NO],
    ['{"match":"include","value":"ell"}', "hello", YES],
    ['{"match":"statusCode","status":"success"}', "204", YES],
    ['{"match":"statusCode","status":"success"}', "two", NO],
    ['{"match":"eachValue","rules":[]}', "a", OPEN],
    ['{"match":"teapot"}', "a", OPEN],
  ])("%s: %s %s", (rule, actual, verdict) => {
    expect(matchText(JSON.parse(rule) as Matcher, "a", actual)?.kind ?? YES).toBe(verdict);
  });
});
