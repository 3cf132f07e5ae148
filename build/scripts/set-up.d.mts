/** Builds out/ where a source is newer than it; ends the process where that fails. */
export function buildProgram(): void;
