import assert from "node:assert/strict";
import { test } from "node:test";

import { type Shape, boxOf, drawn, middle, path } from "../../../../review/web/islands/shapes.ts";

const hole: Shape = {
  type: "Polygon",
  coordinates: [
    [[0, 0], [10, 0], [10, 4], [0, 0]],
    [[2, 1], [3, 1], [3, 2], [2, 1]],
  ],
};

test("a polygon with a hole is two closed rings", () => {
  assert.equal(path(hole), "M0 0L10 0L10 4L0 0ZM2 1L3 1L3 2L2 1Z");
});

test("a line stays open", () => {
  assert.equal(path({ type: "LineString", coordinates: [[1, 2], [3, 4]] }), "M1 2L3 4");
});

test("a point has no outline but a box and a middle", () => {
  const point: Shape = { type: "Point", coordinates: [5, 6] };
  assert.equal(path(point), "");
  assert.deepEqual(boxOf(point), [5, 6, 5, 6]);
  assert.deepEqual(middle(point), { x: 5, y: 6 });
});

test("a collection is drawn with all its parts", () => {
  const both: Shape = { type: "GeometryCollection", geometries: [hole, { type: "Point", coordinates: [-1, 9] }] };
  assert.deepEqual(boxOf(both), [-1, 0, 10, 9]);
});

test("places that are no numbers are left out", () => {
  assert.equal(boxOf({ type: "Point", coordinates: [Number.NaN, 1] }), null);
  assert.equal(path({ type: "LineString", coordinates: [] }), "");
});

test("a click draws a point and a drag draws a rectangle, whichever way it goes", () => {
  assert.deepEqual(drawn({ x: 5, y: 5 }, { x: 5.5, y: 5.5 }), { type: "Point", coordinates: [5, 5] });
  const ring = [[1, 2], [9, 2], [9, 8], [1, 8], [1, 2]];
  assert.deepEqual(drawn({ x: 9, y: 8 }, { x: 1, y: 2 }), { type: "Polygon", coordinates: [ring] });
});
