import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

const AGAIN_AFTER = 3_000;
const GATHERED_FOR = 500;

/**
 * Follows what changes, and has open pages ask again for what they show. Many changes at once are gathered. Returns whether the
 * connection is there; after it was lost, everything is asked for again.
 */
export function useLive(): boolean {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let wasLost = false;
    const changed = new Set<string>();

    const tell = (): void => {
      gathering = undefined;
      void queries.invalidateQueries({ queryKey: ['now'] });
      void queries.invalidateQueries({ queryKey: ['bookings'] });
      changed.forEach((id) => void queries.invalidateQueries({ queryKey: ['booking', id] }));
      changed.clear();
    };
    const connect = (): void => {
      source = new EventSource('/api/v1/console/stream');
      source.onopen = () => {
        setConnected(true);
        if (wasLost) {
          wasLost = false;
          void queries.invalidateQueries();
        }
      };
      source.onerror = () => {
        wasLost = true;
        setConnected(false);
        // A stream ends with its session: then this leads to the login.
        void queries.invalidateQueries({ queryKey: ['session'] });
        source?.close();
        again = setTimeout(connect, AGAIN_AFTER);
      };
      source.addEventListener('changed', (event: MessageEvent<string>) => {
        changed.add((JSON.parse(event.data) as { booking_id: string }).booking_id);
        gathering ??= setTimeout(tell, GATHERED_FOR);
      });
    };
    connect();
    return () => {
      source?.close();
      clearTimeout(again);
      clearTimeout(gathering);
    };
  }, [queries]);
  return connected;
}
