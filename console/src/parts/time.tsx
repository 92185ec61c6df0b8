import { useSyncExternalStore, type JSX } from 'react';
import { onSecond, second } from '../model/clock';
import { absolute, ago, ahead } from '../quantities';

/** The time, once a second. */
export function useNow(): number {
  return useSyncExternalStore(onSecond, second);
}

/** How long ago something was, with the exact time on the hover. It is drawn again only when it reads otherwise. */
export function Ago({ time }: { time: string }): JSX.Element {
  const words = useSyncExternalStore(onSecond, () => ago(time, second()));
  return (
    <time dateTime={time} title={absolute(time)}>
      {words}
    </time>
  );
}

/** In how long something will be, to a second, with the exact time on the hover. */
export function Ahead({ time }: { time: string }): JSX.Element {
  const words = useSyncExternalStore(onSecond, () => ahead(time, second()));
  return (
    <time dateTime={time} title={absolute(time)}>
      {words}
    </time>
  );
}
