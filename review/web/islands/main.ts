/** Wakes up the parts of a page that are instruments; every page works without them. */
import { DropZone } from "./drop-zone.ts";
import { SheetViewer } from "./sheet-viewer.ts";

customElements.define("drop-zone", DropZone);
customElements.define("sheet-viewer", SheetViewer);
