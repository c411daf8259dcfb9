import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { inTemporaryFolder } from "../../../test/temporary-folder.ts";
import { backupFile } from "./backup.ts";
import { loadSqlite, openStore } from "./store.ts";

test("a database of another program is not taken for a broker's, and stays as it was", async () => {
  await inTemporaryFolder(async (folder) => {
    const other = path.join(folder, "other.sqlite");
    const { DatabaseSync } = await loadSqlite();
    const database = new DatabaseSync(other);
    database.exec("CREATE TABLE note (text TEXT)");
    database.close();
    const before = readFileSync(other);
    await expect(openStore(other)).rejects.toMatchObject({
      code: "broker.data-unusable",
      message: `${other} cannot be used: it belongs to another program`,
    });
    await expect(backupFile(other, path.join(folder, "copy"))).rejects.toMatchObject({
      code: "broker.data-unusable",
      message: `${other} cannot be used: it is no broker's file`,
    });
    expect(readFileSync(other).equals(before)).toBe(true);
  });
});

test("what is written but not yet in the file itself is in the copy", async () => {
  await inTemporaryFolder(async (folder) => {
    const [file, copy] = [path.join(folder, "b.sqlite"), path.join(folder, "copy.sqlite")];
    const store = await openStore(file);
    store.run(
      "INSERT INTO participant (name, created_at, updated_at) VALUES ('orders', 'then', 'then')",
    );
    await backupFile(file, copy);
    store.close();
    const found = await openStore(copy);
    expect(found.all("SELECT name FROM participant")).toEqual([{ name: "orders" }]);
    found.close();
  });
});
