import { useEffect, useId, useRef, useState, type FormEvent, type JSX } from 'react';
import { api, dataOf, failureOfAct, Problem, type Schemas } from '../api/client';
import { extentOf, MOST_AT_ONCE, runAll, type BulkKind, type Extent, type Result, type Verdict } from '../model/bulk';
import { money } from '../quantities';
import { t } from '../words';
import { Badge } from './states';

type Row = Schemas['BookingRow'];

/** Statuses after which the rest would fare no better: nobody is there to answer, or whoever asks may not. */
const NO_CHANCE = [0, 401, 403, 429, 502, 503, 504];
const UNKNOWN = [0, 502, 503, 504];

async function act(kind: BulkKind, row: Row, reason: string): Promise<Verdict> {
  const asked = { params: { path: { id: row.id } }, body: { reason } };
  try {
    await dataOf(kind === 'cancel' ? api.POST('/api/v1/console/bookings/{id}/cancel', asked) : api.POST('/api/v1/console/bookings/{id}/reoffer', asked));
    return { outcome: 'done', words: '', goOn: true };
  } catch (error) {
    const status = error instanceof Problem ? error.status : 0;
    return { outcome: UNKNOWN.includes(status) ? 'unknown' : 'refused', words: failureOfAct(error), goOn: !NO_CHANCE.includes(status) };
  }
}

/** Cancels several bookings, or offers them again: what it would do, the reason, then how far it is and what came of each. */
export function BulkDialog({ kind, rows, onClose }: { kind: BulkKind; rows: Row[]; onClose: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const stopped = useRef(false);
  const id = useId();
  const texts = t.bulk[kind];
  const [extent] = useState(() => extentOf(kind, rows)); // what was shown is what is done
  const [reason, setReason] = useState('');
  const [phase, setPhase] = useState<'asking' | 'running' | 'over'>('asking');
  const [results, setResults] = useState<Result[]>([]);
  useEffect(() => {
    stopped.current = false;
    dialog.current?.showModal();
    return () => { stopped.current = true; };
  }, []);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setPhase('running');
    await runAll(extent.fit, (row) => act(kind, row, reason.trim()), (result) => setResults((before) => [...before, result]), () => stopped.current);
    setPhase('over');
  };
  return (
    <dialog ref={dialog} onClose={onClose} onCancel={(event) => { if (phase === 'running') { event.preventDefault(); } }} aria-labelledby={`${id}-title`}>
      <form onSubmit={(event) => void submit(event)}>
        <h2 id={`${id}-title`}>{texts.title(extent.fit.length)}</h2>
        {phase === 'asking' && (
          <>
            <Preview kind={kind} extent={extent} />
            <label htmlFor={id}>{t.bulk.reason}</label>
            <textarea id={id} rows={3} required minLength={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} autoFocus />
          </>
        )}
        {phase !== 'asking' && <Progress kind={kind} results={results} of={extent.fit.length} />}
        <div className="buttons">
          {phase === 'asking' && <button type="button" className="quiet" onClick={() => dialog.current?.close()}>{t.common.keep}</button>}
          {phase === 'asking' && <button type="submit" className="danger" disabled={extent.fit.length === 0 || reason.trim().length < 3}>{texts.title(extent.fit.length)}</button>}
          {phase === 'running' && <button type="button" onClick={() => { stopped.current = true; }}>{t.bulk.stop}</button>}
          {phase === 'over' && <button type="button" onClick={() => dialog.current?.close()} autoFocus>{t.common.close}</button>}
        </div>
      </form>
    </dialog>
  );
}

function Preview({ kind, extent }: { kind: BulkKind; extent: Extent }): JSX.Element {
  return (
    <div className="extent">
      <p>{t.bulk[kind].extent(extent.fit.length, money(extent.heldCents), extent.withRunner)}</p>
      {extent.left.length > 0 && (
        <>
          <p>{t.bulk.leftOut}</p>
          <ul>{extent.left.map(({ why, count }) => <li key={why}>{t.bulk.left(count, why === 'most' ? t.bulk.most(MOST_AT_ONCE) : why === 'unpaid' ? t.bulk.unpaid : why)}</li>)}</ul>
        </>
      )}
      <p className="hint">{t.bulk.decided}</p>
    </div>
  );
}

function Progress({ kind, results, of }: { kind: BulkKind; results: Result[]; of: number }): JSX.Element {
  const done = results.filter((one) => one.outcome === 'done').length;
  const others = results.filter((one) => one.outcome !== 'done');
  const unknown = others.some((one) => one.outcome === 'unknown' || one.outcome === 'not_begun');
  return (
    <>
      <progress value={results.length} max={of} aria-label={t.bulk.progress} />
      <p role="status">{others.length === 0 ? t.bulk.allDone(done, of) : t.bulk.someDone(done, of, others.length)}</p>
      {results.length === of && unknown && <p className="hint">{t.bulk[kind].again}</p>}
      {others.length > 0 && (
        <ul className="results" tabIndex={0} aria-label={t.bulk.results}>
          {others.map((one) => <li key={one.row.id}>{one.row.number} <Badge state={one.outcome === 'refused' ? 'failed' : 'pending'}>{t.bulk.outcomes[one.outcome]}</Badge> <small>{one.words}</small></li>)}
        </ul>
      )}
    </>
  );
}
