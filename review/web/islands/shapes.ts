/** GeoJSON shapes in paper millimetres, as SVG paths and boxes. */
import type { Box, Place } from "./paper.ts";

type Position = readonly number[];

export type Shape =
  | { readonly type: "Point"; readonly coordinates: Position }
  | { readonly type: "MultiPoint" | "LineString"; readonly coordinates: readonly Position[] }
  | { readonly type: "MultiLineString" | "Polygon"; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly (readonly Position[])[])[] }
  | { readonly type: "GeometryCollection"; readonly geometries: readonly Shape[] };

/** The `d` of an SVG path; a point gives an empty one, for it has no outline. */
export function path(shape: Shape): string {
  switch (shape.type) {
    case "Point":
    case "MultiPoint":
      return "";
    case "LineString":
      return line(shape.coordinates, false);
    case "MultiLineString":
      return shape.coordinates.map((part) => line(part, false)).join("");
    case "Polygon":
      return shape.coordinates.map((ring) => line(ring, true)).join("");
    case "MultiPolygon":
      return shape.coordinates.flatMap((part) => part.map((ring) => line(ring, true))).join("");
    case "GeometryCollection":
      return shape.geometries.map(path).join("");
  }
}

/** The smallest box around the shape; null when it has no position. */
export function boxOf(shape: Shape): Box | null {
  const places = [...positions(shape)];
  if (places.length === 0) {
    return null;
  }
  const xs = places.map((place) => place.x);
  const ys = places.map((place) => place.y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Where the shape's sign stands: the middle of its box. */
export function middle(shape: Shape): Place | null {
  const box = boxOf(shape);
  return box === null ? null : { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 };
}

/** What a pointer drew from one place to another: a point when it hardly moved, else a rectangle. */
export function drawn(from: Place, to: Place, hardly = 1.5): Shape {
  if (Math.abs(to.x - from.x) < hardly && Math.abs(to.y - from.y) < hardly) {
    return { type: "Point", coordinates: [from.x, from.y] };
  }
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const [bottom, top] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  const ring = [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
    [left, bottom],
  ];
  return { type: "Polygon", coordinates: [ring] };
}

function* positions(shape: Shape): Generator<Place> {
  switch (shape.type) {
    case "Point":
      yield* one(shape.coordinates);
      break;
    case "MultiPoint":
    case "LineString":
      for (const position of shape.coordinates) yield* one(position);
      break;
    case "MultiLineString":
    case "Polygon":
      for (const part of shape.coordinates) for (const position of part) yield* one(position);
      break;
    case "MultiPolygon":
      for (const part of shape.coordinates)
        for (const ring of part) for (const position of ring) yield* one(position);
      break;
    case "GeometryCollection":
      for (const part of shape.geometries) yield* positions(part);
      break;
  }
}

function* one(position: Position): Generator<Place> {
  const [x, y] = position;
  if (x !== undefined && y !== undefined && Number.isFinite(x) && Number.isFinite(y)) {
    yield { x, y };
  }
}

function line(positionsOfLine: readonly Position[], closed: boolean): string {
  const steps = positionsOfLine.flatMap((position) => [...one(position)]).map((place) => `${place.x} ${place.y}`);
  if (steps.length === 0) {
    return "";
  }
  return `M${steps.join("L")}${closed ? "Z" : ""}`;
}
