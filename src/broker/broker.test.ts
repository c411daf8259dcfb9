import { expect, test } from "vitest";
import { createBroker } from "./broker.ts";

test("the index names the relations that clients begin with", async () => {
  const broker = await createBroker();
  const answer = await broker.fetch(new Request("http://broker.test/"));
  expect(answer.status).toBe(200);
  const { _links: links } = (await answer.json()) as { _links: Record<string, { href: string }> };
  expect(links["pb:publish-contracts"]!.href).toBe("http://broker.test/contracts/publish");
  await broker.close();
});

test("names keep their signs", async () => {
  const broker = await createBroker();
  const url = `http://broker.test/pacticipants/${encodeURIComponent("a/b %25 ü")}`;
  const made = await broker.fetch(new Request(url, { method: "PATCH", body: "{}" }));
  expect(made.status).toBe(201);
  expect(await made.json()).toMatchObject({ name: "a/b %25 ü", _links: { self: { href: url } } });
  const wrong = await broker.fetch(new Request(url, { method: "POST", body: "{}" }));
  expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, PUT, PATCH, DELETE"]);
  await broker.close();
});

test.each([
  "http://inside:9292/team/broker/pacticipants/a",
  "http://inside:9292/pacticipants/a",
  "https://outside.test/team/broker/pacticipants/a",
])("%s is found below the base URL, and linked to there", async (url) => {
  const broker = await createBroker({ baseUrl: "https://outside.test/team/broker" });
  const post = { method: "POST", body: JSON.stringify({ name: "a" }) };
  await broker.fetch(new Request(url.replace(/\/a$/, ""), post));
  const answer = await broker.fetch(new Request(url));
  expect(answer.status).toBe(200);
  const body = (await answer.json()) as { _links: { self: { href: string } } };
  expect(body._links.self.href).toBe("https://outside.test/team/broker/pacticipants/a");
  await broker.close();
});

test("a base URL that is none is refused at the start", async () => {
  await expect(createBroker({ baseUrl: "pacts.example.org/broker" })).rejects.toMatchObject({
    code: "usage.invalid",
  });
});
