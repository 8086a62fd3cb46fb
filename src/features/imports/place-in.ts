interface Refusal {
  message: string;
  line?: number | null;
  column?: string | number | null;
}

/** Why a file was refused, with the place in it before the sentence unless the sentence names it itself. */
export function refusalInWords(refusal: Refusal): string {
  const namesItself = refusal.line && refusal.message.toLowerCase().includes(`line ${refusal.line}`);
  const place = namesItself ? "" : placeIn(refusal);
  return place ? `${place}: ${refusal.message}` : refusal.message;
}

/** Where in a file something is wrong, counted as a spreadsheet does: "Line 12, column Value"; "" for the whole file. */
function placeIn({ line, column }: Refusal): string {
  const parts = [line && `line ${line}`, column && `column ${column}`].filter(Boolean).join(", ");
  return parts.charAt(0).toUpperCase() + parts.slice(1);
}
