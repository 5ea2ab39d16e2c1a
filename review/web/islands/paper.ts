/**
 * The one place that knows both pixels and paper millimetres.
 *
 * Vocabulary
 * - paper: millimetres on the plotted sheet, origin at its lower left corner, y up
 * - picture: pixels of the sheet's picture, origin at its upper left corner, y down
 * - view: the picture's width is 1, origin at its upper left corner, y down (what the viewer speaks)
 */

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Minimum x, minimum y, maximum x, maximum y, in paper millimetres. */
export type Box = readonly [number, number, number, number];

/** Millimetres left free around a place that is flown to. */
const LEAST = 12;

/** A place that covers so much of the sheet says something about the sheet as a whole. */
const MOST = 0.5;

export class Paper {
  constructor(
    /** millimetres */
    readonly width: number,
    /** millimetres */
    readonly height: number,
    /** pixels */
    readonly pictureWidth: number,
    /** pixels */
    readonly pictureHeight: number,
  ) {
    for (const side of [width, height, pictureWidth, pictureHeight]) {
      if (!(side > 0) || !Number.isFinite(side)) {
        throw new RangeError(`a sheet needs positive sizes, not ${side}`);
      }
    }
  }

  /** The place in view coordinates. */
  toView(place: Place): Place {
    const tall = this.pictureHeight / this.pictureWidth;
    return { x: place.x / this.width, y: (1 - place.y / this.height) * tall };
  }

  /** The place on paper, millimetres to one decimal, kept on the sheet. */
  fromView(view: Place): Place {
    const tall = this.pictureHeight / this.pictureWidth;
    const x = view.x * this.width;
    const y = (1 - view.y / tall) * this.height;
    return { x: tenth(clamped(x, this.width)), y: tenth(clamped(y, this.height)) };
  }

  /**
   * The box in view coordinates with a border of a part of its size (at least 12 mm) all round,
   * never more of what lies beside the sheet than that least border.
   */
  framed(box: Box, border = 0.6): { x: number; y: number; width: number; height: number } {
    const [left, bottom, right, top] = box;
    const margin = Math.max(LEAST, border * Math.max(right - left, top - bottom));
    const upper = this.toView({ x: Math.max(left - margin, -LEAST), y: Math.min(top + margin, this.height + LEAST) });
    const lower = this.toView({ x: Math.min(right + margin, this.width + LEAST), y: Math.max(bottom - margin, -LEAST) });
    return { x: upper.x, y: upper.y, width: lower.x - upper.x, height: lower.y - upper.y };
  }

  /** Whether the box covers so much of the sheet that it means the whole sheet. */
  isWhole(box: Box): boolean {
    const [left, bottom, right, top] = box;
    return (right - left) * (top - bottom) > MOST * this.width * this.height;
  }

  /**
   * The SVG matrix that draws paper millimetres on the screen, y turned over,
   * when the view's (0, 0) stands at `origin` and its (1, 0) at `right`, both in screen pixels.
   */
  matrix(origin: Place, right: Place): { text: string; scale: number } {
    const across = (right.x - origin.x) / this.width;
    const tall = (this.pictureHeight / this.pictureWidth) * (right.x - origin.x);
    const up = tall / this.height;
    return { text: `matrix(${across} 0 0 ${-up} ${origin.x} ${origin.y + tall})`, scale: across };
  }
}

function clamped(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
