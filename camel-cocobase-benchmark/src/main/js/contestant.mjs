/*
 * The official JavaScript SDK as a contestant: connects, warms up, measures, checks that everything was decoded.
 * Arguments: the blaster's port, "throughput" or the events per second, the documents' size, seconds of warm-up, seconds
 * of measuring.
 */
import { createHistogram } from "node:perf_hooks";
import WebSocket from "ws";
import { Cocobase } from "cocobase";

const [port, mode, size, warmUp, seconds] = process.argv.slice(2);
const timed = mode !== "throughput";
const collection = `docs${size}${timed ? `at${mode}` : ""}`;

// Node 20 has no WebSocket of its own, and the SDK takes its real-time host from a constant instead of from baseURL
globalThis.WebSocket = class extends WebSocket {
  constructor(url) {
    const redirected = new URL(url);
    redirected.protocol = "ws:";
    redirected.host = `127.0.0.1:${port}`;
    super(redirected);
  }
};

// above the clock, so that stamps always have 16 digits; see EventFrames
const STAMP_BASE_MICROS = 1e15;
const WARM_UP_EVENTS = 300_000;
// single events take other ways through the code than a stream, which are compiled only now
const SETTLE_SECONDS = 10;
const latency = createHistogram();
let events = 0;
let misread = 0;
let lastN = -1;

function accept({ event, data }) {
  // numbered from 0 on, again and again
  const { n } = data.data;
  if (event !== "update" || data.id.length !== 36 || (n !== lastN + 1 && n !== 0)) {
    misread++;
  }
  lastN = n;
  if (timed) {
    const now = Number(process.hrtime.bigint() / 1000n);
    latency.record(Math.max(1, now + STAMP_BASE_MICROS - data.data.sentAt));
  }
  events++;
}

const db = new Cocobase({ apiKey: "benchmark", baseURL: `http://127.0.0.1:${port}` });
const sleep = (wanted) => new Promise((resolve) => setTimeout(resolve, wanted * 1000));

function watch(name) {
  const watcher = db.realtime.collection(name);
  watcher.connect();
  watcher.onUpdate(accept);
  return watcher;
}

if (timed) {
  // at a low rate, nothing would be compiled before the measuring begins. So many events and no more: the SDK goes on
  // reading a stream without end after disconnect()
  watch(`docs${size}x${WARM_UP_EVENTS}`);
  while (events < WARM_UP_EVENTS) {
    await sleep(0.1);
  }
  lastN = -1;
  watch(collection);
  await sleep(SETTLE_SECONDS);
} else {
  watch(collection);
  await sleep(Number(warmUp));
}
latency.reset();
const before = { events, cpu: process.cpuUsage(), nanos: process.hrtime.bigint() };
await sleep(Number(seconds));
const nanos = Number(process.hrtime.bigint() - before.nanos);
const cpu = process.cpuUsage(before.cpu);
const measured = events - before.events;
const figures = {
  eventsPerSecond: (measured * 1e9) / nanos,
  cpuMicrosPerEvent: (cpu.user + cpu.system) / measured,
};
if (timed) {
  Object.assign(figures, {
    p50: latency.percentile(50),
    p99: latency.percentile(99),
    "p99.9": latency.percentile(99.9),
    max: latency.max,
  });
}
figures.right = misread === 0 && measured > 0 ? 1 : 0;
console.log("RESULT", ...Object.entries(figures).map(([name, value]) => `${name}=${value}`));
process.exit(0);
