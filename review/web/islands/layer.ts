/** What lies over a sheet: findings of the rules and marks of people, drawn as SVG in paper millimetres. */
import type { Paper, Place } from "./paper.ts";
import { type Shape, boxOf, middle, path } from "./shapes.ts";

export type Verdict = "met" | "broken" | "doubtful";

/** One thing over the sheet, as `/sheets/…/layer` tells it. */
export interface Matter {
  readonly id: string;
  readonly kind: "finding" | "mark";
  /** findings only */
  readonly verdict?: Verdict;
  readonly label: string;
  readonly where: Shape | null;
  /** the line a value was measured along */
  readonly along?: Shape | null;
}

const SVG = "http://www.w3.org/2000/svg";

/** Signs of about 18 pixels, drawn around (0, 0) with y down: each verdict has a shape of its own. */
const SIGNS: Record<Verdict | "mark", readonly string[]> = {
  broken: ["M-4-9.5H4L9.5-4V4L4 9.5H-4L-9.5 4V-4Z", "M-3.5-3.5L3.5 3.5M3.5-3.5L-3.5 3.5"],
  doubtful: ["M0-10L10.5 8.5H-10.5Z", "M0-4V2.6M0 5.2V5.6"],
  met: ["M9 0A9 9 0 1 1-9 0A9 9 0 1 1 9 0Z", "M-4 .5L-1 3.5L4.5-3"],
  mark: ["M-9-9H9V6H1L-4 11V6H-9Z", "M-5-4H5M-5 0H3"],
};

export class Layer {
  readonly svg: SVGSVGElement;
  readonly #sheet: SVGGElement;
  readonly #signs: SVGGElement;
  readonly #band: SVGPathElement;
  #placed: { matter: Matter; group: SVGGElement; sign: SVGGElement | null; at: Place | null }[] = [];

  constructor(chosen: (matter: Matter) => void) {
    this.svg = element("svg", "layer");
    this.#sheet = element("g", "places");
    this.#signs = element("g", "signs");
    this.#band = element("path", "band");
    this.#sheet.append(this.#band);
    this.svg.append(this.#sheet, this.#signs);
    this.svg.addEventListener("click", (event) => {
      const group = (event.target as Element).closest<SVGGElement>("[data-matter]");
      const found = this.#placed.find((one) => one.matter.id === group?.dataset["matter"]);
      if (found) {
        event.stopPropagation();
        chosen(found.matter);
      }
    });
  }

  /** Draws these matters instead of those drawn before. */
  show(matters: readonly Matter[], paper: Paper): void {
    for (const one of this.#placed) {
      one.group.remove();
      one.sign?.remove();
    }
    let corner = 0;
    this.#placed = matters.map((matter) => {
      const one = this.#draw(matter);
      const box = matter.where && boxOf(matter.where);
      if (box && paper.isWhole(box)) {
        one.group.classList.add("whole");
        one.at = { x: paper.width * (0.02 + 0.025 * corner), y: paper.height * 0.97 };
        corner += 1;
      }
      return one;
    });
  }

  matter(id: string): Matter | undefined {
    return this.#placed.find((one) => one.matter.id === id)?.matter;
  }

  /** Brings one matter out, or none. */
  choose(id: string | null): void {
    for (const one of this.#placed) {
      const is = one.matter.id === id;
      one.group.classList.toggle("chosen", is);
      one.sign?.classList.toggle("chosen", is);
      if (is) {
        this.#sheet.append(one.group);
        if (one.sign) this.#signs.append(one.sign);
      }
    }
  }

  /** Shows only the kinds and verdicts whose names are in the set. */
  only(names: ReadonlySet<string>): void {
    for (const one of this.#placed) {
      const hidden = !names.has(nameOf(one.matter));
      one.group.classList.toggle("hidden", hidden);
      one.sign?.classList.toggle("hidden", hidden);
    }
  }

  /** The rectangle somebody is drawing, or none. */
  band(shape: Shape | null): void {
    this.#band.setAttribute("d", shape === null ? "" : path(shape));
  }

  /** Moves everything to where the picture now stands on the screen. */
  follow(paper: Paper, origin: Place, right: Place, view: (place: Place) => Place): void {
    this.#sheet.setAttribute("transform", paper.matrix(origin, right).text);
    for (const one of this.#placed) {
      if (one.sign && one.at) {
        const at = view(one.at);
        one.sign.setAttribute("transform", `translate(${at.x} ${at.y})`);
      }
    }
  }

  #draw(matter: Matter): { matter: Matter; group: SVGGElement; sign: SVGGElement | null; at: Place | null } {
    const name = nameOf(matter);
    const group = element("g", name);
    group.dataset["matter"] = matter.id;
    const outlines: [string, Shape | null | undefined][] = [
      ["place", matter.where],
      ["along", matter.along],
    ];
    for (const [part, shape] of outlines) {
      const d = shape ? path(shape) : "";
      if (d) {
        const drawn = element("path", part);
        drawn.setAttribute("d", d);
        group.append(drawn);
      }
    }
    this.#sheet.append(group);
    const at = matter.where && cornerOrMiddle(matter.where);
    const sign = at === null ? null : this.#sign(matter, name);
    return { matter, group, sign, at };
  }

  #sign(matter: Matter, name: Verdict | "mark"): SVGGElement {
    const sign = element("g", name);
    sign.dataset["matter"] = matter.id;
    const title = element("title", "");
    title.textContent = matter.label;
    sign.append(title);
    const [face = "", stroke = ""] = SIGNS[name];
    const parts: [string, string][] = [
      ["face", face],
      ["stroke", stroke],
    ];
    for (const [part, d] of parts) {
      const drawn = element("path", part);
      drawn.setAttribute("d", d);
      sign.append(drawn);
    }
    this.#signs.append(sign);
    return sign;
  }
}

/** Where the sign stands: the upper left corner of an area, so that it hides nothing; else the middle. */
function cornerOrMiddle(where: Shape): Place | null {
  const box = boxOf(where);
  return box && where.type.endsWith("Polygon") ? { x: box[0], y: box[3] } : middle(where);
}

function nameOf(matter: Matter): Verdict | "mark" {
  return matter.kind === "mark" ? "mark" : (matter.verdict ?? "doubtful");
}

function element<Name extends keyof SVGElementTagNameMap>(name: Name, kind: string): SVGElementTagNameMap[Name] {
  const made = document.createElementNS(SVG, name);
  if (kind) made.setAttribute("class", kind);
  return made;
}
