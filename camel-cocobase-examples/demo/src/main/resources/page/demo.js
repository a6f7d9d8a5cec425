// Shows what the demo's Camel routes send over the WebSocket /live. Every value goes in as text, never as markup.

const $ = (id) => document.getElementById(id);
const copyOf = (template) => $(template).content.firstElementChild.cloneNode(true);

const STATES = {
  LIVE: "Live",
  CONNECTING: "Connecting",
  AUTHENTICATING: "Signing in",
  WAITING: "Reconnecting",
  REJECTED: "Key rejected",
  SUSPENDED: "Suspended",
  STOPPED: "Stopped",
};
const KINDS = { create: "added", update: "changed", delete: "removed" };
const EXAMPLES = {
  users: { name: "Hedy Lamarr", plan: "pro", city: "Vienna" },
  orders: { name: "Order 2001", item: "Desk lamp", status: "placed" },
  products: { name: "Folding chair", price: 49.5, stock: 12 },
};
const EVENTS_SHOWN = 60;

const collections = new Map(); // name -> { element, connection, documents: id -> { element, data } }
let socket;
let documentsPerCollection;
let changesInState = Infinity; // changes up to this number are in the state that the page began with
let held = null; // the events of a paused feed, or null
let editedId; // of the document in the editor; undefined for a new one

// ---- what the routes send

