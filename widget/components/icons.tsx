/** Icons of 24 × 24, in the colour of the text around them. */

const PATHS = {
  close: "M6 6l12 12M18 6L6 18",
  send: "M5 12h13M12.5 6l6 6-6 6",
  attach:
    "M19.5 11.5l-7.6 7.6a4.600 4.600 0 0 1-6.500-6.500l7.900-7.900a3 3 0 0 1 4.300 4.300l-7.700 7.700a1.500 1.500 0 0 1-2.100-2.100l7-7",
  down: "M12 5v14M6 13l6 6 6-6",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6",
  spark:
    "M12 3.5c.8 5 2.5 7.2 8.5 8.5-6 1.300-7.700 3.5-8.5 8.5-.8-5-2.5-7.2-8.5-8.5 6-1.300 7.700-3.5 8.5-8.5z",
  people:
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.7-3.400 3.2-5 6.5-5s5.800 1.600 6.5 5M15.5 4.800a3.5 3.5 0 0 1 0 6.400M18 15c1.900.7 3.100 2.2 3.5 4.5",
  article: "M7 3.5h7l4.5 4.5v12.5h-11.5zM13.5 3.5v5h5M10 13h5.5M10 16.5h5.5",
  back: "M10 5.5L4.5 11l5.5 5.5M5 11h9a5.5 5.5 0 0 1 5.5 5.5v2",
  smile: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8.5 14.5c1.8 2.3 5.2 2.3 7 0M9 9.8v.1M15 9.8v.1",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  alert: "M12 8v5M12 16.2v.1M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, filled = false }: { name: IconName; filled?: boolean }) {
  return (
    <svg viewBox="0 0 24 24" class={filled ? "icon filled" : `icon ${name}`} aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
