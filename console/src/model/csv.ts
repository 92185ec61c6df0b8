export type Cell = string | number;

/**
 * A field as RFC 4180 has it. A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers are written as
 * they are.
 */
export function field(cell: Cell): string {
  const text = typeof cell === 'string' && /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** A table with its header. */
export function csv(header: string[], rows: Cell[][]): string {
  return [header, ...rows].map((row) => row.map(field).join(',') + '\r\n').join('');
}
