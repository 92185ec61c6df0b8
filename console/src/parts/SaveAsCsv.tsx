import { useState, type JSX } from 'react';
import { csv, type Cell } from '../model/csv';
import { t } from '../words';
import { save } from './tables';

interface Pages<Row> {
  page: (cursor: string) => Promise<{ items: Row[]; next?: string }>;
  /** So many pages are read at most. */
  most: number;
  file: string;
  header: string[];
  cells: (row: Row) => Cell[];
}

/** Reads a list page by page and saves it as a file; says so when there is more than was read. */
export function SaveAsCsv<Row>({ page, most, file, header, cells }: Pages<Row>): JSX.Element {
  const [state, setState] = useState<{ busy: boolean; words: string }>({ busy: false, words: '' });
  const run = async (): Promise<void> => {
    setState({ busy: true, words: '' });
    try {
      const rows: Row[] = [];
      let cursor: string | undefined = '';
      for (let count = 0; cursor !== undefined && count < most; count++) {
        const found: { items: Row[]; next?: string } = await page(cursor);
        rows.push(...found.items);
        cursor = found.next;
      }
      save(file, csv(header, rows.map(cells)));
      setState({ busy: false, words: cursor === undefined ? t.common.savedCsv(rows.length) : t.common.savedPart(rows.length) });
    } catch (error) {
      setState({ busy: false, words: error instanceof Error ? error.message : t.common.notSaved });
    }
  };
  return (
    <>
      <button type="button" disabled={state.busy} onClick={() => void run()}>{state.busy ? t.common.savingCsv : t.common.saveCsv}</button>
      {state.words !== '' && <span role="status" className="hint">{state.words}</span>}
    </>
  );
}
