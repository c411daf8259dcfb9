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
