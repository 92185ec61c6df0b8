import type { JSX, KeyboardEvent, ReactNode } from 'react';

/** Arrows move between rows, as in a list of mails. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') {
    return;
  }
  const row = (event.target as HTMLElement).closest('tr, li');
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  const link = next?.querySelector<HTMLElement>('a, button');
  if (link) {
    event.preventDefault();
    link.focus();
  }
}

/** The names of columns, in their order. */
export function ColumnHeads({ columns }: { columns: Record<string, string> }): JSX.Element {
  return <tr>{Object.entries(columns).map(([key, column]) => <th key={key} scope="col">{column}</th>)}</tr>;
}

/** A table with a name that scrolls within itself. */
export function DataTable({ name, columns, children }: { name: string; columns: Record<string, string>; children: ReactNode }): JSX.Element {
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={name}>
      <table>
        <thead><ColumnHeads columns={columns} /></thead>
        <tbody onKeyDown={moveBetweenRows}>{children}</tbody>
      </table>
    </div>
  );
}

/** Saves a text as a file of the browser. */
export function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
