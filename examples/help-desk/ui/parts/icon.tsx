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
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" data-icon={name}>
      <path d={PATHS[name]} />
    </svg>
  );
}
