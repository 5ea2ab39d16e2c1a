import assert from "node:assert/strict";
import { test } from "node:test";

import { ending, size } from "../../../../review/web/islands/upload.ts";

test("a received file is said to be received", () => {
  const text = JSON.stringify({ received: [{ name: "a.dxf", new: true, same_as: "" }], refused: [] });
  assert.deepEqual(ending(201, text, "?"), { state: "received", same_as: "" });
});

test("the same bytes twice are said to be there already, under which name", () => {
  const text = JSON.stringify({ received: [{ name: "b.dxf", new: false, same_as: "a.dxf" }], refused: [] });
  assert.deepEqual(ending(200, text, "?"), { state: "already", same_as: "a.dxf" });
});

test("a refusal carries its reason", () => {
  const text = JSON.stringify({ received: [], refused: [{ name: "c.dxf", reason: "an empty file" }] });
  assert.deepEqual(ending(422, text, "?"), { state: "refused", reason: "an empty file" });
});

test("a problem document is quoted, and no answer at all has a sentence of its own", () => {
  assert.deepEqual(ending(413, '{"detail": "too large"}', "?"), { state: "refused", reason: "too large" });
  assert.deepEqual(ending(0, "", "broken off"), { state: "refused", reason: "broken off" });
  assert.deepEqual(ending(500, "<html>", "broken off"), { state: "refused", reason: "broken off" });
});

test("sizes are written as people write them", () => {
  assert.deepEqual([0, 999, 1400, 58_000_000, 3_000_000_000].map(size), ["0 B", "999 B", "1.4 kB", "58 MB", "3.0 GB"]);
});
