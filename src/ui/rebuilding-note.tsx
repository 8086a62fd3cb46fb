import { Notice } from "./states";

/** Something was entered that the figures do not know yet. */
export function RebuildingNote() {
  return (
    <Notice role="status">
      The books are being rebuilt. The figures are from before; the new ones appear here by themselves.
    </Notice>
  );
}
