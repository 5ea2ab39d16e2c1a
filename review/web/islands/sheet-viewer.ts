/** The desk: one sheet as large as the screen, what was found on it, and marks drawn with the pointer. */
import OpenSeadragon from "openseadragon";

import { Layer, type Matter } from "./layer.ts";
import { Paper, type Place } from "./paper.ts";
import { type Shape, boxOf, drawn } from "./shapes.ts";

/**
 * <sheet-viewer picture layer width-mm height-mm width-px height-px>
 *
 * Inside it stands the plain picture for readers without JavaScript. Beside it, anywhere on the page:
 * - `[data-fly=ID]`: a link that flies to the matter, and back when followed again
 * - `[data-viewer=in|out|whole|mark]`: buttons
 * - `input[data-show=NAME]`: boxes that show or hide met, broken, doubtful, mark
 * - `form[data-mark]` with `shape`, `x`, `y`, `comment`: filled when somebody draws
 */
export class SheetViewer extends HTMLElement {
  #viewer: OpenSeadragon.Viewer | null = null;
  #paper: Paper | null = null;
  #chosen: string | null = null;
  #before: OpenSeadragon.Rect | null = null;
  #from: Place | null = null;
  #leave = new AbortController();
  readonly #layer = new Layer((matter) => this.#choose(matter, false));

  connectedCallback(): void {
    const picture = this.getAttribute("picture");
    if (!picture) return;
    this.#leave = new AbortController();
    this.#paper = new Paper(
      this.#number("width-mm"),
      this.#number("height-mm"),
      this.#number("width-px"),
      this.#number("height-px"),
    );
    const canvas = document.createElement("div");
    canvas.className = "canvas";
    this.append(canvas);
    this.classList.add("awake");
    keepStyleOut();
    const viewer = new OpenSeadragon.Viewer({
      element: canvas,
      drawer: "canvas",
      tileSources: { type: "image", url: picture },
      showNavigationControl: false,
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
      gestureSettingsTouch: { clickToZoom: false },
      maxZoomPixelRatio: 6,
      visibilityRatio: 0.4,
      animationTime: 0.5,
    });
    this.#viewer = viewer;
    canvas.append(this.#layer.svg);
    for (const happening of ["update-viewport", "open", "resize", "animation"] as const) {
      viewer.addHandler(happening, () => this.#follow());
    }
    viewer.addHandler("open", () => void this.#load(true));
    viewer.addHandler("canvas-press", (event) => this.#press(event.position));
    viewer.addHandler("canvas-drag", (event) => {
      if (this.#marking && this.#from) {
        event.preventDefaultAction = true;
        this.#layer.band(drawn(this.#from, this.#place(event.position)));
      }
    });
    viewer.addHandler("canvas-release", (event) => this.#release(event.position));
    this.#listen();
  }

  disconnectedCallback(): void {
    this.#leave.abort();
    this.#viewer?.destroy();
    this.#viewer = null;
  }

  get #marking(): boolean {
    return this.classList.contains("marking");
  }

  #number(name: string): number {
    return Number(this.getAttribute(name));
  }

  #listen(): void {
    const till = { signal: this.#leave.signal };
    document.addEventListener("click", (event) => this.#clicked(event), till);
    document.addEventListener("change", (event) => {
      if ((event.target as Element).matches("input[data-show]")) this.#only();
    }, till);
    document.addEventListener("htmx:after:swap", () => void this.#load(false), till);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#mark(false);
    }, till);
  }

  #clicked(event: MouseEvent): void {
    const target = event.target as Element;
    const link = target.closest<HTMLElement>("[data-fly]");
    const button = target.closest<HTMLElement>("[data-viewer]");
    const matter = link && this.#layer.matter(link.dataset["fly"] ?? "");
    if (matter) {
      event.preventDefault();
      this.#choose(matter, true);
    } else if (button) {
      this.#act(button.dataset["viewer"]);
    }
  }

  #act(what: string | undefined): void {
    const viewport = this.#viewer?.viewport;
    if (what === "mark") this.#mark(!this.#marking);
    else if (what === "in") viewport?.zoomBy(1.6).applyConstraints();
    else if (what === "out") viewport?.zoomBy(1 / 1.6).applyConstraints();
    else if (what === "whole") viewport?.goHome();
  }

