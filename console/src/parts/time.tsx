import { useEffect, useState, type JSX } from 'react';
import { absolute, ago } from '../quantities';

/** The time, once a second. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** How long ago something was, with the exact time on the hover. */
export function Ago({ time }: { time: string }): JSX.Element {
  const now = useNow();
  return (
    <time dateTime={time} title={absolute(time)}>
      {ago(time, now)}
    </time>
  );
}
