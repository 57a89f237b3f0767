/**
 * The few pictograms of the window.
 * @module
 */

/** Paths on a grid of 20 × 20, drawn as lines. */
const PATHS = {
  attach:
    "M13.5 6.5 7.6 12.4a1.9 1.9 0 0 0 2.7 2.7l6-6a3.6 3.6 0 0 0-5.1-5.1L5 10.2a5.2 5.2 0 0 0 7.4 7.4l4.8-4.8",
  close: "m5 5 10 10M15 5 5 15",
  down: "M10 4v11m-5-5 5 5 5-5",
  emoji:
    "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7 12c.7 1 1.800 1.600 3 1.600s2.300-.6 3-1.600M7.300 8v.1M12.700 8v.1",
  files: "M5 2.500h6l4 4v11H5zM11 2.500v4h4",
  lock: "M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9",
  search: "M8.500 14.500a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM13 13l4.500 4.500",
  next: "m8 4 6 6-6 6",
  people:
    "M7.500 9.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.500c0-3 2.500-4.700 5.500-4.700s5.500 1.700 5.500 4.700M13 9.300a2.800 2.800 0 1 0-.6-5.500M15 12.200c1.800.6 3 2 3 4.300",
  private:
    "M3 4h14v9.500H9L5.500 17v-3.500H3zM8.500 8.300V7.500a1.500 1.500 0 0 1 3 0v.8M7.800 8.300h4.400v3H7.800z",
  previous: "m12 4-6 6 6 6",
  reply: "M8 5 3 10l5 5M3.500 10H12a5 5 0 0 1 5 5v1",
  copy: "M7 7V3.500h9.500V13H13M3.500 7H13v9.500H3.500z",
  send: "M3 10 17 3.500 12.500 17l-3-5.500zM9.500 11.500 17 3.500",
  settings:
    "M3 6h8M15 6h2M3 14h2M9 14h8M13 8.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400zM7 16.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400z",
} as const;

export type IconName = keyof typeof PATHS;

/** Hidden from screen readers: what it stands on has a name. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

export interface IconButtonProps {
  readonly name: IconName;
  readonly label: string;
  readonly onClick: () => void;
  readonly class?: string;
  readonly isPressed?: boolean;
}

/** A button that shows a pictogram and is called `label`. */
export function IconButton(
  { name, label, onClick, isPressed, class: extra = "" }: IconButtonProps,
) {
  const pressed = isPressed === undefined ? {} : { "aria-pressed": isPressed };
  return (
    <button
      type="button"
      class={`icon-button ${extra}`}
      aria-label={label}
      title={label}
      onClick={onClick}
      {...pressed}
    >
      <Icon name={name} />
    </button>
  );
}
