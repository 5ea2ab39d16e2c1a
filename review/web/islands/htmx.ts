/** Refreshes the parts of a page that watch long work; pages work without it. */
import "htmx.org";
