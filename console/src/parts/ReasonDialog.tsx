import { useEffect, useId, useRef, useState, type FormEvent, type JSX, type ReactNode } from 'react';
import { failureOfAct } from '../api/client';
import { t } from '../words';

/** An act that is about to be done. */
export interface Act {
  title: string;
  /** What it brings about, and how far it goes. */
  extent: ReactNode;
  button: string;
  run: (reason: string) => Promise<unknown>;
}

/** Shows the extent of an act and asks for its reason; stays open with the words of a refusal. */
export function ReasonDialog({ act, onClose }: { act: Act; onClose: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      await act.run(reason.trim());
      dialog.current?.close();
    } catch (error) {
      setProblem(failureOfAct(error));
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby={`${id}-title`}>
      <form onSubmit={(event) => void submit(event)}>
        <h2 id={`${id}-title`}>{act.title}</h2>
        <div className="extent">{act.extent}</div>
        <label htmlFor={id}>{t.common.reason}</label>
        <textarea id={id} rows={3} required minLength={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} autoFocus />
        {problem !== '' && <p role="alert" className="notice bad">{problem}</p>}
        <div className="buttons">
          <button type="button" className="quiet" onClick={() => dialog.current?.close()}>{t.common.keep}</button>
          <button type="submit" className="danger" disabled={busy || reason.trim().length < 3}>{act.button}</button>
        </div>
      </form>
    </dialog>
  );
}
