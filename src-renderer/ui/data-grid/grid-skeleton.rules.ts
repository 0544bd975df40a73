interface Place {
  readonly start: number;
  readonly width: number;
}

const SHARES = [0.62, 0.48, 0.71, 0.55, 0.4, 0.66] as const;
const BAR_PX = 8;

const barsOf = (columns: readonly Place[]): readonly { readonly start: number; readonly width: number }[] =>
  columns.map(({ start, width }, index) => ({
    start: start + 12,
    width: Math.max(16, Math.round((width - 24) * (SHARES[index % SHARES.length] ?? 0.5))),
  }));

/** A bar in each column as one CSS background: a row that is not here yet costs no elements. */
export const rowSkeleton = (columns: readonly Place[]): string =>
  barsOf(columns)
    .map(
      ({ start, width }) =>
        `linear-gradient(var(--skeleton), var(--skeleton)) ${start}px 50% / ${width}px ${BAR_PX}px no-repeat`,
    )
    .join(', ');

/** The same for a whole view of rows. */
export const viewSkeleton = (columns: readonly Place[], rowHeight: number): string => {
  const top = (rowHeight - 1 - BAR_PX) / 2;
  const bar = `linear-gradient(transparent ${top}px, var(--skeleton) ${top}px ${top + BAR_PX}px, transparent ${top + BAR_PX}px)`;
  const line = `linear-gradient(transparent ${rowHeight - 1}px, var(--line-faint) ${rowHeight - 1}px)`;
  return [
    ...barsOf(columns).map(({ start, width }) => `${bar} ${start}px 0 / ${width}px ${rowHeight}px repeat-y`),
    `${line} 0 0 / 100% ${rowHeight}px repeat-y`,
  ].join(', ');
};
