import assert from "node:assert/strict";
import { test } from "node:test";

import { Paper } from "../../../../review/web/islands/paper.ts";

const a1 = new Paper(841, 594, 2400, 1695);

test("the lower left corner of the paper is the lower left corner of the picture", () => {
  assert.deepEqual(a1.toView({ x: 0, y: 0 }), { x: 0, y: 1695 / 2400 });
});

test("the upper right corner of the paper is the upper right corner of the picture", () => {
  assert.deepEqual(a1.toView({ x: 841, y: 594 }), { x: 1, y: 0 });
});

test("a place on paper comes back from the view to a tenth of a millimetre", () => {
  for (const place of [{ x: 0, y: 0 }, { x: 420.5, y: 297 }, { x: 3.3, y: 590.1 }]) {
    assert.deepEqual(a1.fromView(a1.toView(place)), place);
  }
});

test("a pointer beside the sheet is kept on the sheet", () => {
  assert.deepEqual(a1.fromView({ x: -0.2, y: -0.1 }), { x: 0, y: 594 });
});

test("flying to a point leaves twelve millimetres on every side", () => {
  const square = new Paper(100, 100, 1000, 1000);
  const frame = square.framed([50, 50, 50, 50]);
  for (const [side, expected] of [["x", 0.38], ["y", 0.38], ["width", 0.24], ["height", 0.24]] as const) {
    assert.ok(Math.abs(frame[side] - expected) < 1e-12, `${side} is ${frame[side]}`);
  }
});

test("the matrix turns y over and stretches millimetres to pixels", () => {
  const square = new Paper(100, 50, 1000, 500);
  const matrix = square.matrix({ x: 10, y: 20 }, { x: 210, y: 20 });
  assert.equal(matrix.text, "matrix(2 0 0 -2 10 120)");
  assert.equal(matrix.scale, 2);
});

test("a sheet without size is refused", () => {
  assert.throws(() => new Paper(0, 594, 2400, 1695), RangeError);
  assert.throws(() => new Paper(841, Number.NaN, 2400, 1695), RangeError);
});

test("flying to something as large as the sheet shows the sheet and little beside it", () => {
  const square = new Paper(100, 100, 1000, 1000);
  const frame = square.framed([0, 0, 100, 100]);
  for (const [side, expected] of [["x", -0.12], ["y", -0.12], ["width", 1.24], ["height", 1.24]] as const) {
    assert.ok(Math.abs(frame[side] - expected) < 1e-12, `${side} is ${frame[side]}`);
  }
});

test("a place that covers more than half of the sheet means the whole sheet", () => {
  assert.equal(a1.isWhole([0, 0, 841, 594]), true);
  assert.equal(a1.isWhole([100, 100, 300, 300]), false);
});