function connect(delay = 500) {
  socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/live`);
  let impatience;
  socket.onopen = () => {
    changesInState = Infinity; // the state comes first
    // while the demo starts it may accept a page before there is a route that would greet it
    impatience = setTimeout(() => socket.close(), 3000);
  };
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.state) {
      clearTimeout(impatience);
      delay = 500;
      $("banner").hidden = true;
      showState(message.state);
    }
    if (message.change) showChange(message.change);
    if (message.connections) showConnections(message.connections);
    if (message.notice) showBanner(message.notice);
  };
  socket.onclose = () => {
    clearTimeout(impatience);
    showBanner("The demo does not answer. Does it still run? This page keeps trying.");
    setTimeout(() => connect(Math.min(delay * 2, 5000)), delay);
  };
}

function press(button) {
  if (socket.readyState !== WebSocket.OPEN) throw new Error("The demo does not answer");
  $("banner").hidden = true;
  socket.send(JSON.stringify(button));
}

function showState({ baseUrl, writable, connections, live }) {
  document.body.classList.toggle("writable", writable);
  $("source").textContent =
    `${connections.length} Camel routes watch ` + (writable ? "the built-in emulator" : `${baseUrl}, read only`);
  documentsPerCollection = live.documentsPerCollection;
  changesInState = live.changeCount;
  collections.clear();
  $("collections").replaceChildren();
  showConnections(connections);
  live.documents.forEach(({ collection, id, data }) => putDocument(collection, id, data));
  $("events").replaceChildren();
  $("event-count").textContent = live.changeCount;
  live.changes.toReversed().forEach(addEvent);
}

function showChange(change) {
  if (change.number <= changesInState) return;
  if (change.event === "delete") removeDocument(change.collection, change.id);
  else putDocument(change.collection, change.id, change.data, change.event);
  $("event-count").textContent = change.number;
  if (held) {
    held.push(change);
    $("pause").textContent = `Resume (${held.length})`;
  } else {
    addEvent(change, true);
  }
}

// ---- connections

function showConnections(connections) {
  for (const connection of connections) {
    const shown = collections.get(connection.collection) ?? addCollection(connection.collection);
    if (shown.connection && shown.connection.state !== connection.state) {
      $("announcement").textContent = `${connection.collection}: ${STATES[connection.state]}`;
    }
    shown.connection = connection;
    showConnection(shown);
  }
}

function addCollection(name) {
  const element = copyOf("collection-template");
  const shown = { element, documents: new Map() };
  element.dataset.collection = name;
  element.setAttribute("aria-label", name);
  element.querySelector("h2").textContent = name;
  element.querySelector(".documents").setAttribute("aria-label", `${name}, documents`);
  const cut = element.querySelector(".cut");
  cut.setAttribute("aria-label", `Cut the connection of ${name}`);
  cut.onclick = () => press({ press: "cut", collection: name });
  collections.set(name, shown);
  $("collections").append(element);
  return shown;
}

function showConnection({ element, connection }) {
  const { name, dsl, state, since, reconnects, lastError, nextAttempt } = connection;
  const live = state === "LIVE";
  const wait = nextAttempt === null ? "" : ` in ${duration(Math.max(0, nextAttempt - Date.now()))}`;
  element.dataset.state = state;
  element.querySelector(".badge").dataset.state = state;
  element.querySelector(".badge").textContent = STATES[state] + wait;
  element.querySelector(".about").textContent = `${name} · ${dsl}`;
  const detail = element.querySelector(".detail");
  detail.textContent = live
    ? `live for ${duration(Date.now() - since)}` + (reconnects ? `, reconnected ${reconnects}×` : "")
    : (lastError ?? "");
  detail.title = detail.textContent;
  element.querySelector(".cut").disabled = !live;
}

function duration(millis) {
  const seconds = Math.round(millis / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

// ---- documents

function putDocument(collection, id, data, event) {
  const { element, documents } = collections.get(collection);
  let shown = documents.get(id);
  if (!shown) {
    shown = { element: copyOf("document-template"), data: {} };
    shown.element.dataset.id = id;
    documents.set(id, shown);
    element.querySelector(".documents").prepend(shown.element);
    if (documents.size > documentsPerCollection) removeDocument(collection, documents.keys().next().value);
  }
  const before = shown.data;
  shown.data = data;
  fillCard(shown.element, collection, id, data, event === "update" ? before : data);
  if (event) flash(shown.element, event);
  showCount(element, documents);
}

function fillCard(card, collection, id, data, before) {
  const titleField = "name" in data ? "name" : Object.keys(data)[0];
  const title = titleField === undefined ? id : text(data[titleField]);
  const heading = card.querySelector("h3");
  heading.textContent = title;
  heading.title = `${title}, id ${id}`;
  const fields = Object.entries(data).filter(([field]) => field !== titleField);
  card.querySelector("dl").replaceChildren(
    ...fields.map(([field, value]) => {
      const pair = document.createElement("div");
      pair.append(withText("dt", field), withText("dd", text(value)));
      pair.classList.toggle("changed", text(value) !== text(before[field]));
      return pair;
    }),
  );
  const edit = card.querySelector(".edit");
  edit.setAttribute("aria-label", `Edit ${title}`);
  edit.onclick = () => openEditor(collection, id, data);
  const remove = card.querySelector(".delete");
  remove.setAttribute("aria-label", `Delete ${title}`);
  remove.onclick = () => press({ press: "delete", collection, id });
}

function removeDocument(collection, id) {
  const { element, documents } = collections.get(collection);
  const card = documents.get(id)?.element;
  if (!card) return;
  documents.delete(id);
  showCount(element, documents);
  card.inert = true;
  flash(card, "delete");
  setTimeout(() => card.remove(), 900);
}

function showCount(element, documents) {
  element.querySelector(".count").textContent = documents.size;
  element.classList.toggle("has-documents", documents.size > 0);
}

function flash(element, event) {
  delete element.dataset.event;
  void element.offsetWidth; // an animation starts anew only after a layout without it
  element.dataset.event = event;
}

function text(value) {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function withText(tag, content) {
  const element = document.createElement(tag);
  element.textContent = content;
  return element;
}

// ---- events

function addEvent({ event, collection, title, details, receivedAt }, isNew) {
  const row = copyOf("event-template");
  row.dataset.event = event;
  row.classList.toggle("new", Boolean(isNew));
  row.querySelector(".kind").textContent = KINDS[event] ?? event;
  row.querySelector("b").textContent = title;
  row.querySelector(".where").textContent = collection;
  row.querySelector(".details").textContent = details.replaceAll(" -> ", " → ");
  const time = row.querySelector("time");
  time.dateTime = new Date(receivedAt).toISOString();
  time.textContent = new Date(receivedAt).toLocaleTimeString([], { hour12: false });
  $("events").prepend(row);
  if ($("events").children.length > EVENTS_SHOWN) $("events").lastElementChild.remove();
}

$("pause").onclick = () => {
  if (held) {
    held.forEach((change) => addEvent(change, true));
    held = null;
  } else {
    held = [];
  }
  $("pause").textContent = held ? "Resume" : "Pause";
};

// ---- the editor

$("write").onclick = () => openEditor($("editor-collection").value);
$("editor-cancel").onclick = () => $("editor").close();
$("editor-collection").onchange = () => {
  // what somebody has typed stays
  if (Object.values(EXAMPLES).map(pretty).includes($("editor-json").value)) openEditor($("editor-collection").value);
};
$("editor").querySelector("form").onsubmit = (submission) => {
  submission.preventDefault();
  try {
    const document = JSON.parse($("editor-json").value);
    if (document === null || typeof document !== "object" || Array.isArray(document)) {
      throw new Error("A document is a JSON object: { … }");
    }
    press({ press: "write", collection: $("editor-collection").value, id: editedId, document });
    $("editor").close();
  } catch (problem) {
    $("editor-error").textContent = problem.message;
  }
};

function openEditor(collection, id, data) {
  editedId = id;
  const names = [...collections.keys()];
  $("editor-collection").replaceChildren(...names.map((name) => new Option(name, name)));
  $("editor-collection").value = collection || names[0];
  $("editor-collection").disabled = id !== undefined;
  $("editor-title").textContent = id === undefined ? "Write a document" : "Edit a document";
  $("editor-json").value = pretty(data ?? EXAMPLES[$("editor-collection").value] ?? { name: "" });
  $("editor-error").textContent = "";
  if (!$("editor").open) $("editor").showModal();
}

const pretty = (data) => JSON.stringify(data, null, 2);

function showBanner(message) {
  $("banner").textContent = message;
  $("banner").hidden = false;
}

setInterval(() => collections.forEach(showConnection), 500);
connect();
