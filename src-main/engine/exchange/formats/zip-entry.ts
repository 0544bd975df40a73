/** How entries of a zip are written: at one time, so that equal content makes equal files, and readable by everybody who may read the file. */
export const ZIP_ENTRY = { mtime: new Date(Date.UTC(2026, 0, 1)), mode: 0o100644 } as const;
