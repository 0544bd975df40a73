const OVERLAYS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
// Lists within a page, such as the lanes of a board, are no overlays. A select that was opened once stays in the document, closed.
const NOT_OPEN = 'main, [data-closed]';

/** Whether a dialog, menu or list of choices lies over the page: it has the keys for itself. */
export const isOverlayOpen = (): boolean =>
  [...document.querySelectorAll(OVERLAYS)].some((overlay) => overlay.closest(NOT_OPEN) === null);
