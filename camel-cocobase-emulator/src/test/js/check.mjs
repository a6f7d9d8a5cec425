/*
 * Drives an emulator with the official JavaScript SDK, as an application would.
 * COCOBASE_BASE_URL and COCOBASE_API_KEY say which emulator.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import WebSocket from "ws";
import { Cocobase, NotFoundError } from "cocobase";

const baseURL = process.env.COCOBASE_BASE_URL;
const apiKey = process.env.COCOBASE_API_KEY;
const TIMEOUT_MILLIS = 20_000;

// Node 20 has no WebSocket of its own, and the SDK takes its real-time host from a constant instead of from baseURL
globalThis.WebSocket = class extends WebSocket {
  constructor(url) {
    const redirected = new URL(url);
    const emulator = new URL(baseURL);
    redirected.protocol = "ws:";
    redirected.host = emulator.host;
    super(redirected);
  }
};

const db = new Cocobase({ apiKey, baseURL });

/** Events in the order they came, to be taken one by one. */
class Inbox {
  #events = [];
  #waiting = [];

  put(event) {
    const next = this.#waiting.shift();
    if (next) {
      next(event);
    } else {
      this.#events.push(event);
    }
  }

  take() {
    if (this.#events.length > 0) {
      return Promise.resolve(this.#events.shift());
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("No event came")), TIMEOUT_MILLIS);
      this.#waiting.push((event) => {
        clearTimeout(timer);
        resolve(event);
      });
    });
  }
}

function watch(collection, filters) {
  const inbox = new Inbox();
  const watcher = db.realtime.collection(collection, filters);
  watcher.connect();
  watcher.onConnected((event) => inbox.put(event));
  watcher.onCreate((event) => inbox.put(event));
  watcher.onUpdate((event) => inbox.put(event));
  watcher.onDelete((event) => inbox.put(event));
  return { inbox, watcher };
}

/** Profiles differ in what they call the document. */
function documentOf(event) {
  return event.document ?? event.data;
}

test("creates, reads, updates, deletes", async () => {
  const created = await db.createDocument("users", { name: "Ann", age: 30 });
  assert.ok(created.id);
  assert.deepEqual(created.data, { name: "Ann", age: 30 });
  assert.ok(!Number.isNaN(Date.parse(created.created_at)));

  assert.deepEqual((await db.getDocument("users", created.id)).data, created.data);

  const updated = await db.updateDocument("users", created.id, { age: 31 });
  assert.deepEqual(updated.data, { name: "Ann", age: 31 });

  await db.deleteDocument("users", created.id);
  await assert.rejects(db.getDocument("users", created.id), NotFoundError);
});

test("lists with filters, order and page, and counts", async () => {
  await db.createDocuments("people", [
    { name: "Ann", age: 30, city: "Rome" },
    { name: "Bob", age: 5, city: "Oslo" },
    { name: "Cyd", age: 18, city: "Rome" },
  ]);
  const names = async (query) => (await db.listDocuments("people", query)).map((found) => found.data.name);

  assert.deepEqual(await names({ filters: { age_gte: 18 }, sort: "name", order: "asc" }), ["Ann", "Cyd"]);
  assert.deepEqual(await names({ filters: { city: "Rome", age_lt: 20 } }), ["Cyd"]);
  assert.deepEqual(await names({ filters: { name_startswith: "b" } }), ["Bob"]);
  assert.deepEqual(
    await names({ filters: { "[or]city": "Oslo", "[or]age_gt": 20 }, sort: "name", order: "asc" }),
    ["Ann", "Bob"],
  );
  assert.deepEqual(await names({ sort: "name", order: "asc", limit: 1, offset: 1 }), ["Bob"]);
  assert.deepEqual(await db.countDocuments("people"), { count: 3 });
  assert.deepEqual(await db.countDocuments("people", { filters: { city: "Rome" } }), { count: 2 });
});

test("updates and deletes many", async () => {
  const created = await db.createDocuments("many", [{ n: 1 }, { n: 2 }]);
  const ids = created.map((document) => document.id);
  await db.updateDocuments("many", { [ids[0]]: { n: 10 } });
  assert.deepEqual((await db.getDocument("many", ids[0])).data, { n: 10 });
  await db.deleteDocuments("many", ids);
  assert.deepEqual(await db.listDocuments("many"), []);
});

test("a watcher sees create, update and delete", async () => {
  const { inbox, watcher } = watch("users");
  try {
    const connected = await inbox.take();
    assert.equal(connected.event, "connected");
    assert.equal(connected.collection_id, "users");

    const document = await db.createDocument("users", { name: "Eve" });
    const create = await inbox.take();
    assert.equal(create.event, "create");
    assert.equal(documentOf(create).id, document.id);
    assert.deepEqual(documentOf(create).data, { name: "Eve" });

    await db.updateDocument("users", document.id, { name: "Eva" });
    const update = await inbox.take();
    assert.equal(update.event, "update");
    assert.deepEqual(documentOf(update).data, { name: "Eva" });

    await db.deleteDocument("users", document.id);
    const remove = await inbox.take();
    assert.equal(remove.event, "delete");
    assert.equal(documentOf(remove).id, document.id);
  } finally {
    watcher.disconnect();
  }
});

test("a watcher's filters hold in the server", async () => {
  const { inbox, watcher } = watch("users", { city: "Rome" });
  try {
    assert.deepEqual((await inbox.take()).filters, { city: "Rome" });
    await db.createDocument("users", { city: "Oslo" });
    await db.createDocument("users", { city: "Rome" });
    assert.deepEqual(documentOf(await inbox.take()).data, { city: "Rome" });
  } finally {
    watcher.disconnect();
  }
});

test("a watcher survives a dropped connection", async () => {
  const { inbox, watcher } = watch("users");
  try {
    assert.equal((await inbox.take()).event, "connected");
    const dropped = await fetch(`${baseURL}/__admin/connections/all/drop`, { method: "POST" });
    assert.deepEqual(await dropped.json(), { connections: 1 });
    assert.equal((await inbox.take()).event, "connected");
    await db.createDocument("users", { name: "Fay" });
    assert.deepEqual(documentOf(await inbox.take()).data, { name: "Fay" });
  } finally {
    watcher.disconnect();
  }
});
