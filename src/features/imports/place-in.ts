/** Where in a file something is wrong, counted as a spreadsheet does: "Line 12, column Value"; "" for the whole file. */
export function placeIn({ line, column }: { line?: number | null; column?: string | number | null }): string {
  const parts = [line && `line ${line}`, column && `column ${column}`].filter(Boolean).join(", ");
  return parts.charAt(0).toUpperCase() + parts.slice(1);
}
