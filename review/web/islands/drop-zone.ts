/** Many files at once, each with its own progress and its own answer; around a plain form that works alone. */
import { type Ending, ending, size } from "./upload.ts";

/** How many files travel at the same time. */
const ABREAST = 3;

/**
 * <drop-zone words='{"waiting": …, "received": …, "already": …, "broken-off": …, "too-large": …}' most=BYTES>
 *   <form action method=post enctype=multipart/form-data> csrf, <input type=file multiple>, <button> </form>
 *   <ul></ul>
 * </drop-zone>
 *
 * When all files of a batch are answered, `files-changed` travels up the page.
 */
export class DropZone extends HTMLElement {
  #waiting: { file: File; row: HTMLLIElement }[] = [];
  #travelling = 0;

  connectedCallback(): void {
    const form = this.querySelector("form");
    const input = this.querySelector<HTMLInputElement>("input[type=file]");
    if (!form || !input) return;
    this.classList.add("awake");
    input.addEventListener("change", () => {
      this.#take([...(input.files ?? [])]);
      input.value = "";
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const name of ["dragenter", "dragover"]) {
      this.addEventListener(name, (event) => {
        event.preventDefault();
        this.classList.add("over");
      });
    }
    this.addEventListener("dragleave", () => this.classList.remove("over"));
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.classList.remove("over");
      this.#take([...(event.dataTransfer?.files ?? [])]);
    });
  }

  #take(files: File[]): void {
    for (const file of files) {
      this.#waiting.push({ file, row: this.#row(file) });
    }
    this.#next();
  }

  #next(): void {
    while (this.#travelling < ABREAST) {
      const one = this.#waiting.shift();
      if (!one) break;
      this.#travelling += 1;
      this.#send(one.file, one.row);
    }
  }

  #row(file: File): HTMLLIElement {
    const row = document.createElement("li");
    const name = document.createElement("span");
    name.className = "name";
    name.textContent = file.name;
    const large = document.createElement("span");
    large.className = "size";
    large.textContent = size(file.size);
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    const said = document.createElement("span");
    said.className = "said";
    said.setAttribute("role", "status");
    said.textContent = this.#word("waiting");
    row.append(name, large, bar, said);
    this.querySelector("ul")?.append(row);
    return row;
  }

  #send(file: File, row: HTMLLIElement): void {
    const form = this.querySelector("form")!;
    const bar = row.querySelector("progress")!;
    const most = Number(this.getAttribute("most") ?? Infinity);
    if (file.size > most) {
      bar.value = 1;
      this.#say(row, { state: "refused", reason: this.#word("too-large") });
      this.#ended();
      return;
    }
    const body = new FormData();
    body.append("files", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRF-Token", new FormData(form).get("csrf")?.toString() ?? "");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("loadend", () => {
      bar.value = 1;
      this.#say(row, ending(request.status, request.responseText, this.#word("broken-off")));
      this.#ended();
    });
    request.send(body);
  }

  #ended(): void {
    this.#travelling -= 1;
    this.#next();
    if (this.#travelling === 0 && this.#waiting.length === 0) {
      this.dispatchEvent(new CustomEvent("files-changed", { bubbles: true }));
    }
  }

  #say(row: HTMLLIElement, end: Ending): void {
    row.className = end.state;
    const said = row.querySelector(".said")!;
    if (end.state === "refused") said.textContent = end.reason;
    else if (end.state === "already") said.textContent = this.#word("already").replace("{name}", end.same_as);
    else said.textContent = this.#word("received");
  }

  #word(name: string): string {
    const words = JSON.parse(this.getAttribute("words") ?? "{}") as Record<string, string>;
    return words[name] ?? name;
  }
}
