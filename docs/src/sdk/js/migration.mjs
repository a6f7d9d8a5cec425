import { Cocobase } from "cocobase";

const db = new Cocobase({ apiKey: process.env.COCOBASE_API_KEY });

export function watch() {
  const watcher = db.realtime.collection("users", { status: "active" });
  watcher.connect();
  watcher.onCreate((event) => console.log("create", event.data.id, event.data.data.name));
  watcher.onUpdate((event) => console.log("update", event.data.id, event.data.data.name));
  watcher.onDelete((event) => console.log("removed", event.data.id));
  return () => watcher.disconnect();
}
