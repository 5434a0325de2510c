// The few pictograms of the page, drawn as strokes in the colour of the words beside them.
import type { ComponentChildren } from "preact";
import type { Family } from "../api/answers";
import type { LineStyle } from "../model/kinds";

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const SearchIcon = () => (
  <Icon>
    <circle cx="8.5" cy="8.5" r="5.5" />
    <path d="m13 13 4.5 4.5" />
  </Icon>
);

export const DrawIcon = () => (
  <Icon>
    <path d="M4 6.5 11 3l6 6.5-4 7H5z" />
    <circle cx="4" cy="6.5" r="1.4" />
    <circle cx="11" cy="3" r="1.4" />
    <circle cx="17" cy="9.5" r="1.4" />
    <circle cx="13" cy="16.5" r="1.4" />
    <circle cx="5" cy="16.5" r="1.4" />
  </Icon>
);

export const PickIcon = () => (
  <Icon>
    <path d="M3 4h6v6H3zM11 4h6v6h-6zM3 12h6v5H3z" />
    <path d="m11.5 14.5 2 2 4-4.5" />
  </Icon>
);

export const LayersIcon = () => (
  <Icon>
    <path d="m10 3 7.5 4L10 11 2.5 7z" />
    <path d="m2.5 10.5 7.5 4 7.5-4" />
    <path d="m2.5 13.8 7.5 4 7.5-4" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);

export const PlusIcon = () => (
  <Icon>
    <path d="M10 4v12M4 10h12" />
  </Icon>
);

export const MinusIcon = () => (
  <Icon>
    <path d="M4 10h12" />
  </Icon>
);

export const UpIcon = () => (
  <Icon>
    <path d="m4 12.5 6-6 6 6" />
  </Icon>
);

export const DownIcon = () => (
  <Icon>
    <path d="m4 7.5 6 6 6-6" />
  </Icon>
);

export const UndoIcon = () => (
  <Icon>
    <path d="M7 4 3 8l4 4" />
    <path d="M3.5 8H12a4.5 4.5 0 0 1 0 9H8" />
  </Icon>
);

/** A stretch of the line a kind is drawn with: the key that needs no colour. */
export function LineSample({ family, line }: { family: Family; line: LineStyle }) {
  const width = Math.max(1.4, line.width);
  return (
    <svg
      class={`line-sample hue-${family}`}
      viewBox="0 0 34 8"
      aria-hidden="true"
      focusable="false"
    >
      <line
        x1="0"
        y1="4"
        x2="34"
        y2="4"
        stroke-width={width}
        stroke-dasharray={line.dash.map((length) => length * width).join(" ") || undefined}
      />
    </svg>
  );
}
