import { useEffect, useRef, useState, type JSX } from 'react';
import { minuteOf, pastOf } from '../model/day';
import { absolute } from '../quantities';
import { t } from '../words';
import { useNow } from './time';

const MINUTE = 60_000;
/** So much passes with each step while it plays, and each step takes so long. */
const STEP = 5 * MINUTE;
const STEP_TAKES = 800;
/** While it is moved, what is shown follows after a moment of rest. */
const REST = 150;

/** Chooses a moment of today, or of the day of the moment that is shown; without one it is now. */
export function TimeSlider({ at, onChange }: { at: string | undefined; onChange: (at: string | undefined) => void }): JSX.Element {
  const now = useNow();
  const [moved, setMoved] = useState<number>();
  const [plays, setPlays] = useState(false);
  const latest = useRef(onChange);
  latest.current = onChange;
  const chosen = at === undefined ? undefined : Date.parse(at);
  const { from, until } = pastOf(chosen ?? now, now);
  const value = Math.min(until, moved ?? chosen ?? until);

  useEffect(() => {
    if (moved === undefined) {
      return undefined;
    }
    const timer = setTimeout(() => latest.current(minuteOf(moved)), REST);
    return () => clearTimeout(timer);
  }, [moved]);
  // Until the address has it, the slider stays where it was moved to.
  useEffect(() => setMoved(undefined), [at]);

  const runs = plays && chosen !== undefined;
  useEffect(() => {
    if (!runs) {
      return undefined;
    }
    const timer = setTimeout(() => {
      const next = chosen + STEP;
      setPlays(next < until);
      latest.current(minuteOf(Math.min(next, until)));
    }, STEP_TAKES);
    return () => clearTimeout(timer);
  }, [runs, chosen, until]);

  /** From the end it begins at the beginning of the day. */
  const play = (): void => {
    if (chosen === undefined || chosen >= until) {
      onChange(minuteOf(from));
    }
    setPlays(true);
  };
  const words = at === undefined && moved === undefined ? t.map.live : absolute(minuteOf(value));
  return (
    <div className="slider" role="group" aria-label={t.map.time}>
      <button type="button" onClick={() => (runs ? setPlays(false) : play())}>{runs ? t.map.pause : t.map.play}</button>
      <input
        type="range" min={from} max={until} step={MINUTE} value={value} aria-label={t.map.slider} aria-valuetext={words}
        onChange={(event) => { setPlays(false); setMoved(Number(event.target.value)); }}
      />
      <output>{words}</output>
      <button type="button" disabled={at === undefined} onClick={() => { setPlays(false); setMoved(undefined); onChange(undefined); }}>{t.map.now}</button>
    </div>
  );
}
