/** The tick of the design, drawn for a 14 px box. */
export const CheckMark = () => (
  <svg viewBox="0 0 14 14" width="14" height="14" fill="none" stroke="currentColor" aria-hidden="true">
    <path d="M3.6 7.3l2.3 2.3 4.5-5" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round" />
  </svg>
);

export const MixedMark = () => (
  <svg viewBox="0 0 14 14" width="14" height="14" fill="none" stroke="currentColor" aria-hidden="true">
    <path d="M4 7h6" strokeWidth="1.8" strokeLinecap="round" />
  </svg>
);
