/* Reads every Mermaid diagram of the pages that are named by the arguments, as GitHub will. */
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

// mermaid cleans texts by means of a document
const { window } = new JSDOM("<!DOCTYPE html><body></body>");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");

let count = 0;
for (const page of process.argv.slice(2)) {
  const text = readFileSync(page, "utf8");
  for (const block of text.matchAll(/^```mermaid\n([^]*?)^```$/gm)) {
    const line = text.slice(0, block.index).split("\n").length;
    count++;
    try {
      await mermaid.parse(block[1]);
    } catch (error) {
      console.error(`${page}:${line}: ${error.message}`);
      process.exitCode = 1;
    }
  }
}
console.log(`${count} diagrams read`);
if (count === 0) {
  process.exitCode = 1;
}