  /** Starts or ends drawing a mark. */
  #mark(on: boolean): void {
    this.classList.toggle("marking", on);
    for (const button of document.querySelectorAll('[data-viewer="mark"]')) {
      button.setAttribute("aria-pressed", String(on));
    }
    this.#from = null;
    if (!on) this.#layer.band(null);
  }

  #press(position: Place | undefined): void {
    this.#from = this.#marking && position ? this.#place(position) : null;
  }

  #release(position: Place | undefined): void {
    const from = this.#from;
    if (!this.#marking || !from || !position) return;
    const shape = drawn(from, this.#place(position));
    this.#mark(false);
    this.#layer.band(shape);
    this.#fill(shape, from);
  }

  /** Puts what was drawn into the form, and the pen into its comment. */
  #fill(shape: Shape, from: Place): void {
    const form = document.querySelector<HTMLFormElement>("form[data-mark]");
    if (!form) return;
    const fields: Record<string, string> = { shape: JSON.stringify(shape), x: String(from.x), y: String(from.y) };
    for (const [name, value] of Object.entries(fields)) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    }
    form.closest("details")?.setAttribute("open", "");
    const comment = form.elements.namedItem("comment");
    // the viewer takes the focus while it ends the press; the pen goes into the comment afterwards
    if (comment instanceof HTMLElement) setTimeout(() => comment.focus());
  }

  async #load(first: boolean): Promise<void> {
    const address = this.getAttribute("layer");
    if (!address) return;
    const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) return;
    const { matters } = (await answer.json()) as { matters: Matter[] };
    this.#layer.show(matters, this.#paper!);
    this.#layer.band(null);
    this.#only();
    this.#layer.choose(this.#chosen);
    this.#follow();
    this.dataset["loaded"] = String(matters.length);
    const asked = first ? new URLSearchParams(location.search).get("matter") : null;
    const matter = asked ? this.#layer.matter(asked) : undefined;
    if (matter) this.#choose(matter, true);
  }

  #only(): void {
    const boxes = [...document.querySelectorAll<HTMLInputElement>("input[data-show]")];
    const names = boxes.length
      ? boxes.filter((box) => box.checked).map((box) => box.dataset["show"] ?? "")
      : ["broken", "doubtful", "mark"];
    this.#layer.only(new Set(names));
  }

  /** Brings the matter out; flying goes there, or back to where the reader came from. */
  #choose(matter: Matter, fly: boolean): void {
    const viewport = this.#viewer?.viewport;
    const again = fly && this.#chosen === matter.id;
    this.#chosen = again ? null : matter.id;
    this.#layer.choose(this.#chosen);
    for (const link of document.querySelectorAll<HTMLElement>("[data-fly]")) {
      const is = link.dataset["fly"] === this.#chosen;
      link.closest("li")?.classList.toggle("chosen", is);
      if (is && !fly) link.scrollIntoView({ block: "nearest" });
    }
    const address = new URL(location.href);
    if (this.#chosen) address.searchParams.set("matter", this.#chosen);
    else address.searchParams.delete("matter");
    history.replaceState(history.state, "", address);
    if (!viewport || !fly) return;
    const box = matter.where && boxOf(matter.where);
    if (again) {
      viewport.fitBounds(this.#before ?? viewport.getHomeBounds());
    } else if (box && this.#paper) {
      this.#before = viewport.getBounds();
      const frame = this.#paper.framed(box);
      viewport.fitBounds(new OpenSeadragon.Rect(frame.x, frame.y, frame.width, frame.height));
    }
  }

  #place(position: Place): Place {
    const viewport = this.#viewer!.viewport;
    const view = viewport.pointFromPixel(new OpenSeadragon.Point(position.x, position.y), true);
    return this.#paper!.fromView(view);
  }

  #follow(): void {
    const viewport = this.#viewer?.viewport;
    const paper = this.#paper;
    if (!viewport || !paper) return;
    const pixel = (x: number, y: number): Place => viewport.pixelFromPoint(new OpenSeadragon.Point(x, y), true);
    this.#layer.follow(paper, pixel(0, 0), pixel(1, 0), (place) => {
      const view = paper.toView(place);
      return pixel(view.x, view.y);
    });
  }
}

/** The viewer would write a style into the page, which our headers forbid; style.css says the same. */
function keepStyleOut(): void {
  const mark = "data-openseadragon-mobile-css";
  if (document.querySelector(`style[${mark}]`)) return;
  const style = document.createElementNS("urn:joint-review", "style"); // named so, but styles nothing
  style.setAttribute(mark, "style.css");
  document.head.append(style);
}
