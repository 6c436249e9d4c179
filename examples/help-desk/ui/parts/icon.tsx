/** Drawn on a 20 px grid with one stroke, so they sit with the text. */
const PATHS = {
  spark: "M10 3v0c.6 4 2.9 6.4 7 7-4.1.6-6.4 3-7 7-.6-4-2.9-6.4-7-7 4.1-.6 6.4-3 7-7Z",
  back: "M12.5 4.5 7 10l5.5 5.5",
  close: "M5 5l10 10M15 5 5 15",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  check: "M4.5 10.5 8 14l7.5-8",
  search: "M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10Zm4-1.2L16.5 16.5",
  send: "M4 16.5 17 10 4 3.5 6 10m0 0-2 6.5M6 10h6",
  details: "M3.5 5.5a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-9Zm9-2v13",
  link: "M8.5 11.5l3-3M9.5 6.5 11 5a3 3 0 0 1 4.2 4.2L13.5 11M10.5 13.5 9 15a3 3 0 0 1-4.2-4.2L6.5 9",
  keyboard: "M3 6h14v8.5H3V6Zm3 5.5h8M6 8.7h.01M9 8.7h.01M12 8.7h.01M14.5 8.7h.01",
  down: "M10 4v12m-5-5 5 5 5-5",
  chevron: "M6 8l4 4 4-4",
  eye: "M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5Zm7.5 2.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
  transfer: "M4 7h11m-3-3 3 3-3 3M16 13H5m3-3-3 3 3 3",
  assign:
    "M8.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM3 16.5c.4-2.8 2.4-4.5 5.5-4.5 1 0 1.8.2 2.5.5M15 11.5v5M12.5 14h5",
  good: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM7.6 8.2h.01M12.4 8.2h.01M7 11.8c1.6 1.9 4.4 1.9 6 0",
  neutral: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM7.6 8.2h.01M12.4 8.2h.01M7.5 12.3h5",
  upset: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM7.6 8.2h.01M12.4 8.2h.01M7 13.2c1.6-1.9 4.4-1.9 6 0",
  flag: "M5 17.5V3m0 1.2c3.2-1.7 6.3 1.6 10 0v7c-3.7 1.6-6.8-1.7-10 0",
  settings:
    "M3.5 6h6m4 0h3M3.5 14h3m4 0h6M13.5 6a2 2 0 1 1-4 0 2 2 0 0 1 4 0Zm-3 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z",
  thumb:
    "M3.5 9h3v7.5h-3V9Zm3 0 3.2-5.5c1.2 0 2 1 1.7 2.2l-.5 2.6h4.2c1.1 0 1.9 1 1.6 2l-1.2 4.7c-.3 1-1.1 1.5-2 1.5h-7",
  add: "M10 4v12M4 10h12",
  trend: "M10 16V4.5m-5 5 5-5 5 5",
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" data-icon={name}>
      <path d={PATHS[name]} />
    </svg>
  );
}
