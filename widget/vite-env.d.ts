/// <reference types="vite/client" />

/** URL of the built panel module, relative to `widget.js`. Put in by `scripts/build-widget.ts`. */
declare const __PANEL_URL__: string;
